import type { IconName } from '../actions/action.ts';

const paths: Readonly<Record<IconName, string>> = {
  play: 'M6 4.5v11l9-5.5z',
  pause: 'M5.5 4.5h3v11h-3zm6 0h3v11h-3z',
  step: 'M4 4.5v11l8-5.5zM13.5 4.5h2.5v11h-2.5z',
  stepBack: 'M16 4.5v11L8 10zM4 4.5h2.5v11H4z',
  restart:
    'M10 3.2a6.8 6.8 0 1 1-6.6 8.4h2A4.9 4.9 0 1 0 10 5.1c-1.3 0-2.5.5-3.4 1.4L9 8.900H3V2.900l2.2 2.200A6.8 6.8 0 0 1 10 3.200z',
  settings:
    'M3 5.1h6.200a2.3 2.3 0 0 1 4.4 0H17v1.800h-3.400a2.3 2.3 0 0 1-4.4 0H3zm0 8h1.400a2.3 2.3 0 0 1 4.4 0H17v1.800H8.800a2.3 2.3 0 0 1-4.4 0H3z',
  help: 'M10 2.500a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zm0 1.700a5.8 5.8 0 1 0 0 11.6 5.8 5.8 0 0 0 0-11.600zm-.9 8.600h1.800v1.700H9.100zm.9-7.100c1.7 0 2.9 1 2.9 2.5 0 1.9-2 2-2 3.500H9.200c0-2.3 1.9-2.4 1.9-3.4 0-.6-.4-.9-1.1-.9s-1.2.4-1.2 1.200H7c0-1.8 1.2-2.9 3-2.900z',
  theme: 'M10 2.500a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15zm0 1.800v11.400a5.7 5.7 0 0 0 0-11.400z',
  close:
    'M5.3 4 10 8.7 14.7 4 16 5.3 11.3 10l4.7 4.7-1.3 1.3-4.7-4.700L5.3 16 4 14.7 8.7 10 4 5.300z',
};

/** A small pictogram beside or instead of a label; the label says it to screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 20 20" fill="currentColor" fillRule="evenodd" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

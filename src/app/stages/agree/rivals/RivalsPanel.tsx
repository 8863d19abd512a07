import type { PanelProps } from '../panel.ts';

export function RivalsPanel({ trace }: PanelProps) {
  return <p className="muted">{trace.links.length}</p>;
}

import { t } from '../catalogue/index.ts';

/** A key as a visitor knows it: `Space`, `←`, `Esc`, `R`. */
export function keyName(key: string): string {
  switch (key) {
    case ' ':
      return t('key.space');
    case 'ArrowLeft':
      return t('key.left');
    case 'ArrowRight':
      return t('key.right');
    case 'ArrowUp':
      return t('key.up');
    case 'ArrowDown':
      return t('key.down');
    case 'Escape':
      return t('key.escape');
    case 'Enter':
      return t('key.enter');
    default:
      return key.toUpperCase();
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { palettes } from '../../src/app/theme/palette.ts';
import { cssVariables } from '../../src/app/theme/theme.ts';

const folder = join(import.meta.dirname, '../../src/app');
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const styles = paths.filter((path) => path.endsWith('.css')).map(read);
const components = paths.filter((path) => path.endsWith('.tsx')).map(read);

describe('styles', () => {
  it('use no variable that nothing defines', () => {
    const defined = new Set([...cssVariables(palettes.light).keys()]);
    for (const source of [...styles, ...components]) {
      for (const [, name] of source.matchAll(/(--[\w-]+)(?:['"]?:|', )/g)) defined.add(name!);
    }
    const used = [...styles, ...components].flatMap((source) =>
      [...source.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name!),
    );
    // Names that end in a hyphen are completed at run time: var(--server-${n}).
    const missing = used.filter((name) => !name.endsWith('-') && !defined.has(name));
    expect(missing).toEqual([]);
  });

  it('name no colour of their own beside the palette, but for the sun and shadows', () => {
    const colours = styles.flatMap((style) => style.match(/#[0-9a-f]{3,8}\b/gi) ?? []);
    expect(new Set(colours)).toEqual(new Set(['#f0b81c']));
  });

  it.each(['dark', 'projector'] as const)('have the variables of light in %s', (theme) => {
    expect([...cssVariables(palettes[theme]).keys()]).toEqual([
      ...cssVariables(palettes.light).keys(),
    ]);
  });
});

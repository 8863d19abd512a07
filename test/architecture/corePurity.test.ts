/** The core draws from seeded streams and uses its own elementary functions only. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../src/', import.meta.url));
const rooms = ['world', 'learning', 'orchestration', 'experiments', 'session'];
const forbidden =
  /Math\.(random|exp|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)\b|\*\*/;

function sources(): string[] {
  const ground = readdirSync(root).filter((name) => name.endsWith('.ts'));
  const inRooms = rooms.flatMap((room) =>
    readdirSync(root + room, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${room}/${name}`),
  );
  return [...ground, ...inRooms];
}

/** Code without comments, where the functions may be named. */
function code(path: string): string {
  return readFileSync(root + path, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\/\/.*$/gm, '');
}

it.each(sources())('%s uses no function that may differ between browsers', (path) => {
  expect(code(path)).not.toMatch(forbidden);
});

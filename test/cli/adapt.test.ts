/** `adapt` on the command line: what it prints, what it writes, what it refuses. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';

const folder = mkdtempSync(join(tmpdir(), 'adapt-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

async function run(...words: string[]) {
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runCommandLine(
    ['adapt', '--rows', '1', '--columns', '2', '--episodes', '60', ...words],
    (text) => out.push(text),
    (line) => notes.push(line),
  );
  return { code, out: out.join('\n'), last: notes.at(-1) ?? '' };
}

function put(name: string, value: unknown): string {
  writeFileSync(path(name), JSON.stringify(value));
  return path(name);
}

it('lives on in four ways, and goes on from its own checkpoint with the same numbers', async () => {
  const first = await run('--seed', '2', '--json', '--checkpoint-out', path('run.gz'));
  expect(first.code).toBe(0);
  const data = JSON.parse(first.out);
  expect(data).toMatchObject({
    format: 'n2o-adapt',
    version: 1,
    engine: 'wasm',
    episodesPerDay: 24,
  });
  expect(data.schedule).toHaveLength(1);
  expect(data.schedule[0].episode).toBe(36);
  expect(Object.keys(data.runs[0].days)).toEqual(['unchanged', 'changed', 'reopened', 'frozen']);
  const again = await run('--checkpoint-in', path('run.gz'), '--json', '--out', path('again.json'));
  expect(JSON.parse(readFileSync(path('again.json'), 'utf8')).runs).toEqual(data.runs);
  expect(again.code).toBe(0);
});

it('prints a table with its seeds', async () => {
  const schedule = put('late.json', [{ episode: 30, scenario: { demandScale: 2 } }]);
  const { code, out } = await run('--seeds', '2', '--schedule', schedule);
  expect(code).toBe(0);
  expect(out).toContain('changed at episode 30 (demandScale) of 60; n = 2 seeds, engine wasm');
  expect(out).toMatch(/unchanged .* 0\.0 \+- 0\.0/);
});

describe('what cannot be is refused in one line, with exit 2', () => {
  it.each([
    ['an empty schedule', [], /^schedule: \[\] is not allowed/],
    [
      'a change after the plan',
      [{ episode: 60, scenario: { demandScale: 2 } }],
      /^schedule\[0\]\.episode: 60/,
    ],
    [
      'another ground',
      [{ episode: 6, scenario: { rows: 2 } }],
      /^schedule\[0\]\.scenario\.rows: 2/,
    ],
  ])('%s', async (name, schedule, message) => {
    const { code, last } = await run('--schedule', put(`${name}.json`, schedule));
    expect(code).toBe(2);
    expect(last).toMatch(message);
  });

  it('an engine that cannot go on to the bit', async () => {
    const { code, last } = await run('--engine', 'tfjs-cpu');
    expect(code).toBe(2);
    expect(last).toMatch(/^--engine: "tfjs-cpu" is not allowed; allowed: typescript \| wasm/);
  });
});

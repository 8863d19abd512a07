import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { randomNetworks, randomObservations } from '../support/networks.ts';

async function run(...words: string[]) {
  const printed: string[] = [];
  const notes: string[] = [];
  const status = await runCommandLine(
    ['theory', ...words],
    (text) => printed.push(text),
    (line) => notes.push(line),
  );
  return { status, text: printed.join('\n'), notes };
}

it('prints the terms of a run on quadratics, as JSON and as a table', async () => {
  const options = ['--quadratics', '2', '--iterations', '7', '--anchor', 'middle'];
  const { status, text } = await run(...options, '--json');
  expect(status).toBe(0);
  const data = JSON.parse(text);
  expect(data).toMatchObject({ format: 'n2o-theory', version: 1, corollary: null });
  expect(data.options).toMatchObject({ iterations: 7, anchor: 'middle' });
  expect(data.report.applies).toBe(true);
  expect(data.report.terms).toHaveLength(7);
  for (const term of data.report.terms) {
    expect(term.gap).toBeLessThanOrEqual(term.optimisation + term.communication);
  }
  const table = await run(...options);
  expect(table.text).toContain('OPT');
  expect(table.text).toContain('vacuous');
  expect(table.text).toContain("nothing found that breaks Theorem 1's assumptions");
});

it('reads networks and observations from files', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'theory-'));
  const networks = join(folder, 'networks.json');
  const observations = join(folder, 'observations.json');
  writeFileSync(networks, JSON.stringify(randomNetworks(1, 1, 3, 'silu', [4])));
  writeFileSync(observations, JSON.stringify(randomObservations(1, 3)));
  const files = ['--networks', networks, '--observations', observations];
  const { status, text } = await run(...files, '--iterations', '3', '--json');
  expect(status).toBe(0);
  const { report } = JSON.parse(text);
  expect(report.lipschitz.method).toBe('affineArithmetic');
  expect(report.lipschitz.upper).toBeGreaterThanOrEqual(report.lipschitz.lower);
  const torn = await run(...files, '--cuts', '[{"link":[1,2],"from":1}]');
  expect(torn.status).toBe(2);
});

it('refuses what it cannot work on, naming the option', async () => {
  for (const [words, expected] of [
    [[], '--networks: missing'],
    [['--quadratics', '11'], '--quadratics: 11 is not allowed'],
    [['--quadratics', '2', '--curvature', '-1'], '--curvature: -1 is not allowed'],
    [['--corollary', '--accuracy', '1'], '--accuracy: 1 is not allowed'],
    [['--networks', 'nowhere.json'], '--networks: "nowhere.json"'],
    [['--quadratics', '2', '--topology', 'geometric', '--reach', '5'], 'pieces'],
  ] as const) {
    const { status, text, notes } = await run(...words);
    expect(status).toBe(2);
    expect(text).toBe('');
    expect(notes.join(' ')).toContain(expected);
  }
});

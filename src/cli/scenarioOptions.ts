/** Options that several experiments share: the scenario, the seeds. */
import { MAXIMUM_SEED } from '../random.ts';
import { InputError } from '../schema.ts';
import { parseScenario, type Scenario } from '../world/scenario.ts';
import { readJson } from './files.ts';
import {
  type GivenOptions,
  naming,
  numberOrText,
  type OptionDeclaration,
  wholeNumber,
} from './options.ts';

export const SCENARIO_OPTIONS: readonly OptionDeclaration[] = [
  { name: 'scenario', value: 'FILE', help: 'n2o-scenario (the paper scenario)' },
  { name: 'rows', value: 'a whole number from 1 to 10', help: 'rows of the grid (2)' },
  { name: 'columns', value: 'a whole number from 1 to 10', help: 'columns of the grid (2)' },
  { name: 'levels', value: 'K, or K,K,... one a server', help: 'levels, 2 to 6 (3)' },
];

export const SEED_OPTIONS: readonly OptionDeclaration[] = [
  { name: 'seed', value: 'S', help: 'one training seed (1)' },
  { name: 'seeds', value: 'N', help: 'training seeds 1 to N instead' },
];

/** @throws InputError naming the option or the field of the file */
export function readScenario(given: GivenOptions): Scenario {
  const path = given.get('scenario');
  const base = path === undefined ? {} : readJson('--scenario', path);
  const changes: Record<string, unknown> = {};
  for (const field of ['rows', 'columns', 'levels']) {
    const text = given.get(field);
    if (text === undefined) continue;
    changes[field] = text.includes(',') ? text.split(',').map(numberOrText) : numberOrText(text);
  }
  if (typeof base !== 'object' || base === null || Array.isArray(base)) {
    throw new InputError('scenario', base, 'an object of the form n2o-scenario');
  }
  return naming('scenario', given, () => parseScenario({ ...base, ...changes }));
}

/** @throws InputError naming the option */
export function readSeeds(given: GivenOptions): number[] {
  const count = wholeNumber(given, 'seeds', [1, 10_000]);
  const seed = wholeNumber(given, 'seed', [0, MAXIMUM_SEED]);
  if (count === undefined) return [seed ?? 1];
  if (seed !== undefined) throw new InputError('--seed', seed, 'either --seed or --seeds');
  return Array.from({ length: count }, (_, i) => i + 1);
}

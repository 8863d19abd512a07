/** Options of N2O and its rivals on the command line, side by side. */
import type { OrchestrationOptions } from '../orchestration/options.ts';
import {
  parseRivals,
  type RivalOptions,
  rivalSchema,
} from '../orchestration/rivals/rivalOptions.ts';
import { fieldsOf, InputError } from '../schema.ts';
import { type GivenOptions, numberOrText, type OptionDeclaration, optionName } from './options.ts';
import { ORCHESTRATION_OPTIONS, readOrchestration } from './orchestrationOptions.ts';

const HELP: Readonly<Record<keyof RivalOptions, string>> = {
  maxPlusIterations: 'iterations of max-plus (5)',
  sweeps: 'sweeps after the greedy decision (2)',
  dsaIterations: 'iterations of DSA (20)',
  dsaProbability: 'that a server of DSA moves that can do better (0.7)',
  gradientIterations: 'iterations of both gradient methods (50)',
  gradientStep: 'their step, squared levels a reward unit (0.0025)',
};

/** N2O has sweeps of its own. */
function nameOf(field: string): string {
  return field === 'sweeps' ? 'greedy-sweeps' : optionName(field);
}

const fields = fieldsOf(rivalSchema);

/** N2O's, where `--seed` is the training's: the failing links' is `--link-seed`. */
export const N2O_OPTIONS: readonly OptionDeclaration[] = ORCHESTRATION_OPTIONS.map((option) => {
  if (option.name !== 'seed') return option;
  return { ...option, name: 'link-seed', help: "seed of failing links and of DSA's moves (1)" };
});

export const RIVAL_OPTIONS: readonly OptionDeclaration[] = [
  ...[...fields].map(([field, { allowed }]) => {
    return { name: nameOf(field), value: allowed, help: HELP[field as keyof RivalOptions] };
  }),
  ...N2O_OPTIONS,
];

/** @throws InputError naming the option */
export function readRivalOptions(given: GivenOptions): {
  readonly options: OrchestrationOptions;
  readonly rivals: RivalOptions;
} {
  return { options: readN2o(given), rivals: readRivals(given) };
}

/** @throws InputError naming the option */
export function readN2o(given: GivenOptions): OrchestrationOptions {
  const own = new Map(given);
  own.delete('seed');
  const seed = given.get('link-seed');
  if (seed !== undefined) own.set('seed', seed);
  return renaming('--seed', '--link-seed', () => readOrchestration(own));
}

function readRivals(given: GivenOptions): RivalOptions {
  const chosen: Record<string, unknown> = {};
  for (const field of fields.keys()) {
    const text = given.get(nameOf(field));
    if (text !== undefined) chosen[field] = numberOrText(text);
  }
  try {
    return parseRivals(chosen);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const name = nameOf(error.field.replace(/^rivals\./, ''));
    throw new InputError(`--${name}`, error.value, error.allowed);
  }
}

function renaming<T>(from: string, to: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError) || error.field !== from) throw error;
    throw new InputError(to, error.value, error.allowed);
  }
}

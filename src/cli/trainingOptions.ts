/** What `train` is to do, from its options and the files that they name. */
import type { TrainingRequest } from '../experiments/train.ts';
import { type CheckpointContent, readCheckpoint } from '../learning/checkpointFile.ts';
import {
  LEARNING_METHODS,
  type LearnerConfiguration,
  LONGEST_PLAN,
  learnerDefaults,
  parseLearner,
} from '../learning/configuration.ts';
import { buildLayout } from '../learning/layout.ts';
import { type NetworksContent, parseNetworks } from '../learning/networksFile.ts';
import { learnerOf, weightsOf } from '../learning/openedWeights.ts';
import { InputError } from '../schema.ts';
import { toldBy } from '../session/openedFile.ts';
import type { Scenario } from '../world/scenario.ts';
import { checkLearnerGiven, checkNumber, checkScenarioGiven } from './checkpointAgreement.ts';
import type { Note } from './command.ts';
import { readBytes, readJson } from './files.ts';
import {
  type GivenOptions,
  naming,
  numberOrText,
  type OptionDeclaration,
  wholeNumber,
} from './options.ts';
import { readScenario, readSeeds, SCENARIO_OPTIONS, SEED_OPTIONS } from './scenarioOptions.ts';

export const LEARNER_OPTION: OptionDeclaration = {
  name: 'learner',
  value: 'FILE',
  help: 'JSON with fields of the learner (the defaults)',
};

/** What `--method` takes. */
export const METHODS = [...LEARNING_METHODS, 'centralized'] as const;
export type Method = (typeof METHODS)[number];

/** Options of what is trained, where it begins and where it stops. */
export const TRAINING_OPTIONS: readonly OptionDeclaration[] = [
  { name: 'method', value: METHODS.join(' | '), help: 'what is trained (maDql)' },
  ...SCENARIO_OPTIONS,
  LEARNER_OPTION,
  { name: 'episodes', value: 'NUMBER', help: 'planned training episodes (1500)' },
  {
    name: 'slots',
    value: 'NUMBER',
    help: 'stops after so many slots of the run (all of the plan)',
  },
  { name: 'acting-lag', value: 'NUMBER', help: 'slots a chunk, 1 to 256 (1)' },
  ...SEED_OPTIONS,
  {
    name: 'networks-in',
    value: 'FILE',
    help: 'n2o-networks to begin with, in their own city unless another is given',
  },
  {
    name: 'checkpoint-in',
    value: 'FILE',
    help: 'goes on exactly where it was taken, with its scenario, learner and seed',
  },
];

/** @throws InputError naming the option, or the field in the file that one names */
export async function readTrainingRequest(
  given: GivenOptions,
  note: Note,
): Promise<TrainingRequest> {
  const checkpoint = given.get('checkpoint-in');
  if (checkpoint !== undefined) return goingOn(given, checkpoint);
  const path = given.get('networks-in');
  const networks = path === undefined ? null : parseNetworks(readJson('--networks-in', path));
  const { scenario, learner } = networks
    ? setupFor(networks, given, note)
    : freshSetup(given, readScenario(given));
  const layout = naming('scenario', given, () => buildLayout(scenario, learner));
  return {
    scenario,
    learner,
    seeds: readSeeds(given),
    slots: readSlots(given, learner, 0),
    resumed: null,
    weights: networks && weightsOf(layout, networks.networks, networks.links),
  };
}

async function goingOn(given: GivenOptions, path: string): Promise<TrainingRequest> {
  const resumed: CheckpointContent = await readCheckpoint(readBytes('--checkpoint-in', path));
  const { scenario, learner, seed, slots, weights = null } = resumed.checkpoint;
  checkGoingOn(given, { scenario, learner, seed, method: learner.method });
  return {
    scenario,
    learner,
    seeds: [seed],
    slots: readSlots(given, learner, slots),
    resumed,
    weights,
  };
}

/** @throws InputError naming the option, or the field of a file, that is not the checkpoint's */
export function checkGoingOn(
  given: GivenOptions,
  run: Setup & { readonly seed: number; readonly method: Method },
): void {
  for (const name of ['networks-in', 'seeds']) {
    const value = given.get(name);
    if (value === undefined) continue;
    throw new InputError(`--${name}`, value, 'only without --checkpoint-in, which settles it');
  }
  const method = readMethod(given);
  if (method !== undefined && method !== run.method) {
    throw new InputError('--method', method, `${run.method}, as in the checkpoint`);
  }
  checkScenarioGiven(given, run.scenario);
  // Centralised DQL has learning rates of its own: those of the LSMs have no say.
  const file = learnerFile(given);
  const { learningRateStart: _, learningRateEnd: __, ...others } = file;
  checkLearnerGiven(given, run.learner, run.method === 'centralized' ? others : file);
  checkNumber(given, 'seed', run.seed);
}

/** @throws InputError for a word that is no method */
export function readMethod(given: GivenOptions): Method | undefined {
  const word = given.get('method');
  const method = METHODS.find((each) => each === word);
  if (method || word === undefined) return method;
  throw new InputError('--method', word, METHODS.join(' | '));
}

/** Where to stop: nowhere before the slots that are done. */
export function readSlots(
  given: GivenOptions,
  learner: LearnerConfiguration,
  done: number,
): number {
  const plan = learner.episodes * learner.slotsPerEpisode;
  return wholeNumber(given, 'slots', [Math.max(1, done), LONGEST_PLAN]) ?? Math.max(plan, done);
}

export interface Setup {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
}

export function freshSetup(given: GivenOptions, scenario: Scenario): Setup {
  const base = { ...learnerDefaults(scenario.kind), ...learnerFile(given) };
  return { scenario, learner: planned(given, base) };
}

/** The networks' own run, as far as their file tells it and the options say nothing else. */
function setupFor(content: NetworksContent, given: GivenOptions, note: Note): Setup {
  const told = toldBy(content);
  for (const { message } of told.doubts) note(`left aside: ${message}`);
  const isChosen = SCENARIO_OPTIONS.some(({ name }) => given.has(name));
  const scenario = isChosen ? readScenario(given) : (told.scenario ?? readScenario(given));
  const file = learnerFile(given);
  const usual = told.learner ?? learnerDefaults(scenario.kind);
  const learner = learnerOf(content.networks, planned(given, { ...usual, ...file }));
  for (const key of ['hidden', 'activation', 'valueScale'] as const) {
    const [wanted, found] = [file[key], learner[key]].map((value) => JSON.stringify(value));
    if (wanted === undefined || wanted === found) continue;
    throw new InputError(`learner.${key}`, file[key], `${found}, as in the networks`);
  }
  const method = readMethod(given);
  if (method !== undefined && method !== learner.method) {
    throw new InputError('--method', method, `${learner.method}, as in the networks`);
  }
  return { scenario, learner };
}

/** Fields of `--learner` as they stand in its file, unchecked; none without. */
export function learnerFile(given: GivenOptions): Readonly<Record<string, unknown>> {
  const path = given.get('learner');
  if (path === undefined) return {};
  const value = readJson('--learner', path);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InputError('learner', value, 'an object with fields of the learner');
}

function planned(given: GivenOptions, base: Readonly<Record<string, unknown>>) {
  const method = readMethod(given);
  // The learner's own methods: centralised DQL has a configuration beside it.
  const chosen: Record<string, unknown> =
    method === undefined || method === 'centralized' ? {} : { method };
  for (const [field, name] of [
    ['episodes', 'episodes'],
    ['actingLag', 'acting-lag'],
  ] as const) {
    const text = given.get(name);
    if (text !== undefined) chosen[field] = numberOrText(text);
  }
  return naming('learner', given, () => parseLearner({ ...base, ...chosen }));
}

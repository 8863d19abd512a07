/** Checks of those parts of a checkpoint file whose entries have to agree with each other. */
import { InputError } from '../schema.ts';
import { EdgeEnvironment, type EnvironmentState } from '../world/environment.ts';
import { parseScenario, type Scenario } from '../world/scenario.ts';
import type { CheckpointData } from './checkpointSchema.ts';
import type { WeightLayout } from './layout.ts';
import type { EpisodeSums, LearningCurve } from './learningCurve.ts';
import type { ReplayState } from './replay.ts';
import { logOf, windowSize } from './replayWindow.ts';
import {
  readFloat64Array,
  readNumbers,
  readUint8Array,
  type TypedArrayData,
} from './typedArrays.ts';

/** Runs a check whose InputErrors name `root` and makes them name `field` instead. */
export function within<T>(root: string, field: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InputError) || !error.field.startsWith(root)) throw error;
    throw new InputError(field + error.field.slice(root.length), error.value, error.allowed);
  }
}

/**
 * A world that has to be exactly what an environment of the scenario saves.
 *
 * @throws InputError
 */
export function readEnvironment(
  data: CheckpointData['environment'],
  scenario: Scenario,
): EnvironmentState {
  const field = 'checkpoint.environment';
  const scenarioIn = (key: 'scenario' | 'nextScenario') =>
    within('scenario', `${field}.${key}`, () => parseScenario(data[key]));
  const state: EnvironmentState = {
    ...data,
    scenario: scenarioIn('scenario'),
    nextScenario: data.nextScenario === null ? null : scenarioIn('nextScenario'),
  };
  if (state.timeOfDay >= scenario.slotsPerDay) {
    const allowed = `a whole number from 0 to ${scenario.slotsPerDay - 1}`;
    throw new InputError(`${field}.timeOfDay`, state.timeOfDay, allowed);
  }
  const environment = new EdgeEnvironment(scenario);
  within('state.', `${field}.dynamics.`, () =>
    within('state.streams', `${field}.streams`, () =>
      within('stream', `${field}.streams`, () =>
        within('scenario', `${field}.scenario`, () => environment.restore(state)),
      ),
    ),
  );
  // What was rounded, cut or left out on the way in has to be named too.
  checkSame(state, environment.save(), field);
  return state;
}

function checkSame(found: unknown, expected: unknown, field: string): void {
  if (Object.is(found, expected)) return;
  if (!isRecord(found) || !isRecord(expected)) {
    const allowed = expected === undefined ? 'no such field' : (JSON.stringify(expected) ?? '');
    throw new InputError(field, found, allowed);
  }
  for (const key of new Set([...Object.keys(found), ...Object.keys(expected)])) {
    const name = Array.isArray(expected) ? `${field}[${key}]` : `${field}.${key}`;
    checkSame(found[key], expected[key], name);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** What a memory has to know of its servers: the levels of each, itself first. */
type ReplayShape = Pick<WeightLayout, 'observationSize'> & {
  readonly agents: readonly { readonly levels: readonly number[] }[];
};

/** @throws InputError where the memory is not one that this learner has after these slots */
export function readReplay(
  { replay, slots }: Pick<CheckpointData, 'replay' | 'slots'>,
  layout: ReplayShape,
  capacity: number,
): ReplayState {
  const field = 'checkpoint.replay';
  const { rows, transitions } = replay;
  if (transitions !== slots) {
    throw new InputError(`${field}.transitions`, transitions, `${slots}, one a slot`);
  }
  const agents = layout.agents.length;
  const width = agents * layout.observationSize;
  const size = windowSize(transitions, capacity);
  const transitionRows = readFloat64Array(replay.transitionRows, `${field}.transitionRows`, size);
  const firstRow = checkRows(transitionRows, rows);
  const decisions = readUint8Array(replay.decisions, `${field}.decisions`, size * agents);
  const wrong = decisions.findIndex((level, i) => level >= layout.agents[i % agents]!.levels[0]!);
  if (wrong >= 0) {
    const allowed = `a level of server ${wrong % agents}`;
    throw new InputError(`${field}.decisions[${wrong}]`, decisions[wrong], allowed);
  }
  const length = (rows - firstRow) * width;
  const observations = readFloat64Array(replay.observations, `${field}.observations`, length);
  const rewards = readFloat64Array(replay.rewards, `${field}.rewards`, size * agents);
  const window = { rows, transitions, observations, transitionRows, decisions, rewards };
  return logOf(window, { agents, width, capacity });
}

/** Rows have to grow, with one more after the last. @returns the first row that is needed */
function checkRows(transitionRows: Float64Array, rows: number): number {
  const field = 'checkpoint.replay';
  if (rows < 1) throw new InputError(`${field}.rows`, rows, 'a whole number from 1');
  transitionRows.forEach((row, i) => {
    const least = i === 0 ? 0 : transitionRows[i - 1]! + 1;
    const most = rows - 2;
    if (Number.isInteger(row) && row >= least && row <= most) return;
    const allowed = `a whole number from ${least} to ${most}`;
    throw new InputError(`${field}.transitionRows[${i}]`, row, allowed);
  });
  return transitionRows[0] ?? rows - 1;
}

/** @throws InputError where the sums are not of the episode under way */
export function readSums(
  { sums, slots }: Pick<CheckpointData, 'sums' | 'slots'>,
  slotsPerEpisode: number,
  agents: number,
): EpisodeSums {
  const done = slots % slotsPerEpisode;
  if (sums.slots !== done) {
    throw new InputError('checkpoint.sums.slots', sums.slots, `${done}, of the episode under way`);
  }
  if (sums.updates > done) {
    const allowed = `a whole number from 0 to ${done}`;
    throw new InputError('checkpoint.sums.updates', sums.updates, allowed);
  }
  for (const key of ['rewards', 'losses'] as const) {
    if (sums[key].length === agents) continue;
    const allowed = `${agents} numbers, one a server`;
    throw new InputError(`checkpoint.sums.${key}`, sums[key].length, allowed);
  }
  const { gone, ...others } = sums;
  return gone === undefined ? others : { ...others, gone };
}

/** @throws InputError where it is not a curve up to these slots */
export function readCurve(
  data: NonNullable<CheckpointData['curve']>,
  { slots }: Pick<CheckpointData, 'slots'>,
  slotsPerEpisode: number,
  agents: number,
): LearningCurve {
  const { firstEpisode } = data;
  const episodes = Math.floor(slots / slotsPerEpisode) - firstEpisode;
  if (episodes < 0) {
    const allowed = `a whole number from 0 to ${episodes + firstEpisode}, the finished episodes`;
    throw new InputError('checkpoint.curve.firstEpisode', firstEpisode, allowed);
  }
  const read = (key: 'systemReward' | 'rewards' | 'exploration', length: number) =>
    readFloat64Array(data[key], `checkpoint.curve.${key}`, length);
  const losses: TypedArrayData<'Float64Array'> = data.losses;
  return {
    firstEpisode,
    systemReward: read('systemReward', episodes),
    rewards: read('rewards', episodes * agents),
    losses: readNumbers(losses, 'checkpoint.curve.losses', episodes * agents),
    exploration: read('exploration', episodes),
  };
}

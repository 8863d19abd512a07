/**
 * A learner's checkpoint as a file (`n2o-learner-checkpoint`, version 1): gzipped JSON. Of the replay
 * memory it holds what can still be sampled. A learner that goes on from the file computes the same
 * bits as one that never stopped.
 */
import { gunzip, gzip } from '../gzip.ts';
import { checkSeed } from '../random.ts';
import { InputError, parse } from '../schema.ts';
import { parseScenario } from '../world/scenario.ts';
import { readCurve, readEnvironment, readReplay, readSums, within } from './checkpointReading.ts';
import { type CheckpointData, checkpointSchema } from './checkpointSchema.ts';
import { parseLearner } from './configuration.ts';
import type { EngineState } from './engine.ts';
import { buildLayout, type WeightLayout } from './layout.ts';
import type { LearningCurve } from './learningCurve.ts';
import type { LearnerCheckpoint } from './multiAgent.ts';
import { windowOf } from './replayWindow.ts';
import { readFloat64Array, typedArrayData } from './typedArrays.ts';

/** What may stand in the file beside the checkpoint: it says where training has been. */
export interface CheckpointRecord {
  /** Id of the engine that trained. */
  readonly trainedOn?: string;
  /** Finished episodes up to the checkpoint. */
  readonly curve?: LearningCurve;
}

export interface CheckpointContent extends CheckpointRecord {
  readonly checkpoint: LearnerCheckpoint;
}

/** The file's bytes. */
export function packCheckpoint(
  checkpoint: LearnerCheckpoint,
  record: CheckpointRecord = {},
): Promise<Uint8Array> {
  const { scenario, learner, replay } = checkpoint;
  const { agents, observationSize } = buildLayout(scenario, learner);
  const window = windowOf(replay, {
    agents: agents.length,
    width: agents.length * observationSize,
    capacity: learner.replayCapacity,
  });
  const file = { ...checkpoint, replay: window, ...record };
  return gzip(
    JSON.stringify(file, (_, value: unknown) =>
      value instanceof Float64Array || value instanceof Uint8Array ? typedArrayData(value) : value,
    ),
  );
}

/**
 * The checkpoint in a file's bytes.
 *
 * @throws InputError naming the field, e.g. `checkpoint.engine.weights`; `checkpoint` where the bytes
 *   are damaged or cut short
 */
export async function unpackCheckpoint(bytes: Uint8Array): Promise<LearnerCheckpoint> {
  return (await readCheckpoint(bytes)).checkpoint;
}

/** `unpackCheckpoint`, with what stands beside the checkpoint. @throws InputError as there */
export async function readCheckpoint(bytes: Uint8Array): Promise<CheckpointContent> {
  const data = parse(checkpointSchema, await jsonIn(bytes), 'checkpoint');
  const scenario = within('scenario', 'checkpoint.scenario', () => parseScenario(data.scenario));
  const learner = within('learner', 'checkpoint.learner', () => parseLearner(data.learner));
  const layout = within('scenario', 'checkpoint.scenario', () => buildLayout(scenario, learner));
  const { seed, slots, weights, trainedOn, curve } = data;
  within('seed', 'checkpoint.seed', () => checkSeed(seed));
  const agents = layout.agents.length;
  const checkpoint: LearnerCheckpoint = {
    format: data.format,
    version: data.version,
    scenario,
    learner,
    seed,
    ...(weights && { weights: readFloat64Array(weights, 'checkpoint.weights', layout.length) }),
    slots,
    engine: readEngine(data, layout),
    environment: readEnvironment(data.environment, scenario),
    exploration: oneAnAgent(data.exploration, 'exploration', agents),
    sampler: {
      replay: oneAnAgent(data.sampler.replay, 'sampler.replay', agents),
      jitter: oneAnAgent(data.sampler.jitter, 'sampler.jitter', agents),
      ...(data.sampler.joined && { joined: readJoined(data.sampler.joined, agents, slots) }),
    },
    replay: readReplay(data, layout, learner.replayCapacity),
    sums: readSums(data, learner.slotsPerEpisode, agents),
  };
  return {
    checkpoint,
    ...(trainedOn !== undefined && { trainedOn }),
    ...(curve && { curve: readCurve(curve, data, learner.slotsPerEpisode, agents) }),
  };
}

async function jsonIn(bytes: Uint8Array): Promise<unknown> {
  const allowed = 'a file of the form n2o-learner-checkpoint';
  let text: string;
  try {
    text = await gunzip(bytes);
  } catch {
    const problem = `no gzipped file, or one that is damaged or cut short; allowed: ${allowed}`;
    throw new InputError('checkpoint', null, allowed, problem);
  }
  if (text.startsWith('{"format":"n2o-centralized-checkpoint"')) {
    const other = 'n2o-learner-checkpoint; `train` goes on with one of centralised DQL';
    throw new InputError('checkpoint.format', 'n2o-centralized-checkpoint', other);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = `no JSON inside (${(error as Error).message}); allowed: ${allowed}`;
    throw new InputError('checkpoint', null, allowed, problem);
  }
}

function readEngine({ engine, slots }: CheckpointData, { length }: WeightLayout): EngineState {
  const read = (key: Exclude<keyof EngineState, 'updates'>) =>
    readFloat64Array(engine[key], `checkpoint.engine.${key}`, length);
  if (engine.updates > slots) {
    const allowed = `a whole number from 0 to ${slots}, the slots`;
    throw new InputError('checkpoint.engine.updates', engine.updates, allowed);
  }
  const state: EngineState = {
    weights: read('weights'),
    targetWeights: read('targetWeights'),
    firstMoments: read('firstMoments'),
    secondMoments: read('secondMoments'),
    updates: engine.updates,
  };
  const negative = state.secondMoments.findIndex((moment) => moment < 0);
  if (negative < 0) return state;
  const field = `checkpoint.engine.secondMoments[${negative}]`;
  throw new InputError(field, state.secondMoments[negative], 'a number from 0');
}

function oneAnAgent<T>(list: readonly T[], part: string, agents: number): readonly T[] {
  if (list.length === agents) return list;
  throw new InputError(`checkpoint.${part}`, list.length, `${agents} entries, one a server`);
}

/** One moment an LSM, none after the newest transition: one that has joined has lived a slot. */
function readJoined(joined: readonly number[], agents: number, slots: number): readonly number[] {
  const field = 'checkpoint.sampler.joined';
  if (joined.length !== agents) {
    throw new InputError(field, joined.length, `${agents} numbers, one a server`);
  }
  const late = joined.findIndex((transition) => transition > slots);
  if (late < 0) return joined;
  throw new InputError(`${field}[${late}]`, joined[late], `a whole number from 0 to ${slots}`);
}

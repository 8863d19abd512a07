/**
 * A checkpoint of centralised DQL as a file (`n2o-centralized-checkpoint`, version 1), gzipped: one
 * line of JSON, then the bytes of the engine's four arrays one after another, least significant
 * first. A network of millions of outputs would be no text that JavaScript can hold. A learner that
 * goes on from the file computes the same bits as one that never stopped.
 */
import * as z from 'zod/mini';
import { gunzipBeginning, gunzipBytes, gzipParts, textOf } from '../gzip.ts';
import { checkSeed } from '../random.ts';
import { InputError, parse } from '../schema.ts';
import { parseScenario } from '../world/scenario.ts';
import type { CentralizedCheckpoint } from './centralized.ts';
import { parseCentralized } from './centralizedConfiguration.ts';
import { type CentralizedLayout, centralizedLayout } from './centralizedLayout.ts';
import type { CheckpointRecord } from './checkpointFile.ts';
import { readCurve, readEnvironment, readReplay, readSums, within } from './checkpointReading.ts';
import {
  count,
  curvePart,
  environmentPart,
  literal,
  object,
  replayPart,
  stream,
  sumsPart,
} from './checkpointSchema.ts';
import { parseLearner } from './configuration.ts';
import type { CentralizedState, Numbers } from './engines/centralized/engine.ts';
import { windowOf } from './replayWindow.ts';
import { typedArrayData } from './typedArrays.ts';

const FORMAT = 'n2o-centralized-checkpoint';
const ALLOWED = `a file of the form ${FORMAT}`;
/** In the order of their bytes. */
const ARRAYS = ['weights', 'targetWeights', 'firstMoments', 'secondMoments'] as const;
const TYPES = { Float32Array, Float64Array } as const;
const LINE_FEED = 0x0a;
/** Bytes of the first line: more would be no text that JavaScript can hold. */
const LONGEST_LINE = 4e8;

const schema = z.strictObject(
  {
    format: literal(FORMAT),
    version: literal(1),
    scenario: z.unknown(),
    learner: z.unknown(),
    centralized: z.unknown(),
    seed: count,
    slots: count,
    engine: object({
      type: z.enum(['Float32Array', 'Float64Array'], { error: 'Float32Array | Float64Array' }),
      length: count,
      updates: count,
    }),
    environment: environmentPart,
    exploration: stream,
    sampler: stream,
    replay: replayPart,
    sums: sumsPart,
    trainedOn: z.optional(z.string({ error: 'the id of an engine' })),
    curve: z.optional(curvePart),
  },
  { error: `an object of the form ${FORMAT}` },
);

type Header = z.infer<typeof schema>;

export interface CentralizedContent extends CheckpointRecord {
  readonly checkpoint: CentralizedCheckpoint;
}

/** The file's bytes. */
export function packCentralized(
  checkpoint: CentralizedCheckpoint,
  record: CheckpointRecord = {},
): Promise<Uint8Array> {
  const { scenario, learner, centralized, engine, replay } = checkpoint;
  const { levels, inputs } = centralizedLayout(scenario, centralized, learner.valueScale);
  const window = windowOf(replay, {
    agents: levels.length,
    width: inputs,
    capacity: learner.replayCapacity,
  });
  const type = engine.weights instanceof Float32Array ? 'Float32Array' : 'Float64Array';
  const { updates, weights } = engine;
  const header = {
    ...checkpoint,
    engine: { type, length: weights.length, updates },
    replay: window,
    ...record,
  };
  const line = JSON.stringify(header, (_, value: unknown) =>
    value instanceof Float64Array || value instanceof Uint8Array ? typedArrayData(value) : value,
  );
  return gzipParts([`${line}\n`, ...ARRAYS.map((key) => bytesOf(engine[key]))]);
}

/**
 * The checkpoint in a file's bytes, with what stands beside it.
 *
 * @throws InputError naming the field, e.g. `checkpoint.engine.updates`; `checkpoint` where the bytes
 *   are damaged or cut short
 */
export async function readCentralized(bytes: Uint8Array): Promise<CentralizedContent> {
  const { header, arrays } = await split(await gunzipped(bytes));
  const data = parse(schema, header, 'checkpoint');
  const scenario = within('scenario', 'checkpoint.scenario', () => parseScenario(data.scenario));
  const learner = within('learner', 'checkpoint.learner', () => parseLearner(data.learner));
  const centralized = within('centralized', 'checkpoint.centralized', () =>
    parseCentralized(data.centralized),
  );
  const layout = within('scenario', 'checkpoint.scenario', () =>
    centralizedLayout(scenario, centralized, learner.valueScale),
  );
  const { format, version, seed, slots, exploration, sampler, trainedOn, curve } = data;
  within('seed', 'checkpoint.seed', () => checkSeed(seed));
  const agents = layout.levels.length;
  const shape = {
    observationSize: layout.inputs / agents,
    agents: layout.levels.map((level) => ({ levels: [level] })),
  };
  const checkpoint: CentralizedCheckpoint = {
    format,
    version,
    scenario,
    learner,
    centralized,
    seed,
    slots,
    engine: readEngine(data, layout, arrays),
    environment: readEnvironment(data.environment, scenario),
    exploration,
    sampler,
    replay: readReplay(data, shape, learner.replayCapacity),
    sums: readSums(data, learner.slotsPerEpisode, agents),
  };
  return {
    checkpoint,
    ...(trainedOn !== undefined && { trainedOn }),
    ...(curve && { curve: readCurve(curve, data, learner.slotsPerEpisode, agents) }),
  };
}

/** Whether the bytes are, as far as their beginning tells, a checkpoint of centralised DQL. */
export async function isCentralized(bytes: Uint8Array): Promise<boolean> {
  const beginning = await gunzipBeginning(bytes).catch(() => null);
  if (!beginning) return false;
  const text = await textOf(beginning.subarray(0, 200));
  return text.startsWith(`{"format":"${FORMAT}"`);
}

function bytesOf({ buffer, byteOffset, byteLength }: Numbers): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

async function gunzipped(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await gunzipBytes(bytes);
  } catch {
    const problem = `no gzipped file, or one that is damaged or cut short; allowed: ${ALLOWED}`;
    throw new InputError('checkpoint', null, ALLOWED, problem);
  }
}

interface Parts {
  readonly header: unknown;
  readonly arrays: Uint8Array;
}

async function split(bytes: Uint8Array): Promise<Parts> {
  const found = bytes.indexOf(LINE_FEED);
  // A file of another form may have one line: its format is named then.
  const end = found < 0 ? bytes.length : found;
  try {
    if (end > LONGEST_LINE) throw new Error('no end of the first line');
    const header: unknown = JSON.parse(await textOf(bytes.subarray(0, end)));
    return { header, arrays: bytes.subarray(end + 1) };
  } catch (error) {
    const problem = `no JSON inside (${(error as Error).message}); allowed: ${ALLOWED}`;
    throw new InputError('checkpoint', null, ALLOWED, problem);
  }
}

function readEngine(
  { engine, slots }: Header,
  layout: CentralizedLayout,
  bytes: Uint8Array,
): CentralizedState {
  const { type, length, updates } = engine;
  if (length !== layout.length) {
    const allowed = `${layout.length}, the parameters of such a network`;
    throw new InputError('checkpoint.engine.length', length, allowed);
  }
  if (updates > slots) {
    const allowed = `a whole number from 0 to ${slots}, the slots`;
    throw new InputError('checkpoint.engine.updates', updates, allowed);
  }
  const Type = TYPES[type];
  const size = length * Type.BYTES_PER_ELEMENT;
  if (bytes.length !== ARRAYS.length * size) {
    const allowed = `${ARRAYS.length * size} bytes, ${ARRAYS.length} arrays of ${length} numbers`;
    throw new InputError('checkpoint.engine', `${bytes.length} bytes`, allowed);
  }
  const [weights, targetWeights, firstMoments, secondMoments] = ARRAYS.map((key, place) => {
    // A copy, which begins where numbers of several bytes may begin.
    const { buffer } = bytes.slice(place * size, (place + 1) * size);
    return readNumbers(new Type(buffer), key);
  });
  return {
    weights: weights!,
    targetWeights: targetWeights!,
    firstMoments: firstMoments!,
    secondMoments: secondMoments!,
    updates,
  };
}

/** @throws InputError for a number that no training leaves behind */
function readNumbers(numbers: Numbers, key: (typeof ARRAYS)[number]): Numbers {
  const least = key === 'secondMoments' ? 0 : Number.NEGATIVE_INFINITY;
  for (let i = 0; i < numbers.length; i += 1) {
    const number = numbers[i]!;
    if (Number.isFinite(number) && number >= least) continue;
    const allowed = least === 0 ? 'a finite number from 0' : 'a finite number';
    throw new InputError(`checkpoint.engine.${key}[${i}]`, number, allowed);
  }
  return numbers;
}

/** The shape of a checkpoint file. What the parts say together is checked in checkpointFile.ts. */
import * as z from 'zod/mini';
import { float64Array, uint8Array } from './typedArrays.ts';

const countAllowed = 'a whole number from 0';
export const count = z.int({ error: countAllowed }).check(z.minimum(0, { error: countAllowed }));
const streamAllowed = 'the state of a random stream: 4 whole numbers of 32 bits, not all 0';
export const stream = z.array(z.int32({ error: streamAllowed }), { error: streamAllowed }).check(
  z.length(4, { error: streamAllowed }),
  z.refine((words) => words.some((word) => word !== 0), { error: streamAllowed }),
);
const streams = z.array(stream, { error: 'a list of states of random streams' });
const numbers = z.array(z.number({ error: 'a finite number' }), { error: 'a list of numbers' });
export function object<T extends z.core.$ZodShape>(shape: T) {
  return z.strictObject(shape, { error: `an object with ${Object.keys(shape).join(', ')}` });
}
export function literal<const T extends string | number | boolean>(value: T) {
  return z.literal(value, { error: String(value) });
}

/** A world between two slots of a learner. */
export const environmentPart = object({
  format: literal('n2o-environment-state'),
  version: literal(1),
  scenario: z.unknown(),
  nextScenario: z.unknown(),
  slot: count,
  timeOfDay: count,
  // The learner begins the next day at once.
  dayOver: literal(false),
  streams,
  dynamics: z.record(z.string(), numbers, { error: 'an object of lists of numbers' }),
});
/** What can still be sampled of a replay memory. */
export const replayPart = object({
  rows: count,
  transitions: count,
  observations: float64Array,
  transitionRows: float64Array,
  decisions: uint8Array,
  rewards: float64Array,
});
/** The episode that was under way. */
export const sumsPart = object({
  slots: count,
  updates: count,
  rewards: numbers,
  losses: numbers,
  gone: z.optional(z.number({ error: 'a finite number' })),
});
/** Finished episodes up to the checkpoint. */
export const curvePart = object({
  firstEpisode: count,
  systemReward: float64Array,
  rewards: float64Array,
  losses: float64Array,
  exploration: float64Array,
});

export const checkpointSchema = z.strictObject(
  {
    format: literal('n2o-learner-checkpoint'),
    version: literal(1),
    scenario: z.unknown(),
    learner: z.unknown(),
    seed: count,
    weights: z.optional(float64Array),
    slots: count,
    engine: object({
      weights: float64Array,
      targetWeights: float64Array,
      firstMoments: float64Array,
      secondMoments: float64Array,
      updates: count,
    }),
    environment: environmentPart,
    exploration: streams,
    sampler: object({
      replay: streams,
      jitter: streams,
      joined: z.optional(z.array(count, { error: countAllowed })),
    }),
    replay: replayPart,
    sums: sumsPart,
    trainedOn: z.optional(z.string({ error: 'the id of an engine' })),
    curve: z.optional(curvePart),
  },
  { error: 'an object of the form n2o-learner-checkpoint' },
);

export type CheckpointData = z.infer<typeof checkpointSchema>;

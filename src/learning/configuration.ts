/** What can be configured about learning (the paper's section III and VI-A2), and its presets. */
import * as z from 'zod/mini';
import {
  choiceField,
  fieldsOf,
  InputError,
  integerField,
  numberField,
  parse,
  structureField,
} from '../schema.ts';
import type { ScenarioKind } from '../world/scenario.ts';

export const ACTIVATIONS = ['algebraicSilu', 'relu', 'silu', 'tanh'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

export const LEARNING_METHODS = ['maDql', 'vdn'] as const;
export type LearningMethod = (typeof LEARNING_METHODS)[number];

const network = { group: 'network', applies: 'restart' } as const;
const target = { group: 'target', applies: 'nextSlot' } as const;
const optimiser = { group: 'optimiser', applies: 'nextSlot' } as const;
const exploration = { group: 'exploration', applies: 'nextSlot' } as const;
const SWITCH = ['off', 'on'] as const;
const hiddenAllowed = 'a list of 1 to 4 whole numbers from 1 to 128';

/** Most samples of a minibatch: engines make room for so many. */
export const LARGEST_BATCH = 256;
const MOST_EPISODES = 100_000;
const LONGEST_EPISODE = 144;
/** Slots of the longest plan that a learner can have. */
export const LONGEST_PLAN = MOST_EPISODES * LONGEST_EPISODE;

/** Exploration and learning rate raised again while training goes on. */
const reopenedSchema = z.strictObject({
  /** Episode from which on, counted from 0. */
  from: z.int().check(z.minimum(0), z.maximum(MOST_EPISODES)),
  /** Episodes until both are back at their plan. */
  episodes: z.int().check(z.minimum(1), z.maximum(MOST_EPISODES)),
  /** Share of explored decisions at its beginning. */
  share: z.number().check(z.minimum(0), z.maximum(1)),
  /** Learning rate at its beginning. */
  rate: z.number().check(z.minimum(0), z.maximum(0.5)),
});

export const learnerSchema = z.strictObject({
  /**
   * `maDql`: every LSM learns what a joint decision of its scope earns itself (Algorithm 3). `vdn`: its
   * own decision's share of what the whole system earns.
   */
  method: choiceField(LEARNING_METHODS, 'maDql', network),
  /** Widths of the hidden layers of every local Q-network. */
  hidden: structureField(
    z.array(z.int().check(z.minimum(1), z.maximum(128))).check(z.minLength(1), z.maxLength(4)),
    [8, 32, 8],
    { ...network, allowed: hiddenAllowed },
  ),
  activation: choiceField(ACTIVATIONS, 'algebraicSilu', network),
  /** What enters Q_n beside decisions: o_n, or o_n and the mean of its neighbours' observations. */
  observes: choiceField(['itself', 'withNeighbours'], 'itself', network),
  /** Each rental level as one number, or as K inputs of which one is 1. */
  decisionInput: choiceField(['scaled', 'oneHot'], 'scaled', network),
  /** Planned episodes: learning rate and exploration fall over this plan. */
  episodes: integerField(1500, {
    group: 'plan',
    applies: 'nextSlot',
    minimum: 1,
    maximum: MOST_EPISODES,
    unit: 'episodes',
  }),
  /** An episode is a reporting window; nothing resets at its end. */
  slotsPerEpisode: integerField(6, {
    group: 'plan',
    applies: 'restart',
    minimum: 1,
    maximum: LONGEST_EPISODE,
    unit: 'slots',
  }),
  /** Network outputs times this are in reward units. */
  valueScale: numberField(30, { ...target, applies: 'restart', minimum: 0.1, maximum: 1000 }),
  discount: numberField(0.5, { ...target, minimum: 0, maximum: 0.999, step: 0.01 }),
  /** Rewards that are summed before the target network is asked. */
  nStep: integerField(1, { ...target, minimum: 1, maximum: 20, unit: 'slots' }),
  /** The next joint decision is chosen by the trained network, and valued by the target network. */
  doubleDqn: choiceField(SWITCH, 'off', target),
  /** The next joint decision is what N2O agrees on, instead of each LSM's own favourite. */
  orchestratedTarget: choiceField(SWITCH, 'off', target),
  /** An episode's end is an end: nothing after it is worth anything. */
  terminalCut: choiceField(SWITCH, 'off', target),
  /** Share by which the target network follows after every update; 0 for whole copies. */
  targetRate: numberField(0, { ...target, minimum: 0, maximum: 1, step: 0.005 }),
  targetPeriod: integerField(100, { ...target, minimum: 1, maximum: 10_000, unit: 'slots' }),
  replayCapacity: integerField(20_000, {
    ...target,
    applies: 'restart',
    minimum: 32,
    maximum: 200_000,
    unit: 'slots',
  }),
  batchSize: integerField(32, {
    ...optimiser,
    applies: 'restart',
    minimum: 1,
    maximum: LARGEST_BATCH,
  }),
  learningRateStart: numberField(5e-3, { ...optimiser, minimum: 0, maximum: 0.5, step: 1e-4 }),
  learningRateEnd: numberField(5e-4, { ...optimiser, minimum: 0, maximum: 0.5, step: 1e-4 }),
  /** Global-norm clip of one network's gradient. */
  gradientClip: numberField(10, { ...optimiser, minimum: 0.01, maximum: 1000 }),
  /** Uniform noise on the decision inputs of the regression batch, in levels each way. */
  jitter: numberField(0.5, { ...optimiser, minimum: 0, maximum: 1, step: 0.05, unit: 'levels' }),
  /** Share of the plan in which every decision is explored. */
  explorationFull: numberField(0.3, { ...exploration, minimum: 0, maximum: 1, step: 0.05 }),
  /** Share of the plan over which exploration then falls to its final value. */
  explorationDecay: numberField(0.3, { ...exploration, minimum: 0, maximum: 1, step: 0.05 }),
  explorationFinal: numberField(0.05, { ...exploration, minimum: 0, maximum: 1, step: 0.01 }),
  /** Fig. 8: exploration and learning rate once more, after a change. */
  reopened: structureField(z.union([z.literal('never'), reopenedSchema]), 'never', {
    ...exploration,
    allowed:
      'never | {from, episodes, share, rate}: episodes from 0 and 1 to 100000, a share from 0 to 1, a rate from 0 to 0.5',
  }),
  /** S: the acting networks may be up to S slots old, so that S updates run as one chunk. */
  actingLag: integerField(1, {
    ...optimiser,
    applies: 'restart',
    minimum: 1,
    maximum: 256,
    unit: 'slots',
  }),
});

export type LearnerConfiguration = Readonly<z.infer<typeof learnerSchema>>;

/**
 * Checks a learner's configuration and fills in the defaults.
 *
 * @throws InputError naming the field, its value and what is allowed
 */
export function parseLearner(value: unknown): LearnerConfiguration {
  const learner = parse(learnerSchema, value, 'learner');
  if (learner.method === 'vdn' && learner.observes !== 'itself') {
    throw new InputError('learner.observes', learner.observes, 'itself where the method is vdn');
  }
  return learner;
}

/** The same plan for VDN: on the reward of all, by observations of its own alone. */
export function vdnLearner(learner: LearnerConfiguration): LearnerConfiguration {
  return parseLearner({ ...learner, method: 'vdn', observes: 'itself' });
}

/** Fields of a learner's configuration with their units, ranges and the time they take effect. */
export function learnerFields() {
  return fieldsOf(learnerSchema);
}

/** The learner that a kind of scenario starts with: `released` pays rewards a third as large. */
export function learnerDefaults(kind: ScenarioKind): LearnerConfiguration {
  return parseLearner(kind === 'released' ? { valueScale: 10 } : {});
}

/** `default`: our reading. `literal`: the paper taken word by word (ReLU, no action jitter). */
export const LEARNER_PRESETS = {
  default: {},
  literal: { activation: 'relu', jitter: 0 },
} as const satisfies Record<string, Partial<LearnerConfiguration>>;

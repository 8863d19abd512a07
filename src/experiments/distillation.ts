/** What a distillation is made from, and what comes of it (Algorithm 4). Makes none: see distil.ts. */
import * as z from 'zod/mini';
import { ACTOR_LOSSES, ACTOR_OBSERVES, type ActorNetworks } from '../learning/actors.ts';
import { ACTIVATIONS } from '../learning/configuration.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { MAXIMUM_SEED } from '../random.ts';
import {
  choiceField,
  fieldsOf,
  InputError,
  integerField,
  numberField,
  parse,
  structureField,
} from '../schema.ts';
import type { Evaluation } from './evaluate.ts';

/** Whose decisions actors learn: all decide by the Q-networks of all LSMs. */
export const TEACHERS = ['n2o', 'n2oSweep', 'greedySweeps', 'maxPlus', 'exactP2'] as const;
export type TeacherKey = (typeof TEACHERS)[number];

const teaching = { group: 'teaching', applies: 'now' } as const;
const network = { group: 'actorNetwork', applies: 'now' } as const;
const training = { group: 'actorTraining', applies: 'now' } as const;

/** The defaults are the paper's way, in our constants: method.md, section 2. */
export const distillationSchema = z.strictObject({
  teacher: choiceField(TEACHERS, 'n2o', teaching),
  loss: choiceField(ACTOR_LOSSES, 'squaredError', teaching),
  observes: choiceField(ACTOR_OBSERVES, 'own', teaching),
  /** Widths of the hidden layers of every actor. */
  hidden: structureField(
    z.array(z.int().check(z.minimum(1), z.maximum(128))).check(z.minLength(1), z.maxLength(4)),
    [16, 32, 16],
    { ...network, allowed: 'a list of 1 to 4 whole numbers from 1 to 128' },
  ),
  activation: choiceField(ACTIVATIONS, 'relu', network),
  /** Consecutive slots that the teacher plays to be watched. */
  slots: integerField(9000, { ...teaching, minimum: 1, maximum: 100_000, unit: 'slots' }),
  /** Steps of Adam, of every actor. */
  steps: integerField(12_000, { ...training, minimum: 1, maximum: 200_000 }),
  batchSize: integerField(64, { ...training, minimum: 1, maximum: 256 }),
  /**
   * Slots of fine-tuning on the true reward after that (not in the paper), at half the learning
   * rate; takes loss `classification`.
   */
  tuningSlots: integerField(0, { ...training, minimum: 0, maximum: 100_000, unit: 'slots' }),
  learningRate: numberField(2e-3, { ...training, minimum: 1e-6, maximum: 0.5, step: 1e-4 }),
  /** Of the world that the teacher is watched in, of first weights and of minibatches. */
  seed: integerField(1, { ...training, minimum: 0, maximum: MAXIMUM_SEED }),
  /** Slots of the held-out world in which teacher and student are compared. */
  evaluationSlots: integerField(2880, { ...teaching, minimum: 1, maximum: 100_000, unit: 'slots' }),
});

export type DistillationSettings = Readonly<z.infer<typeof distillationSchema>>;

/**
 * Checks the settings of a distillation and fills in the defaults.
 *
 * @throws InputError naming the field, its value and what is allowed
 */
export function parseDistillation(value: unknown): DistillationSettings {
  const settings = parse(distillationSchema, value, 'distillation');
  const { tuningSlots, loss } = settings;
  if (tuningSlots > 0 && loss !== 'classification') {
    const allowed = '0, or with loss classification: levels are drawn by their scores';
    throw new InputError('distillation.tuningSlots', tuningSlots, allowed);
  }
  return settings;
}

/** Fields of a distillation with their units and ranges. */
export function distillationFields() {
  return fieldsOf(distillationSchema);
}

/** Who plays the held-out world; exact P2 where it is not refused. */
export const PLAYED_KEYS = ['teacher', 'student', 'maDql', 'n2o', 'exactP2'] as const;
export type PlayedKey = (typeof PLAYED_KEYS)[number];

/** What one of them earns in the held-out world. */
export interface PlayedReward {
  /** System reward a slot. */
  readonly mean: number;
  /** Of the mean, over whole days; null of fewer than two. */
  readonly standardError: number | null;
  /** Mean of every whole day played. */
  readonly days: readonly number[];
}

/** The student's reward less another's, day by day in the same world. */
export interface PairedDifference {
  readonly than: Exclude<PlayedKey, 'student'>;
  /** Over whole days; over all slots where there is no whole day. */
  readonly mean: number;
  /** Half the width of its 95 % interval over days; null of fewer than two. */
  readonly halfInterval: number | null;
  /** Whole days played. */
  readonly days: number;
}

export interface PlayedRewards {
  /** Slots played so far by everyone. */
  readonly slots: number;
  /** In the order of PLAYED_KEYS. */
  readonly rewards: Readonly<Record<Exclude<PlayedKey, 'exactP2'>, PlayedReward>> & {
    readonly exactP2: PlayedReward | null;
  };
  readonly differences: readonly PairedDifference[];
}

/** Hours of a day and price bins of the counts below. */
export const HOURS = 24;
export const PRICE_BINS = 10;

/** Where teacher and student agree on the held-out slots, both at what the teacher observes. */
export interface ServerAgreement {
  /** Id of the server. */
  readonly id: number;
  /** K_n. */
  readonly levels: number;
  /** Share of the slots in which both decide alike. */
  readonly agreement: number;
  /** Slots with the teacher at one level (row) and the student at another (column); K_n x K_n. */
  readonly confusion: Uint32Array;
  /** Lower border of the first price bin and upper one of the last; all bins are of one width. */
  readonly prices: readonly [minimum: number, maximum: number];
  /** Slots at an hour (row, 24) and price (column, 10). */
  readonly seen: Uint32Array;
  /** Slots among them in which student and teacher differ. */
  readonly wrong: Uint32Array;
}

/** What a decision of all LSMs takes. */
export interface DecisionCost {
  /** Sent in a slot over all links, on average; every number takes 8 bytes. */
  readonly bytes: number;
  readonly messages: number;
  /**
   * Time of one LSM's decision on this machine, all computed one after the other; null where nobody
   * held a clock.
   */
  readonly microseconds: number | null;
}

export interface DistillationReport extends PlayedRewards {
  readonly actors: ActorNetworks;
  readonly servers: readonly ServerAgreement[];
  /** Mean over the servers. */
  readonly agreement: number;
  /** Mean loss of all actors over each `lossEvery` steps. */
  readonly lossCurve: readonly number[];
  readonly lossEvery: number;
  readonly cost: { readonly teacher: DecisionCost; readonly student: DecisionCost };
  readonly used: {
    readonly settings: DistillationSettings;
    readonly orchestration: OrchestrationOptions;
    /** Seed of the world in which the teacher was watched. */
    readonly watchedSeed: number;
    readonly evaluation: Evaluation;
  };
}

/** Where a distillation is. */
export interface DistillationProgress {
  readonly phase: 'collecting' | 'training' | 'tuning' | 'evaluating';
  /** Slots of collecting, tuning and evaluating, steps of training. */
  readonly done: number;
  readonly of: number;
  /** As far as it is known. */
  readonly lossCurve: readonly number[];
  readonly lossEvery: number;
  /** After each day of evaluating; null before the first. */
  readonly played: PlayedRewards | null;
}

/** What a run is made from, and what its two rooms hand to each other. Types and one seed rule. */
import type { PolicyKey } from '../experiments/policyKeys.ts';
import type { ActorNetworks } from '../learning/actors.ts';
import type { CentralizedNetwork } from '../learning/centralizedNetwork.ts';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { LearningCurve } from '../learning/learningCurve.ts';
import type { LearnerCheckpoint } from '../learning/multiAgent.ts';
import { MAXIMUM_SEED } from '../random.ts';
import type { Scenario } from '../world/scenario.ts';

/** What a run is made from. With the event log it gives the same run again, bit for bit. */
export interface RunSetup {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  /** 0..4294967295. */
  readonly seed: number;
  /** Absent for a run that begins untrained. */
  readonly origin?: RunOrigin;
}

/** Weights of all local Q-networks in the flat layout, after `trainedSlots` training slots. */
export interface WeightSnapshot {
  readonly weights: Float64Array;
  readonly trainedSlots: number;
  /** The scenario whose servers they are of, once these differ from the setup's. */
  readonly scenario?: Scenario;
}

/** Learners beside the run's own, which train on the same setup. */
export const COMPANION_KINDS = ['vdn', 'centralized'] as const;
export type CompanionKind = (typeof COMPANION_KINDS)[number];

/** What a policy of the city decides by that is made apart from the run's own Q-networks. */
export type ActingSnapshot =
  | {
      readonly kind: 'distilled';
      readonly actors: ActorNetworks;
      /** Training slots behind what it was made from; null where that is not known. */
      readonly trainedSlots: number | null;
    }
  | {
      readonly kind: 'vdn';
      /** In the flat layout of the run's setup with the method `vdn`. */
      readonly weights: Float64Array;
      readonly trainedSlots: number;
      /** The scenario whose servers they are of, once these differ from the setup's. */
      readonly scenario?: Scenario;
    }
  | {
      readonly kind: 'centralized';
      readonly network: CentralizedNetwork;
      readonly trainedSlots: number;
      /** The run's training slot that it began again at, once servers have come or gone. */
      readonly begun?: number;
    };

/** Of a companion: what is learnt beside the run. */
export type LearntActing = Exclude<ActingSnapshot, { kind: 'distilled' }>;

/** What a run begins with that does not begin untrained: the weights are those of its first slot. */
export interface RunOrigin extends WeightSnapshot {
  /** The file that it came from. */
  readonly name: string;
  /**
   * Training goes on exactly where this was taken, after `trainedSlots` slots. Null where only the
   * networks are known: then training begins at slot 0 with them.
   */
  readonly checkpoint: LearnerCheckpoint | null;
  /** Id of the engine that trained the checkpoint, where the file says it. */
  readonly trainedOn?: string;
  /** Finished episodes up to the checkpoint, where the file has them. */
  readonly curve?: LearningCurve;
}

/** Who decides in the visible city. `manual` plays the decisions set by hand. */
export type CityPolicy = PolicyKey | 'manual';

/**
 * Seed of the visible city. The learner trains on worlds of `seed`; the city shows it in a world
 * that it has not trained on. Seed 1 gives 900001, the held-out world of the comparison.
 */
export function citySeed(seed: number): number {
  return (seed + 900_000) % (MAXIMUM_SEED + 1);
}

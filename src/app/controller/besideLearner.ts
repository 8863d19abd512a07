/** What a learner beside the run's own is to its controller, whatever trains it. */
import type { LearnerMemory } from '../../learning/engine.ts';
import type { TrainingEvent } from '../../session/events.ts';
import type { ActingSnapshot } from '../../session/setup.ts';
import type { LearnerCheckpoint, RunSetup } from '../../workers/protocol.ts';

/** What it begins from. */
export interface BesideSetup {
  readonly setup: RunSetup;
  /** Where it goes on; null for the first slot. */
  readonly checkpoint: LearnerCheckpoint | null;
  /** Changes of the run that it stands beside, to be obeyed at their slots. */
  readonly changes: readonly Extract<TrainingEvent, { type: 'scenario' }>[];
  /** Training slots that it may have done. */
  readonly limit: number;
}

/** What is heard of it. */
export type BesideMessage =
  | { readonly type: 'curve'; readonly firstEpisode: number; readonly systemReward: Float64Array }
  | {
      readonly type: 'progress';
      readonly memory: LearnerMemory;
      readonly trainedSlots: number;
      readonly episode: number;
      readonly slotsPerSecond: number;
      readonly engine: string;
      readonly running: boolean;
    }
  | {
      readonly type: 'acting';
      readonly acting: Exclude<ActingSnapshot, { kind: 'distilled' }>;
    }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly reason: string };

export type Heard = (message: BesideMessage) => void;

export interface BesideLearner {
  start(from: BesideSetup, running: boolean): Promise<void>;
  setRunning(running: boolean): Promise<void>;
  /** From that training slot on it waits. */
  setLimit(slots: number): Promise<void>;
  /** To be obeyed at its slot. False where training has passed that: then it was left aside. */
  change(change: Extract<TrainingEvent, { type: 'scenario' }>): Promise<boolean>;
  /** Whether the city takes what it learns. */
  setWanted(wanted: boolean): void;
  stop(): void;
}

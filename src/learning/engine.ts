/**
 * What a learner needs from whatever does its arithmetic. All engines share one weight layout
 * (layout.ts), so they are compared weight by weight and swapped while training.
 *
 * A chunk is S updates without a decision between them. An engine on the CPU makes each update when
 * it is asked for and answers at once. One that answers later (a GPU) only takes note, makes all S
 * when it is to settle, and says then what came of them: one answer a chunk, not one an update.
 */
import type { WeightLayout } from './layout.ts';
import type { Slices } from './slices.ts';

/** One LSM's minibatch. Rows of `size` entries; decisions in levels, in the order of its scope. */
export interface Minibatch {
  readonly size: number;
  /** size x observationSize, row-major. */
  readonly observations: Float64Array;
  /** size x scope, row-major: as executed, plus the action jitter. */
  readonly decisions: Float64Array;
  /** As the world paid them, in reward units. */
  readonly rewards: Float64Array;
  /** size x observationSize, row-major. */
  readonly nextObservations: Float64Array;
  /** Names each next observation: the same number is the same row, for as long as the engine lives. */
  readonly nextRows: Float64Array;
  /** What the next value counts, sample by sample; the settings' discount where there is none. */
  readonly discounts?: Float64Array;
  /** y of every sample in network units, where something else has settled it already. */
  readonly targets?: Float64Array;
}

export interface UpdateSettings {
  readonly learningRate: number;
  readonly discount: number;
  /** Global-norm clip of one network's gradient. */
  readonly gradientClip: number;
}

/** Everything that an engine's future depends on. Flat arrays in the weight layout. */
export interface EngineState {
  readonly weights: Float64Array;
  readonly targetWeights: Float64Array;
  readonly firstMoments: Float64Array;
  readonly secondMoments: Float64Array;
  readonly updates: number;
}

/** Weights and target weights where they stand, as views: to be read, between two updates. */
export interface FlatViews {
  readonly weights: Float64Array;
  readonly target: Float64Array;
}

/** Bytes that a learner holds by now, as allocated. */
export interface LearnerMemory {
  /** Null where the engine cannot tell. */
  readonly engine: number | null;
  readonly replay: number;
}

export interface LearningEngine {
  /** As in files and messages, e.g. `typescript`. */
  readonly id: string;
  readonly layout: WeightLayout;
  /** Good updates so far, as settled. */
  readonly updates: number;
  /**
   * Engines that answer at once have them, and take minibatches with discounts or targets of their
   * own and targets that follow by shares. Others learn from plain minibatches only.
   */
  readonly flat?: FlatViews;
  /**
   * Bytes that training holds by now: weights, target, moments and gradients of all LSMs, and the
   * room for minibatches. Absent where they are not the processor's to count.
   */
  readonly bytes?: number;
  /**
   * Greedy levels: own level in the joint argmax of Q_n, lexicographically first on ties. On the
   * weights as last settled.
   *
   * @param observations N x observationSize, row-major
   * @param wanted 1 for every LSM that needs one; the others' entries stay as they are
   */
  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void;
  /**
   * One update of every LSM: y = r / valueScale + discount * max over all joint levels of the
   * target network; loss 1/2 mean (Q - y)^2; one step of Adam.
   *
   * @param batches copied where they are needed later
   * @param losses written, at the latest when settled: the loss of each LSM before its step
   * @throws DivergenceError where a loss or gradient is not finite; no weight has changed then. An
   *   engine that answers later throws it when it settles
   */
  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void;
  /**
   * `greedyLevels` for a caller that has other things to do: the same levels, with a pause about
   * every half millisecond. Nothing else may be asked of the engine before the end.
   */
  greedyInSlices?(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices;
  /**
   * `update` in the same way. All pauses come before the first weight changes: one that is given up
   * has not happened.
   */
  updateInSlices?(
    batches: readonly Minibatch[],
    settings: UpdateSettings,
    losses: Float64Array,
  ): Slices;
  /** @param share by which the target follows; 1 for a copy */
  copyTarget(share?: number): void;
  /**
   * Brings losses, weights and the count of updates up to date with all that was asked for.
   *
   * @throws DivergenceError as `update` does: the weights are then those before the bad update
   * @throws EngineFailure where the engine cannot go on
   */
  settle(): void | Promise<void>;
  /** A copy, as settled. */
  weights(): Float64Array;
  /** A copy. Settles first. */
  save(): EngineState | Promise<EngineState>;
  restore(state: EngineState): void;
  /** Lets go of what the engine holds outside of JavaScript's memory; not of what it runs on. */
  dispose(): void;
}

/** Makes an engine whose online and target networks both start from these weights. */
export type EngineFactory = (layout: WeightLayout, weights: Float64Array) => LearningEngine;

/** Training left the finite numbers. The weights are those of the last good update. */
export class DivergenceError extends Error {
  override readonly name = 'DivergenceError';
  readonly server: number;
  readonly update: number;

  constructor(server: number, update: number, loss: number) {
    super(
      `Training diverged: the loss of server ${server} is ${loss} at update ${update}. ` +
        'The weights before that update are kept.',
    );
    this.server = server;
    this.update = update;
  }
}

/** An engine stopped working: its device is lost, or its memory is full. Another one can go on. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
}

/** A loss beyond this (network units squared) is growing without bound. */
const LARGEST_LOSS = 1e12;

/** Whether an LSM's loss and the norm of its gradient allow a step. */
export function isSound(loss: number, norm: number): boolean {
  return loss <= LARGEST_LOSS && Number.isFinite(norm);
}

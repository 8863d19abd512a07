/**
 * What a learner needs from whatever does its arithmetic. All engines share one weight layout
 * (layout.ts), so they are compared weight by weight and swapped while training.
 *
 * Calls are synchronous: an engine on the CPU answers at once. An engine on a GPU will take the S
 * minibatches of a chunk together and answer with a promise; the learner is cut for that already
 * (all S decisions of a chunk come before its S updates, and no minibatch depends on an update).
 */
import type { WeightLayout } from './layout.ts';

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

export interface LearningEngine {
  /** As in files and messages, e.g. `typescript`. */
  readonly id: string;
  readonly layout: WeightLayout;
  /**
   * Greedy levels: own level in the joint argmax of Q_n, lexicographically first on ties.
   *
   * @param observations N x observationSize, row-major
   * @param wanted 1 for every LSM that needs one; the others' entries stay as they are
   */
  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void;
  /**
   * One update of every LSM: y = r / valueScale + discount * max over all joint levels of the
   * target network; loss 1/2 mean (Q - y)^2; one step of Adam.
   *
   * @param losses written: the loss of each LSM before its step
   * @throws DivergenceError where a loss or gradient is not finite; no weight has changed then
   */
  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void;
  copyTarget(): void;
  /** A copy. */
  weights(): Float64Array;
  /** A copy. */
  save(): EngineState;
  restore(state: EngineState): void;
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

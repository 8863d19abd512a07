/**
 * What centralised DQL needs from whatever does its arithmetic. Everything that takes time is Steps
 * (steps.ts): engines on the CPU yield nothing but pauses, so `runNow` has their answer at once; a
 * GPU's are waited for. All share one flat layout (centralizedLayout.ts).
 */
import type { CentralizedLayout } from '../../centralizedLayout.ts';
import type { UpdateSettings } from '../../engine.ts';
import type { Steps } from '../../steps.ts';

/** A flat array in the precision that an engine keeps. Any engine takes either. */
export type Numbers = Float32Array | Float64Array;

/** Rows of `size` entries. */
export interface CentralizedBatch {
  readonly size: number;
  /** size x 5N, row-major. */
  readonly observations: Float64Array;
  /** Numbers of the joint decisions that were executed. */
  readonly taken: Int32Array;
  /** Of the whole system, in reward units. */
  readonly rewards: Float64Array;
  /** size x 5N, row-major. */
  readonly nextObservations: Float64Array;
  /** Names each next observation: the same number is the same row, for as long as the engine lives. */
  readonly nextRows: Float64Array;
}

/** Everything that an engine's future depends on. */
export interface CentralizedState {
  readonly weights: Numbers;
  readonly targetWeights: Numbers;
  readonly firstMoments: Numbers;
  readonly secondMoments: Numbers;
  readonly updates: number;
}

/** Nothing may be asked of an engine before the Steps of the question before have ended. */
export interface CentralizedEngine {
  /** As in files and messages, e.g. `typescript`. */
  readonly id: string;
  readonly layout: CentralizedLayout;
  /** Good updates so far. */
  readonly updates: number;
  /** Bytes that training holds by now; absent where they are not the processor's to count. */
  readonly bytes?: number;
  /**
   * Number of the joint decision with the largest Q, the first of equal ones.
   *
   * @param observations 5N, server by server
   */
  greedy(observations: Float64Array): Steps<number>;
  /**
   * One update: y = r / valueScale + discount * max of the target network over all joint decisions;
   * loss 1/2 mean (Q(o, taken) - y)^2, of which the outputs that were not taken have no part; one
   * step of Adam on every parameter. Answers the loss before the step.
   *
   * @throws CentralizedDivergence where loss or gradient is not finite; no weight has changed then
   * @throws EngineFailure where the engine cannot go on
   */
  update(batch: CentralizedBatch, settings: UpdateSettings): Steps<number>;
  copyTarget(): Steps;
  /** A copy. */
  weights(): Steps<Numbers>;
  /** A copy. */
  save(): Steps<CentralizedState>;
  restore(state: CentralizedState): void;
  /** Lets go of what the engine holds outside of JavaScript's memory; not of what it runs on. */
  dispose(): void;
}

/** Makes an engine whose online and target networks both start from these weights. */
export type CentralizedEngineFactory = (
  layout: CentralizedLayout,
  weights: Numbers,
) => CentralizedEngine;

/** Training left the finite numbers. The weights are those of the last good update. */
export class CentralizedDivergence extends Error {
  override readonly name = 'CentralizedDivergence';
  readonly update: number;

  constructor(update: number, loss: number) {
    super(
      `Training diverged: the loss of centralised DQL is ${loss} at update ${update}. ` +
        'The weights before that update are kept.',
    );
    this.update = update;
  }
}

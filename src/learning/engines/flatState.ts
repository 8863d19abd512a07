/** What an engine that answers at once depends on, in flat arrays; saved and restored as it is. */
import type { EngineState } from '../engine.ts';

export interface FlatArrays {
  readonly weights: Float64Array;
  readonly target: Float64Array;
  readonly gradient: Float64Array;
  readonly firstMoments: Float64Array;
  readonly secondMoments: Float64Array;
}

export class FlatState implements FlatArrays {
  readonly weights: Float64Array;
  readonly target: Float64Array;
  readonly gradient: Float64Array;
  readonly firstMoments: Float64Array;
  readonly secondMoments: Float64Array;
  updates = 0;

  /** @param arrays of the weight layout's length, held and not copied */
  constructor(arrays: FlatArrays, weights: Float64Array) {
    this.weights = arrays.weights;
    this.target = arrays.target;
    this.gradient = arrays.gradient;
    this.firstMoments = arrays.firstMoments;
    this.secondMoments = arrays.secondMoments;
    this.weights.set(weights);
    this.target.set(weights);
  }

  /** Of the five arrays. */
  get bytes(): number {
    return 5 * this.weights.byteLength;
  }

  /** The target follows by this share of its distance; 1 copies. */
  follow(share: number): void {
    const { weights, target } = this;
    if (share === 1) target.set(weights);
    else {
      for (let i = 0; i < target.length; i += 1) {
        target[i] = target[i]! + share * (weights[i]! - target[i]!);
      }
    }
  }

  save(): EngineState {
    return {
      weights: this.weights.slice(),
      targetWeights: this.target.slice(),
      firstMoments: this.firstMoments.slice(),
      secondMoments: this.secondMoments.slice(),
      updates: this.updates,
    };
  }

  restore(state: EngineState): void {
    this.weights.set(state.weights);
    this.target.set(state.targetWeights);
    this.firstMoments.set(state.firstMoments);
    this.secondMoments.set(state.secondMoments);
    this.updates = state.updates;
  }
}

/** How far the duals are from their mean, summed as Theorem 1's COMM sums it. */
import { anchorScatter } from './assumptions.ts';
import { stepSize } from './n2o.ts';
import type { OrchestrationOptions } from './options.ts';

/** beta(0..T): beta(0) := 1. */
export function stepSizes(
  kind: OrchestrationOptions['stepSize'],
  iterations: number,
): Float64Array {
  return Float64Array.from({ length: iterations + 1 }, (_, tau) => {
    return tau === 0 ? 1 : stepSize(kind, tau);
  });
}

/** Sums over tau = 1..T' that grow by one iteration at a time. */
export class DeviationSums {
  readonly #count: number;
  /** 2-norms of c_n - mean c, and their mean. */
  readonly #anchors: Float64Array;
  readonly #scatter: number;
  /** Per LSM i: sums of beta (2 / N sum_n |z - z_n| + |z - z_i|), with beta(tau) and beta(tau - 1). */
  readonly #printed: Float64Array;
  readonly #proved: Float64Array;
  #terms = 0;

  /** @param anchors c_n in row n, N x N */
  constructor(anchors: Float64Array, count: number) {
    const { distances, scatter } = anchorScatter(anchors, count);
    this.#count = count;
    this.#anchors = distances;
    this.#scatter = scatter;
    this.#printed = new Float64Array(count);
    this.#proved = new Float64Array(count);
  }

  /**
   * @param duals z_n(tau) in row n; null for z(1) = 0
   * @param beta beta(tau)
   * @param before beta(tau - 1), which a'(tau) was projected with
   */
  add(duals: Float64Array | null, beta: number, before: number): void {
    this.#terms++;
    if (!duals) return;
    const count = this.#count;
    const { distances, scatter } = anchorScatter(duals, count);
    for (let i = 0; i < count; i++) {
      const deviation = 2 * scatter + distances[i]!;
      this.#printed[i]! += beta * deviation;
      this.#proved[i]! += before * deviation;
    }
  }

  /** COMM as printed, times T' / L, of the LSM where it is largest. */
  printed(): number {
    return this.#printed.reduce((a, b) => Math.max(a, b), 0);
  }

  /**
   * The same as the proof needs it: |a'_n - y| <= beta(tau - 1) / gamma |z_n - z| + |c_n - c|, as
   * clipping to a box brings no two points further apart.
   */
  proved(gamma: number): number {
    let most = 0;
    for (let i = 0; i < this.#count; i++) {
      const anchors = this.#terms * (2 * this.#scatter + this.#anchors[i]!);
      most = Math.max(most, this.#proved[i]! / gamma + anchors);
    }
    return most;
  }
}

/**
 * Q_n between whole levels, from its values at whole levels alone: the multilinear interpolation of
 * its table. Its gradient knows what a whole step is worth, where the network's only knows the slope
 * at a point (our extension).
 */
import type { LocalObjective } from './objective.ts';

/**
 * @param tables every Q_n at all joint decisions, as `LocalObjective.table` gives them
 * @returns objectives with the same tables, interpolated in between
 */
export function multilinearObjectives(
  objectives: readonly LocalObjective[],
  tables: readonly Float64Array[],
): LocalObjective[] {
  return objectives.map(({ scope, levels }, n) => {
    return new MultilinearObjective(scope, levels, tables[n]!);
  });
}

/**
 * Interpolates in the unit cell that holds the point; on the border of two cells in the upper one,
 * and in the last one at the top of the range.
 */
class MultilinearObjective implements LocalObjective {
  readonly scope: readonly number[];
  readonly levels: readonly number[];
  readonly #table: Float64Array;
  /** Step in the table of one level of each member. */
  readonly #strides: Int32Array;
  /** Where the point stands in its cell, 0 to 1. */
  readonly #share: Float64Array;
  /** Values at the 2^m corners of the cell; bit i of a corner: the upper level of member i. */
  readonly #corners: Float64Array;
  readonly #folded: Float64Array;

  constructor(scope: readonly number[], levels: readonly number[], table: Float64Array) {
    this.scope = scope;
    this.levels = levels;
    this.#table = table;
    this.#strides = new Int32Array(levels.length);
    let stride = 1;
    for (let i = levels.length - 1; i >= 0; i--) {
      this.#strides[i] = stride;
      stride *= levels[i]!;
    }
    this.#share = new Float64Array(levels.length);
    this.#corners = new Float64Array(1 << levels.length);
    this.#folded = new Float64Array(1 << levels.length);
  }

  value(alpha: ArrayLike<number>): number {
    this.#enter(alpha);
    return this.#fold(-1);
  }

  gradient(alpha: ArrayLike<number>, gradient: Float64Array): number {
    this.#enter(alpha);
    for (let i = 0; i < this.levels.length; i++) gradient[i] = this.#fold(i);
    return this.#fold(-1);
  }

  table(): Float64Array {
    return this.#table;
  }

  /** Finds the cell of a point and reads its corners. */
  #enter(alpha: ArrayLike<number>): void {
    const corners = this.#corners;
    let base = 0;
    for (let i = 0; i < this.levels.length; i++) {
      const lower = Math.min(Math.floor(alpha[i]!), this.levels[i]! - 2);
      this.#share[i] = alpha[i]! - lower;
      base += lower * this.#strides[i]!;
    }
    // A corner's place is that of the corner without its highest bit, one level up.
    const places = new Int32Array(corners.length);
    places[0] = base;
    for (let i = 0; i < this.levels.length; i++) {
      const bit = 1 << i;
      for (let corner = 0; corner < bit; corner++) {
        places[bit | corner] = places[corner]! + this.#strides[i]!;
      }
    }
    for (let corner = 0; corner < corners.length; corner++) {
      corners[corner] = this.#table[places[corner]!]!;
    }
  }

  /** The value at the point; of the slope along member `along` instead where that is one. */
  #fold(along: number): number {
    const folded = this.#folded;
    folded.set(this.#corners);
    for (let i = this.levels.length - 1; i >= 0; i--) {
      const half = 1 << i;
      const share = this.#share[i]!;
      for (let corner = 0; corner < half; corner++) {
        const lower = folded[corner]!;
        const upper = folded[half | corner]!;
        folded[corner] = i === along ? upper - lower : (1 - share) * lower + share * upper;
      }
    }
    return folded[0]!;
  }
}

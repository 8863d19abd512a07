/** From copies to decisions. */
import type { DecisionTables } from './decisionTables.ts';

/** Own levels (row n, column n) of an N x N matrix of copies, rounded: floor(a'_nn + 0.5). */
export function roundedOwn(copies: Float64Array, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, n) => Math.floor(copies[n * count + n]! + 0.5));
}

/** The mean of a'(1) to a'(T): of all points that gradients were computed at. */
export class RunningAverage {
  readonly #sum: Float64Array;
  #terms = 1;

  /** @param first a'(1), the anchors */
  constructor(first: Float64Array) {
    this.#sum = first.slice();
  }

  add(copies: Float64Array): void {
    for (let i = 0; i < copies.length; i++) this.#sum[i]! += copies[i]!;
    this.#terms++;
  }

  mean(): Float64Array {
    return this.#sum.map((each) => each / this.#terms);
  }
}

/** A level less than this below the best counts as equally good. */
const SWEEP_TOLERANCE = 1e-9;

/**
 * One sweep (our extension, with messages to neighbours only): the LSMs in ascending order of id
 * each take the level that maximises the sum of all Q_m that depend on it, the others' decisions
 * as they stand; the lowest level within 1e-9 of the best (reward units). Never lowers the
 * objective by more than that.
 *
 * @param decision one level a server; not changed
 */
export function sweep(
  tables: DecisionTables,
  ids: readonly number[],
  decision: Int32Array,
): Int32Array {
  const next = decision.slice();
  const order = ids.map((_, n) => n).sort((a, b) => ids[a]! - ids[b]!);
  for (const n of order) {
    const sums = new Float64Array(tables.levels[n]!);
    for (const { lsm, stride } of tables.dependents[n]!) {
      const base = tables.index(lsm, next) - stride * next[n]!;
      for (let level = 0; level < sums.length; level++) {
        sums[level]! += tables.values[lsm]![base + level * stride]!;
      }
    }
    const best = sums.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    next[n] = sums.findIndex((sum) => sum >= best - SWEEP_TOLERANCE);
  }
  return next;
}

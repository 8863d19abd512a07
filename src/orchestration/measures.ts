/** Numbers that describe one iterate of N2O. */
import type { LocalObjective } from './objective.ts';

/**
 * Mean over the rows of an N x N matrix of the 2-norm of the distance to the mean row.
 *
 * @param kept N x N: 1 where row n holds column i; the mean of a column is over those that do, and
 *   a row's distance over those that it does; null: all
 */
export function disagreement(
  rows: Float64Array,
  count: number,
  kept: Uint8Array | null = null,
): number {
  const mean = new Float64Array(count);
  const holders = kept ? holdersOf(kept, count) : new Float64Array(count).fill(count);
  for (let place = 0; place < rows.length; place++) {
    if (kept?.[place] === 0) continue;
    mean[place % count]! += rows[place]! / holders[place % count]!;
  }
  let sum = 0;
  for (let n = 0; n < count; n++) {
    let squares = 0;
    for (let i = 0; i < count; i++) {
      if (kept?.[n * count + i] === 0) continue;
      const distance = rows[n * count + i]! - mean[i]!;
      squares += distance * distance;
    }
    sum += Math.sqrt(squares);
  }
  return sum / count;
}

function holdersOf(kept: Uint8Array, count: number): Float64Array {
  const holders = new Float64Array(count);
  for (let place = 0; place < kept.length; place++) holders[place % count]! += kept[place]!;
  return holders;
}

/** The sum of all Q_n at the unrounded own levels (row n, column n) of copies, reward units. */
export function relaxedObjective(
  objectives: readonly LocalObjective[],
  copies: Float64Array,
): number {
  const count = objectives.length;
  let sum = 0;
  for (const objective of objectives) {
    sum += objective.value(objective.scope.map((member) => copies[member * count + member]!));
  }
  return sum;
}

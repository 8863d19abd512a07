/** Numbers that describe one iterate of N2O. */
import type { LocalObjective } from './objective.ts';

/** Mean over the rows of an N x N matrix of the 2-norm of the distance to the mean row. */
export function disagreement(rows: Float64Array, count: number): number {
  const mean = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < count; i++) mean[i]! += rows[n * count + i]! / count;
  }
  let sum = 0;
  for (let n = 0; n < count; n++) {
    let squares = 0;
    for (let i = 0; i < count; i++) {
      const distance = rows[n * count + i]! - mean[i]!;
      squares += distance * distance;
    }
    sum += Math.sqrt(squares);
  }
  return sum / count;
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

/**
 * Q_n between the levels: its value and slope over the server's own and one neighbour's decision,
 * everyone else's held. This is the surface whose gradient N2O follows.
 */
import type { LocalObjective } from '../orchestration/objective.ts';

/** Samples between two neighbouring levels, so that every level is itself a sample. */
export const SAMPLES_A_LEVEL = 12;

export interface ValueSurface {
  /** Samples along the own decision (columns) and the neighbour's (rows). */
  readonly columns: number;
  readonly rows: number;
  /** Q_n in reward units, rows x columns, row-major; row 0 is the neighbour's level 0. */
  readonly values: Float64Array;
  /** Its slope along the own decision and along the neighbour's, reward units per level. */
  readonly ownSlopes: Float64Array;
  readonly otherSlopes: Float64Array;
}

/** The decision that a sample stands for, in levels. */
export function levelAt(sample: number): number {
  return sample / SAMPLES_A_LEVEL;
}

/**
 * @param alpha levels of the scope (own first); the own and the neighbour's are replaced
 * @param other position of the neighbour in the scope, from 1; 0 or past the end of a scope without
 *   neighbours gives a surface of one row
 */
export function valueSurface(
  objective: LocalObjective,
  alpha: ArrayLike<number>,
  other: number,
): ValueSurface {
  const hasOther = other > 0 && other < objective.scope.length;
  const columns = (objective.levels[0]! - 1) * SAMPLES_A_LEVEL + 1;
  const rows = hasOther ? (objective.levels[other]! - 1) * SAMPLES_A_LEVEL + 1 : 1;
  const values = new Float64Array(rows * columns);
  const ownSlopes = new Float64Array(rows * columns);
  const otherSlopes = new Float64Array(rows * columns);
  const at = Float64Array.from(alpha);
  const gradient = new Float64Array(objective.scope.length);
  let sample = 0;
  for (let row = 0; row < rows; row += 1) {
    if (hasOther) at[other] = levelAt(row);
    for (let column = 0; column < columns; column += 1) {
      at[0] = levelAt(column);
      values[sample] = objective.gradient(at, gradient);
      ownSlopes[sample] = gradient[0]!;
      otherSlopes[sample] = hasOther ? gradient[other]! : 0;
      sample += 1;
    }
  }
  return { columns, rows, values, ownSlopes, otherSlopes };
}

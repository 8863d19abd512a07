/** Exponents by least squares on logarithms. */
import { inverse, Matrix } from 'ml-matrix';
import type { FittedExponent } from './corollaryReport.ts';
import { studentQuantile } from './statistics.ts';

/**
 * Fits value = constant + sum_j exponent_j factors_j with 95 % Student-t intervals from what the fit
 * leaves over; without an interval where nothing is left over to tell.
 *
 * @param factors one row a point; may be empty rows
 * @returns one exponent a factor; null where there are fewer points than unknowns
 */
export function logarithmicFit(
  factors: readonly (readonly number[])[],
  values: readonly number[],
): FittedExponent[] | null {
  const unknowns = (factors[0]?.length ?? 0) + 1;
  const freedom = factors.length - unknowns;
  if (unknowns === 1 || freedom < 0) return null;
  const design = new Matrix(factors.map((row) => [1, ...row]));
  const target = Matrix.columnVector([...values]);
  const normal = inverse(design.transpose().mmul(design));
  const solution = normal.mmul(design.transpose()).mmul(target);
  const left = Matrix.sub(target, design.mmul(solution)).norm('frobenius');
  const variance = freedom > 0 ? (left * left) / freedom : null;
  return Array.from({ length: unknowns - 1 }, (_, j) => {
    const value = solution.get(j + 1, 0);
    if (variance === null) return { value, interval: null };
    const half = studentQuantile(freedom) * Math.sqrt(variance * normal.get(j + 1, j + 1));
    return { value, interval: [value - half, value + half] as const };
  });
}

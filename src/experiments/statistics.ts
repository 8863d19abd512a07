/** Means of what was measured, and how far they can be trusted. */

/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Standard error of the mean of independent values; null of fewer than two. */
export function standardError(values: ArrayLike<number>): number | null {
  const { length } = values;
  if (length < 2) return null;
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const deviation = values[i]! - centre;
    squares += deviation * deviation;
  }
  return Math.sqrt(squares / (length - 1) / length);
}

/** Mean of every whole block of `size` consecutive values; a rest that fills no block is left out. */
export function blockMeans(values: Float64Array, size: number): number[] {
  const blocks = Math.floor(values.length / size);
  return Array.from({ length: blocks }, (_, i) => mean(values.subarray(i * size, (i + 1) * size)));
}

/** 97.5 % quantiles of Student's t distribution at 1 to 30 degrees of freedom. */
const STUDENT_QUANTILES = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788,
  2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.093, 2.086, 2.0796, 2.0739, 2.0687, 2.0639,
  2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
] as const;

/** The 97.5 % quantile of Student's t: a table, and beyond it the first terms of its expansion. */
export function studentQuantile(degreesOfFreedom: number): number {
  const tabled = STUDENT_QUANTILES[degreesOfFreedom - 1];
  if (tabled !== undefined) return tabled;
  const z = 1.959964;
  const cube = z * z * z;
  const first = (cube + z) / (4 * degreesOfFreedom);
  const second = 5 * cube * z * z + 16 * cube + 3 * z;
  return z + first + second / (96 * degreesOfFreedom * degreesOfFreedom);
}

/** Half the width of the 95 % Student-t interval of the mean; null of fewer than two values. */
export function halfInterval(values: ArrayLike<number>): number | null {
  const error = standardError(values);
  return error === null ? null : studentQuantile(values.length - 1) * error;
}

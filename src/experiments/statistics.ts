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

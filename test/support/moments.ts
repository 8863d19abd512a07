/** Sample moments, for tests of distributions. */
export function moments(values: ArrayLike<number>): {
  readonly mean: number;
  readonly variance: number;
  readonly skewness: number;
  readonly kurtosis: number;
} {
  const sample = Array.from(values);
  const average = (power: number, around: number) =>
    sample.reduce((sum, value) => sum + (value - around) ** power, 0) / sample.length;
  const mean = average(1, 0);
  const variance = average(2, mean);
  return {
    mean,
    variance,
    skewness: average(3, mean) / variance ** 1.5,
    kurtosis: average(4, mean) / variance ** 2,
  };
}

import { expect, it } from 'vitest';
import {
  blockMeans,
  halfInterval,
  mean,
  standardError,
  studentQuantile,
} from '../../src/experiments/statistics.ts';

it('takes the mean', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNaN();
});

it('takes the standard error with n - 1', () => {
  // Deviations -2, -1, 3: variance 14 / 2 = 7, standard error sqrt(7 / 3).
  expect(standardError([1, 2, 6])).toBeCloseTo(Math.sqrt(7 / 3), 14);
  expect(standardError([4, 4, 4, 4])).toBe(0);
  expect(standardError([4])).toBeNull();
});

it('takes means of whole blocks only', () => {
  expect(blockMeans(Float64Array.of(1, 3, 5, 7, 100), 2)).toEqual([2, 6]);
  expect(blockMeans(Float64Array.of(1), 2)).toEqual([]);
});

it('takes the 95 % interval from Student’s t', () => {
  // Mean 3, standard error sqrt(7 / 3), 2 degrees of freedom: t = 4.3027.
  expect(halfInterval([1, 2, 6])).toBeCloseTo(4.3027 * Math.sqrt(7 / 3), 12);
  expect(halfInterval([4])).toBeNull();
  expect(halfInterval([4, 4])).toBe(0);
});

it('knows the quantiles of Student’s t beyond its table', () => {
  // From printed tables.
  const printed = [
    [1, 12.706],
    [5, 2.571],
    [30, 2.042],
    [31, 2.0395],
    [40, 2.0211],
    [120, 1.9799],
    [100_000, 1.96],
  ] as const;
  for (const [degrees, quantile] of printed) {
    expect(studentQuantile(degrees), `${degrees}`).toBeCloseTo(quantile, 3);
  }
});

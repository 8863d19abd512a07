import { expect, it } from 'vitest';
import { blockMeans, mean, standardError } from '../../src/experiments/statistics.ts';

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

import { expect } from 'vitest';

/**
 * That a rival has learnt what the oracle has. Adam's small constant stands elsewhere in it (outside
 * of the bias correction), so weights whose gradient is of its size (1e-7, 3e-6 in the first step)
 * go ways of their own; of the others nearly nothing is allowed.
 */
export function expectSameLearning(
  before: Float64Array,
  oracle: Float64Array,
  rival: readonly number[],
): void {
  const moved = oracle.map((weight, i) => Math.abs(weight - before[i]!));
  const apart = oracle.map((weight, i) => Math.abs(weight - rival[i]!)).sort();
  const typical = moved.sort()[moved.length >> 1]!;
  expect(typical).toBeGreaterThan(5e-4);
  expect(apart[Math.floor(0.9 * apart.length)]).toBeLessThan(0.02 * typical);
  expect(apart[Math.floor(0.5 * apart.length)]).toBeLessThan(0.001 * typical);
}

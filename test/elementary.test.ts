import { expect, test } from 'vitest';
import { exp, log, logistic, tanh } from '../src/elementary.ts';
import {
  preciseExp,
  preciseLog,
  preciseLogistic,
  preciseTanh,
  ulpsOff,
} from './support/highPrecision.ts';

/** Evenly spread over a range, at places with all their bits in use. */
function grid(from: number, to: number, points: number): number[] {
  return Array.from({ length: points }, (_, k) => from + ((to - from) * (k + 0.377)) / points);
}

function worst(
  found: (x: number) => number,
  truth: (x: number) => ReturnType<typeof preciseExp>,
  places: readonly number[],
): number {
  return Math.max(...places.map((x) => ulpsOff(found(x), truth(x))));
}

test('the high-precision reference agrees with known digits', () => {
  expect(ulpsOff(Math.E, preciseExp(1))).toBeLessThanOrEqual(0.5);
  expect(ulpsOff(Math.LN10, preciseLog(10))).toBeLessThan(0.5);
  expect(ulpsOff(Math.E * (1 + 4 * Number.EPSILON), preciseExp(1))).toBeGreaterThan(2);
});

test('exp is within one unit in the last place, subnormal results included', () => {
  expect(worst(exp, preciseExp, grid(-708, 709, 1500))).toBeLessThan(0.6);
  expect(worst(exp, preciseExp, grid(-2, 2, 1500))).toBeLessThan(0.6);
  expect(worst(exp, preciseExp, grid(-744, -708, 200))).toBeLessThan(1.1);
});

test('log is within one unit in the last place, near 1 and for tiny numbers too', () => {
  expect(worst(log, preciseLog, grid(0.5, 2, 1500))).toBeLessThan(0.85);
  expect(worst(log, preciseLog, grid(0.99, 1.01, 500))).toBeLessThan(0.85);
  const wide = grid(-1000, 1000, 1000).map((power) => 1.37 * 2 ** Math.floor(power));
  expect(worst(log, preciseLog, wide)).toBeLessThan(0.85);
  expect(worst(log, preciseLog, [5e-324, 1e-310, 2.2e-308, 1.797e308])).toBeLessThan(0.85);
});

test('tanh is within about one unit, the logistic function within two', () => {
  expect(worst(tanh, preciseTanh, grid(-25, 25, 1000))).toBeLessThan(1.1);
  expect(worst(tanh, preciseTanh, grid(-1, 1, 1500))).toBeLessThan(1.1);
  expect(worst(tanh, preciseTanh, grid(0, 1e-5, 100))).toBeLessThan(1.1);
  expect(worst(logistic, preciseLogistic, grid(-40, 40, 1500))).toBeLessThan(2);
});

test('special values', () => {
  expect(exp(0)).toBe(1);
  expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(exp(-800)).toBe(0);
  expect(exp(710)).toBe(Number.POSITIVE_INFINITY);
  expect(exp(709.782712893384)).toBeGreaterThan(1.797e308);
  expect(exp(709.782712893384)).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(exp(Number.NaN)).toBeNaN();
  expect(log(1)).toBe(0);
  expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(-1)).toBeNaN();
  expect(log(Number.NaN)).toBeNaN();
  expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(tanh(0)).toBe(0);
  expect(tanh(1e300)).toBe(1);
  expect(tanh(Number.NEGATIVE_INFINITY)).toBe(-1);
  expect(tanh(Number.NaN)).toBeNaN();
  expect(logistic(0)).toBe(0.5);
  expect(logistic(1000)).toBe(1);
  expect(logistic(-1000)).toBe(0);
  expect(logistic(-740)).toBeGreaterThan(0);
});

test('tanh and log are monotone across the seams of their pieces', () => {
  for (const seam of [0.75, 22]) {
    expect(tanh(seam * (1 - 1e-15))).toBeLessThanOrEqual(tanh(seam));
    expect(tanh(seam)).toBeLessThanOrEqual(tanh(seam * (1 + 1e-15)));
    expect(tanh(-seam)).toBe(-tanh(seam));
  }
  expect(log(Math.SQRT2 * (1 - 1e-15))).toBeLessThan(log(Math.SQRT2 * (1 + 1e-15)));
});

import { expect, it } from 'vitest';
import { adamStep, biasCorrection, clipFactor } from '../../../src/learning/engines/adam.ts';

function arrays(parameters: number[], gradient: number[]) {
  return {
    parameters: Float64Array.from(parameters),
    gradient: Float64Array.from(gradient),
    firstMoments: new Float64Array(parameters.length),
    secondMoments: new Float64Array(parameters.length),
  };
}

it('takes the two steps worked out by hand', () => {
  // Gradient 0.5, rate 0.01. Step 1: m = 0.05, v = 0.00025, correction sqrt(0.001) / 0.1.
  const state = arrays([1], [0.5]);
  adamStep(state, 0, 1, 0.01 * biasCorrection(1), 1);
  const root1 = Math.sqrt(0.00025);
  const first = 1 - (0.01 * (Math.sqrt(0.001) / 0.1) * 0.05) / (root1 + 1e-7);
  expect(state.parameters[0]).toBeCloseTo(first, 14);
  // The small constant takes 6.3e-6 off the step; added to the corrected root it would be 2e-7.
  expect(1 - state.parameters[0]!).toBeCloseTo(0.01 * (1 - 1e-7 / root1), 9);
  // Gradient -1. Step 2: m = 0.045 - 0.1, v = 0.00024975 + 0.001.
  state.gradient[0] = -1;
  adamStep(state, 0, 1, 0.01 * biasCorrection(2), 1);
  const second =
    first + (0.01 * (Math.sqrt(0.001999) / 0.19) * 0.055) / (Math.sqrt(0.00124975) + 1e-7);
  expect(state.parameters[0]).toBeCloseTo(second, 13);
});

it('corrects the moments as powers of the decays say', () => {
  for (const step of [1, 2, 3, 10, 999, 60_000]) {
    const exact = Math.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step);
    expect(biasCorrection(step)).toBeCloseTo(exact, 12);
  }
});

it('touches nothing outside its range and scales the gradient', () => {
  const state = arrays([1, 1, 1, 1], [3, 3, 3, 3]);
  adamStep(state, 1, 3, 0.1, 0.5);
  expect(state.parameters[0]).toBe(1);
  expect(state.parameters[3]).toBe(1);
  expect(state.firstMoments[1]).toBeCloseTo(0.15, 14);
  expect(state.secondMoments[2]).toBeCloseTo(0.00225, 14);
  expect(state.parameters[1]).toBe(state.parameters[2]);
  expect(state.firstMoments[3]).toBe(0);
});

it('clips a norm beyond the limit only', () => {
  expect(clipFactor(10, 10)).toBe(1);
  expect(clipFactor(3, 10)).toBe(1);
  expect(clipFactor(40, 10)).toBe(0.25);
});

import { expect, it } from 'vitest';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { explorationAt, learningRateAt } from '../../src/learning/schedules.ts';

const plan = { ...learnerDefaults('paper'), episodes: 1000 };

it('lets the learning rate fall linearly over the plan and stay', () => {
  expect(learningRateAt(0, plan)).toBe(5e-3);
  expect(learningRateAt(500, plan)).toBeCloseTo(2.75e-3, 15);
  expect(learningRateAt(999, plan)).toBeCloseTo(5.045e-4, 15);
  expect(learningRateAt(1000, plan)).toBeCloseTo(5e-4, 15);
  expect(learningRateAt(5000, plan)).toBeCloseTo(5e-4, 15);
});

it('explores fully, then falls linearly, then stays', () => {
  expect(explorationAt(0, plan)).toBe(1);
  expect(explorationAt(299, plan)).toBe(1);
  expect(explorationAt(300, plan)).toBe(1);
  expect(explorationAt(450, plan)).toBeCloseTo(0.525, 15);
  expect(explorationAt(600, plan)).toBe(0.05);
  expect(explorationAt(10_000, plan)).toBe(0.05);
});

it('knows plans without a full or a falling share', () => {
  expect(explorationAt(0, { ...plan, explorationFull: 0, explorationDecay: 0 })).toBe(0.05);
  expect(explorationAt(0, { ...plan, explorationFull: 0 })).toBe(1);
  expect(explorationAt(300, { ...plan, explorationDecay: 0 })).toBe(0.05);
  expect(explorationAt(999, { ...plan, explorationFull: 1 })).toBe(1);
});

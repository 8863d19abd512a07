import { describe, expect, it } from 'vitest';
import { learnerDefaults, parseLearner } from '../../src/learning/configuration.ts';
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

describe('exploration that is opened again', () => {
  const reopened = { from: 700, episodes: 100, share: 0.5, rate: 0.004 };
  const plain = parseLearner({ episodes: 1000 });
  const plan = parseLearner({ episodes: 1000, reopened });

  it('is as planned before and after', () => {
    for (const episode of [0, 299, 450, 699, 800, 999, 5000]) {
      expect(explorationAt(episode, plan)).toBe(explorationAt(episode, plain));
      expect(learningRateAt(episode, plan)).toBe(learningRateAt(episode, plain));
    }
  });

  it('begins at its share and rate, and falls linearly to the plan', () => {
    expect(explorationAt(700, plan)).toBe(0.5);
    expect(explorationAt(750, plan)).toBeCloseTo((0.5 + 0.05) / 2, 12);
    expect(learningRateAt(700, plan)).toBe(0.004);
    expect(learningRateAt(775, plan)).toBeCloseTo(
      0.25 * 0.004 + 0.75 * learningRateAt(775, plain),
      12,
    );
  });

  it('never lowers what is planned', () => {
    const low = parseLearner({ reopened: { from: 0, episodes: 2000, share: 0, rate: 0 } });
    const usual = parseLearner({});
    for (let episode = 0; episode < 1600; episode += 50) {
      expect(explorationAt(episode, low)).toBe(explorationAt(episode, usual));
      expect(learningRateAt(episode, low)).toBe(learningRateAt(episode, usual));
    }
  });

  it('is refused by its field where it makes no sense', () => {
    for (const wrong of [{ ...reopened, share: 2 }, { ...reopened, episodes: 0 }, { from: 3 }]) {
      expect(() => parseLearner({ reopened: wrong })).toThrow(
        /learner\.reopened.*share from 0 to 1/,
      );
    }
  });
});

import { describe, expect, it } from 'vitest';
import {
  activate,
  activationCode,
  activationSlope,
  LINEAR,
} from '../../src/learning/activations.ts';
import { ACTIVATIONS } from '../../src/learning/configuration.ts';
import { naiveActivations } from '../support/naiveLearning.ts';

const points = Array.from({ length: 161 }, (_, i) => (i - 80) / 8 + 0.003);

describe.each(ACTIVATIONS)('%s', (activation) => {
  const code = activationCode(activation);

  it('is the function of its formula', () => {
    for (const x of points) {
      expect(activate(code, x)).toBeCloseTo(naiveActivations[activation](x), 12);
    }
  });

  it('has the slope of its finite difference', () => {
    const step = 1e-5;
    for (const x of points) {
      const difference = activate(code, x + step) - activate(code, x - step);
      expect(activationSlope(code, x)).toBeCloseTo(difference / (2 * step), 8);
    }
  });

  it('hands NaN on', () => {
    expect(activate(code, Number.NaN)).toBeNaN();
  });
});

it('leaves everything as it is where a layer is linear', () => {
  expect(activate(LINEAR, -2.5)).toBe(-2.5);
  expect(activationSlope(LINEAR, -2.5)).toBe(1);
});

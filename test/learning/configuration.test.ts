import { describe, expect, it } from 'vitest';
import {
  LEARNER_PRESETS,
  learnerDefaults,
  learnerFields,
  parseLearner,
} from '../../src/learning/configuration.ts';
import { InputError } from '../../src/schema.ts';

describe('the learner', () => {
  it('starts with our reading of the paper', () => {
    expect(parseLearner({})).toMatchObject({
      hidden: [8, 32, 8],
      activation: 'algebraicSilu',
      valueScale: 30,
      discount: 0.5,
      targetPeriod: 100,
      replayCapacity: 20_000,
      batchSize: 32,
      learningRateStart: 5e-3,
      learningRateEnd: 5e-4,
      gradientClip: 10,
      jitter: 0.5,
      actingLag: 1,
    });
  });

  it('divides the rewards of `released` by 10', () => {
    expect(learnerDefaults('paper').valueScale).toBe(30);
    expect(learnerDefaults('released').valueScale).toBe(10);
  });

  it('has a literal preset: ReLU without action jitter', () => {
    expect(parseLearner(LEARNER_PRESETS.literal)).toMatchObject({ activation: 'relu', jitter: 0 });
  });

  it('knows the meta data of every field', () => {
    expect([...learnerFields().keys()]).toEqual(Object.keys(parseLearner({})));
  });

  it.each([
    [{ discount: 1 }, 'learner.discount: 1 is not allowed; allowed: a number from 0 to 0.999'],
    [{ hidden: [] }, 'learner.hidden: [] is not allowed; allowed: a list of 1 to 4'],
    [
      { batch: 32 },
      'learner.batch: no such field (given 32); allowed: method | hidden | activation |',
    ],
    [{ actingLag: 0.5 }, 'learner.actingLag: 0.5 is not allowed'],
  ])('refuses %j', (value, message) => {
    expect(() => parseLearner(value)).toThrow(InputError);
    expect(() => parseLearner(value)).toThrow(message);
  });
});

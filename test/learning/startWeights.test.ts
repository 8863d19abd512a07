/** A learner that starts from given weights instead of drawn ones. */
import { describe, expect, it } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const setup = {
  scenario: parseScenario({ rows: 1, columns: 2, userDensity: 10 }),
  learner: parseLearner({ hidden: [6, 4], episodes: 20, batchSize: 8 }),
  seed: 1,
};

describe('given weights', () => {
  it('are those of the first slots, with moments of zero and no update counted', () => {
    const weights = new MultiAgentLearner({ ...setup, seed: 9 }).weights();
    const { engine } = new MultiAgentLearner({ ...setup, weights }).checkpoint();
    expect(engine.weights).toEqual(weights);
    expect(engine.targetWeights).toEqual(weights);
    expect(engine.firstMoments.some((moment) => moment !== 0)).toBe(false);
    expect(engine.secondMoments.some((moment) => moment !== 0)).toBe(false);
    expect(engine.updates).toBe(0);
  });

  it('are what the same seed draws, or make another run of the same world', () => {
    const train = (weights?: Float64Array) => {
      const learner = new MultiAgentLearner({ ...setup, ...(weights && { weights }) });
      for (let slot = 0; slot < 60; slot += 1) learner.advance();
      return learner.weights();
    };
    const drawn = new MultiAgentLearner(setup).weights();
    expect(train(drawn)).toEqual(train());
    expect(train(drawn.map((weight) => weight / 2))).not.toEqual(train());
  });

  it('stay in a checkpoint, which goes on the same', () => {
    const weights = new MultiAgentLearner({ ...setup, seed: 9 }).weights();
    const learner = new MultiAgentLearner({ ...setup, weights });
    for (let slot = 0; slot < 40; slot += 1) learner.advance();
    const checkpoint = learner.checkpoint();
    expect(checkpoint.weights).toEqual(weights);
    const resumed = MultiAgentLearner.resume(structuredClone(checkpoint));
    for (let slot = 0; slot < 20; slot += 1) {
      learner.advance();
      resumed.advance();
    }
    expect(resumed.weights()).toEqual(learner.weights());
    expect(resumed.checkpoint().weights).toEqual(weights);
  });

  it('are refused where there are too few or too many', () => {
    const start = () => new MultiAgentLearner({ ...setup, weights: new Float64Array(3) });
    expect(start).toThrow(/^weights: 3 is not allowed; allowed: an array of \d+ numbers$/);
  });
});

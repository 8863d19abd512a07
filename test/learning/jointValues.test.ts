import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JointValues } from '../../src/learning/jointValues.ts';
import { networksFromWeights } from '../../src/learning/layout.ts';
import { layoutOf, naiveValue, randomWeights } from '../support/naiveLearning.ts';
import { jointDecisionsOf } from '../support/objectives.ts';

const observation = [0.2, 0.9, 0.4, 0.7, 0.1];

describe('joint values', () => {
  it('find the maximum and the own level of brute force, whatever the scope', () => {
    const scope = fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        scope,
        fc.nat(1e6),
        fc.constantFrom([8, 32, 8], [5, 4]),
        (levels, seed, hidden) => {
          const layout = layoutOf([{ id: 0, levels }], hidden);
          const networks = networksFromWeights(layout, randomWeights(layout, seed));
          const network = networks.agents[0]!;
          const joint = new JointValues(network, networks);
          const decisions = jointDecisionsOf(levels);
          const values = decisions.map((alpha) =>
            naiveValue(network, 'algebraicSilu', observation, alpha),
          );
          const best = Math.max(...values);
          expect(joint.count).toBe(values.length);
          expect(joint.maximum(observation, 0)).toBeCloseTo(best, 10);
          const own = decisions[values.indexOf(best)]![0];
          expect(joint.greedyLevel(observation, 0)).toBe(own);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('run over many blocks: seven members of three levels', () => {
    const levels = [3, 3, 3, 3, 3, 3, 3];
    const layout = layoutOf([{ id: 0, levels }]);
    const networks = networksFromWeights(layout, randomWeights(layout, 3));
    const joint = new JointValues(networks.agents[0]!, networks);
    const table = new Float64Array(2187);
    joint.fill([9, 9, ...observation], 2, table);
    jointDecisionsOf(levels).forEach((alpha, i) => {
      const naive = naiveValue(networks.agents[0]!, 'algebraicSilu', observation, alpha);
      expect(table[i]).toBeCloseTo(naive, 9);
    });
  });

  it.each([1, 4, 7, 1000])('are searched %d blocks at a time for the same maximum', (blocks) => {
    const levels = [3, 2, 3, 3, 3, 3, 3, 3];
    const layout = layoutOf([{ id: 0, levels }]);
    for (let seed = 0; seed < 20; seed += 1) {
      const networks = networksFromWeights(layout, randomWeights(layout, seed));
      const joint = new JointValues(networks.agents[0]!, networks);
      const table = new Float64Array(joint.count);
      joint.fill(observation, 0, table);
      const best = Math.max(...table);
      joint.begin(observation, 0);
      let searches = 1;
      while (joint.search(blocks)) searches += 1;
      expect(searches).toBe(Math.ceil(joint.blocks / blocks));
      expect(joint.found).toBe(best);
      expect(joint.foundLevel).toBe(Math.floor(table.indexOf(best) / (joint.count / 3)));
    }
  });

  it('take the lexicographically first of equal joint decisions', () => {
    const layout = layoutOf([{ id: 0, levels: [3, 3] }], [2], 'relu');
    const weights = new Float64Array(layout.length);
    const networks = networksFromWeights(layout, weights);
    const joint = new JointValues(networks.agents[0]!, networks);
    expect(joint.greedyLevel(observation, 0)).toBe(0);
    // Q = relu(own - 0.5): zero at own levels 0 and 1 (scaled 0 and 0.5), largest at 2.
    const [first, second] = networks.agents[0]!.layers;
    first!.weights[5 * 2] = 1;
    first!.biases[0] = -0.5;
    second!.weights[0] = 1;
    joint.refresh();
    expect(joint.greedyLevel(observation, 0)).toBe(2);
    second!.weights[0] = -1;
    joint.refresh();
    expect(joint.greedyLevel(observation, 0)).toBe(0);
  });

  it('do not take NaN for a small value', () => {
    const layout = layoutOf([{ id: 0, levels: [3] }]);
    const networks = networksFromWeights(layout, randomWeights(layout, 3).fill(Number.NaN));
    const joint = new JointValues(networks.agents[0]!, networks);
    expect(joint.maximum(observation, 0)).toBeNaN();
  });
});

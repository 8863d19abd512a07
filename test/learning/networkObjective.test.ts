import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../../src/learning/configuration.ts';
import { networksFromWeights } from '../../src/learning/layout.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { layoutOf, naiveValue, randomWeights } from '../support/naiveLearning.ts';
import { jointDecisionsOf } from '../support/objectives.ts';

const scopes = [
  { id: 0, levels: [3, 2] },
  { id: 1, levels: [2, 5, 3, 4] },
  { id: 2, levels: [4] },
];
const observations = Float64Array.from({ length: 15 }, (_, i) => ((i * 7) % 11) / 11);
const observationOf = (agent: number) => Array.from(observations.slice(5 * agent, 5 * agent + 5));

describe.each(ACTIVATIONS)('objectives of %s networks', (activation) => {
  describe.each([[[8, 32, 8]], [[7, 5]], [[3]]])('with hidden layers of %j', (hidden) => {
    const layout = layoutOf(scopes, hidden, activation, 30);
    const networks = networksFromWeights(layout, randomWeights(layout, 5));
    const objectives = localObjectives(networks, observations);

    it('have the value of the network, in reward units', () => {
      objectives.forEach((objective, n) => {
        const agent = networks.agents[n]!;
        const alpha = agent.levels.map((count, i) => (count - 1) * (0.3 + 0.1 * i));
        const naive = 30 * naiveValue(agent, activation, observationOf(n), alpha);
        expect(objective.value(alpha)).toBeCloseTo(naive, 9);
      });
    });

    it('have the gradient of the finite difference, in reward units per level', () => {
      const step = 1e-5;
      objectives.forEach((objective) => {
        const alpha = objective.levels.map((count, i) => (count - 1) * (0.37 + 0.13 * i));
        const gradient = new Float64Array(alpha.length);
        expect(objective.gradient(alpha, gradient)).toBe(objective.value(alpha));
        alpha.forEach((_, i) => {
          const moved = (by: number) =>
            objective.value(alpha.map((a, j) => (j === i ? a + by : a)));
          const difference = (moved(step) - moved(-step)) / (2 * step);
          expect(gradient[i]).toBeCloseTo(difference, 5);
        });
      });
    });

    it('have the table of all joint decisions, the last member fastest', () => {
      objectives.forEach((objective) => {
        const table = objective.table();
        const values = jointDecisionsOf(objective.levels).map((alpha) => objective.value(alpha));
        expect(table.length).toBe(values.length);
        values.forEach((value, i) => {
          expect(table[i]).toBeCloseTo(value, 9);
        });
      });
    });
  });
});

it('takes a network without hidden layers', () => {
  const layout = layoutOf([{ id: 0, levels: [3, 3] }], [], 'relu', 2);
  const networks = networksFromWeights(layout, Float64Array.from([1, 0, 0, 0, 0, -4, 6, -3]));
  const [objective] = localObjectives(networks, [10, 0, 0, 0, 0]);
  const gradient = new Float64Array(2);
  expect(objective!.gradient([1, 2], gradient)).toBe(2 * (10 - 2 + 6 - 3));
  expect(Array.from(gradient)).toEqual([-4, 6]);
  expect(Array.from(objective!.table())).toEqual([14, 20, 26, 10, 16, 22, 6, 12, 18]);
});

import { describe, expect, it } from 'vitest';
import { type Activation, learnerDefaults } from '../../src/learning/configuration.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const grid = (rows: number, columns: number, activation: Activation = 'algebraicSilu') =>
  buildLayout(parseScenario({ rows, columns }), { ...learnerDefaults('paper'), activation });

describe('the first weights', () => {
  it.each([
    { activation: 'algebraicSilu' as const, gain: 6 },
    { activation: 'tanh' as const, gain: 3 },
  ])('are uniform within their bounds: $activation', ({ activation, gain }) => {
    const layout = grid(6, 6, activation);
    const { agents } = networksFromWeights(layout, initialWeights(layout, 1));
    [0, 1, 2, 3].forEach((depth) => {
      const scaled = agents.flatMap(({ layers }) => {
        const { inputs, weights } = layers[depth]!;
        return Array.from(weights, (w) => w / Math.sqrt((depth === 3 ? 3 : gain) / inputs));
      });
      expectUniform(scaled);
      expectUniform(
        agents.flatMap(({ layers }) => Array.from(layers[depth]!.biases, (b) => b / 0.05)),
      );
    });
  });

  it('come from the seed alone', () => {
    const layout = grid(2, 2);
    expect(initialWeights(layout, 4)).toEqual(initialWeights(layout, 4));
    expect(initialWeights(layout, 4)).not.toEqual(initialWeights(layout, 5));
  });

  it('of a server do not depend on which others there are', () => {
    const short = grid(1, 3);
    const long = grid(1, 5);
    // Servers 0 and 1 have the same neighbours in both.
    const { length } = short.agents[2]!;
    const common = short.length - length;
    expect(initialWeights(short, 4).slice(0, common)).toEqual(
      initialWeights(long, 4).slice(0, common),
    );
    expect(initialWeights(long, 4).slice(0, length)).not.toEqual(
      initialWeights(long, 4).slice(-length),
    );
  });
});

/** Within (-1, 1), reaching near both ends, with the mean and variance of a uniform variable. */
function expectUniform(values: readonly number[]) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  const error = 4 / Math.sqrt(values.length);
  expect(Math.max(...values)).toBeLessThan(1);
  expect(Math.min(...values)).toBeGreaterThan(-1);
  expect(Math.abs(mean)).toBeLessThan(error * Math.sqrt(1 / 3));
  expect(Math.abs(variance - 1 / 3)).toBeLessThan(error * Math.sqrt(4 / 45));
}

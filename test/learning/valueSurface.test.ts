import { describe, expect, it } from 'vitest';
import { NetworkObjective } from '../../src/learning/networkObjective.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { levelAt, SAMPLES_A_LEVEL, valueSurface } from '../../src/learning/valueSurface.ts';
import { randomNetworks } from '../support/networks.ts';

const seen = Float64Array.of(0.4, 1, 0.9, 0.1, 0.5);

function objectiveOf(server: number, activation: 'algebraicSilu' | 'relu' = 'algebraicSilu') {
  const { networks } = parseNetworks(randomNetworks(9, 2, 3, activation));
  return new NetworkObjective(networks.agents[server]!, networks, seen);
}

describe('the surface of Q_n', () => {
  it.each([0, 1, 4])('of server %i has the values of its table at whole levels', (server) => {
    const objective = objectiveOf(server);
    const { levels, scope } = objective;
    const table = objective.table();
    const others = levels.map((count) => count - 1);
    for (let other = 1; other < scope.length; other++) {
      const surface = valueSurface(objective, others, other);
      expect(surface.columns).toBe((levels[0]! - 1) * SAMPLES_A_LEVEL + 1);
      expect(surface.rows).toBe((levels[other]! - 1) * SAMPLES_A_LEVEL + 1);
      for (let own = 0; own < levels[0]!; own++) {
        for (let level = 0; level < levels[other]!; level++) {
          const joint = others.with(0, own).with(other, level);
          const index = joint.reduce((sum, each, member) => sum * levels[member]! + each, 0);
          const at = level * SAMPLES_A_LEVEL * surface.columns + own * SAMPLES_A_LEVEL;
          expect(surface.values[at]).toBeCloseTo(table[index]!, 9);
        }
      }
    }
  });

  it('has slopes that finite differences confirm, per level and in reward units', () => {
    const objective = objectiveOf(2);
    const { levels } = objective;
    const others = levels.map(() => 1);
    const surface = valueSurface(objective, others, 1);
    const step = 1e-5;
    for (let row = 0; row < surface.rows; row += 5) {
      for (let column = 0; column < surface.columns; column += 5) {
        const at = (own: number, other: number) =>
          objective.value(others.with(0, own).with(1, other));
        const [own, other] = [levelAt(column), levelAt(row)];
        const sample = row * surface.columns + column;
        const ownSlope = (at(own + step, other) - at(own - step, other)) / (2 * step);
        const otherSlope = (at(own, other + step) - at(own, other - step)) / (2 * step);
        expect(surface.ownSlopes[sample]).toBeCloseTo(ownSlope, 4);
        expect(surface.otherSlopes[sample]).toBeCloseTo(otherSlope, 4);
      }
    }
  });

  it('of a ReLU network agrees too, away from its kinks', () => {
    const objective = objectiveOf(3, 'relu');
    const others = objective.levels.map(() => 0);
    const surface = valueSurface(objective, others, 1);
    const step = 1e-4;
    let compared = 0;
    for (let column = 1; column + 1 < surface.columns; column++) {
      const at = (own: number) => objective.value(others.with(0, own));
      const own = levelAt(column);
      const right = (at(own + step) - at(own)) / step;
      const left = (at(own) - at(own - step)) / step;
      // Where the two sides differ there is a kink in between.
      if (Math.abs(right - left) > 1e-6) continue;
      expect(surface.ownSlopes[column]).toBeCloseTo(right, 4);
      compared++;
    }
    expect(compared).toBeGreaterThan(5);
  });

  it('of a server alone is a line', () => {
    const surface = valueSurface(objectiveOf(0), [0, 0, 0], 0);
    expect(surface.rows).toBe(1);
    expect(surface.values).toHaveLength(surface.columns);
    expect([...surface.otherSlopes].every((slope) => slope === 0)).toBe(true);
  });
});

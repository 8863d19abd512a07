import { describe, expect, it } from 'vitest';
import { gridNeighbours, tileNetworks, tileObservations } from '../../src/experiments/tiling.ts';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { buildLayout } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import type { LocalNetworks } from '../../src/learning/network.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { checkProblem } from '../../src/orchestration/problem.ts';
import { InputError } from '../../src/schema.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology, zoneAt } from '../../src/world/topology.ts';

/** Untrained networks of a city: the learner's own first weights. */
function networksOf(rows: number, columns: number): LocalNetworks {
  const scenario = parseScenario({ rows, columns });
  const learner = { ...learnerDefaults(scenario.kind), episodes: 8 };
  return new MultiAgentLearner({ scenario, learner, seed: 1 }).networks();
}

/** Row, column and degree of every cell. */
function cellsOf(rows: number, columns: number) {
  return Array.from({ length: rows * columns }, (_, cell) => ({
    row: Math.floor(cell / columns),
    column: cell % columns,
    degree: gridNeighbours(cell, { rows, columns }).length,
  }));
}

describe('networks tiled onto a larger grid', () => {
  const source = { rows: 4, columns: 6 };
  const target = { rows: 8, columns: 10 };
  const networks = networksOf(4, 6);
  const tiling = tileNetworks(networks, source, target);

  it('has the scopes and links that a city of that size would have', () => {
    const scenario = parseScenario(target);
    const layout = buildLayout(scenario, learnerDefaults(scenario.kind));
    expect(tiling.networks.agents.map(({ scope }) => scope)).toEqual(
      layout.agents.map(({ scope }) => scope),
    );
    expect(tiling.links).toEqual(buildTopology(scenario).links);
    expect(tiling.networks.agents.map(({ id }) => id)).toEqual([...Array(80).keys()]);
  });

  it('borrows only from servers at the same border, and inside in the same zone', () => {
    const small = cellsOf(4, 6);
    const ground = parseScenario(source);
    const large = parseScenario(target);
    const places = buildTopology(large);
    const own = buildTopology(ground);
    cellsOf(8, 10).forEach((cell, n) => {
      const from = small[tiling.sources[n]!]!;
      expect(from.degree).toBe(cell.degree);
      expect([from.row === 0, from.row === 3]).toEqual([cell.row === 0, cell.row === 7]);
      expect([from.column === 0, from.column === 5]).toEqual([
        cell.column === 0,
        cell.column === 9,
      ]);
      const lender = tiling.sources[n]!;
      expect(zoneAt(large, places.x[n]!, places.y[n]!)).toBe(own.zones[lender]);
      expect(tiling.networks.agents[n]!.layers).toBe(networks.agents[lender]!.layers);
    });
  });

  it('is the grid itself where both are of one size, and everyone then sees its own', () => {
    const same = tileNetworks(networks, source, source);
    expect([...same.sources]).toEqual([...Array(24).keys()]);
    expect(new Set(same.tiles)).toEqual(new Set([0]));
    expect(same.networks).toEqual(networks);
    const observations = Float64Array.from({ length: 24 * 5 }, (_, i) => i);
    expect(tileObservations(same, [observations])).toEqual(observations);
  });

  it('lets every copy see a slot of its own, as its lender saw it', () => {
    const slots = [0, 1, 2, 3].map((slot) =>
      Float64Array.from({ length: 24 * 5 }, (_, i) => 1000 * slot + i),
    );
    const seen = tileObservations(tiling, slots);
    const used = new Set<number>();
    for (let n = 0; n < 80; n++) {
      const slot = Math.floor(seen[n * 5]! / 1000);
      used.add(slot);
      expect(slot).toBe(tiling.tiles[n]! % 4);
      expect(seen[n * 5 + 3]! - 1000 * slot).toBe(tiling.sources[n]! * 5 + 3);
    }
    expect(used.size).toBe(4);
  });

  it('makes a problem that N2O takes', () => {
    const observations = tileObservations(tiling, [new Float64Array(24 * 5).fill(0.5)]);
    const objectives = localObjectives(tiling.networks, observations);
    expect(() =>
      checkProblem({ ids: objectives.map((_, n) => n), objectives, links: tiling.links }),
    ).not.toThrow();
  });

  it('refuses grids that are too small, and networks of something else', () => {
    const tile = (from: typeof source, to: typeof source) => () => tileNetworks(networks, from, to);
    expect(tile({ rows: 2, columns: 10 }, target)).toThrow(InputError);
    expect(tile(source, { rows: 3, columns: 10 })).toThrow('4 x 6 or larger');
    expect(tile({ rows: 3, columns: 6 }, target)).toThrow('18, one a cell of the grid');
    expect(tile({ rows: 6, columns: 4 }, target)).toThrow('neighbours');
  });
});

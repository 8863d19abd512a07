import { describe, expect, it } from 'vitest';
import { cityGround, fileGround } from '../../src/experiments/linkGround.ts';
import { orchestrateFiles } from '../../src/experiments/orchestrate.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { messageLinks } from '../../src/orchestration/topologies.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';

/** A file of agents that look at nobody else, with these links. */
function file(ids: readonly number[], links: readonly (readonly [number, number])[], extra = {}) {
  const agents = ids.map((id) => ({
    id,
    levels: 2,
    neighbours: [],
    decisionScales: [1],
    layers: [{ weights: [[0.5], [id / 4 - 0.3]], biases: [0.1] }],
  }));
  return {
    format: 'n2o-networks',
    version: 1,
    activation: 'relu',
    observationSize: 1,
    valueScale: 30,
    agents,
    links,
    extra,
  };
}
const observations = (count: number) => ({
  format: 'n2o-observations',
  version: 1,
  observations: Array.from({ length: count }, () => [0.5]),
});
const run = (data: object, count: number, options = {}) =>
  orchestrateFiles(data, observations(count), parseOrchestration({ iterations: 2, ...options }));

describe('ground of message links', () => {
  it('of a city is where its servers stand', () => {
    const topology = buildTopology(parseScenario({ rows: 2, columns: 3 }));
    const ground = cityGround(topology);
    expect(ground).toMatchObject({ count: 6, rows: 2, columns: 3, width: 240, height: 180 });
    expect(ground.neighbourLinks).toBe(topology.links);
    const geometric = parseOrchestration({ topology: 'geometric' });
    expect(messageLinks(geometric, ground)).toEqual(topology.links);
  });

  it('of a file is the city that it was trained for, agent by id', () => {
    const scenario = { rows: 1, columns: 3, spacing: 100 };
    const ground = fileGround(parseNetworks(file([2, 0, 1], [[0, 2]], { scenario })));
    const { x } = buildTopology(parseScenario(scenario));
    expect(Array.from(ground.x)).toEqual([x[2], x[0], x[1]]);
    expect(ground.neighbourLinks).toEqual([[0, 1]]);
  });

  it.each([
    ['says nothing', {}],
    ['is for another number of servers', { scenario: { rows: 4, columns: 4 } }],
    ['cannot be read', { scenario: { rows: 'many' } }],
  ])('of a file that %s is a near-square grid', (_, extra) => {
    const ground = fileGround(parseNetworks(file([0, 1, 2, 3], [[0, 1]], extra)));
    expect(ground).toMatchObject({ count: 4, rows: 2, columns: 2, width: 180, height: 180 });
  });
});

describe('a run on files', () => {
  it('is refused where the links of the file are in pieces, which it names by id', () => {
    const torn = file(
      [5, 3, 8, 1],
      [
        [5, 8],
        [1, 3],
      ],
    );
    expect(() => run(torn, 4)).toThrow('networks.links: in 2 pieces, {5, 8} and {3, 1}; allowed:');
    expect(run(torn, 4, { pieces: 'allow' }).secondSingularValue).toBeCloseTo(1, 12);
    expect(run(torn, 4, { topology: 'ring' }).mixing.links.length).toBe(4);
  });

  it('is refused where the chosen topology is in pieces', () => {
    const whole = file(
      [0, 1, 2, 3],
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    );
    const options = { topology: 'geometric', reach: 59 };
    expect(() => run(whole, 4, options)).toThrow(
      'orchestration.topology: in 4 pieces, {0}, {1}, {2} and {3}',
    );
    expect(run(whole, 4, { ...options, reach: 60 }).mixing.links).toEqual([
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkedGroups, uncoveredShare } from '../../../src/app/stages/city/edit/consequences.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { buildTopology } from '../../../src/world/topology.ts';
import { anyScenario as scenarios } from '../../world/arbitraries.ts';

describe('groups of servers that can talk', () => {
  it('are one on the grid, and as many as servers without links', () => {
    expect(linkedGroups(buildTopology(parseScenario({ rows: 3, columns: 3 })))).toHaveLength(1);
    const alone = buildTopology(parseScenario({ linkRadius: 10 }));
    expect(linkedGroups(alone)).toEqual([[0], [1], [2], [3]]);
  });

  it('come the largest first, each in the order of its servers', () => {
    const sites = [
      { x: 10, y: 10 },
      { x: 170, y: 170 },
      { x: 20, y: 10 },
      { x: 170, y: 160 },
      { x: 30, y: 10 },
    ];
    const torn = buildTopology(parseScenario({ sites, linkRadius: 20 }));
    expect(linkedGroups(torn)).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });

  it('hold every server once, and no link leads from one to another', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const topology = buildTopology(scenario);
        const groups = linkedGroups(topology);
        const all = groups.flat().sort((one, other) => one - other);
        expect(all).toEqual(Array.from({ length: topology.count }, (_, server) => server));
        for (const [one, other] of topology.links) {
          expect(groups.findIndex((group) => group.includes(one))).toBe(
            groups.findIndex((group) => group.includes(other)),
          );
        }
      }),
    );
  });
});

describe('the share of the area out of reach', () => {
  it('is none where one server reaches all, and what a circle leaves of a square', () => {
    const topology = buildTopology(parseScenario({ sites: middle() }));
    expect(uncoveredShare(topology, 1000)).toBe(0);
    // Two servers in the middle of 180 m x 180 m: 1 - pi 60^2 / 180^2, but for the 1 m between.
    expect(uncoveredShare(topology, 60)).toBeCloseTo(1 - (Math.PI * 3600) / 32_400, 2);
  });

  it('never grows with the radius', () => {
    fc.assert(
      fc.property(scenarios, fc.integer({ min: 5, max: 400 }), (scenario, radius) => {
        const topology = buildTopology(scenario);
        expect(uncoveredShare(topology, radius + 20)).toBeLessThanOrEqual(
          uncoveredShare(topology, radius),
        );
      }),
      { numRuns: 30 },
    );
  });

  function middle() {
    return [
      { x: 90, y: 90 },
      { x: 91, y: 90 },
    ];
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedIds, withPlannedServers } from '../../src/world/plannedServers.ts';
import { levelsOf, parseScenario, priceRangesOf, type Scenario } from '../../src/world/scenario.ts';
import { idsOf, withoutServer, withServer } from '../../src/world/servers.ts';
import { sitesOf } from '../../src/world/topology.ts';

const scenario = parseScenario({ rows: 2, columns: 3, levels: [2, 3, 4, 5, 6, 3] });

/** As the page plans it: other sites, and the lists that follow; ids are counted from 0 again. */
function planned(running: Scenario, keep: readonly number[], added: readonly number[]): Scenario {
  const sites = sitesOf(running);
  const levels = levelsOf(running);
  return parseScenario({
    ...running,
    serverIds: 'order',
    sites: [...keep.map((place) => sites[place]!), ...added.map((x) => ({ x, y: 7 }))],
    levels: [...keep.map((place) => levels[place]!), ...added.map(() => 2)],
  });
}

describe('a plan of servers, carried on', () => {
  it('is what adding and removing one by one comes to', () => {
    const next = withPlannedServers(scenario, planned(scenario, [0, 2, 3, 5], [50, 90]))!;
    let byHand = withServer(scenario, { site: { x: 50, y: 7 }, levels: 2 });
    byHand = withServer(byHand, { site: { x: 90, y: 7 }, levels: 2 });
    byHand = withoutServer(withoutServer(byHand, 1), 4);
    expect(next).toEqual(byHand);
    expect(idsOf(next)).toEqual([0, 2, 3, 5, 6, 7]);
  });

  it('gives nobody an id that somebody has had, and everybody who stays their own', () => {
    const places = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 2 });
    const added = fc.uniqueArray(fc.integer({ min: 40, max: 160 }), { maxLength: 3 });
    fc.assert(
      fc.property(places, added, (keep, xs) => {
        const apart = xs.filter((x, i) =>
          xs.every((other, j) => j >= i || Math.abs(x - other) > 5),
        );
        const plan = planned(scenario, keep, apart);
        const ids = plannedIds(scenario, plan);
        expect(ids).toEqual([...keep, ...apart.map((_, i) => 6 + i)]);
        const next = withPlannedServers(scenario, plan);
        const isSame = apart.length === 0 && keep.length === 6;
        expect(next === null).toBe(isSame);
        if (!next) return;
        expect(idsOf(next)).toEqual(ids.toSorted((one, other) => one - other));
        idsOf(next).forEach((id, place) => {
          const was = ids.indexOf(id);
          expect(sitesOf(next)[place]).toEqual(sitesOf(plan)[was]);
          expect(levelsOf(next)[place]).toBe(levelsOf(plan)[was]);
          expect(priceRangesOf(next)[place]).toEqual(priceRangesOf(plan)[was]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('is none where a server that stays changes, or the ground does', () => {
    const fewer = planned(scenario, [0, 1, 2, 3], []);
    const otherLevels = parseScenario({ ...fewer, levels: [5, 3, 4, 5] });
    expect(withPlannedServers(scenario, otherLevels)).toBeNull();
    expect(withPlannedServers(scenario, parseScenario({ rows: 3, columns: 3 }))).toBeNull();
    expect(withPlannedServers(scenario, parseScenario({ ...fewer, spacing: 70 }))).toBeNull();
    // Nobody stays: that is a new run.
    expect(withPlannedServers(scenario, planned(scenario, [], [40, 90, 140]))).toBeNull();
  });

  it('keeps the expected users of `released`, who are counted by the server', () => {
    const released = parseScenario({ kind: 'released', rows: 2, columns: 2, usersPerServer: 6 });
    const plan = parseScenario({ ...released, sites: sitesOf(released).slice(0, 3) });
    expect(withPlannedServers(released, plan)).toMatchObject({ usersPerServer: 8 });
    // Unless the plan says otherwise.
    expect(withPlannedServers(released, { ...plan, usersPerServer: 7 } as Scenario)).toMatchObject({
      usersPerServer: 7,
    });
  });
});

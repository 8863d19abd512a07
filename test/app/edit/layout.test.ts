import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cellArea,
  cellsBetween,
  formerServers,
  insideArea,
  onGrid,
  sameLayout,
  summarisePlan,
  withAdded,
  withMoved,
  withPainted,
  withRemoved,
  zonesOfCells,
} from '../../../src/app/stages/city/edit/layout.ts';
import { extent, levelsOf, parseScenario, ZONES } from '../../../src/world/scenario.ts';
import { sitesOf, zoneAt } from '../../../src/world/topology.ts';
import { anyScenario as scenarios } from '../../world/arbitraries.ts';

const grid = (fields: Record<string, unknown> = {}) => parseScenario(fields);

describe('moving a server', () => {
  it('writes all places as a list, with the one changed', () => {
    const moved = withMoved(grid(), 2, { x: 75, y: 130 });
    expect(moved).toEqual({
      sites: [
        { x: 60, y: 60 },
        { x: 120, y: 60 },
        { x: 75, y: 130 },
        { x: 120, y: 120 },
      ],
    });
  });

  it('keeps every place on whole metres inside the area', () => {
    fc.assert(
      fc.property(
        scenarios,
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        (scenario, x, y) => {
          const { width, height } = extent(scenario);
          const place = insideArea(scenario, { x, y });
          expect([place.x, place.y].every(Number.isInteger)).toBe(true);
          expect(place.x >= 0 && place.x <= width && place.y >= 0 && place.y <= height).toBe(true);
          // Where the place is inside already, it moves by half a metre on each axis at most.
          if (x >= 0 && x <= Math.floor(width))
            expect(Math.abs(place.x - x)).toBeLessThanOrEqual(0.5);
        },
      ),
    );
  });
});

describe('adding and removing', () => {
  it('gives a new server the levels of the first where every server has its own', () => {
    const scenario = grid({ levels: [5, 3, 2, 4] });
    const added = withAdded(scenario, { x: 10, y: 10 });
    expect(added.levels).toEqual([5, 3, 2, 4, 5]);
    expect(parseScenario({ ...scenario, ...added }).sites).toHaveLength(5);
    expect(withAdded(grid(), { x: 10, y: 10 })).not.toHaveProperty('levels');
  });

  it('removes the entry of the server that goes', () => {
    const scenario = grid({ levels: [5, 3, 2, 4] });
    const removed = withRemoved(scenario, 1);
    expect(removed.levels).toEqual([5, 2, 4]);
    expect(removed.sites).toEqual([
      { x: 60, y: 60 },
      { x: 60, y: 120 },
      { x: 120, y: 120 },
    ]);
    expect(levelsOf(parseScenario({ ...scenario, ...removed }))).toEqual([5, 2, 4]);
  });

  it('comes back to where it was when what was added is removed', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const added = { ...scenario, ...withAdded(scenario, { x: 1, y: 1 }) } as typeof scenario;
        const back = withRemoved(added, sitesOf(scenario).length);
        expect(back.sites).toEqual(sitesOf(scenario));
        if (Array.isArray(scenario.levels)) expect(back.levels).toEqual(scenario.levels);
      }),
    );
  });

  it('fits the levels when all servers go back to the grid', () => {
    const three = grid({ levels: [5, 3, 2, 4] });
    const fewer = parseScenario({ ...three, ...withRemoved(three, 0) });
    expect(onGrid(fewer)).toEqual({ sites: 'grid', levels: [3, 2, 4, 3] });
    expect(parseScenario({ ...fewer, ...onGrid(fewer) }).sites).toBe('grid');
    expect(onGrid(grid())).toEqual({ sites: 'grid' });
  });
});

describe('zones', () => {
  it('are listed as the rule of the scenario has them in the middle of each cell', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { rows, columns } = scenario;
        const zones = zonesOfCells(scenario);
        expect(zones).toHaveLength(rows * columns);
        zones.forEach((zone, cell) => {
          const { x, y, width, height } = cellArea(scenario, cell);
          // The cell that is drawn is the cell that is meant, up to its border.
          if (scenario.zones === 'released' || width === 0 || height === 0) return;
          expect(zoneAt(scenario, x + 0.5 * width, y + 0.5 * height)).toBe(zone);
          expect(zoneAt(scenario, x + 0.01 * width, y + 0.01 * height)).toBe(zone);
          expect(zoneAt(scenario, x + 0.99 * width, y + 0.99 * height)).toBe(zone);
        });
      }),
    );
  });

  it('are painted where the brush was, and nowhere else', () => {
    fc.assert(
      fc.property(scenarios, fc.constantFrom(...ZONES), fc.nat(), (scenario, zone, seed) => {
        const before = zonesOfCells(scenario);
        const cell = seed % before.length;
        const { zones } = withPainted(scenario, [cell], zone);
        expect(zones).toEqual(before.with(cell, zone));
        expect(parseScenario({ ...scenario, zones }).zones).toEqual(zones);
      }),
    );
  });

  it('are painted without gaps by a fast stroke', () => {
    const scenario = grid({ rows: 1, columns: 6 });
    const cells = cellsBetween(scenario, { x: 5, y: 60 }, { x: 415, y: 60 });
    expect([...cells].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const { width } = extent(scenario);
    expect(cellsBetween(scenario, { x: width, y: 0 }, { x: width, y: 0 })).toEqual(new Set([5]));
  });
});

describe('a plan', () => {
  it('is summed up against the city that runs', () => {
    const running = grid({ rows: 3, columns: 3 });
    const moved = { ...running, ...withMoved(running, 4, { x: 130, y: 120 }) } as typeof running;
    const planned = { ...moved, ...withAdded(moved, { x: 20, y: 20 }) } as typeof running;
    expect(summarisePlan(running, planned)).toEqual({
      servers: 10,
      moved: 1,
      added: 1,
      removed: 0,
    });
    // The servers behind one that is removed move up in the list, and nowhere else.
    const fewer = { ...moved, ...withRemoved(moved, 0) } as typeof running;
    expect(formerServers(running, fewer)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(summarisePlan(running, fewer)).toEqual({ servers: 8, moved: 1, added: 0, removed: 1 });
    expect(sameLayout(running, planned)).toBe(false);
    expect(sameLayout(running, { ...running, sites: [...sitesOf(running)] })).toBe(true);
    expect(sameLayout(running, { ...running, linkRadius: 10 })).toBe(false);
    expect(sameLayout(running, parseScenario({ rows: 3, columns: 3, margin: 61 }))).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProper, serverColours } from '../../src/app/theme/serverColours.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { idsOf, withoutServer, withServer } from '../../src/world/servers.ts';
import { buildTopology } from '../../src/world/topology.ts';

const sizes = Array.from({ length: 100 }, (_, index) => [
  1 + Math.floor(index / 10),
  1 + (index % 10),
]).filter(([rows, columns]) => rows! * columns! >= 2) as [number, number][];

describe('serverColours', () => {
  it.each([
    ['4 neighbours', 72],
    ['8 neighbours', 86],
  ])('is proper with at most four hues on every grid with %s', (_, linkRadius) => {
    for (const [rows, columns] of sizes) {
      const topology = buildTopology(parseScenario({ rows, columns, linkRadius }));
      const colours = serverColours(topology);
      expect(colours).toHaveLength(rows * columns);
      expect(isProper(colours, topology.neighbours), `${rows} x ${columns}`).toBe(true);
      for (const colour of colours) expect([0, 1, 2, 3]).toContain(colour);
    }
  });

  it('takes exactly four hues on a grid with 8 neighbours, which needs them', () => {
    for (const [rows, columns] of sizes) {
      if (rows < 2 || columns < 2) continue;
      const topology = buildTopology(parseScenario({ rows, columns, linkRadius: 86 }));
      expect(new Set(serverColours(topology)).size).toBe(4);
    }
  });

  it('is proper for other link radii wherever four hues suffice for a greedy colouring', () => {
    // Two spacings along an axis: the pattern of 2 x 2 blocks repeats there and fails.
    const topology = buildTopology(parseScenario({ rows: 1, columns: 8, linkRadius: 121 }));
    expect(isProper(serverColours(topology), topology.neighbours)).toBe(true);
  });

  it('keeps the hues of those that stay when servers come and go', () => {
    const scenario = parseScenario({ rows: 4, columns: 4 });
    const before = serverColours(buildTopology(scenario));
    const changed = withServer(withoutServer(scenario, 5), { site: { x: 90, y: 100 }, levels: 3 });
    const topology = buildTopology(changed);
    const after = serverColours(topology);
    const ids = idsOf(changed);
    expect(after.slice(0, -1)).toEqual(ids.slice(0, -1).map((id) => before[id]));
    expect(isProper(after, topology.neighbours)).toBe(true);
  });

  it('always gives a hue, even where four cannot be proper', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 2, max: 10 }),
        fc.integer({ min: 5, max: 400 }),
        (rows, columns, linkRadius) => {
          const topology = buildTopology(parseScenario({ rows, columns, linkRadius }));
          const colours = serverColours(topology);
          return colours.length === rows * columns && colours.every((hue) => hue >= 0 && hue < 4);
        },
      ),
      { numRuns: 30 },
    );
  });
});

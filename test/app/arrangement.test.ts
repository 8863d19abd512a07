import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../src/app/arrangement.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';

const place = fc.record({
  x: fc.integer({ min: 0, max: 240 }),
  y: fc.integer({ min: 0, max: 240 }),
});

describe('arrangement of servers in a table', () => {
  it('is the grid itself on every grid', () => {
    for (const [rows, columns] of [
      [1, 2],
      [2, 1],
      [3, 3],
      [4, 7],
      [10, 10],
    ] as const) {
      const topology = buildTopology(parseScenario({ rows, columns }));
      const arranged = arrange(topology);
      expect(arranged).toMatchObject({ rows, columns });
      expect(arranged.cells).toEqual([...topology.x.keys()]);
    }
  });

  it('keeps the grid where servers moved a little', () => {
    const { x, y } = buildTopology(parseScenario({}));
    const sites = [...x].map((left, server) => ({ x: left + (server % 3) * 4, y: y[server]! - 5 }));
    expect(arrange(buildTopology(parseScenario({ sites }))).cells).toEqual([...sites.keys()]);
  });

  it('gives every server a cell of its own, wherever they stand', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(place, { minLength: 2, maxLength: 20, selector: ({ x, y }) => `${x} ${y}` }),
        (sites) => {
          const scenario = parseScenario({ rows: 3, columns: 3, sites });
          const { cells, servers, rows, columns } = arrange(buildTopology(scenario));
          expect(new Set(cells).size).toBe(sites.length);
          expect(servers).toHaveLength(rows * columns);
          cells.forEach((cell, server) => {
            expect(servers[cell]).toBe(server);
          });
        },
      ),
    );
  });
});

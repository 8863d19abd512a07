import { describe, expect, it } from 'vitest';
import { components } from '../../src/orchestration/graph.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import {
  type LinkGround,
  messageLinks,
  messagePlaces,
  squareGround,
} from '../../src/orchestration/topologies.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';
import { gridLinks } from '../support/objectives.ts';

const options = (chosen: Record<string, unknown>) => parseOrchestration(chosen);

/** A grid of rows x columns cells, 60 m apart. */
function grid(rows: number, columns: number): LinkGround {
  const count = rows * columns;
  const cells = Array.from({ length: count }, (_, n) => n);
  return {
    count,
    neighbourLinks: gridLinks(rows, columns),
    x: cells.map((n) => 60 * (1 + (n % columns))),
    y: cells.map((n) => 60 * (1 + Math.floor(n / columns))),
    width: 60 * (columns + 1),
    height: 60 * (rows + 1),
    rows,
    columns,
  };
}
const sorted = (links: readonly Link[]) =>
  links.map(([m, n]) => [m, n]).sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);

describe('topologies', () => {
  it('of neighbours are those that are given', () => {
    const ground = grid(2, 3);
    expect(messageLinks(options({}), ground)).toBe(ground.neighbourLinks);
  });

  it('k-connected grids reach k cells along a row or a column (Corollary 1)', () => {
    const [rows, columns] = [4, 5];
    for (const gridReach of [1, 2, 3]) {
      const links = messageLinks(options({ topology: 'grid', gridReach }), grid(rows, columns));
      // Written cell by cell: right and down, up to k steps.
      const wanted: Link[] = [];
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const here = row * columns + column;
          for (let step = 1; step <= gridReach; step++) {
            if (column + step < columns) wanted.push([here, here + step]);
            if (row + step < rows) wanted.push([here, here + step * columns]);
          }
        }
      }
      expect(links).toEqual(sorted(wanted));
    }
    expect(messageLinks(options({ topology: 'grid' }), grid(3, 3))).toEqual(
      sorted(gridLinks(3, 3)),
    );
  });

  it('of eight around are those of the city whose links reach a diagonal', () => {
    const scenario = parseScenario({ rows: 3, columns: 4, linkRadius: 86 });
    const wanted = buildTopology(scenario).links;
    expect(messageLinks(options({ topology: 'eightConnected' }), grid(3, 4))).toEqual(wanted);
    expect(messageLinks(options({ topology: 'geometric', reach: 86 }), grid(3, 4))).toEqual(wanted);
  });

  it('complete and ring have the links of their names', () => {
    const complete = messageLinks(options({ topology: 'complete' }), grid(2, 3));
    expect(complete.length).toBe(15);
    expect(new Set(complete.map(String)).size).toBe(15);
    const ring = messageLinks(options({ topology: 'ring' }), grid(2, 3));
    expect(ring).toEqual([
      [0, 1],
      [0, 5],
      [1, 2],
      [2, 3],
      [3, 4],
      [4, 5],
    ]);
    expect(messageLinks(options({ topology: 'ring' }), grid(1, 2))).toEqual([[0, 1]]);
    expect(messageLinks(options({ topology: 'ring' }), grid(1, 1))).toEqual([]);
    expect(messageLinks(options({ topology: 'complete' }), grid(1, 1))).toEqual([]);
  });

  it('geometric links are as long as the reach at most, the reach included', () => {
    const places = [
      { x: 0, y: 0 },
      { x: 30, y: 40 },
      { x: 30, y: 91 },
    ];
    const links = (reach: number) =>
      messageLinks(options({ topology: 'geometric', reach, places }), grid(1, 3));
    expect(links(49)).toEqual([]);
    expect(links(50)).toEqual([[0, 1]]);
    expect(links(51)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(links(96)).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
  });

  it('random places lie in the area and come from their seed alone', () => {
    const ground = { ...grid(10, 10), width: 400, height: 90 };
    const drawn = messagePlaces(options({ places: 'random', topologySeed: 3 }), ground);
    for (let n = 0; n < 100; n++) {
      expect(drawn.x[n]).toBeGreaterThan(0);
      expect(drawn.x[n]).toBeLessThan(400);
      expect(drawn.y[n]).toBeGreaterThan(0);
      expect(drawn.y[n]).toBeLessThan(90);
    }
    const mean = drawn.x.reduce((sum, each) => sum + each, 0) / 100;
    // The standard error of a mean of 100 uniform draws from 400 m is 11.5 m.
    expect(Math.abs(mean - 200)).toBeLessThan(46);
    const same = { places: 'random', topologySeed: 3, seed: 9, failure: 0.4 };
    expect(messagePlaces(options(same), ground)).toEqual(drawn);
    const other = messagePlaces(options({ places: 'random', topologySeed: 4 }), ground);
    expect(other).not.toEqual(drawn);
  });

  it('listed places are one an LSM, or refused', () => {
    const places = [{ x: 1, y: 2 }];
    expect(() => messageLinks(options({ topology: 'geometric', places }), grid(2, 2))).toThrow(
      'orchestration.places: "1 places" is not allowed; allowed: 4 places, one an LSM',
    );
    // What does not depend on places does not ask for them.
    expect(() => messageLinks(options({ topology: 'ring', places }), grid(2, 2))).not.toThrow();
  });

  it('of LSMs that nothing is known of are laid out on a near-square grid', () => {
    const ground = squareGround(7, []);
    expect([ground.rows, ground.columns]).toEqual([3, 3]);
    expect(Array.from(ground.x)).toEqual([60, 120, 180, 60, 120, 180, 60]);
    expect(Array.from(ground.y)).toEqual([60, 60, 60, 120, 120, 120, 180]);
    expect([ground.width, ground.height]).toEqual([240, 240]);
    const links = messageLinks(options({ topology: 'grid' }), ground);
    expect(links).toEqual(messageLinks(options({ topology: 'geometric', reach: 60 }), ground));
    expect(components(7, links).length).toBe(1);
    // Servers that stand elsewhere than on their cells fall back to it too.
    const elsewhere = { ...grid(2, 5), count: 8 };
    expect(messageLinks(options({ topology: 'grid' }), elsewhere)).toEqual(
      messageLinks(options({ topology: 'grid' }), squareGround(8, [])),
    );
  });
});

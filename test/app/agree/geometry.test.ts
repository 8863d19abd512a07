import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey } from '../../../src/app/stages/agree/fates.ts';
import {
  cellInGlyph,
  glyphCentre,
  glyphFrame,
  glyphMap,
  isInside,
  lensFrame,
  needsLens,
  type Point,
  packetSize,
} from '../../../src/app/stages/agree/geometry.ts';
import { hitMap } from '../../../src/app/stages/agree/hitMap.ts';
import { hitMatrix, matrixLayout } from '../../../src/app/stages/agree/matrixLayout.ts';
import { flightAt, placeOnWay, shareOfWay } from '../../../src/app/stages/agree/packets.ts';
import { buildRoutes, markOf, middleOf, pointAlong } from '../../../src/app/stages/agree/routes.ts';
import { glyphTable, neighbourInTable } from '../../../src/app/stages/agree/table.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { buildTopology } from '../../../src/world/topology.ts';

/** Servers anywhere on the ground, on whole metres and apart. */
const cities = fc
  .record({
    rows: fc.integer({ min: 1, max: 6 }),
    columns: fc.integer({ min: 2, max: 10 }),
    places: fc.uniqueArray(fc.tuple(fc.nat(100), fc.nat(100)), {
      minLength: 2,
      maxLength: 24,
      selector: ([x, y]) => `${x} ${y}`,
    }),
    linkRadius: fc.integer({ min: 60, max: 200 }),
  })
  .map(({ rows, columns, places, linkRadius }) => {
    const sites = places.map(([x, y]) => ({
      x: Math.round((x / 100) * 60 * (columns + 1)),
      y: Math.round((y / 100) * 60 * (rows + 1)),
    }));
    const distinct = sites.filter(
      (site, k) => sites.findIndex(({ x, y }) => x === site.x && y === site.y) === k,
    );
    return buildTopology(parseScenario({ rows, columns, sites: distinct, linkRadius }));
  });
const grids = fc
  .record({ rows: fc.integer({ min: 1, max: 10 }), columns: fc.integer({ min: 2, max: 10 }) })
  .map((grid) => buildTopology(parseScenario(grid)));
const topologies = fc.oneof(cities, grids);
const sides = fc.integer({ min: 340, max: 1200 });

const mapOf = (topology: ReturnType<typeof buildTopology>, side: number) => {
  const table = glyphTable(topology);
  const { rows, columns } = table;
  const unit = side / Math.max(rows, columns);
  return glyphMap(table, unit * columns, unit * rows);
};

describe('the table of glyphs', () => {
  it('gives every server a cell of its own, gaps or no gaps, and an order', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const table = glyphTable(topology);
        expect(new Set(table.cells).size).toBe(topology.count);
        table.cells.forEach((cell, server) => {
          expect(table.servers[cell]).toBe(server);
        });
        expect([...table.order].sort((a, b) => a - b)).toEqual(
          Array.from({ length: topology.count }, (_, n) => n),
        );
      }),
    );
  });

  it('is the grid itself where that is not too long', () => {
    const { cells, order } = glyphTable(buildTopology(parseScenario({ rows: 3, columns: 4 })));
    expect(cells).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(order).toEqual(cells);
  });

  it('folds a long row like a ribbon: neighbours stay side by side', () => {
    for (const grid of [
      { rows: 1, columns: 10 },
      { rows: 10, columns: 1 },
    ]) {
      const { rows, columns, cells } = glyphTable(buildTopology(parseScenario(grid)));
      expect(Math.max(rows, columns)).toBeLessThanOrEqual(4);
      for (let n = 1; n < 10; n++) {
        const across = Math.abs((cells[n]! % columns) - (cells[n - 1]! % columns));
        const down = Math.abs(
          Math.floor(cells[n]! / columns) - Math.floor(cells[n - 1]! / columns),
        );
        expect(across + down).toBe(1);
      }
    }
  });

  it('lets arrow keys reach every server, over empty cells too', () => {
    fc.assert(
      fc.property(topologies, (topology) => {
        const table = glyphTable(topology);
        const reached = new Set([0]);
        for (const server of reached) {
          for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
            const next = neighbourInTable(key, server, table);
            if (next !== null) reached.add(next);
          }
        }
        expect(reached.size).toBe(topology.count);
        expect(neighbourInTable('Enter', 0, table)).toBeNull();
      }),
    );
  });
});

describe('glyphs on the map', () => {
  it('hit the cell whose middle is pointed at', () => {
    fc.assert(
      fc.property(topologies, sides, fc.nat(), fc.nat(), (topology, side, one, other) => {
        const map = mapOf(topology, side);
        fc.pre(map.cell >= 5);
        const server = one % topology.count;
        const about = other % topology.count;
        const { x, y } = cellInGlyph(glyphFrame(map, server), map.table, about);
        const hit = hitMap(map, [], null, x + map.cell / 2, y + map.cell / 2, 7);
        expect(hit).toEqual({ kind: 'cell', server, about });
      }),
    );
  });

  it('stay on their own ground, words included, with room for messages between them', () => {
    fc.assert(
      fc.property(topologies, sides, (topology, side) => {
        const map = mapOf(topology, side);
        for (let n = 0; n < topology.count; n++) {
          const { x, y } = glyphCentre(map, n);
          const { left, top, width, height } = glyphFrame(map, n);
          expect(width).toBeLessThanOrEqual(0.85 * map.spacing);
          expect(height).toBeLessThanOrEqual(0.85 * map.spacing);
          expect(left + width / 2).toBeCloseTo(x, 9);
          expect(top + height / 2).toBeCloseTo(y, 9);
        }
      }),
    );
  });

  it('open large, inside the map and off the glyph, where their cells are too small', () => {
    const map = mapOf(buildTopology(parseScenario({ rows: 10, columns: 10 })), 640);
    expect(needsLens(map)).toBe(true);
    for (let n = 0; n < 100; n++) {
      const lens = lensFrame(map, n);
      const small = glyphFrame(map, n);
      expect(lens.cell).toBeGreaterThan(20);
      expect(lens.left).toBeGreaterThanOrEqual(0);
      expect(lens.top).toBeGreaterThanOrEqual(0);
      expect(lens.left + lens.width).toBeLessThanOrEqual(640);
      expect(lens.top + lens.height).toBeLessThanOrEqual(640);
      const apart = lens.left > small.left + small.width || lens.left + lens.width < small.left;
      expect(apart).toBe(true);
      const { x, y } = cellInGlyph(lens, map.table, 42);
      const hit = hitMap(map, [], { server: n, scale: 1 }, x + 5, y + 5, 7);
      expect(hit).toEqual({ kind: 'cell', server: n, about: 42 });
    }
  });

  it('are readable without that up to 5 x 5, and from 4 x 4 down on a phone', () => {
    const mapAt = (side: number, pixels: number) =>
      mapOf(buildTopology(parseScenario({ rows: side, columns: side })), pixels);
    expect(needsLens(mapAt(5, 640))).toBe(false);
    expect(needsLens(mapAt(4, 358))).toBe(false);
    expect(mapAt(3, 640).cell).toBeGreaterThan(38);
    expect(mapAt(3, 640).label).toBeGreaterThan(14);
  });
});

describe('the ways of links', () => {
  it('lead from frame to frame, and run through no other glyph where they can help it', () => {
    const topology = buildTopology(parseScenario({ rows: 3, columns: 3, linkRadius: 121 }));
    const map = mapOf(topology, 640);
    const routes = buildRoutes(map, topology.links);
    // Servers two apart in a row are linked too: straight ways would run through the one between.
    expect(topology.links).toContainEqual([0, 2]);
    for (const route of routes) {
      const [a, b] = route.ends;
      const whole = route.lengths.at(-1)!;
      for (let k = 0; k <= 40; k++) {
        const { x, y } = pointAlong(route, (k / 40) * whole);
        const hit = hitMap(map, [], null, x, y, 0);
        if (hit?.kind === 'cell') expect([a, b]).toContain(hit.server);
      }
    }
  });

  it('are straight on the grid, and hit at their middle', () => {
    const topology = buildTopology(parseScenario({ rows: 3, columns: 3 }));
    const map = mapOf(topology, 640);
    const routes = buildRoutes(map, topology.links);
    for (const route of routes) {
      expect(route.points).toHaveLength(2);
      const { x, y } = middleOf(route);
      expect(hitMap(map, routes, null, x + 3, y + 3, 7)).toEqual({
        kind: 'link',
        ends: route.ends,
      });
    }
    expect(hitMap(map, routes, null, -1, 10, 7)).toBeNull();
    expect(hitMap(map, routes, null, 2, 2, 7)).toEqual({ kind: 'server', server: 0 });
  });

  it('pass behind the glyphs where they are long, and are marked where they can be seen', () => {
    const topology = buildTopology(parseScenario({ rows: 4, columns: 4 }));
    const map = mapOf(topology, 640);
    const all = Array.from({ length: 16 }, (_, a) =>
      Array.from({ length: 15 - a }, (_, k) => [a, a + 1 + k] as const),
    ).flat();
    const routes = buildRoutes(map, all);
    expect(routes.map(({ ends }) => ends)).toEqual(all);
    const spacings = ({ ends }: (typeof routes)[number]) => {
      const [from, to] = ends.map((n) => glyphCentre(map, n)) as [Point, Point];
      return Math.hypot(from.x - to.x, from.y - to.y) / map.spacing;
    };
    for (const route of routes) {
      expect(route.behind, String(route.ends)).toBe(spacings(route) > 1.5);
      const { x, y } = pointAlong(route, markOf(map, route));
      const covered = all.flat().some((n) => isInside(glyphFrame(map, n), x, y));
      expect(covered, String(route.ends)).toBe(false);
    }
  });

  it('carry two messages that pass each other, each hit where it is drawn and the link between', () => {
    const topology = buildTopology(parseScenario({ rows: 3, columns: 3 }));
    const map = mapOf(topology, 640);
    const routes = buildRoutes(map, topology.links);
    const size = packetSize(map, routes.length);
    const dropped = new Map([[linkKey(...routes[5]!.ends), 'dropped' as const]]);
    for (const progress of [0.2, 0.5, 1]) {
      const moment = { tau: 3, phase: 'send' as const, progress, updates: 2 };
      const at = (x: number, y: number) =>
        flightAt(map, routes, dropped, moment, x, y, routes.length);
      for (const route of routes) {
        const share = shareOfWay(dropped, route, progress);
        if (route === routes[5]) expect(share).toBeLessThan(0.3);
        for (const sender of route.ends) {
          const { x, y } = placeOnWay(map, route, sender, size, share);
          expect(at(x, y)).toMatchObject({ route, sender });
          expect(hitMap(map, routes, null, x, y, 7, at(x, y))).toEqual({
            kind: 'link',
            ends: route.ends,
            message: sender,
          });
        }
        const middle = middleOf(route);
        expect(at(middle.x, middle.y)).toBeNull();
      }
      expect(flightAt(map, routes, dropped, { ...moment, phase: 'mix' }, 1, 1, 12)).toBeNull();
    }
  });

  it('end at the frames of any city', () => {
    fc.assert(
      fc.property(cities, sides, (topology, side) => {
        const map = mapOf(topology, side);
        for (const route of buildRoutes(map, topology.links)) {
          for (const [point, n] of [
            [route.points[0]!, route.ends[0]],
            [route.points.at(-1)!, route.ends[1]],
          ] as const) {
            const { left, top, width, height } = glyphFrame(map, n);
            const toEdge = Math.min(
              Math.abs(point.x - left),
              Math.abs(point.x - left - width),
              Math.abs(point.y - top),
              Math.abs(point.y - top - height),
            );
            expect(toEdge).toBeLessThan(0.01);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the matrix', () => {
  const inOrder = (count: number) => Array.from({ length: count }, (_, n) => n);

  it('hits the cell whose middle is pointed at, rows by their number, columns by theirs and below', () => {
    const layout = matrixLayout(inOrder(9).toReversed(), 300, 2);
    const middle = (k: number) => (k + 0.5) * layout.cell;
    // In the reverse order server 8 stands first.
    expect(hitMatrix(layout, layout.left + middle(7), layout.top + middle(2))).toEqual({
      server: 6,
      about: 1,
    });
    expect(hitMatrix(layout, 4, layout.top + middle(2))).toEqual({ server: 6, about: null });
    const column = { server: null, about: 1 };
    expect(hitMatrix(layout, layout.left + middle(7), layout.extraTops[1]! + 2)).toEqual(column);
    expect(hitMatrix(layout, layout.left + middle(7), layout.top - 8)).toEqual(column);
    expect(hitMatrix(layout, 4, 4)).toBeNull();
  });

  it('fits its width and thins its labels', () => {
    for (const count of [2, 9, 25, 100]) {
      const layout = matrixLayout(inOrder(count), 300, 2);
      expect(layout.left + count * layout.cell).toBeLessThanOrEqual(300);
      expect(layout.labelEvery * layout.cell).toBeGreaterThanOrEqual(14);
    }
    expect(matrixLayout(inOrder(9), 300, 0).labelEvery).toBe(1);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkConnected,
  components,
  hopDistances,
  neighboursOf,
  piecesText,
  UNREACHABLE,
} from '../../src/orchestration/graph.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import { gridLinks } from '../support/objectives.ts';

const graphs = fc.integer({ min: 1, max: 9 }).chain((count) => {
  const pairs: Link[] = [];
  for (let m = 0; m < count; m++) for (let n = m + 1; n < count; n++) pairs.push([m, n]);
  return fc.record({ count: fc.constant(count), links: fc.subarray(pairs) });
});

/** Shortest ways by Floyd and Warshall, Infinity where there is none. */
function shortestWays(count: number, links: readonly Link[]): number[][] {
  const ways = Array.from({ length: count }, (_, m) =>
    Array.from({ length: count }, (_, n) => (m === n ? 0 : Number.POSITIVE_INFINITY)),
  );
  for (const [m, n] of links) {
    ways[m]![n] = 1;
    ways[n]![m] = 1;
  }
  for (let k = 0; k < count; k++) {
    for (let m = 0; m < count; m++) {
      for (let n = 0; n < count; n++) {
        ways[m]![n] = Math.min(ways[m]![n]!, ways[m]![k]! + ways[k]![n]!);
      }
    }
  }
  return ways;
}

describe('hops', () => {
  it('on a grid are the steps along rows and columns', () => {
    const hops = hopDistances(12, gridLinks(3, 4));
    for (let m = 0; m < 12; m++) {
      for (let n = 0; n < 12; n++) {
        const rows = Math.abs(Math.floor(m / 4) - Math.floor(n / 4));
        expect(hops[m * 12 + n]).toBe(rows + Math.abs((m % 4) - (n % 4)));
      }
    }
  });

  it('are the shortest ways of any graph, and none between pieces', () => {
    fc.assert(
      fc.property(graphs, ({ count, links }) => {
        const expected = shortestWays(count, links)
          .flat()
          .map((way) => (Number.isFinite(way) ? way : UNREACHABLE));
        expect([...hopDistances(count, links)]).toEqual(expected);
      }),
    );
  });
});

describe('pieces', () => {
  it('are the LSMs that reach each other', () => {
    fc.assert(
      fc.property(graphs, ({ count, links }) => {
        const pieces = components(count, links);
        expect(pieces.flat().sort((a, b) => a - b)).toEqual(
          Array.from({ length: count }, (_, n) => n),
        );
        const pieceOf = (n: number) => pieces.findIndex((piece) => piece.includes(n));
        shortestWays(count, links).forEach((row, m) => {
          row.forEach((way, n) => {
            expect(pieceOf(m) === pieceOf(n)).toBe(Number.isFinite(way));
          });
        });
        const firsts = pieces.map(([first]) => first!);
        expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
        for (const piece of pieces) expect(piece).toEqual([...piece].sort((a, b) => a - b));
      }),
    );
  });

  it('are named by ids where the graph is refused', () => {
    const ids = [7, 3, 12, 5];
    const links: Link[] = [
      [0, 2],
      [1, 3],
    ];
    expect(piecesText(components(4, links), ids)).toBe('{7, 12} and {3, 5}');
    expect(() => checkConnected(ids, links)).toThrow('links: in 2 pieces, {7, 12} and {3, 5}; ');
    expect(() => checkConnected(ids, [], 'networks.links')).toThrow(
      'networks.links: in 4 pieces, {7}, {3}, {12} and {5}; allowed: links that connect all LSMs',
    );
    expect(() => checkConnected(ids, [...links, [2, 3]])).not.toThrow();
    expect(() => checkConnected([4], [])).not.toThrow();
    expect(() => checkConnected([], [])).not.toThrow();
  });
});

it('neighbours are the other ends of links, in order', () => {
  expect(
    neighboursOf(4, [
      [2, 3],
      [0, 2],
    ]),
  ).toEqual([[2], [], [0, 3], [2]]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildMixing,
  checkDoublyStochastic,
  type MixingKind,
  mixingWithout,
} from '../../src/orchestration/mixing.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import { gridLinks } from '../support/objectives.ts';

const kinds: MixingKind[] = ['equation13', 'lazy', 'metropolis'];

describe('mixing matrix', () => {
  it('is I - (D - A) / (delta_max + 1) on a path of three', () => {
    const { matrix } = buildMixing('equation13', 3, gridLinks(1, 3));
    const third = 1 / 3;
    const wanted = [2 * third, third, 0, third, third, third, 0, third, 2 * third];
    matrix.forEach((weight, i) => {
      expect(weight).toBeCloseTo(wanted[i]!, 15);
    });
  });

  it('weighs a link by its busier end with Metropolis', () => {
    // A star of three leaves with a tail behind one of them.
    const { matrix } = buildMixing('metropolis', 5, [
      [0, 1],
      [0, 2],
      [0, 3],
      [3, 4],
    ]);
    expect(matrix[1]).toBeCloseTo(1 / 4, 15);
    expect(matrix[3 * 5 + 4]).toBeCloseTo(1 / 3, 15);
    expect(matrix[4 * 5 + 4]).toBeCloseTo(2 / 3, 15);
  });

  it('is symmetric, doubly stochastic and zero off the links, on any graph', () => {
    const graphs = fc.integer({ min: 1, max: 12 }).chain((count) => {
      const pairs: Link[] = [];
      for (let m = 0; m < count; m++) for (let n = m + 1; n < count; n++) pairs.push([m, n]);
      return fc.record({ count: fc.constant(count), links: fc.subarray(pairs) });
    });
    fc.assert(
      fc.property(graphs, fc.constantFrom(...kinds), ({ count, links }, kind) => {
        const mixing = buildMixing(kind, count, links);
        const { matrix } = mixing;
        const linked = new Set(links.map(([m, n]) => m * count + n));
        for (let m = 0; m < count; m++) {
          let row = 0;
          let column = 0;
          for (let n = 0; n < count; n++) {
            row += matrix[m * count + n]!;
            column += matrix[n * count + m]!;
            expect(matrix[m * count + n]).toBe(matrix[n * count + m]);
            const neighbours = linked.has(m * count + n) || linked.has(n * count + m);
            if (m !== n) expect(matrix[m * count + n]! > 0).toBe(neighbours);
            else expect(matrix[m * count + n]).toBeGreaterThanOrEqual(0);
          }
          expect(row).toBeCloseTo(1, 12);
          expect(column).toBeCloseTo(1, 12);
          // The entries by column are the same matrix.
          for (let e = mixing.columnStart[m]!; e < mixing.columnStart[m + 1]!; e++) {
            expect(mixing.weight[e]).toBe(matrix[mixing.row[e]! * count + m]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('refuses links that are none', () => {
    expect(() => buildMixing('lazy', 3, [[1, 1]])).toThrow(/links: \[1,1\]/);
    expect(() => buildMixing('lazy', 3, [[0, 3]])).toThrow(/links: \[0,3\]/);
    expect(() =>
      buildMixing('lazy', 3, [
        [0, 1],
        [1, 0],
      ]),
    ).toThrow('each pair once');
  });

  it('names the row, the column or the entry that is not doubly stochastic', () => {
    const check = (...entries: number[]) => checkDoublyStochastic(Float64Array.from(entries), 2);
    expect(() => check(0.5, 0.5, 0.5, 0.5)).not.toThrow();
    expect(() => check(0.5, 0.5, 0.5, 0.4)).toThrow(/sum of row 1 of mixing: 0\.9/);
    expect(() => check(0.4, 0.6, 0.5, 0.5)).toThrow(/sum of column 0 of mixing: 0\.9/);
    expect(() => check(1.5, -0.5, -0.5, 1.5)).toThrow(/mixing\[0\]\[0\]: 1\.5/);
    expect(() => check(0.5, Number.NaN, 0.5, 0.5)).toThrow(/mixing\[0\]\[1\]: NaN/);
  });

  it('gives the weight of failing links back to both ends', () => {
    const mixing = buildMixing('metropolis', 4, gridLinks(1, 4));
    const matrix = mixingWithout(mixing, [1]);
    expect(() => checkDoublyStochastic(matrix, 4)).not.toThrow();
    // The two halves of the path, with the weights that their links had.
    const halves = [
      [mixing.matrix[0]!, mixing.matrix[1]!],
      [mixing.matrix[1]!, mixing.matrix[5]! + mixing.matrix[6]!],
    ];
    expect([matrix[0], matrix[1], matrix[2], matrix[3]]).toEqual([...halves[0]!, 0, 0]);
    expect([matrix[4], matrix[5], matrix[6], matrix[7]]).toEqual([...halves[1]!, 0, 0]);
    expect(mixingWithout(mixing, [])).toEqual(mixing.matrix);
  });
});

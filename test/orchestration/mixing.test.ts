import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildMixing,
  checkDoublyStochastic,
  type MixingKind,
  secondSingularValue,
} from '../../src/orchestration/mixing.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import { gridLinks } from '../support/objectives.ts';

const kinds: MixingKind[] = ['equation13', 'lazy', 'metropolis'];

/** Largest |eigenvalue| of I - L / (delta_max + 1) but the first, given the spectrum of L. */
function expected(laplacian: number[], degree: number, lazy = false): number {
  const eigenvalues = laplacian.map((each) => 1 - each / (degree + 1));
  const sizes = eigenvalues.map((each) => Math.abs(lazy ? (1 + each) / 2 : each));
  return sizes.sort((a, b) => b - a)[1]!;
}
const path = (count: number) =>
  Array.from({ length: count }, (_, k) => 2 - 2 * Math.cos((Math.PI * k) / count));
const ring = (count: number) =>
  Array.from({ length: count }, (_, k) => 2 - 2 * Math.cos((2 * Math.PI * k) / count));

describe('second singular value', () => {
  const ringLinks = (count: number): Link[] =>
    Array.from({ length: count }, (_, n) => [n, (n + 1) % count] as const);

  it.each([2, 3, 5, 8, 20])('of a path of %i', (count) => {
    const mixing = buildMixing('equation13', count, gridLinks(1, count));
    const degree = count === 2 ? 1 : 2;
    expect(secondSingularValue(mixing)).toBeCloseTo(expected(path(count), degree), 12);
  });

  it.each([3, 4, 7, 12])('of a ring of %i', (count) => {
    const mixing = buildMixing('equation13', count, ringLinks(count));
    expect(secondSingularValue(mixing)).toBeCloseTo(expected(ring(count), 2), 12);
    const lazy = buildMixing('lazy', count, ringLinks(count));
    expect(secondSingularValue(lazy)).toBeCloseTo(expected(ring(count), 2, true), 12);
    // All degrees are equal, so Metropolis weights are those of eq. (13).
    const metropolis = buildMixing('metropolis', count, ringLinks(count));
    expect(metropolis.matrix).toEqual(mixing.matrix);
  });

  it.each([
    [2, 2, 2],
    [3, 3, 4],
    [4, 5, 4],
    [10, 10, 4],
  ])('of a %i x %i grid', (rows, columns, degree) => {
    const spectrum = path(rows).flatMap((a) => path(columns).map((b) => a + b));
    const mixing = buildMixing('equation13', rows * columns, gridLinks(rows, columns));
    expect(secondSingularValue(mixing)).toBeCloseTo(expected(spectrum, degree), 12);
  });

  it.each([2, 5, 9])('of a complete graph of %i is 0: it mixes at once', (count) => {
    const links: Link[] = [];
    for (let m = 0; m < count; m++) for (let n = m + 1; n < count; n++) links.push([m, n]);
    const mixing = buildMixing('equation13', count, links);
    expect(secondSingularValue(mixing)).toBeCloseTo(0, 12);
    for (const weight of mixing.matrix) expect(weight).toBeCloseTo(1 / count, 14);
  });

  it('of a graph in two pieces is 1', () => {
    const mixing = buildMixing('equation13', 4, [
      [0, 1],
      [2, 3],
    ]);
    expect(secondSingularValue(mixing)).toBeCloseTo(1, 14);
  });
});

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
        const sigma = secondSingularValue(mixing);
        expect(sigma).toBeGreaterThanOrEqual(0);
        expect(sigma).toBeLessThanOrEqual(1 + 1e-12);
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
});

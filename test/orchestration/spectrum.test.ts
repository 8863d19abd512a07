import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildMixing, type Mixing, type MixingKind } from '../../src/orchestration/mixing.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import {
  eigenvalues,
  expectedSquare,
  secondEigenvalue,
  secondSingularValue,
  singularValues,
} from '../../src/orchestration/spectrum.ts';
import { RandomStream } from '../../src/random.ts';
import { gridLinks } from '../support/objectives.ts';

const kinds: MixingKind[] = ['equation13', 'lazy', 'metropolis'];

/** Spectra of the graph Laplacian D - A, in closed form. */
const path = (count: number) =>
  Array.from({ length: count }, (_, k) => 2 - 2 * Math.cos((Math.PI * k) / count));
const cycle = (count: number) =>
  Array.from({ length: count }, (_, k) => 2 - 2 * Math.cos((2 * Math.PI * k) / count));

/** |eigenvalues| of I - L / (delta_max + 1), or of the lazy (I + W) / 2, descending. */
function expected(laplacian: number[], degree: number, lazy = false): number[] {
  const eigenvalues = laplacian.map((each) => 1 - each / (degree + 1));
  const sizes = eigenvalues.map((each) => Math.abs(lazy ? (1 + each) / 2 : each));
  return sizes.sort((a, b) => b - a);
}
const cycleLinks = (count: number): Link[] =>
  Array.from({ length: count }, (_, n) => [n, (n + 1) % count] as const);
function completeLinks(count: number): Link[] {
  const links: Link[] = [];
  for (let m = 0; m < count; m++) for (let n = m + 1; n < count; n++) links.push([m, n]);
  return links;
}
function expectAll(values: ArrayLike<number>, wanted: readonly number[]) {
  expect(values.length).toBe(wanted.length);
  wanted.forEach((each, i) => {
    expect(values[i]!).toBeCloseTo(each, 11);
  });
}

describe('singular values', () => {
  it.each([2, 3, 5, 8, 20])('of a path of %i', (count) => {
    const mixing = buildMixing('equation13', count, gridLinks(1, count));
    const wanted = expected(path(count), count === 2 ? 1 : 2);
    expectAll(singularValues(mixing), wanted);
    expect(secondSingularValue(mixing)).toBeCloseTo(wanted[1]!, 12);
  });

  it.each([3, 4, 7, 12])('of a cycle of %i', (count) => {
    const mixing = buildMixing('equation13', count, cycleLinks(count));
    expectAll(singularValues(mixing), expected(cycle(count), 2));
    const lazy = buildMixing('lazy', count, cycleLinks(count));
    expectAll(singularValues(lazy), expected(cycle(count), 2, true));
    // All degrees are equal, so Metropolis weights are those of eq. (13).
    const metropolis = buildMixing('metropolis', count, cycleLinks(count));
    expect(metropolis.matrix).toEqual(mixing.matrix);
  });

  it.each([
    [2, 2, 2],
    [3, 3, 4],
    [4, 5, 4],
    [10, 10, 4],
  ])('of a %i x %i grid', (rows, columns, degree) => {
    const laplacian = path(rows).flatMap((a) => path(columns).map((b) => a + b));
    const mixing = buildMixing('equation13', rows * columns, gridLinks(rows, columns));
    expectAll(singularValues(mixing), expected(laplacian, degree));
  });

  it.each([2, 5, 9])('of a complete graph of %i are 1 and else 0', (count) => {
    const mixing = buildMixing('equation13', count, completeLinks(count));
    expectAll(singularValues(mixing), [1, ...Array.from({ length: count - 1 }, () => 0)]);
    for (const weight of mixing.matrix) expect(weight).toBeCloseTo(1 / count, 14);
  });

  it('of Metropolis weights on a star of three leaves, by its characteristic polynomial', () => {
    // Every weight is 1/4: leaves 3/4, centre 1/4. Differences of leaves keep 3/4 (twice); what is
    // left of the trace, 10/4 = 1 + 3/4 + 3/4 + x, is x = 0.
    const star: Link[] = [1, 2, 3].map((leaf) => [0, leaf]);
    expectAll(singularValues(buildMixing('metropolis', 4, star)), [1, 0.75, 0.75, 0]);
  });

  it('of a graph in two pieces are 1 twice', () => {
    const mixing = buildMixing('equation13', 4, [
      [0, 1],
      [2, 3],
    ]);
    expectAll(singularValues(mixing), [1, 1, 0, 0]);
  });

  it('of a matrix that is not symmetric are those of its polar form', () => {
    // (rotation) diag(3, 1, 0.5) (permutation)
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    const matrix = Float64Array.of(0, 3 * c, -s, 0, 3 * s, c, 0.5, 0, 0);
    expectAll(singularValues({ matrix, count: 3 }), [3, 1, 0.5]);
  });

  it('of one LSM and of none', () => {
    const alone = buildMixing('equation13', 1, []);
    expect([...singularValues(alone)]).toEqual([1]);
    expect(secondSingularValue(alone)).toBe(0);
    expect(secondEigenvalue(alone, 1)).toBe(0);
    expect(singularValues({ matrix: new Float64Array(0), count: 0 }).length).toBe(0);
    expect(eigenvalues(new Float64Array(0), 0).length).toBe(0);
  });

  it('of W are from 0 to 1 on any graph, the first 1', () => {
    const graphs = fc
      .integer({ min: 1, max: 10 })
      .chain((count) =>
        fc.record({ count: fc.constant(count), links: fc.subarray(completeLinks(count)) }),
      );
    fc.assert(
      fc.property(graphs, fc.constantFrom(...kinds), ({ count, links }, kind) => {
        const values = singularValues(buildMixing(kind, count, links));
        expect(values[0]).toBeCloseTo(1, 12);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** W of one iteration in which these links fail, built entry by entry. */
function failing(mixing: Mixing, works: readonly boolean[]): number[][] {
  const { count, matrix } = mixing;
  const rows = Array.from({ length: count }, (_, m) =>
    Array.from({ length: count }, (_, n) => matrix[m * count + n]!),
  );
  mixing.links.forEach(([m, n], link) => {
    if (works[link]) return;
    rows[m]![m]! += rows[m]![n]!;
    rows[n]![n]! += rows[m]![n]!;
    rows[m]![n] = 0;
    rows[n]![m] = 0;
  });
  return rows;
}

/** Adds factor * W'W. */
function addSquare(into: Float64Array, rows: number[][], factor: number) {
  const count = rows.length;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      for (let k = 0; k < count; k++) into[i * count + j]! += factor * rows[k]![i]! * rows[k]![j]!;
    }
  }
}

describe("E[W'W] over failing links", () => {
  it.each(kinds)('with weights %s is the mean over every set of failing links', (kind) => {
    const mixing = buildMixing(kind, 6, [...gridLinks(2, 3), [0, 4]]);
    const working = mixing.links.map((_, link) => 0.15 + 0.1 * link);
    const mean = new Float64Array(36);
    for (let set = 0; set < 2 ** working.length; set++) {
      const works = working.map((_, link) => ((set >> link) & 1) === 1);
      const probability = working.reduce((p, q, link) => p * (works[link] ? q : 1 - q), 1);
      addSquare(mean, failing(mixing, works), probability);
    }
    const found = expectedSquare(mixing, working);
    for (let i = 0; i < 36; i++) expect(found[i]!).toBeCloseTo(mean[i]!, 13);
    expect(secondEigenvalue(mixing, working)).toBeCloseTo(eigenvalues(mean, 6)[1]!, 12);
  });

  it('is the mean of many draws, within four standard errors', () => {
    const mixing = buildMixing('equation13', 9, gridLinks(3, 3));
    const stream = new RandomStream(5, 'links');
    const draws = 4000;
    const found = expectedSquare(mixing, 0.6);
    const sum = new Float64Array(81);
    const squares = new Float64Array(81);
    for (let draw = 0; draw < draws; draw++) {
      const one = new Float64Array(81);
      const works = mixing.links.map(() => stream.uniform() < 0.6);
      addSquare(one, failing(mixing, works), 1);
      one.forEach((value, i) => {
        sum[i]! += value;
        squares[i]! += value * value;
      });
    }
    found.forEach((value, i) => {
      const mean = sum[i]! / draws;
      const error = Math.sqrt(Math.max(0, squares[i]! / draws - mean * mean) / draws);
      expect(Math.abs(mean - value)).toBeLessThanOrEqual(4 * error + 1e-12);
    });
  });

  it.each(kinds)('with weights %s is W squared where links never fail, I where all do', (kind) => {
    const mixing = buildMixing(kind, 9, gridLinks(3, 3));
    expect(secondEigenvalue(mixing, 1)).toBeCloseTo(secondSingularValue(mixing) ** 2, 12);
    const identity = expectedSquare(mixing, 0);
    identity.forEach((value, i) => {
      expect(value).toBe(i % 10 === 0 ? 1 : 0);
    });
    expect(secondEigenvalue(mixing, 0)).toBe(1);
  });

  it('of two LSMs is 1 - q for links of weight 1/2 that work with probability q', () => {
    // Either both take the mean, or nothing happens: the squared difference is kept or gone.
    const mixing = buildMixing('equation13', 2, [[0, 1]]);
    for (const q of [0, 0.25, 0.6, 1]) {
      expect(secondEigenvalue(mixing, q)).toBeCloseTo(1 - q, 14);
    }
  });

  it('of links of which some never work is that of the graph without them', () => {
    const mixing = buildMixing('equation13', 9, gridLinks(3, 3));
    const working = mixing.links.map(([m, n]) => (m < 3 && n >= 3 ? 0 : 1));
    // The first row of the grid is on its own.
    expect(secondEigenvalue(mixing, working)).toBeCloseTo(1, 12);
  });

  it('refuses what is no probability', () => {
    const mixing = buildMixing('equation13', 2, [[0, 1]]);
    expect(() => secondEigenvalue(mixing, 1.5)).toThrow(/working\[0\]: 1\.5 .* from 0 to 1/);
    expect(() => secondEigenvalue(mixing, [Number.NaN])).toThrow(/working\[0\]/);
  });
});

it("z <- W'z averages in one step on a complete graph", () => {
  const count = 7;
  const { columnStart, row, weight } = buildMixing('equation13', count, completeLinks(count));
  const z = [3, -1, 4, 1, -5, 9, 2.5];
  const mean = z.reduce((sum, each) => sum + each, 0) / count;
  for (let n = 0; n < count; n++) {
    let mixed = 0;
    for (let e = columnStart[n]!; e < columnStart[n + 1]!; e++) mixed += weight[e]! * z[row[e]!]!;
    expect(mixed).toBeCloseTo(mean, 13);
  }
});

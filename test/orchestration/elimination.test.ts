import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { planElimination } from '../../src/orchestration/elimination.ts';
import { exactOptimum, exactRefusal } from '../../src/orchestration/exactOptimum.ts';
import type { Link } from '../../src/orchestration/problem.ts';
import { RandomStream } from '../../src/random.ts';
import { gridLinks, jointDecisionsOf, objective, scopesOf } from '../support/objectives.ts';

const flat = (scope: readonly number[]) => scope.map(() => 0);

/** Tables with values of `draw` on any graph. */
function tablesOn(links: readonly Link[], levels: readonly number[], draw: () => number) {
  const objectives = scopesOf(levels.length, links).map((scope) => {
    const scopeLevels = scope.map((member) => levels[member]!);
    const values = new Map(jointDecisionsOf(scopeLevels).map((joint) => [joint.join(), draw()]));
    return objective(scope, scopeLevels, (alpha) => values.get(alpha.join())!, flat);
  });
  return new DecisionTables(objectives);
}

/** The lexicographically first best of all joint decisions, one after the other. */
function bruteForce(tables: DecisionTables) {
  let best = { decision: [] as number[], objective: Number.NEGATIVE_INFINITY };
  for (const decision of jointDecisionsOf(tables.levels)) {
    const value = tables.objective(decision);
    if (value > best.objective) best = { decision, objective: value };
  }
  return { decision: Int32Array.from(best.decision), objective: best.objective };
}

function eightConnected(rows: number, columns: number): Link[] {
  const links: Link[] = [];
  for (let one = 0; one < rows * columns; one++) {
    for (let other = one + 1; other < rows * columns; other++) {
      const down = Math.floor(other / columns) - Math.floor(one / columns);
      const across = (other % columns) - (one % columns);
      if (Math.max(Math.abs(down), Math.abs(across)) === 1) links.push([one, other]);
    }
  }
  return links;
}

const graphs = fc
  .record({
    levels: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 7 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    density: fc.constantFrom(0, 0.2, 0.5, 1),
  })
  .map(({ levels, seed, density }) => {
    const stream = new RandomStream(seed, 'links');
    const links: Link[] = [];
    for (let one = 0; one < levels.length; one++) {
      for (let other = one + 1; other < levels.length; other++) {
        if (stream.uniform() < density) links.push([one, other]);
      }
    }
    return { levels, links, seed };
  });

describe('elimination', () => {
  it('finds what trying every joint decision finds, on any graph', () => {
    fc.assert(
      fc.property(graphs, ({ levels, links, seed }) => {
        const stream = new RandomStream(seed, 'initialisation');
        const tables = tablesOn(links, levels, () => 20 * stream.uniform() - 10);
        const exact = exactOptimum(tables);
        const expected = bruteForce(tables);
        expect(exact).toEqual({ ...expected, objective: tables.objective(expected.decision) });
      }),
      { numRuns: 60 },
    );
  });

  it('takes the lexicographically first where many are equal', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(1, 2, 3), ({ levels, links, seed }, range) => {
        const stream = new RandomStream(seed, 'initialisation');
        const tables = tablesOn(links, levels, () => stream.integer(range));
        expect(exactOptimum(tables)).toEqual(bruteForce(tables));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['4-connected', gridLinks(3, 3)],
    ['8-connected', eightConnected(3, 3)],
  ])('3 x 3, %s: as brute force over 19,683 joint decisions', (_, links) => {
    const stream = new RandomStream(7, 'initialisation');
    const tables = tablesOn(links, Array(9).fill(3), () => stream.uniform());
    expect(exactOptimum(tables)).toEqual(bruteForce(tables));
  });

  it('25 servers: no decision of one or two servers betters it', () => {
    const stream = new RandomStream(3, 'initialisation');
    const tables = tablesOn(gridLinks(5, 5), Array(25).fill(3), () => stream.uniform());
    const exact = exactOptimum(tables);
    if ('reason' in exact) throw new Error(exact.reason);
    for (let one = 0; one < 25; one++) {
      for (let other = one; other < 25; other++) {
        for (let level = 0; level < 9; level++) {
          const moved = exact.decision.slice();
          moved[one] = level % 3;
          moved[other] = Math.floor(level / 3);
          expect(tables.objective(moved)).toBeLessThanOrEqual(exact.objective + 1e-12);
        }
      }
    }
  });

  it('a path of a hundred servers is solved by a chain of small tables', () => {
    const links = gridLinks(1, 100);
    // Each server wants what its left neighbour does not: Q_n = 1 where the two differ.
    const objectives = scopesOf(100, links).map((scope) => {
      const left = scope.findIndex((member) => member === scope[0]! - 1);
      return objective(
        scope,
        scope.map(() => 2),
        (alpha) => (left < 0 || alpha[0] !== alpha[left] ? 1 : 0),
        flat,
      );
    });
    const tables = new DecisionTables(objectives);
    const alternating = Int32Array.from({ length: 100 }, (_, n) => n % 2);
    expect(exactOptimum(tables)).toEqual({ decision: alternating, objective: 100 });
    expect(planElimination(tables.levels, tables.scopes).entries).toBeLessThan(100 * 8);
  });
});

describe('what elimination takes is known before', () => {
  const three = (count: number) => Array(count).fill(3) as number[];

  it('entries and bytes of a chain, counted by hand', () => {
    // Scopes of two: every step maximises 3 x 3 entries, the last one 3.
    const scopes = [[0, 1], [1, 2], [2]];
    const plan = planElimination(three(3), scopes);
    expect(plan.entries).toBe(9 + 9 + 3);
    expect(plan.bytes).toBe(8 * 9 + 9 * (3 + 3 + 1));
  });

  it.each([
    [3, 10],
    [10, 3],
  ])('a grid of %d x %d costs the same whichever way it lies', (rows, columns) => {
    const scopes = scopesOf(30, gridLinks(rows, columns));
    expect(planElimination(three(30), scopes).entries).toBeLessThan(60_000);
  });

  it('too much is refused with the number', () => {
    const refused = exactRefusal(three(100), scopesOf(100, gridLinks(10, 10)));
    expect(refused?.reason).toMatch(
      /^elimination needs [\d,]{15} table entries \([\d,]+ MB\); the limit is 50,000,000 entries$/,
    );
    expect(exactRefusal(three(25), scopesOf(25, gridLinks(5, 5)))).toBeNull();
    expect(exactRefusal(three(25), scopesOf(25, eightConnected(5, 5)))).toBeNull();
  });
});

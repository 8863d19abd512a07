import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { exactOptimum } from '../../src/orchestration/exactOptimum.ts';
import { maxPlus, maxPlusDecision } from '../../src/orchestration/maxPlus.ts';
import { RandomStream } from '../../src/random.ts';
import { gridLinks, jointDecisionsOf, objective, scopesOf } from '../support/objectives.ts';

const flat = (scope: readonly number[]) => scope.map(() => 0);

/** Random tables over scopes; the values of different joint decisions never tie. */
function tablesOf(seed: number, scopes: readonly (readonly number[])[], levels: readonly number[]) {
  const stream = new RandomStream(seed, 'initialisation');
  return new DecisionTables(
    scopes.map((scope) => {
      const scopeLevels = scope.map((member) => levels[member]!);
      const values = new Map(
        jointDecisionsOf(scopeLevels).map((joint) => [joint.join(), stream.uniform()]),
      );
      return objective(scope, scopeLevels, (alpha) => values.get(alpha.join())!, flat);
    }),
  );
}

describe('max-plus', () => {
  it('is exact on a tree once its messages have crossed it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 8 }),
        (seed, count) => {
          // Every server but the first depends on itself and on one before it.
          const stream = new RandomStream(seed, 'links');
          const scopes = Array.from({ length: count }, (_, n) =>
            n === 0 ? [0] : [n, stream.integer(n)],
          );
          const levels = scopes.map(() => 2 + stream.integer(3));
          const tables = tablesOf(seed, scopes, levels);
          const exact = exactOptimum(tables);
          if ('reason' in exact) throw new Error(exact.reason);
          expect(maxPlusDecision(tables, count + 1)).toEqual(exact.decision);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('one iteration, by hand: every server adds up the best that each LSM can have with it', () => {
    const scopes = scopesOf(9, gridLinks(3, 3));
    const levels = Array(9).fill(3) as number[];
    const tables = tablesOf(4, scopes, levels);
    const expected = levels.map((count, server) => {
      const sums = Array.from({ length: count }, (_, level) => {
        let sum = 0;
        scopes.forEach((scope, n) => {
          const place = scope.indexOf(server);
          if (place < 0) return;
          const joint = jointDecisionsOf(scope.map(() => 3));
          const possible = joint.filter((decision) => decision[place] === level);
          sum += Math.max(
            ...possible.map((decision) => tables.values[n]![joint.indexOf(decision)]!),
          );
        });
        return sum;
      });
      return sums.indexOf(Math.max(...sums));
    });
    expect(maxPlusDecision(tables, 1)).toEqual(Int32Array.from(expected));
  });

  it('never betters the exact optimum, and stays finite for long', () => {
    const scopes = scopesOf(9, gridLinks(3, 3));
    for (let seed = 0; seed < 20; seed++) {
      const tables = tablesOf(seed, scopes, Array(9).fill(3));
      const exact = exactOptimum(tables);
      if ('reason' in exact) throw new Error(exact.reason);
      let iterations = 0;
      for (const decision of maxPlus(tables, 200)) {
        iterations += 1;
        expect(tables.objective(decision)).toBeLessThanOrEqual(exact.objective + 1e-12);
      }
      expect(iterations).toBe(200);
    }
  });
});

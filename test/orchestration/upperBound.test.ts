import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { parseObservations } from '../../src/learning/observationsFile.ts';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { exactOptimum } from '../../src/orchestration/exactOptimum.ts';
import { greedyDecision } from '../../src/orchestration/greedy.ts';
import { maxPlusDecision } from '../../src/orchestration/maxPlus.ts';
import { certifiedBound, certifiedBounds } from '../../src/orchestration/upperBound.ts';
import { RandomStream } from '../../src/random.ts';
import { randomNetworks, randomObservations } from '../support/networks.ts';
import { gridLinks, jointDecisionsOf, objective, scopesOf } from '../support/objectives.ts';

const flat = (scope: readonly number[]) => scope.map(() => 0);

/** Random tables over scopes. */
function tablesOf(seed: number, scopes: readonly (readonly number[])[], levels: readonly number[]) {
  const stream = new RandomStream(seed, 'initialisation');
  return new DecisionTables(
    scopes.map((scope) => {
      const scopeLevels = scope.map((member) => levels[member]!);
      const values = new Map(
        jointDecisionsOf(scopeLevels).map((joint) => [joint.join(), stream.uniform() - 0.3]),
      );
      return objective(scope, scopeLevels, (alpha) => values.get(alpha.join())!, flat);
    }),
  );
}

function optimumOf(tables: DecisionTables): number {
  const exact = exactOptimum(tables);
  if ('reason' in exact) throw new Error(exact.reason);
  return exact.objective;
}

describe('the certified bound', () => {
  it('is never below the optimum, never rises, and its decision never above it', () => {
    const scopes = scopesOf(9, gridLinks(3, 3));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(1, 300, 2000),
        (seed, groupEntries) => {
          const tables = tablesOf(seed, scopes, [3, 2, 3, 2, 3, 3, 2, 3, 2]);
          const optimum = optimumOf(tables);
          let before = Number.POSITIVE_INFINITY;
          const options = { steps: 40, groupEntries, tolerance: 0 };
          for (const bounds of certifiedBounds(tables, greedyDecision(tables), options)) {
            expect(bounds.upper).toBeGreaterThanOrEqual(optimum);
            expect(bounds.upper).toBeLessThanOrEqual(before);
            expect(bounds.lower).toBeLessThanOrEqual(optimum + 1e-12);
            expect(tables.objective(bounds.decision)).toBe(bounds.lower);
            before = bounds.upper;
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('comes down to the optimum on a tree, however small the groups', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 9 }),
        (seed, count) => {
          const stream = new RandomStream(seed, 'links');
          const scopes = Array.from({ length: count }, (_, n) =>
            n === 0 ? [0] : [n, stream.integer(n)],
          );
          const levels = scopes.map(() => 2 + stream.integer(3));
          const tables = tablesOf(seed, scopes, levels);
          const options = { steps: 3000, groupEntries: 1, tolerance: 1e-3 };
          const bounds = certifiedBound(tables, greedyDecision(tables), options);
          expect(bounds.upper / optimumOf(tables)).toBeLessThan(1.005);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is the optimum, proven, where one group holds all tables', () => {
    const tables = tablesOf(3, scopesOf(9, gridLinks(3, 3)), Array(9).fill(3));
    const bounds = certifiedBound(tables, greedyDecision(tables));
    expect(bounds).toMatchObject({ step: 0, isOptimal: true });
    expect(bounds.lower).toBeCloseTo(optimumOf(tables), 12);
    expect(bounds.upper).toBeCloseTo(optimumOf(tables), 9);
  });

  it('is within a hundredth of the optimum of neural networks, in small groups', () => {
    for (const seed of [1, 2, 3]) {
      const { networks } = parseNetworks(randomNetworks(seed, 4, 4));
      const observations = parseObservations(randomObservations(seed, 16), 16, 5);
      const tables = new DecisionTables(localObjectives(networks, observations));
      const start = maxPlusDecision(tables, 5);
      const bounds = certifiedBound(tables, start, { steps: 100, groupEntries: 500, tolerance: 0 });
      const optimum = optimumOf(tables);
      expect(bounds.lower).toBeCloseTo(optimum, 6);
      expect(bounds.upper - optimum).toBeLessThan(0.01 * Math.abs(optimum));
      expect(bounds.isOptimal).toBe(bounds.upper - optimum < 1e-6);
    }
  });
});

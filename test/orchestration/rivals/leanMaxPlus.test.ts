import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DecisionTables } from '../../../src/orchestration/decisionTables.ts';
import { exactOptimum } from '../../../src/orchestration/exactOptimum.ts';
import { maxPlus } from '../../../src/orchestration/maxPlus.ts';
import { parseOrchestration } from '../../../src/orchestration/options.ts';
import {
  LEAN_BUDGET,
  leanBytes,
  leanDefaults,
  leanMaxPlus,
  leanMaxPlusDecision,
  shortened,
} from '../../../src/orchestration/rivals/leanMaxPlus.ts';
import { LinkPost, type Post } from '../../../src/orchestration/rivals/post.ts';
import { parseRivals } from '../../../src/orchestration/rivals/rivalOptions.ts';
import { runRival } from '../../../src/orchestration/rivals/runRival.ts';
import { RandomStream } from '../../../src/random.ts';
import { gridLinks, jointDecisionsOf, objective, scopesOf } from '../../support/objectives.ts';

const flat = (scope: readonly number[]) => scope.map(() => 0);

/** Random tables over scopes; the values of different joint decisions never tie. */
function tablesOf(seed: number, scopes: readonly (readonly number[])[], levels: readonly number[]) {
  const stream = new RandomStream(seed, 'initialisation');
  return new DecisionTables(
    scopes.map((scope) => {
      const scopeLevels = scope.map((member) => levels[member]!);
      const values = new Map(
        jointDecisionsOf(scopeLevels).map((joint) => [joint.join(), 20 * stream.uniform()]),
      );
      return objective(scope, scopeLevels, (alpha) => values.get(alpha.join())!, flat);
    }),
  );
}

const gridScopes = scopesOf(9, gridLinks(3, 3));
const mixedLevels = [3, 2, 4, 3, 3, 2, 5, 3, 2];
const whole = { numberBytes: 8, damping: 0 } as const;

describe('lean max-plus', () => {
  it('undamped and in whole numbers decides as max-plus does, iteration by iteration', () => {
    for (let seed = 0; seed < 20; seed++) {
      const tables = tablesOf(seed, gridScopes, mixedLevels);
      const lean = [...leanMaxPlus(tables, { ...whole, iterations: 8 })];
      expect(lean).toEqual([...maxPlus(tables, 8)]);
    }
  });

  it('is exact on a tree, damped and in two bytes, for values further apart than its rounding', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 7 }),
        (seed, count) => {
          const stream = new RandomStream(seed, 'links');
          const scopes = Array.from({ length: count }, (_, n) =>
            n === 0 ? [0] : [n, stream.integer(n)],
          );
          const tables = tablesOf(seed, scopes, Array(count).fill(3));
          const exact = exactOptimum(tables);
          if ('reason' in exact) throw new Error(exact.reason);
          const options = { iterations: 80, numberBytes: 2, damping: 0.3 } as const;
          const found = tables.objective(leanMaxPlusDecision(tables, options));
          expect(found).toBeLessThanOrEqual(exact.objective);
          expect(found).toBeGreaterThan(exact.objective - 0.2);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('sends both ways, over every pair, the differences of the levels of one end', () => {
    const tables = tablesOf(1, gridScopes, mixedLevels);
    const sent = mixedLevels.map(() => 0);
    let iterations = 0;
    const post: Post = {
      next: () => {
        iterations += 1;
      },
      send(from, to, numbers) {
        expect(gridScopes[from]).toContain(to);
        expect(from).not.toBe(to);
        sent[from]! += 8 * numbers;
        return false;
      },
    };
    leanMaxPlusDecision(tables, { iterations: 3, numberBytes: 4, damping: 0.3 }, post);
    expect(iterations).toBe(3);
    expect(sent).toEqual(leanBytes(tables, 4).map((bytes) => 3 * bytes));
    // Server 0 (3 levels) stands beside 1 (2 levels) and 3 (3 levels).
    expect(leanBytes(tables, 4)[0]).toBe(4 * (2 + 1 + 2 + 2));
  });

  it('decides alone where nothing ever arrives, and as ever where what was lost comes later', () => {
    const tables = tablesOf(5, gridScopes, Array(9).fill(3));
    const silent: Post = { next() {}, send: () => false };
    const alone = leanMaxPlusDecision(tables, { ...whole, iterations: 6 }, silent);
    // By its own Q at its own best, as nobody says what else to think of.
    const own = tables.values.map((values) => {
      const best = values.indexOf(Math.max(...values));
      return Math.floor(best / (values.length / 3));
    });
    expect([...alone]).toEqual(own);

    const stream = new RandomStream(2, 'links');
    const lossy: Post = { next() {}, send: () => stream.uniform() >= 0.4 };
    const scopes = [[0], [1, 0], [2, 1], [3, 1]];
    const tree = tablesOf(8, scopes, Array(4).fill(3));
    const exact = exactOptimum(tree);
    if ('reason' in exact) throw new Error(exact.reason);
    const found = leanMaxPlusDecision(tree, { ...whole, iterations: 200 }, lossy);
    expect(found).toEqual(exact.decision);
  });

  it('keeps the busiest server within the budget, and never goes on without end', () => {
    for (const levels of [2, 3, 6]) {
      const tables = tablesOf(1, gridScopes, Array(9).fill(levels));
      const options = leanDefaults(tables);
      const busiest = Math.max(...leanBytes(tables, options.numberBytes)) * options.iterations;
      expect(busiest).toBeLessThanOrEqual(LEAN_BUDGET);
      expect(options.iterations).toBe(levels === 6 ? 12 : 20);
    }
    expect(leanDefaults(tablesOf(1, gridScopes, Array(9).fill(3)), 1).iterations).toBe(1);
  });
});

describe('lean max-plus among the rivals', () => {
  it('runs over the links of the slot, each of its bytes counted', () => {
    const tables = tablesOf(2, gridScopes, Array(9).fill(3));
    const objectives = gridScopes.map((scope, n) => ({
      scope,
      levels: scope.map(() => 3),
      value: () => 0,
      gradient: () => 0,
      table: () => tables.values[n]!,
    }));
    const problem = { ids: [...Array(9).keys()], objectives, links: gridLinks(3, 3) };
    const options = parseOrchestration({ failure: 0.4 });
    const setting = { problem, tables, options, rivals: parseRivals({}), slot: 3 };
    const steps = [...runRival('maxPlusLean', setting)];
    const expected = [...leanMaxPlus(tables, leanDefaults(tables), new LinkPost(setting))];
    expect(steps.slice(1).map(({ decision }) => decision)).toEqual(expected);
    // 24 directed pairs, 2 messages each of 2 numbers of 2 bytes, 20 iterations.
    expect(steps.at(-1)).toMatchObject({ iteration: 20, messages: 960, bytes: 3840 });
  });
});

describe('short numbers', () => {
  it('are the nearest there are', () => {
    // From the definition of binary16: 10 bits of fraction; 2^-24 is the smallest step.
    expect(shortened(1 + 0.6 / 1024, 2)).toBe(1 + 1 / 1024);
    expect(shortened(-3.1401, 2)).toBe(-3.140625);
    expect(shortened(1e6, 2)).toBe(65504);
    expect(shortened(-1e6, 2)).toBe(-65504);
    expect(shortened(2 ** -24 * 1.4, 2)).toBe(2 ** -24);
    // E4M3: 1, 1.125, 1.25, ...; 448 at most; steps of 2^-9 near 0.
    expect(shortened(1.18, 1)).toBe(1.125);
    expect(shortened(1.19, 1)).toBe(1.25);
    expect(shortened(-500, 1)).toBe(-448);
    expect(shortened(0.003, 1)).toBe(2 / 512);
    expect(shortened(0.1, 4)).toBe(new Float32Array([0.1])[0]);
    expect(shortened(0.1, 8)).toBe(0.1);
  });

  it('of every length: no error beyond half a step, and 0 stays 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -400, max: 400, noNaN: true }), (value) => {
        for (const [bytes, bits, least] of [
          [2, 11, 2 ** -14],
          [1, 4, 2 ** -6],
        ] as const) {
          const error = Math.abs(shortened(value, bytes) - value);
          expect(error).toBeLessThanOrEqual(Math.max(Math.abs(value), least) * 2 ** -bits);
          expect(shortened(-value, bytes)).toBeCloseTo(-shortened(value, bytes), 12);
        }
      }),
    );
    expect(shortened(0, 1)).toBe(0);
  });
});

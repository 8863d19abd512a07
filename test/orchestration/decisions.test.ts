import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchors } from '../../src/orchestration/anchor.ts';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { exactOptimum } from '../../src/orchestration/exactOptimum.ts';
import { greedyDecision, localOptimum } from '../../src/orchestration/greedy.ts';
import { disagreement } from '../../src/orchestration/measures.ts';
import type { LocalObjective } from '../../src/orchestration/objective.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
import { checkProblem, jointDecisionRefusal } from '../../src/orchestration/problem.ts';
import { RunningAverage, roundedOwn, sweep } from '../../src/orchestration/readOut.ts';
import { RandomStream } from '../../src/random.ts';
import { InputError } from '../../src/schema.ts';
import {
  gridLinks,
  jointDecisionsOf,
  objective,
  problemOf,
  scopesOf,
} from '../support/objectives.ts';

const links = gridLinks(2, 2);
const flat = (scope: readonly number[]) => scope.map(() => 0);

/** Tables of whole numbers from 0 to `range` - 1 (so that ties are many) on a 2 x 2 grid. */
function randomObjectives(
  seed: number,
  levels: readonly number[],
  range: number,
): LocalObjective[] {
  const stream = new RandomStream(seed, 'initialisation');
  return scopesOf(4, links).map((scope) => {
    const scopeLevels = scope.map((member) => levels[member]!);
    const values = new Map(
      jointDecisionsOf(scopeLevels).map((joint) => [joint.join(), stream.integer(range)]),
    );
    return objective(scope, scopeLevels, (alpha) => values.get(alpha.join())!, flat);
  });
}

const cases = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  levels: fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 4, maxLength: 4 }),
  range: fc.constantFrom(2, 5, 1000),
});
const valueAt = (objectives: readonly LocalObjective[], decision: readonly number[]) =>
  objectives.reduce((sum, each) => sum + each.value(each.scope.map((i) => decision[i]!)), 0);

describe('exact optimum of P2', () => {
  it('is the lexicographically first best of all joint decisions', () => {
    fc.assert(
      fc.property(cases, ({ seed, levels, range }) => {
        const objectives = randomObjectives(seed, levels, range);
        const all = jointDecisionsOf(levels);
        const values = all.map((decision) => valueAt(objectives, decision));
        const best = Math.max(...values);
        const exact = exactOptimum(new DecisionTables(objectives));
        expect(exact).toEqual({
          decision: Int32Array.from(all[values.indexOf(best)]!),
          objective: best,
        });
      }),
    );
  });

  it('an agreement whose optimum is refused runs, and says why', () => {
    const links = gridLinks(10, 10);
    const objectives = scopesOf(100, links).map((scope) =>
      objective(
        scope,
        scope.map(() => 3),
        () => 0,
        flat,
      ),
    );
    const trace = orchestrate(problemOf(objectives, links), parseOrchestration({ iterations: 1 }));
    expect(trace.exact).toEqual({
      reason: expect.stringMatching(
        /^elimination needs [\d,]+ table entries .* 50,000,000 entries$/,
      ),
    });
  });
});

describe('greedy', () => {
  it('takes the first of equals in the order (own, neighbours as listed)', () => {
    // Own 1 ties between neighbour levels (0, 2), (1, 0) and (1, 1); own 2 ties later.
    const scores = new Map([
      ['1,1,0', 7],
      ['1,0,2', 7],
      ['1,1,1', 7],
      ['2,0,0', 7],
    ]);
    const tables = new DecisionTables([
      objective([0, 2, 1], [3, 3, 3], (alpha) => scores.get(alpha.join()) ?? 0, flat),
      objective([1], [3], (alpha) => -alpha[0]!, flat),
      objective([2], [3], (alpha) => alpha[0]!, flat),
    ]);
    expect(localOptimum(tables, 0)).toEqual(Int32Array.of(1, 0, 2));
    expect(greedyDecision(tables)).toEqual(Int32Array.of(1, 0, 2));
  });
});

describe('anchors', () => {
  const tables = new DecisionTables([
    objective([0, 1], [3, 4], ([a, b]) => -((a! - 2) ** 2) - (b! - 3) ** 2, flat),
    objective([1, 2], [4, 2], ([b, c]) => -((b! - 1) ** 2) + c!, flat),
    objective([2, 1], [2, 4], ([c, b]) => -c! + b!, flat),
  ]);
  it.each([
    ['owners', [2, 1, 0, 2, 1, 0, 2, 1, 0]],
    ['own', [2, 3, 0, 0, 1, 1, 0, 3, 0]],
    ['middle', [1, 1.5, 0.5, 1, 1.5, 0.5, 1, 1.5, 0.5]],
    ['zero', [2, 0, 0, 0, 1, 0, 0, 0, 0]],
  ] as const)('%s', (kind, rows) => {
    expect(Array.from(anchors(kind, tables))).toEqual(rows);
  });
});

describe('read-outs', () => {
  it('round the own levels with floor(x + 0.5)', () => {
    const copies = Float64Array.of(0.5, 9, 9, 1.49, 9, 9, 9, 9, 9);
    expect(roundedOwn(Float64Array.of(0.5, 9, 9, 9, 1.49, 9, 9, 9, 1.5), 3)).toEqual(
      Int32Array.of(1, 1, 2),
    );
    expect(roundedOwn(copies, 1)).toEqual(Int32Array.of(1));
  });

  it('average over the points where gradients were taken', () => {
    const average = new RunningAverage(Float64Array.of(1, 0));
    average.add(Float64Array.of(2, 0.5));
    average.add(Float64Array.of(0, 1));
    expect(Array.from(average.mean())).toEqual([1, 0.5]);
  });

  it('sweep: each in its turn, in order of id, takes its best against the others', () => {
    // 0 and 1 both want to differ from each other; who moves first decides.
    const differ = (scope: number[]) =>
      objective(scope, [2, 2], ([a, b]) => (a === b ? 0 : 1), flat);
    const tables = new DecisionTables([differ([0, 1]), differ([1, 0])]);
    const both = Int32Array.of(0, 0);
    expect(sweep(tables, [10, 20], both)).toEqual(Int32Array.of(1, 0));
    expect(sweep(tables, [20, 10], both)).toEqual(Int32Array.of(0, 1));
    expect(both).toEqual(Int32Array.of(0, 0));
  });

  it('sweep: levels within 1e-9 of the best are equal, and the lowest is taken', () => {
    const rising = (step: number) =>
      new DecisionTables([objective([0], [4], ([a]) => a! * step, flat)]);
    expect(sweep(rising(3e-10), [0], Int32Array.of(2))).toEqual(Int32Array.of(0));
    expect(sweep(rising(9e-10), [0], Int32Array.of(2))).toEqual(Int32Array.of(2));
    expect(sweep(rising(2e-9), [0], Int32Array.of(2))).toEqual(Int32Array.of(3));
  });

  it('sweep: never lowers the objective, and leaves the exact optimum as good as it is', () => {
    fc.assert(
      fc.property(cases, ({ seed, levels, range }) => {
        const tables = new DecisionTables(randomObjectives(seed, levels, range));
        const greedy = greedyDecision(tables);
        const swept = sweep(tables, [0, 1, 2, 3], greedy);
        const exact = exactOptimum(tables);
        if ('reason' in exact) throw new Error(exact.reason);
        expect(tables.objective(swept)).toBeGreaterThanOrEqual(tables.objective(greedy));
        expect(tables.objective(swept)).toBeLessThanOrEqual(exact.objective);
        const again = sweep(tables, [0, 1, 2, 3], exact.decision);
        expect(tables.objective(again)).toBe(exact.objective);
      }),
    );
  });
});

describe('disagreement', () => {
  it('is the mean distance from the mean', () => {
    // Rows (0, 0) and (6, 8): the mean is (3, 4), both are 5 away.
    expect(disagreement(Float64Array.of(0, 0, 6, 8), 2)).toBe(5);
    expect(disagreement(Float64Array.of(1, 2, 1, 2), 2)).toBe(0);
  });
});

describe('the number of joint decisions', () => {
  const several = (count: number, levels: number) => Array.from({ length: count }, () => levels);
  it.each([
    [[100, 200], null],
    [[100, 201], '20,100 joint decisions; the limit is 20,000'],
    [several(3, 1e5), '1,000,000,000,000,000 joint decisions; the limit is 20,000'],
    [several(100, 6), '6.5 x 10^77 joint decisions; the limit is 20,000'],
  ])('of %j', (levels, words) => {
    expect(jointDecisionRefusal(levels)).toBe(words);
  });
});

describe('a malformed problem', () => {
  const one = (scope: number[], levels: number[]) => objective(scope, levels, () => 0, flat);
  it.each([
    [
      'a scope that starts with another',
      [one([1, 0], [3, 3]), one([1], [3])],
      /objectives\[0\]\.scope/,
    ],
    ['a member twice', [one([0, 1, 1], [3, 3, 3]), one([1], [3])], /objectives\[0\]\.scope/],
    [
      'a member that does not exist',
      [one([0], [3]), one([1, 5], [3, 3])],
      /objectives\[1\]\.scope/,
    ],
    ['levels that disagree', [one([0, 1], [3, 4]), one([1], [3])], /objectives\[0\]\.levels/],
  ])('is refused: %s', (_, objectives, message) => {
    expect(() => checkProblem(problemOf(objectives, []))).toThrow(message);
    expect(() => checkProblem(problemOf(objectives, []))).toThrow(InputError);
  });

  it('is refused with the number of joint decisions where a scope has too many', () => {
    const star = Array.from({ length: 6 }, (_, n) =>
      n === 0 ? one([0, 1, 2, 3, 4, 5], [6, 6, 6, 6, 6, 6]) : one([n], [6]),
    );
    const problem = problemOf(star, [], [40, 1, 2, 3, 4, 5]);
    expect(() => checkProblem(problem)).toThrow(
      'LSM 40, levels of its scope 6 x 6 x 6 x 6 x 6 x 6: 46,656 joint decisions; the limit is 20,000',
    );
    expect(() => orchestrate(problem, parseOrchestration({}))).toThrow(InputError);
  });
});

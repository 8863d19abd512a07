import { describe, expect, it } from 'vitest';
import { DecisionTables } from '../../src/orchestration/decisionTables.ts';
import { optimumBound } from '../../src/orchestration/optimumBound.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
import { quadraticObjectives } from '../../src/orchestration/quadratic.ts';
import { rivalCourses } from '../../src/orchestration/rivals/courses.ts';
import { parseRivals } from '../../src/orchestration/rivals/rivalOptions.ts';
import { traceFile } from '../../src/orchestration/traceFile.ts';
import { gridLinks, problemOf, scopesOf } from '../support/objectives.ts';

const COUNT = 64;
const LEVELS = 4;
const links = gridLinks(8, 8);
// Without coupling the sum is one of functions of single decisions: its optimum takes no elimination.
const objectives = quadraticObjectives({
  seed: 5,
  curvature: 1,
  coupling: 0,
  levels: Array(COUNT).fill(LEVELS),
  scopes: scopesOf(COUNT, links),
});
const problem = problemOf(objectives, links);
const tables = new DecisionTables(objectives);
const options = parseOrchestration({ iterations: 5 });

/** The best level of every server by itself, and the sum of all Q_n there. */
function separately() {
  const decision = Array.from({ length: COUNT }, (_, server) => {
    const at = (level: number) =>
      objectives.reduce((sum, { scope, hessian, target }) => {
        const i = scope.indexOf(server);
        if (i < 0) return sum;
        return sum - 0.5 * hessian[i * scope.length + i]! * (level - target[i]!) ** 2;
      }, 0);
    const values = Array.from({ length: LEVELS }, (_, level) => at(level));
    return { level: values.indexOf(Math.max(...values)), value: Math.max(...values) };
  });
  return {
    decision: decision.map(({ level }) => level),
    objective: decision.reduce((sum, { value }) => sum + value, 0),
  };
}

describe('beside a run whose exact optimum is refused', () => {
  const optimum = separately();

  it('stands what is proven of the optimum, in its file too', () => {
    const trace = orchestrate(problem, options);
    expect(trace.exact).toHaveProperty('reason');
    const bound = trace.bound!;
    expect(bound.upper).toBeGreaterThanOrEqual(optimum.objective);
    expect(bound.best.objective).toBeLessThanOrEqual(optimum.objective + 1e-9);
    expect(bound.best.objective).toBe(tables.objective(bound.best.decision));
    expect(bound.best.objective).toBeGreaterThanOrEqual(trace.objective);
    expect(bound.best.objective).toBeGreaterThanOrEqual(trace.greedy.objective);
    expect(traceFile(trace)).toMatchObject({
      exact: null,
      extra: { bound: { upper: bound.upper, lower: bound.best.objective } },
    });
  });

  it('is no worse than any decision that is known anyway', () => {
    const { upper, best, isOptimal } = optimumBound(tables, [Int32Array.from(optimum.decision)]);
    expect(best.objective).toBeCloseTo(optimum.objective, 9);
    expect(upper - optimum.objective < 1e-6).toBe(isOptimal);
  });

  it('stand the rivals, none further from the optimum than its gap says', () => {
    // A gap is a share of a reward, which these quadratics only have when they are lifted.
    const lifted = objectives.map((each) => ({
      scope: each.scope,
      levels: each.levels,
      value: (alpha: ArrayLike<number>) => each.value(alpha) + 10,
      gradient: each.gradient.bind(each),
      table: () => each.table().map((value) => value + 10),
    }));
    const setting = {
      problem: problemOf(lifted, links),
      tables: new DecisionTables(lifted),
      options,
      rivals: parseRivals({}),
      slot: 0,
    };
    const best = optimum.objective + 10 * COUNT;
    const { courses, exact, bound } = rivalCourses(setting, () => 0, ['maDql', 'maxPlus', 'n2o']);
    expect(exact).toBeNull();
    expect(bound).toBeGreaterThanOrEqual(best - 1e-9);
    for (const { objective, gap } of courses) {
      expect(gap).toBeGreaterThanOrEqual(1 - objective / best - 1e-12);
      expect(gap).toBeCloseTo(1 - objective / bound!, 12);
    }
  });
});

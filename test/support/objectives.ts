/** Local objectives made by hand, and graphs, for tests of orchestration. */
import type { LocalObjective } from '../../src/orchestration/objective.ts';
import type { Link, OrchestrationProblem } from '../../src/orchestration/problem.ts';

/** An objective from a function, differentiated by central differences unless a gradient is given. */
export function objective(
  scope: readonly number[],
  levels: readonly number[],
  value: (alpha: readonly number[]) => number,
  gradient: (alpha: readonly number[]) => readonly number[],
): LocalObjective {
  return {
    scope,
    levels,
    value: (alpha) => value(Array.from(alpha)),
    gradient(alpha, out) {
      out.set(gradient(Array.from(alpha)));
      return value(Array.from(alpha));
    },
    table() {
      return Float64Array.from(jointDecisionsOf(levels), value);
    },
  };
}

/** All joint decisions in lexicographic order, the last member fastest, written by recursion. */
export function jointDecisionsOf(levels: readonly number[]): number[][] {
  if (levels.length === 0) return [[]];
  const rest = jointDecisionsOf(levels.slice(1));
  return Array.from({ length: levels[0]! }, (_, level) =>
    rest.map((tail) => [level, ...tail]),
  ).flat();
}

/**
 * A concave quadratic -1/2 sum_i curvature_i (alpha_i - target_i)^2, whose optimum over a sum of
 * such is, coordinate by coordinate, the curvature-weighted mean of the targets.
 */
export function quadratic(
  scope: readonly number[],
  levels: readonly number[],
  curvature: readonly number[],
  target: readonly number[],
): LocalObjective {
  return objective(
    scope,
    levels,
    (alpha) => alpha.reduce((sum, a, i) => sum - (curvature[i]! * (a - target[i]!) ** 2) / 2, 0),
    (alpha) => alpha.map((a, i) => -curvature[i]! * (a - target[i]!)),
  );
}

/** Links of a grid, by rows; a path where rows is 1. */
export function gridLinks(rows: number, columns: number): Link[] {
  const links: Link[] = [];
  for (let n = 0; n < rows * columns; n++) {
    if (n % columns < columns - 1) links.push([n, n + 1]);
    if (n + columns < rows * columns) links.push([n, n + columns]);
  }
  return links;
}

/** Each LSM's scope on a graph: itself, then its links' other ends. */
export function scopesOf(count: number, links: readonly Link[]): number[][] {
  return Array.from({ length: count }, (_, n) => [
    n,
    ...links.filter((link) => link.includes(n)).map(([a, b]) => (a === n ? b : a)),
  ]);
}

/** A problem with ids 0..N-1 from objectives. */
export function problemOf(
  objectives: readonly LocalObjective[],
  links: readonly Link[],
  ids: readonly number[] = objectives.map((_, n) => n),
): OrchestrationProblem {
  return { ids, objectives, links };
}

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { multilinearObjectives } from '../../src/orchestration/multilinear.ts';
import type { LocalObjective } from '../../src/orchestration/objective.ts';
import { jointDecisionsOf, objective } from '../support/objectives.ts';

const interpolated = (of: LocalObjective) => multilinearObjectives([of], [of.table()])[0]!;

/** Levels, and a point in their box. */
const points = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 4 }), fc.double({ min: 0, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => ({
    levels: parts.map(([levels]) => levels),
    alpha: parts.map(([levels, share]) => share * (levels - 1)),
  }));

it('is what it interpolates where that is multilinear, slope and all', () => {
  fc.assert(
    fc.property(points, ({ levels, alpha }) => {
      const scope = [...levels.keys()];
      const value = (at: readonly number[]) =>
        at.reduce((product, a, i) => product * (a + i + 1), 1);
      const slope = (at: readonly number[]) => at.map((a, i) => value(at) / (a + i + 1));
      const exact = objective(scope, levels, value, slope);
      const ours = interpolated(exact);
      const [gradient, expected] = [new Float64Array(scope.length), new Float64Array(scope.length)];
      const most = exact.gradient(alpha, expected);
      expect(Math.abs(ours.gradient(alpha, gradient) - most)).toBeLessThan(1e-9 * (1 + most));
      gradient.forEach((each, i) => {
        expect(Math.abs(each - expected[i]!)).toBeLessThan(1e-9 * (1 + expected[i]!));
      });
    }),
  );
});

it('has the table’s values at whole levels, and the slope of its value in between', () => {
  fc.assert(
    fc.property(points, fc.nat(1000), ({ levels, alpha }, key) => {
      const scope = [...levels.keys()];
      const wild = objective(
        scope,
        levels,
        (at) => at.reduce((sum, a, i) => sum + Math.sin(key + a * (i + 3)) * (1 + sum), 0),
        (at) => at.map(() => 0),
      );
      const ours = interpolated(wild);
      expect(ours.table()).toEqual(wild.table());
      expect(jointDecisionsOf(levels).map((at) => ours.value(at))).toEqual([...wild.table()]);
      const gradient = new Float64Array(scope.length);
      ours.gradient(alpha, gradient);
      scope.forEach((i) => {
        // Linear along every axis of a cell: its ends tell the slope.
        const lower = Math.min(Math.floor(alpha[i]!), levels[i]! - 2);
        const rise = ours.value(alpha.with(i, lower + 1)) - ours.value(alpha.with(i, lower));
        expect(Math.abs(gradient[i]! - rise)).toBeLessThan(1e-6);
      });
    }),
  );
});

it('takes the cell above on a border, and the last one at the top', () => {
  const heights = [0, 1, 10, 100];
  const ours = interpolated(
    objective(
      [0],
      [4],
      ([a]) => heights[a!]!,
      () => [0],
    ),
  );
  const slopes = [0, 0.5, 1, 2, 2.5, 3].map((a) => {
    const gradient = new Float64Array(1);
    ours.gradient([a], gradient);
    return gradient[0];
  });
  expect(slopes).toEqual([1, 1, 9, 90, 90, 90]);
});

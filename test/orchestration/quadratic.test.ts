import '../support/propertySeed.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  QuadraticObjective,
  quadraticObjectives,
  relaxedOptimum,
} from '../../src/orchestration/quadratic.ts';
import { RandomStream } from '../../src/random.ts';
import { gridLinks, jointDecisionsOf, scopesOf } from '../support/objectives.ts';

const setting = (seed: number, coupling = 0.5, curvature = 4) => {
  const scopes = scopesOf(6, gridLinks(2, 3));
  return { seed, curvature, coupling, levels: [2, 3, 4, 3, 2, 5], scopes };
};
const anySetting = fc
  .record({
    seed: fc.nat(1e6),
    coupling: fc.constantFrom(0, 0.3, 0.95),
    curvature: fc.constantFrom(0.1, 4, 90),
  })
  .map(({ seed, coupling, curvature }) => setting(seed, coupling, curvature));

it('has the gradient of its values, a negative definite second derivative and its maximum at t', () => {
  fc.assert(
    fc.property(anySetting, (chosen) => {
      const stream = new RandomStream(chosen.seed, 'policy');
      for (const objective of quadraticObjectives(chosen)) {
        const alpha = objective.levels.map((each) => stream.uniform() * (each - 1));
        const gradient = new Float64Array(alpha.length);
        expect(objective.gradient(alpha, gradient)).toBe(objective.value(alpha));
        alpha.forEach((_, i) => {
          const moved = (by: number) => alpha.map((each, j) => (i === j ? each + by : each));
          // Central differences of a quadratic are exact up to rounding.
          const slope = (objective.value(moved(1)) - objective.value(moved(-1))) / 2;
          expect(gradient[i]).toBeCloseTo(slope, 8);
        });
        expect(objective.value(objective.target)).toBe(0);
        expect(objective.value(alpha)).toBeLessThan(0);
      }
    }),
    { numRuns: 30 },
  );
});

it('tabulates its values in lexicographic order, the last member fastest', () => {
  for (const objective of quadraticObjectives(setting(3))) {
    const expected = jointDecisionsOf(objective.levels).map((alpha) => objective.value(alpha));
    expect([...objective.table()]).toEqual(expected);
  }
});

it('depends on its seed, LSM by LSM: another scope moves nobody else', () => {
  const [first] = quadraticObjectives(setting(1));
  const other = { ...setting(1), scopes: [...setting(1).scopes.slice(0, 5), [5]] };
  expect(quadraticObjectives(other)[0]).toEqual(first);
  expect(quadraticObjectives(setting(2))[0]).not.toEqual(first);
});

it('knows its longest gradient: no sample is longer, a closed form agrees', () => {
  fc.assert(
    fc.property(anySetting, (chosen) => {
      const stream = new RandomStream(chosen.seed, 'policy');
      for (const objective of quadraticObjectives(chosen)) {
        const { upper, lower, cells } = objective.lipschitz();
        expect(cells).toBe(2 ** objective.levels.length);
        const gradient = new Float64Array(objective.levels.length);
        for (let sample = 0; sample < 100; sample++) {
          const draw = () => (sample % 2 ? stream.uniform() : stream.integer(2));
          objective.gradient(
            objective.levels.map((each) => draw() * (each - 1)),
            gradient,
          );
          expect(Math.hypot(...gradient)).toBeLessThanOrEqual(upper);
        }
        expect(upper / lower).toBeLessThan(1 + 1e-11);
      }
    }),
    { numRuns: 30 },
  );
  // Without coupling each coordinate is steepest at its far end: L^2 = sum h_i^2 max(t, K - 1 - t)^2.
  const plain = new QuadraticObjective(
    [0, 1],
    [3, 4],
    Float64Array.of(2, 0, 0, 5),
    Float64Array.of(0.5, 2),
  );
  expect(plain.lipschitz().lower).toBeCloseTo(Math.hypot(2 * 1.5, 5 * 2), 12);
});

it('finds the relaxed optimum: the weighted mean of the targets where nothing couples', () => {
  const chosen = setting(5, 0);
  const objectives = quadraticObjectives(chosen);
  const { point, objective, certificate } = relaxedOptimum(objectives);
  let sum = 0;
  point.forEach((level, i) => {
    let weight = 0;
    let weighted = 0;
    for (const { scope, hessian, target } of objectives) {
      const place = scope.indexOf(i);
      if (place < 0) continue;
      weight += hessian[place * scope.length + place]!;
      weighted += hessian[place * scope.length + place]! * target[place]!;
    }
    expect(level).toBeCloseTo(weighted / weight, 10);
  });
  for (const each of objectives) sum += each.value(each.scope.map((member) => point[member]!));
  expect(objective).toBe(sum);
  expect(certificate).toBeLessThan(1e-9);
});

it('certifies the relaxed optimum: no point of the box is better by more, no step improves', () => {
  fc.assert(
    fc.property(anySetting, (chosen) => {
      const objectives = quadraticObjectives(chosen);
      const { point, objective, certificate } = relaxedOptimum(objectives);
      expect(certificate).toBeGreaterThanOrEqual(-1e-12);
      expect(certificate).toBeLessThan(1e-9 * (1 + Math.abs(objective)) * chosen.curvature);
      const at = (levels: ArrayLike<number>) =>
        objectives.reduce(
          (total, each) => total + each.value(each.scope.map((i) => levels[i]!)),
          0,
        );
      const stream = new RandomStream(chosen.seed, 'policy');
      for (let sample = 0; sample < 50; sample++) {
        const near = sample % 2 ? 1 : 0.01;
        const other = chosen.levels.map((each, i) => {
          return point[i]! + near * (stream.uniform() * (each - 1) - point[i]!);
        });
        expect(at(other)).toBeLessThanOrEqual(objective + certificate + 1e-9);
      }
      point.forEach((level, i) => {
        expect(level).toBeGreaterThanOrEqual(0);
        expect(level).toBeLessThanOrEqual(chosen.levels[i]! - 1);
      });
    }),
    { numRuns: 30 },
  );
});

it('certifies where it stops early too: by the best step against the gradient, naively', () => {
  fc.assert(
    fc.property(fc.nat(1e6), (seed) => {
      const chosen = setting(seed, 0.95);
      const objectives = quadraticObjectives(chosen);
      const early = relaxedOptimum(objectives, 1e300);
      const rises = early.point.map(() => 0);
      for (const each of objectives) {
        const gradient = new Float64Array(each.levels.length);
        each.gradient(
          each.scope.map((member) => early.point[member]!),
          gradient,
        );
        each.scope.forEach((member, i) => {
          rises[member]! += gradient[i]!;
        });
      }
      let linear = 0;
      rises.forEach((rise, i) => {
        const ends = [0, chosen.levels[i]! - 1];
        linear += Math.max(...ends.map((end) => rise * (end - early.point[i]!)));
      });
      expect(early.certificate).toBeCloseTo(linear, 8);
      expect(relaxedOptimum(objectives).objective - early.objective).toBeLessThanOrEqual(
        early.certificate + 1e-9,
      );
    }),
    { numRuns: 30 },
  );
});

it('refuses curvature and coupling out of range', () => {
  expect(() => quadraticObjectives(setting(1, 1))).toThrow('coupling: 1 is not allowed');
  expect(() => quadraticObjectives(setting(1, 0.5, 0))).toThrow('curvature: 0 is not allowed');
  expect(() => quadraticObjectives(setting(1, 0.5, Number.NaN))).toThrow('curvature');
});

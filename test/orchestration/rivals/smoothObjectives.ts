/** Smooth objectives that are neither concave nor convex, with their derivatives, for tests. */
import type { LocalObjective } from '../../../src/orchestration/objective.ts';
import { RandomStream } from '../../../src/random.ts';
import { objective } from '../../support/objectives.ts';

/** Q(alpha) = sum_i b_i alpha_i + sum_{i <= j} c_ij alpha_i alpha_j, coefficients uniform on [-5, 5]. */
export function smoothObjectives(
  seed: number,
  scopes: readonly (readonly number[])[],
  levels: readonly number[],
): LocalObjective[] {
  return scopes.map((scope, n) => {
    const stream = new RandomStream(seed, 'initialisation', n);
    const draw = () => 10 * stream.uniform() - 5;
    const linear = scope.map(draw);
    const square = scope.map(() => scope.map(draw));
    const value = (alpha: readonly number[]) => {
      let sum = 0;
      alpha.forEach((a, i) => {
        sum += linear[i]! * a;
        for (let j = i; j < alpha.length; j++) sum += square[i]![j]! * a * alpha[j]!;
      });
      return sum;
    };
    const gradient = (alpha: readonly number[]) =>
      alpha.map((a, i) => {
        let slope = linear[i]! + square[i]![i]! * a;
        alpha.forEach((b, j) => {
          slope += square[Math.min(i, j)]![Math.max(i, j)]! * b;
        });
        return slope;
      });
    const scopeLevels = scope.map((member) => levels[member]!);
    return objective(scope, scopeLevels, value, gradient);
  });
}

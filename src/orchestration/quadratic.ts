/** Concave quadratics as local objectives: where everything about N2O is known. */
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import type { LocalObjective } from './objective.ts';
import { jointDecisions, ownLevels } from './problem.ts';
import type { LipschitzBound } from './theoryReport.ts';

/** What seeded quadratics depend on. */
export interface QuadraticSetting {
  /** Whole number from 0 to 4,294,967,295. */
  readonly seed: number;
  /** Mean curvature in every decision of a scope, reward units a level^2; above 0. */
  readonly curvature: number;
  /** How much of it couples the decisions of a scope: from 0 (none) to below 1. */
  readonly coupling: number;
  /** K of every LSM. */
  readonly levels: readonly number[];
  /** The decisions that each Q_n depends on, as indices, its own first. */
  readonly scopes: readonly (readonly number[])[];
}

/**
 * Q_n(alpha) = -1/2 (alpha - t)' H (alpha - t), H positive definite: H = curvature times
 * ((1 - coupling) diag(d) + coupling u u'), d_i uniform on [0.5, 1.5], u_i on [-sqrt 3, sqrt 3],
 * t_i on [0, K_i - 1]. Each LSM draws from a stream of its own.
 *
 * @throws InputError for a curvature or coupling out of range
 */
export function quadraticObjectives(setting: QuadraticSetting): QuadraticObjective[] {
  const { seed, curvature, coupling, levels, scopes } = setting;
  if (!(curvature > 0 && curvature <= MAXIMUM_CURVATURE)) {
    throw new InputError('curvature', curvature, `a number above 0, to ${MAXIMUM_CURVATURE}`);
  }
  if (!(coupling >= 0 && coupling < 1)) {
    throw new InputError('coupling', coupling, 'a number from 0 to below 1');
  }
  return scopes.map((scope, n) => {
    const stream = new RandomStream(seed, 'initialisation', n);
    const size = scope.length;
    const scopeLevels = scope.map((member) => levels[member]!);
    const target = Float64Array.from(scopeLevels, (each) => stream.uniform() * (each - 1));
    const direction = scope.map(() => (2 * stream.uniform() - 1) * Math.sqrt(3));
    const hessian = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        hessian[i * size + j] = curvature * coupling * direction[i]! * direction[j]!;
      }
      hessian[i * size + i]! += curvature * (1 - coupling) * (0.5 + stream.uniform());
    }
    return new QuadraticObjective(scope, scopeLevels, hessian, target);
  });
}

export const MAXIMUM_CURVATURE = 1e6;

/** -1/2 (alpha - t)' H (alpha - t) over its scope, in reward units. */
export class QuadraticObjective implements LocalObjective {
  readonly concave = true;
  readonly scope: readonly number[];
  readonly levels: readonly number[];
  readonly hessian: Float64Array;
  readonly target: Float64Array;

  /**
   * @param hessian size x size, row-major, symmetric, positive semidefinite: minus Q's second
   *   derivatives
   * @param target t, in levels
   */
  constructor(
    scope: readonly number[],
    levels: readonly number[],
    hessian: Float64Array,
    target: Float64Array,
  ) {
    this.scope = scope;
    this.levels = levels;
    this.hessian = hessian;
    this.target = target;
  }

  value(alpha: ArrayLike<number>): number {
    return this.#valueAt(alpha, null);
  }

  gradient(alpha: ArrayLike<number>, gradient: Float64Array): number {
    return this.#valueAt(alpha, gradient);
  }

  table(): Float64Array {
    const { levels } = this;
    const table = new Float64Array(jointDecisions(levels));
    const alpha = new Float64Array(levels.length);
    for (let index = 0; index < table.length; index++) {
      let rest = index;
      for (let i = levels.length - 1; i >= 0; i--) {
        alpha[i] = rest % levels[i]!;
        rest = Math.floor(rest / levels[i]!);
      }
      table[index] = this.value(alpha);
    }
    return table;
  }

  /** |H (alpha - t)| is convex in alpha, so its maximum over the box stands at one of its corners. */
  lipschitz(): LipschitzBound {
    const size = this.levels.length;
    const alpha = new Float64Array(size);
    const gradient = new Float64Array(size);
    const cells = 1 << size;
    let longest = 0;
    for (let corner = 0; corner < cells; corner++) {
      for (let i = 0; i < size; i++) alpha[i] = (corner >> i) & 1 ? this.levels[i]! - 1 : 0;
      this.gradient(alpha, gradient);
      longest = Math.max(longest, Math.sqrt(gradient.reduce((sum, each) => sum + each * each, 0)));
    }
    return { upper: longest * ROUNDED_UP, lower: longest, method: 'vertices', cells };
  }

  #valueAt(alpha: ArrayLike<number>, gradient: Float64Array | null): number {
    const { hessian, target } = this;
    const size = target.length;
    let value = 0;
    for (let i = 0; i < size; i++) {
      let slope = 0;
      for (let j = 0; j < size; j++) slope += hessian[i * size + j]! * (alpha[j]! - target[j]!);
      value -= 0.5 * slope * (alpha[i]! - target[i]!);
      if (gradient) gradient[i] = -slope;
    }
    return value;
  }
}

/** Far more than the sums of a corner can lose by rounding. */
const ROUNDED_UP = 1 + 1e-12;

/** Where the sum of concave quadratics is largest on the box, and how sure that is. */
export interface RelaxedOptimum {
  /** One real level a server. */
  readonly point: Float64Array;
  /** The sum of all Q_n there, reward units. */
  readonly objective: number;
  /** No point of the box is better by more than this (concavity: the best linear step from here). */
  readonly certificate: number;
}

const MAXIMUM_PASSES = 100_000;
const EXACT_ENOUGH = 1e-13;

/**
 * The optimum of sum_n Q_n over the box by exact maximisation of one coordinate after the other.
 *
 * @param enough ends once the certificate is below this share of the sum's terms
 */
export function relaxedOptimum(
  objectives: readonly QuadraticObjective[],
  enough = EXACT_ENOUGH,
): RelaxedOptimum {
  const count = objectives.length;
  const highest = ownLevels(objectives).map((each) => each - 1);
  const { matrix, linear, size } = assemble(objectives);
  const point = Float64Array.from(highest, (each) => each / 2);
  // The gradient of the sum: linear - matrix point.
  const slope = (i: number) => {
    let sum = linear[i]!;
    for (let j = 0; j < count; j++) sum -= matrix[i * count + j]! * point[j]!;
    return sum;
  };
  let certificate = Number.POSITIVE_INFINITY;
  for (let pass = 0; pass < MAXIMUM_PASSES && certificate > enough * size; pass++) {
    for (let i = 0; i < count; i++) {
      const step = slope(i) / matrix[i * count + i]!;
      point[i] = Math.max(0, Math.min(point[i]! + step, highest[i]!));
    }
    certificate = 0;
    for (let i = 0; i < count; i++) {
      const rise = slope(i);
      certificate += rise * ((rise > 0 ? highest[i]! : 0) - point[i]!);
    }
  }
  const objective = objectives.reduce((sum, each) => {
    return sum + each.value(each.scope.map((member) => point[member]!));
  }, 0);
  return { point, objective, certificate };
}

/** sum_n Q_n = -1/2 a' matrix a + linear a + a constant; `size` is that of the terms. */
function assemble(objectives: readonly QuadraticObjective[]) {
  const count = objectives.length;
  const matrix = new Float64Array(count * count);
  const linear = new Float64Array(count);
  let size = 1;
  for (const { scope, hessian, target } of objectives) {
    scope.forEach((row, i) => {
      scope.forEach((column, j) => {
        const entry = hessian[i * scope.length + j]!;
        matrix[row * count + column]! += entry;
        linear[row]! += entry * target[j]!;
        size += Math.abs(entry * target[i]! * target[j]!);
      });
    });
  }
  return { matrix, linear, size };
}

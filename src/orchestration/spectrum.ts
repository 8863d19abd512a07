/**
 * How fast a communication matrix W mixes: its singular values and, over failing links, the
 * eigenvalues of E[W'W]. Decompositions by ml-matrix.
 */
import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';
import { InputError } from '../schema.ts';
import type { Mixing } from './mixing.ts';

/**
 * All singular values of W, descending.
 *
 * @param matrix N x N, row-major; not changed
 */
export function singularValues({ matrix, count }: Pick<Mixing, 'matrix' | 'count'>): Float64Array {
  if (count === 0) return new Float64Array(0);
  const { diagonal } = new SingularValueDecomposition(squareOf(matrix, count), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
  });
  return Float64Array.from(diagonal).sort((a, b) => b - a);
}

/**
 * sigma_2(W), which the convergence rate depends on (Theorem 2): 0 mixes at once, 1 never (a
 * graph in pieces). Of a single LSM: 0.
 */
export function secondSingularValue(mixing: Pick<Mixing, 'matrix' | 'count'>): number {
  return singularValues(mixing)[1] ?? 0;
}

/**
 * E[W'W] where every link works in an iteration with its own probability, independently of the
 * others, and gives its weight back to both diagonals where it does not.
 *
 * With L_l = (e_m - e_n)(e_m - e_n)' of link l = (m, n) of weight w_l, W = I - sum_l B_l w_l L_l is
 * symmetric and B_l = B_l^2 is 1 with probability q_l. As L_l^2 = 2 L_l and E[B_k B_l] = q_k q_l for
 * k != l, E[W^2] = (I - sum_l q_l w_l L_l)^2 + 2 sum_l q_l (1 - q_l) w_l^2 L_l.
 *
 * @param working q_l, one number for all links or one a link of `mixing.links`; from 0 to 1
 * @returns N x N, row-major, symmetric
 * @throws InputError for a probability that is none
 */
export function expectedSquare(mixing: Mixing, working: number | ArrayLike<number>): Float64Array {
  const { count, links, linkEntries, weight } = mixing;
  const mean = new Float64Array(count * count);
  const spread = new Float64Array(count * count);
  for (let n = 0; n < count; n++) mean[n * count + n] = 1;
  links.forEach(([m, n], link) => {
    const q = typeof working === 'number' ? working : working[link]!;
    if (!(q >= 0 && q <= 1)) {
      throw new InputError(`working[${link}]`, q, 'a probability from 0 to 1');
    }
    const w = weight[linkEntries[2 * link]!]!;
    addLaplacian(mean, count, m, n, -q * w);
    addLaplacian(spread, count, m, n, 2 * q * (1 - q) * w * w);
  });
  const square = Matrix.from1DArray(count, count, mean);
  const sum = square.mmul(square).add(Matrix.from1DArray(count, count, spread));
  return Float64Array.from(sum.to1DArray());
}

/**
 * lambda_2 of E[W'W] (Theorem 3): what is left, in the mean, of the squared disagreement after one
 * iteration, at worst. With links that never fail, sigma_2(W)^2. Of a single LSM: 0.
 *
 * @param working as in `expectedSquare`
 */
export function secondEigenvalue(mixing: Mixing, working: number | ArrayLike<number>): number {
  return eigenvalues(expectedSquare(mixing, working), mixing.count)[1] ?? 0;
}

/**
 * All eigenvalues of a symmetric matrix, descending.
 *
 * @param matrix N x N, row-major
 */
export function eigenvalues(matrix: Float64Array, count: number): Float64Array {
  if (count === 0) return new Float64Array(0);
  const { realEigenvalues } = new EigenvalueDecomposition(squareOf(matrix, count), {
    assumeSymmetric: true,
  });
  return Float64Array.from(realEigenvalues).sort((a, b) => b - a);
}

function squareOf(matrix: Float64Array, count: number): Matrix {
  return Matrix.from1DArray(count, count, matrix);
}

/** Adds factor * (e_m - e_n)(e_m - e_n)'. */
function addLaplacian(into: Float64Array, count: number, m: number, n: number, factor: number) {
  into[m * count + m]! += factor;
  into[n * count + n]! += factor;
  into[m * count + n]! -= factor;
  into[n * count + m]! -= factor;
}

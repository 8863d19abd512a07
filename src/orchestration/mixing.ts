/** The communication matrix W: how an LSM weighs what it hears (eq. 13 and two variants). */
import { InputError } from '../schema.ts';
import type { OrchestrationOptions } from './options.ts';
import type { Link } from './problem.ts';

export type MixingKind = OrchestrationOptions['mixing'];

/** W of N LSMs, whole and by column: N2O reads column n to update z_n. */
export interface Mixing {
  readonly count: number;
  /** Ascending, the smaller index first. */
  readonly links: readonly Link[];
  /** N x N, row-major, symmetric and doubly stochastic. */
  readonly matrix: Float64Array;
  /** Entries of column n (its own included) stand from columnStart[n] to columnStart[n + 1]. */
  readonly columnStart: Int32Array;
  /** Row of every entry, ascending in a column. */
  readonly row: Int32Array;
  readonly weight: Float64Array;
  /** Where W_nn stands among the entries. */
  readonly diagonal: Int32Array;
  /** Where W_mn and W_nm of link l = (m, n) stand among the entries: 2l and 2l + 1. */
  readonly linkEntries: Int32Array;
}

const SUM_TOLERANCE = 1e-9;

/**
 * Builds W over undirected links:
 * `equation13` W = I - (D - A) / (delta_max + 1); `lazy` (I + W) / 2 of that; `metropolis`
 * W_mn = 1 / (1 + max(d_m, d_n)). What is left of a row is the self weight.
 *
 * @param links pairs of indices below `count`
 * @throws InputError for a link to itself, to an LSM that does not exist, or given twice
 */
export function buildMixing(kind: MixingKind, count: number, links: readonly Link[]): Mixing {
  const sorted = normaliseLinks(count, links);
  const degree = new Int32Array(count);
  for (const [m, n] of sorted) {
    degree[m]!++;
    degree[n]!++;
  }
  const largest = degree.reduce((a, b) => Math.max(a, b), 0);
  const matrix = new Float64Array(count * count);
  for (let n = 0; n < count; n++) matrix[n * count + n] = 1;
  for (const [m, n] of sorted) {
    let weight = 1 / (largest + 1);
    if (kind === 'lazy') weight /= 2;
    if (kind === 'metropolis') weight = 1 / (1 + Math.max(degree[m]!, degree[n]!));
    matrix[m * count + n] = weight;
    matrix[n * count + m] = weight;
    matrix[m * count + m]! -= weight;
    matrix[n * count + n]! -= weight;
  }
  for (let n = 0; n < count; n++) {
    // Subtraction may leave a self weight of zero a rounding error below it.
    matrix[n * count + n] = Math.max(0, matrix[n * count + n]!);
  }
  checkDoublyStochastic(matrix, count);
  return { count, links: sorted, matrix, ...sparseColumns(matrix, count, sorted) };
}

/**
 * Refuses a matrix that would not keep the mean of what is mixed.
 *
 * @param matrix N x N, row-major
 * @throws InputError naming the entry that is negative or not finite, or the row or column that
 *   does not sum to 1 within 1e-9
 */
export function checkDoublyStochastic(matrix: Float64Array, count: number): void {
  const rows = new Float64Array(count);
  const columns = new Float64Array(count);
  for (let m = 0; m < count; m++) {
    for (let n = 0; n < count; n++) {
      const weight = matrix[m * count + n]!;
      if (!(weight >= 0 && weight <= 1 + SUM_TOLERANCE)) {
        throw new InputError(`mixing[${m}][${n}]`, weight, 'a weight from 0 to 1');
      }
      rows[m]! += weight;
      columns[n]! += weight;
    }
  }
  for (const [name, sums] of [['row', rows] as const, ['column', columns] as const]) {
    const wrong = sums.findIndex((sum) => Math.abs(sum - 1) > SUM_TOLERANCE);
    if (wrong >= 0) {
      throw new InputError(`sum of ${name} ${wrong} of mixing`, sums[wrong], '1 (within 1e-9)');
    }
  }
}

/**
 * W where some links carry nothing: each gives its weight back to the self weights of both ends, so
 * that rows and columns keep their sums.
 *
 * @param failing as indices into `mixing.links`, each once
 * @returns N x N, row-major
 */
export function mixingWithout(mixing: Mixing, failing: Iterable<number>): Float64Array {
  const { count, links } = mixing;
  const matrix = mixing.matrix.slice();
  for (const link of failing) {
    const [m, n] = links[link]!;
    const weight = matrix[m * count + n]!;
    matrix[m * count + m]! += weight;
    matrix[n * count + n]! += weight;
    matrix[m * count + n] = 0;
    matrix[n * count + m] = 0;
  }
  return matrix;
}

function normaliseLinks(count: number, links: readonly Link[]): Link[] {
  const sorted = links.map(([m, n]): Link => (m < n ? [m, n] : [n, m]));
  sorted.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  sorted.forEach(([m, n], i) => {
    if (!Number.isInteger(m) || !Number.isInteger(n) || m < 0 || n >= count || m === n) {
      throw new InputError('links', [m, n], `pairs of different LSMs from 0 to ${count - 1}`);
    }
    const previous = sorted[i - 1];
    if (previous && previous[0] === m && previous[1] === n) {
      throw new InputError('links', [m, n], 'each pair once');
    }
  });
  return sorted;
}

/** Column entries over self and links (a link keeps its entry even if its weight is 0). */
function sparseColumns(matrix: Float64Array, count: number, links: readonly Link[]) {
  const rows: number[][] = Array.from({ length: count }, (_, n) => [n]);
  for (const [m, n] of links) {
    rows[m]!.push(n);
    rows[n]!.push(m);
  }
  const columnStart = new Int32Array(count + 1);
  rows.forEach((column, n) => {
    column.sort((a, b) => a - b);
    columnStart[n + 1] = columnStart[n]! + column.length;
  });
  const entry = (m: number, n: number) => columnStart[n]! + rows[n]!.indexOf(m);
  return {
    columnStart,
    row: Int32Array.from(rows.flat()),
    weight: Float64Array.from(
      rows.flatMap((column, n) => column.map((m) => matrix[m * count + n]!)),
    ),
    diagonal: Int32Array.from(rows, (_, n) => entry(n, n)),
    linkEntries: Int32Array.from(links.flatMap(([m, n]) => [entry(m, n), entry(n, m)])),
  };
}

/**
 * Gradient tracking with projection (NEXT: Di Lorenzo and Scutari, IEEE Transactions on Signal and
 * Information Processing over Networks 2, 2016; SONATA: Sun, Scutari and Daneshmand, SIAM Journal on
 * Optimization 32, 2022), the modern relative of N2O: everyone keeps a copy of all decisions, as in
 * N2O, and besides an estimate of the mean gradient of all Q_n, which mixing alone cannot wash out.
 */
import type { Mixing } from '../mixing.ts';
import type { LocalObjective } from '../objective.ts';
import type { GradientOptions } from './centralizedGradient.ts';
import type { LinkPost } from './post.ts';

/** The state after an iteration: N x N, row-major, row n belongs to LSM n; live. */
export interface TrackingState {
  /** Copies of all decisions, in levels. */
  readonly copies: Float64Array;
  /** Estimates of (1 / N) sum of dQ_n / da, reward units a level; their mean is the gradients'. */
  readonly tracked: Float64Array;
}

/**
 * Yields the state after each iteration: x_n moves to clip(x_n + step N y_n); then both it and
 * y_n are mixed over the working links (a failing link gives its weight back to both ends), and
 * y_n moves by the change of n's own gradient.
 *
 * @param anchor where the copies start, N x N
 * @param mixing over the links of `post`
 */
export function* gradientTracking(
  objectives: readonly LocalObjective[],
  mixing: Mixing,
  anchor: Float64Array,
  { iterations, step }: GradientOptions,
  post: LinkPost,
): Generator<TrackingState, void, void> {
  const { count } = mixing;
  const highest = objectives.map(({ levels }) => levels[0]! - 1);
  const copies = anchor.slice();
  const gradients = gradientsAt(objectives, copies);
  const tracked = gradients.slice();
  const state = { copies, tracked };
  for (let iteration = 0; iteration < iterations; iteration += 1) {
    post.next();
    for (let place = 0; place < copies.length; place += 1) {
      const free = copies[place]! + step * count * tracked[place]!;
      copies[place] = Math.max(0, Math.min(free, highest[place % count]!));
    }
    const weights = exchange(mixing, post);
    mix(mixing, weights, copies);
    mix(mixing, weights, tracked);
    const next = gradientsAt(objectives, copies);
    for (let place = 0; place < next.length; place += 1) {
      tracked[place]! += next[place]! - gradients[place]!;
    }
    gradients.set(next);
    yield state;
  }
}

/** dQ_n / da at every LSM's own copy, in row n; 0 off its scope. */
function gradientsAt(objectives: readonly LocalObjective[], copies: Float64Array): Float64Array {
  const count = objectives.length;
  const gradients = new Float64Array(copies.length);
  objectives.forEach((objective, n) => {
    const { scope } = objective;
    const gradient = new Float64Array(scope.length);
    objective.gradient(
      scope.map((member) => copies[n * count + member]!),
      gradient,
    );
    scope.forEach((member, i) => {
      gradients[n * count + member] = gradient[i]!;
    });
  });
  return gradients;
}

/** Everyone sends both its rows over each of its links; the weight of each link in this iteration. */
function exchange({ count, links, matrix }: Mixing, post: LinkPost): number[] {
  return links.map(([m, n], link) => {
    post.sendOver(link, 2 * count);
    return post.sendOver(link, 2 * count) ? matrix[m * count + n]! : 0;
  });
}

/** rows <- W rows, W symmetric with these weights of links and the rest of a row on its diagonal. */
function mix({ count, links }: Mixing, weights: readonly number[], rows: Float64Array): void {
  const before = rows.slice();
  links.forEach(([m, n], link) => {
    const weight = weights[link]!;
    for (let i = 0; i < count; i += 1) {
      const difference = weight * (before[m * count + i]! - before[n * count + i]!);
      rows[m * count + i]! -= difference;
      rows[n * count + i]! += difference;
    }
  });
}

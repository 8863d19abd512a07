/** Algorithm 1: neural network orchestration (N2O). */
import type { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import type { Mixing } from './mixing.ts';
import { LARGEST_VALUE, type LocalObjective } from './objective.ts';

/** What Algorithm 1 needs besides the objectives and W. */
export interface N2oOptions {
  /** T. */
  readonly iterations: number;
  /** gamma_n of psi_n(a) = gamma_n / 2 |a - c_n|^2. */
  readonly gamma: number;
  /** Factor of every gradient. */
  readonly gradientScale: number;
  /** Probability that a link fails in an iteration, both ways at once. */
  readonly failure: number;
}

/** The state after update tau. The arrays are live: the next iteration overwrites them. */
export interface N2oState {
  /** 1..T. */
  tau: number;
  /** g_n(tau) in row n, used in this update: reward units a level, before gradientScale. */
  readonly gradients: Float64Array;
  /** z_n(tau + 1) in row n. */
  duals: Float64Array;
  /** a'_n(tau + 1) in row n: LSM n's copy of everyone's decision, in levels. */
  readonly copies: Float64Array;
  /** Links that failed in this iteration, as indices into `mixing.links`, ascending. */
  failedLinks: readonly number[];
}

/**
 * Runs N2O and yields after every update (eq. 3a, 3b, with the projection (4) for
 * psi_n = gamma_n / 2 |a - c_n|^2 on the box [0, K_i - 1] and beta(tau) = tau^(-1/2)).
 *
 * @param anchor N x N row-major: c_n in row n, which is also a'_n(1)
 * @param linkFailures stream that one draw a link and iteration comes from; unused at failure 0
 * @throws InputError where a value or gradient of an objective is beyond LARGEST_VALUE
 */
export function* n2o(
  objectives: readonly LocalObjective[],
  mixing: Mixing,
  options: N2oOptions,
  anchor: Float64Array,
  linkFailures: RandomStream,
): Generator<N2oState, void, void> {
  const { count } = mixing;
  const highest = Float64Array.from(objectives, ({ levels }) => levels[0]! - 1);
  const weight = mixing.weight.slice();
  let previousDuals: Float64Array = new Float64Array(count * count);
  const state: N2oState = {
    tau: 0,
    gradients: new Float64Array(count * count),
    duals: new Float64Array(count * count),
    copies: anchor.slice(),
    failedLinks: [],
  };
  const parts = localParts(objectives);
  while (state.tau < options.iterations) {
    state.tau++;
    computeGradients(parts, state.copies, state.gradients);
    if (options.failure > 0) {
      state.failedLinks = drawFailures(mixing, options.failure, linkFailures);
      applyFailures(mixing, state.failedLinks, weight);
    }
    [previousDuals, state.duals] = [state.duals, previousDuals];
    mix(mixing, weight, previousDuals, state.duals);
    addGradients(parts, state.gradients, options.gradientScale, state.duals);
    const step = 1 / Math.sqrt(state.tau) / options.gamma;
    project(state.duals, anchor, step, highest, state.copies);
    yield state;
  }
}

/** An objective, where its scope stands in an N x N matrix of its LSM's row, and room to work. */
interface LocalPart {
  readonly objective: LocalObjective;
  readonly places: Int32Array;
  readonly alpha: Float64Array;
  readonly gradient: Float64Array;
}

function localParts(objectives: readonly LocalObjective[]): LocalPart[] {
  return objectives.map((objective, n) => ({
    objective,
    places: Int32Array.from(objective.scope, (member) => n * objectives.length + member),
    alpha: new Float64Array(objective.scope.length),
    gradient: new Float64Array(objective.scope.length),
  }));
}

/** Line 5: writes g_n = -dQ_n / da'_n at every LSM's own copy; off its scope g_n stays zero. */
function computeGradients(
  parts: readonly LocalPart[],
  copies: Float64Array,
  gradients: Float64Array,
): void {
  for (const { objective, places, alpha, gradient } of parts) {
    for (let i = 0; i < places.length; i++) alpha[i] = copies[places[i]!]!;
    let largest = Math.abs(objective.gradient(alpha, gradient));
    for (let i = 0; i < places.length; i++) {
      gradients[places[i]!] = -gradient[i]!;
      largest = Math.max(largest, Math.abs(gradient[i]!));
    }
    if (!(largest <= LARGEST_VALUE)) {
      const where = `Q or its gradient of the LSM at index ${objective.scope[0]}`;
      throw new InputError(where, largest, `numbers up to ${LARGEST_VALUE}`);
    }
  }
}

/** Line 7, the second term. */
function addGradients(
  parts: readonly LocalPart[],
  gradients: Float64Array,
  scale: number,
  duals: Float64Array,
): void {
  for (const { places } of parts) {
    for (let i = 0; i < places.length; i++) {
      duals[places[i]!]! += scale * gradients[places[i]!]!;
    }
  }
}

function drawFailures(mixing: Mixing, failure: number, stream: RandomStream): number[] {
  const failed: number[] = [];
  for (let link = 0; link < mixing.links.length; link++) {
    if (stream.uniform() < failure) failed.push(link);
  }
  return failed;
}

/** W of this iteration: a failed link gives its weight back to the self weights of both ends. */
function applyFailures(mixing: Mixing, failed: readonly number[], weight: Float64Array): void {
  weight.set(mixing.weight);
  for (const link of failed) {
    const [m, n] = mixing.links[link]!;
    const entry = mixing.linkEntries[2 * link]!;
    const share = weight[entry]!;
    weight[mixing.diagonal[m]!]! += share;
    weight[mixing.diagonal[n]!]! += share;
    weight[entry] = 0;
    weight[mixing.linkEntries[2 * link + 1]!] = 0;
  }
}

/** Line 7, the sum: next_n = sum over m of W_mn z_m. */
function mix(mixing: Mixing, weight: Float64Array, duals: Float64Array, next: Float64Array): void {
  const { count, columnStart, row } = mixing;
  next.fill(0);
  for (let n = 0; n < count; n++) {
    const target = n * count;
    for (let entry = columnStart[n]!; entry < columnStart[n + 1]!; entry++) {
      const share = weight[entry]!;
      const source = row[entry]! * count;
      for (let i = 0; i < count; i++) next[target + i]! += share * duals[source + i]!;
    }
  }
}

/** Eq. (4): argmin over the box of <z, a> + psi_n(a) / beta. */
function project(
  duals: Float64Array,
  anchor: Float64Array,
  step: number,
  highest: Float64Array,
  copies: Float64Array,
): void {
  const count = highest.length;
  for (let start = 0; start < duals.length; start += count) {
    for (let i = 0; i < count; i++) {
      const free = anchor[start + i]! - step * duals[start + i]!;
      copies[start + i] = Math.max(0, Math.min(free, highest[i]!));
    }
  }
}

/** Algorithm 1: neural network orchestration (N2O). */
import { PlainArithmetic, type Variant } from './arithmetic.ts';
import type { LinkProcess } from './linkProcess.ts';
import type { Mixing } from './mixing.ts';
import type { OrchestrationOptions } from './options.ts';
import type { OrchestrationProblem } from './problem.ts';

/** What Algorithm 1 needs besides the objectives and W. */
export interface N2oOptions extends Variant {
  /** T. */
  readonly iterations: number;
  /** gamma_n of psi_n(a) = gamma_n / 2 |a - c_n|^2. */
  readonly gamma: number;
  /** Factor of every gradient. */
  readonly gradientScale: number;
  readonly stepSize: OrchestrationOptions['stepSize'];
}

/** The state after update tau. The arrays are live: the next iteration or run overwrites them. */
export interface N2oState {
  /** 1..T. */
  tau: number;
  /** g_n(tau) in row n, used in this update: reward units a level, before gradientScale. */
  readonly gradients: Float64Array;
  /** z_n(tau + 1) in row n. */
  duals: Float64Array;
  /** a'_n(tau + 1) in row n: LSM n's copy of everyone's decision, in levels. */
  readonly copies: Float64Array;
  /** Links that failed or were cut in this iteration, as indices into `mixing.links`, ascending. */
  failedLinks: readonly number[];
}

/**
 * Runs N2O and yields after every update (eq. 3a, 3b, with the projection (4) for
 * psi_n = gamma_n / 2 |a - c_n|^2 on the box [0, K_i - 1], or on its whole levels).
 *
 * @param anchor N x N row-major: c_n in row n, which is also a'_n(1); 0 where LSM n does not keep a
 *   coordinate
 * @param links of this run, at their start
 * @throws InputError where a value or gradient of an objective is beyond LARGEST_VALUE
 */
export function* n2o(
  { objectives, startArithmetic }: Pick<OrchestrationProblem, 'objectives' | 'startArithmetic'>,
  mixing: Mixing,
  options: N2oOptions,
  anchor: Float64Array,
  links: LinkProcess,
): Generator<N2oState, void, void> {
  const weight = mixing.weight.slice();
  const setting = { mixing, gradientScale: options.gradientScale, anchor };
  const isPlain = options.projection === 'box' && options.kept === null;
  const arithmetic =
    (isPlain ? startArithmetic?.(setting) : null) ??
    new PlainArithmetic(objectives, setting, options);
  const { gradients, duals, copies } = arithmetic;
  const state: N2oState = { tau: 0, gradients, duals, copies, failedLinks: [] };
  while (state.tau < options.iterations) {
    state.tau++;
    if (links.fails) {
      state.failedLinks = links.next();
      applyFailures(mixing, state.failedLinks, weight);
    }
    arithmetic.update(weight, stepSize(options.stepSize, state.tau) / options.gamma);
    state.duals = arithmetic.duals;
    yield state;
  }
}

/** beta(tau). */
export function stepSize(kind: OrchestrationOptions['stepSize'], tau: number): number {
  if (kind === 'inverseRoot') return 1 / Math.sqrt(tau);
  return kind === 'inverse' ? 1 / tau : 1;
}

/** W of this iteration: a failed link gives its weight back to the self weights of both ends. */
export function applyFailures(
  mixing: Mixing,
  failed: readonly number[],
  weight: Float64Array,
): void {
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

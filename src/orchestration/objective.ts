/** What orchestration sees of an LSM: a function of its scope's decisions, in reward units. */
import type { LipschitzBound } from './theoryReport.ts';

/**
 * A local objective Q_n(o_n, alpha_n) at a fixed observation.
 * `alpha` always has one entry for each member of `scope`, in the order of `scope`, in levels
 * (real numbers from 0 to K - 1; whole numbers are decisions).
 */
export interface LocalObjective {
  /** Indices (0..N-1) of the decisions it depends on; the first is its own. */
  readonly scope: readonly number[];
  /** K of each member of the scope. */
  readonly levels: readonly number[];
  /** Q_n at alpha, in reward units. */
  value(alpha: ArrayLike<number>): number;
  /** Writes dQ_n / d alpha (reward units per level) into `gradient` and returns Q_n. */
  gradient(alpha: ArrayLike<number>, gradient: Float64Array): number;
  /**
   * Q_n at every joint decision of the scope, lexicographic in (own, neighbours as listed): the
   * last member of the scope varies fastest. Length: the product of `levels`.
   */
  table(): Float64Array;
  /**
   * A certified bound of the length of Q_n's gradients on the box of its scope; absent where there
   * is none.
   */
  lipschitz?(effort?: LipschitzEffort): LipschitzBound;
  /** True where Q_n is known to be concave on the box. */
  readonly concave?: boolean;
}

/** How long to look for a tight bound. */
export interface LipschitzEffort {
  /** Most cells that the box is cut into. */
  readonly cells: number;
  /** An upper bound at or below this is good enough. */
  readonly enough: number;
}

/** A Q or gradient beyond this is refused: sums of squares would leave the finite numbers. */
export const LARGEST_VALUE = 1e100;

/** An N2O run refuses an LSM whose scope has more joint decisions than this. */
export const JOINT_DECISION_LIMIT = 20_000;

/** What the theory says of one N2O run, beside what the run did: plain data, nothing to run. */

/** A bound of how steeply an objective rises: in reward units a level, in the 2-norm. */
export interface LipschitzBound {
  /** No gradient on the box is longer: certified by `method`. */
  readonly upper: number;
  /** The longest gradient that was found on the box. */
  readonly lower: number;
  readonly method: LipschitzMethod;
  /** Cells that the box was cut into; vertices of the box for `vertices`. */
  readonly cells: number;
}

/**
 * `affineArithmetic`: the gradient of a network enclosed on every cell of a subdivided box, rounding
 * included; `vertices`: of a concave quadratic the longest gradient stands at a corner of the box.
 * `normProduct`: norms of the layers times the steepest pieces, of networks with one-hot levels: loose.
 */
export type LipschitzMethod = 'affineArithmetic' | 'vertices' | 'normProduct';

/** The terms of Theorem 1 after T' iterations, and what was measured: reward units an LSM. */
export interface TheoryTerms {
  /** T'. */
  readonly iterations: number;
  /** OPT as printed. */
  readonly optimisation: number;
  /** COMM as printed, of the LSM where it is largest. */
  readonly communication: number;
  /** NONC as printed. */
  readonly nonConvexity: number;
  /** The sum of the three. */
  readonly bound: number;
  /** The same with the longest gradient found for L: no valid L gives less. */
  readonly leastBound: number;
  /**
   * OPT + COMM for concave Q_n as the proof gives them, with gamma as the modulus, beta(tau - 1) in
   * COMM and the scatter of the anchors: holds for every anchor and gamma.
   */
  readonly concaveBound: number;
  /** Mean over n of Q_n(a*) - Q_n at the running average of a'(1)..a'(T'), of the worst LSM. */
  readonly gap: number;
  /** Index of that LSM. */
  readonly worst: number;
  /** bound / gap; null where the gap is not above zero. */
  readonly ratio: number | null;
  /** The bound lets even the worst decision of all pass: it is above `spread`. */
  readonly vacuous: boolean;
  /** O-rate of Theorem 2 with constant 1: L^2 log(T sqrt N) / (sqrt T (1 - sigma_2)). */
  readonly rate2: number;
  /** Theorem 1's bound with COMM bounded through sigma_2 (Theorem 2's way); NONC included. */
  readonly bound2: number;
  /** O-rate of Theorem 3 with constant 1: L^2 log(T sqrt N) / (sqrt T (1 - lambda_2)). */
  readonly rate3: number;
  /** Right-hand side of Theorem 3. */
  readonly bound3: number;
}

/** What the theorems ask for. */
export type AssumptionKey =
  | 'concave'
  | 'strongConvexity'
  | 'modulus'
  | 'commonAnchor'
  | 'convexSet'
  | 'ownGradient'
  | 'nonIncreasingStep'
  | 'inverseRootStep'
  | 'connected'
  | 'fixedLinks'
  | 'independentLinks'
  | 'wholeDuals'
  | 'runningAverage';

/** `notRefuted`: looked for and not found broken, which proves nothing. */
export type AssumptionVerdict = 'holds' | 'broken' | 'notRefuted';

export interface Assumption {
  readonly key: AssumptionKey;
  readonly verdict: AssumptionVerdict;
  /** The numbers of the theorems that ask for it. */
  readonly theorems: readonly (1 | 2 | 3)[];
  /**
   * Numbers and words behind the verdict, by name: `concave` and `strongConvexity`: `curvature`
   * (largest found, reward units a level^2, times the gradient scale), `gamma`, `lsm` (id), `pairs`
   * (looked at); `modulus`: `gamma`; `commonAnchor`: `anchor`, `scatter` (mean 2-norm distance from
   * the mean anchor, levels); `convexSet`: `projection`; `ownGradient`: `gradient`; the two steps:
   * `stepSize`; `connected`: `pieces`; `fixedLinks`: `failed` (link failures in this run);
   * `independentLinks`: `linkModel`, `failure`, `cuts`; `wholeDuals`: `horizon`; `runningAverage`:
   * `readOut`.
   */
  readonly evidence: Readonly<Record<string, number | string>>;
}

export interface TheoryReport {
  /** L: of all LSMs the largest. */
  readonly lipschitz: LipschitzBound;
  /** The LSM (id) whose bound it is. */
  readonly steepest: number;
  readonly gamma: number;
  /** Factor of every gradient, as a number. */
  readonly gradientScale: number;
  /** a*, and whether it is the exact optimum of P2 or the best known decision. */
  readonly reference: {
    readonly kind: 'exact' | 'bestKnown';
    readonly decision: readonly number[];
    readonly objective: number;
  };
  /** psi(a*): the mean of psi_n(a*). */
  readonly auxiliary: number;
  /**
   * Best minus worst objective of P2 an LSM, over whole decisions; `kind` `bound`: at most that
   * (every LSM at its own best and worst), where the exact ones were refused.
   */
  readonly spread: { readonly kind: 'exact' | 'bound'; readonly value: number };
  readonly secondSingularValue: number;
  /** lambda_2 of E[W'W] under independent failures of the run's share. */
  readonly secondEigenvalue: number;
  /** Ascending in T'; every one from 1 to T where that is not too much work, else evenly thinned. */
  readonly terms: readonly TheoryTerms[];
  readonly assumptions: readonly Assumption[];
  /** Whether, as far as can be told, the run meets all that Theorem 1 asks for. */
  readonly applies: boolean;
}

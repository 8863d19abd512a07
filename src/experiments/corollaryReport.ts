/** Corollary 1 against runs: plain data, nothing to run. */

/** What is measured: on analytic concave quadratics, where all is known. */
export interface CorollarySetting {
  /** Sides m of the m x m grids. */
  readonly sides: readonly number[];
  /** k: reach of a link along an axis, 1 to 3. */
  readonly reaches: readonly number[];
  readonly seeds: readonly number[];
  /** Reached when the worst LSM's running average has at most this share of the first gap. */
  readonly accuracy: number;
  /** No run is longer. */
  readonly iterations: number;
  readonly curvature: number;
  readonly gradientScale: number | 'auto';
}

/** One grid, with the runs on it. */
export interface CorollaryPoint {
  readonly side: number;
  readonly count: number;
  readonly reach: number;
  readonly secondSingularValue: number;
  /** 1 / (1 - sigma_2), which the paper bounds by N / k^2. */
  readonly inverseGap: number;
  /** Iterations to the accuracy, one a seed; null where T was not enough. */
  readonly iterations: readonly (number | null)[];
}

/** An exponent fitted on logarithms by least squares, with its 95 % Student-t interval. */
export interface FittedExponent {
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

/** quantity ~ N^count k^reach. */
export interface FittedScaling {
  readonly count: FittedExponent | null;
  readonly reach: FittedExponent | null;
  /** Points in the fit. */
  readonly points: number;
  /** Paper: exponents that Corollary 1 gives. */
  readonly paper: { readonly count: number; readonly reach: number };
}

export interface CorollaryReport {
  readonly setting: CorollarySetting;
  readonly points: readonly CorollaryPoint[];
  /** 1 / (1 - sigma_2) against N^1 k^-2. */
  readonly spectrum: FittedScaling;
  /** Iterations to the accuracy against (N / k^2)^2: what the rate asks for, squared for sqrt(T). */
  readonly runs: FittedScaling;
}

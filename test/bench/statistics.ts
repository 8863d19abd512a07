/** What is said of repeated measurements. */

/** A median and the half of the measurements around it. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** How many measurements. */
  readonly count: number;
}

/** Quartiles, between measurements where need be; of two, the two themselves. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
  };
  const few = sorted.length < 4;
  return {
    median: at(0.5),
    low: at(few ? 0 : 0.25),
    high: at(few ? 1 : 0.75),
    count: sorted.length,
  };
}

/** b of y = a x^b that fits best, by least squares of the logarithms. */
export function fittedExponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (of: 0 | 1) => logs.reduce((sum, log) => sum + log[of], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const slope = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return slope / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

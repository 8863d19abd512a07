/** Several seeds of one run: their mean and its 95 % interval, episode by episode. */
import { halfInterval, mean } from '../../../experiments/statistics.ts';

export interface SeedBand {
  /** Mean over the seeds that have come so far; NaN where fewer than two have. */
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** n: how many seeds have come to each episode. */
  readonly counts: Uint8Array;
}

/** Two seeds have an interval so wide that drawing it hides everything else. */
const DRAWN_FROM = 3;

/** The edges where enough seeds have come for a picture; NaN elsewhere. */
export function drawnEdges({ low, high, counts }: SeedBand): Pick<SeedBand, 'low' | 'high'> {
  const enough = (edge: Float64Array) =>
    edge.map((value, episode) => (counts[episode]! >= DRAWN_FROM ? value : Number.NaN));
  return { low: enough(low), high: enough(high) };
}

export function seedBand(curves: readonly Float64Array[]): SeedBand {
  const length = Math.max(0, ...curves.map((curve) => curve.length));
  const band = {
    mean: new Float64Array(length).fill(Number.NaN),
    low: new Float64Array(length).fill(Number.NaN),
    high: new Float64Array(length).fill(Number.NaN),
    counts: new Uint8Array(length),
  };
  for (let episode = 0; episode < length; episode++) {
    const values = curves.filter((curve) => curve.length > episode).map((curve) => curve[episode]!);
    band.counts[episode] = values.length;
    const half = halfInterval(values);
    if (half === null) continue;
    const middle = mean(values);
    band.mean[episode] = middle;
    band.low[episode] = middle - half;
    band.high[episode] = middle + half;
  }
  return band;
}

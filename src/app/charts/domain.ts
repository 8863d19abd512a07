/** Domains that hold still: a live axis may widen in round steps, and never shrinks or slides. */

export type Domain = readonly [number, number];

/** 1, 2 or 5 times a power of ten, at least `span` / `parts`. */
export function roundStep(span: number, parts: number): number {
  const rough = span / parts;
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = rough / power;
  // A hair of slack keeps 0.2 from becoming 0.5 by a rounding error.
  for (const step of [1, 2, 5]) if (digit <= step * (1 + 1e-9)) return step * power;
  return 10 * power;
}

/** Keeps 0.30000000000000004 off the axis. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** The narrowest domain of whole round steps that holds [low, high]. */
export function roundDomain(low: number, high: number, parts = 4): Domain {
  // Values that differ by rounding errors alone are one value: give it room around.
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > 1e-9 * size))
    return [clean(low - 1 - 0.1 * size), clean(low + 1 + 0.1 * size)];
  const step = roundStep(high - low, parts);
  return [clean(Math.floor(low / step + 1e-9) * step), clean(Math.ceil(high / step - 1e-9) * step)];
}

/**
 * The domain to draw with: the present one while it holds [low, high], else wider in round steps
 * with room to spare, so that a rising curve seldom moves the axis.
 */
export function steadyDomain(present: Domain | null, low: number, high: number, parts = 4): Domain {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return present ?? [0, 1];
  if (!present) return roundDomain(low, high, parts);
  if (low >= present[0] && high <= present[1]) return present;
  const span = Math.max(high, present[1]) - Math.min(low, present[0]);
  return roundDomain(
    low < present[0] ? low - 0.15 * span : present[0],
    high > present[1] ? high + 0.15 * span : present[1],
    parts,
  );
}

/** Round values inside a domain, ends included. */
export function ticksOf([low, high]: Domain, parts = 4): number[] {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, parts);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks: number[] = [];
  for (let k = first; k <= last; k++) ticks.push(clean(k * step));
  return ticks;
}

/** Smallest and largest finite value, or infinities where there is none. */
export function extent(values: ArrayLike<number>, length = values.length): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

const SAMPLE = 2000;

/**
 * What most values lie between: the `share` and 1 - `share` quantiles of the finite ones (of an
 * even sample where there are many), or infinities where there is none.
 */
export function typicalExtent(values: ArrayLike<number>, share: number): [number, number] {
  const stride = Math.max(1, Math.ceil(values.length / SAMPLE));
  const sample: number[] = [];
  for (let i = 0; i < values.length; i += stride) {
    if (Number.isFinite(values[i])) sample.push(values[i]!);
  }
  if (sample.length === 0) return [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  sample.sort((a, b) => a - b);
  const at = (q: number) => sample[Math.round(q * (sample.length - 1))]!;
  return [at(share), at(1 - share)];
}

/** Keeps labels at least `gap` apart by pushing them down and up around where they want to be. */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  [top, bottom]: Domain,
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let limit = top;
  for (const index of order) {
    placed[index] = Math.max(placed[index]!, limit);
    limit = placed[index]! + gap;
  }
  limit = bottom;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index]!, limit);
    limit = placed[index]! - gap;
  }
  return placed;
}

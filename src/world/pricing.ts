/** What a unit of computation costs. */
import type { RandomStream } from '../random.ts';
import type { PriceRange, Scenario } from './scenario.ts';

/** What prices depend on. */
export type Market = Pick<
  Scenario,
  'priceMinimum' | 'priceMaximum' | 'priceRanges' | 'surgeStart' | 'surgeEnd' | 'surgeFactor'
>;

/** What the price of one server is drawn from, before any surge. */
export function priceRangeOf(
  market: Pick<Market, 'priceMinimum' | 'priceMaximum' | 'priceRanges'>,
  server: number,
): PriceRange {
  const { priceRanges, priceMinimum: minimum, priceMaximum: maximum } = market;
  return priceRanges === 'shared' ? { minimum, maximum } : priceRanges[server]!;
}

/** The lowest and the highest price that a server can meet, surge hours included. */
export function pricesOfServer(
  market: Pick<Market, 'priceMinimum' | 'priceMaximum' | 'priceRanges' | 'surgeFactor'>,
  server: number,
): PriceRange {
  const { minimum, maximum } = priceRangeOf(market, server);
  const { surgeFactor } = market;
  return {
    minimum: Math.min(1, surgeFactor) * minimum,
    maximum: Math.max(1, surgeFactor) * maximum,
  };
}

/**
 * p_n of every server: uniform over its range, independent of each other and of the slots before, and multiplied
 * by the surge factor in its hours.
 *
 * @param hour hour of the day, 0..23
 */
export function drawPrices(
  market: Market,
  hour: number,
  streams: readonly RandomStream[],
): Float64Array {
  const factor = isSurge(market, hour) ? market.surgeFactor : 1;
  return Float64Array.from(streams, (stream, server) => {
    const { minimum, maximum } = priceRangeOf(market, server);
    return factor * (minimum + (maximum - minimum) * stream.uniform());
  });
}

/** Whether an hour (0..23) lies in [start, end), on the clock: an end before the start is of tomorrow. */
export function isSurge(
  { surgeStart, surgeEnd }: Pick<Market, 'surgeStart' | 'surgeEnd'>,
  hour: number,
): boolean {
  return surgeStart <= surgeEnd
    ? hour >= surgeStart && hour < surgeEnd
    : hour >= surgeStart || hour < surgeEnd;
}

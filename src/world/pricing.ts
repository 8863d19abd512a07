/** What a unit of computation costs. */
import type { RandomStream } from '../random.ts';
import type { Scenario } from './scenario.ts';

/** What prices depend on. */
export type Market = Pick<
  Scenario,
  'priceMinimum' | 'priceMaximum' | 'surgeStart' | 'surgeEnd' | 'surgeFactor'
>;

/**
 * p_n of every server: uniform, independent of each other and of the slots before, and multiplied
 * by the surge factor in its hours.
 *
 * @param hour hour of the day, 0..23
 */
export function drawPrices(
  market: Market,
  hour: number,
  streams: readonly RandomStream[],
): Float64Array {
  const { priceMinimum, priceMaximum } = market;
  const factor = isSurge(market, hour) ? market.surgeFactor : 1;
  return Float64Array.from(
    streams,
    (stream) => factor * (priceMinimum + (priceMaximum - priceMinimum) * stream.uniform()),
  );
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

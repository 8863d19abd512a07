/** What a unit of computation costs. */
import type { RandomStream } from '../random.ts';
import type { Scenario } from './scenario.ts';

/** p_n of every server: uniform, independent of each other and of the slots before. */
export function drawPrices(
  { priceMinimum, priceMaximum }: Pick<Scenario, 'priceMinimum' | 'priceMaximum'>,
  streams: readonly RandomStream[],
): Float64Array {
  return Float64Array.from(
    streams,
    (stream) => priceMinimum + (priceMaximum - priceMinimum) * stream.uniform(),
  );
}

/** Hours and prices of a policy map, and what stands in its cells. */
import type { PolicyAxes, PolicyMap } from '../../../learning/policyMap.ts';
import { HOURS } from '../../../world/demand.ts';
import type { Scenario } from '../../../world/scenario.ts';
import { priceInput } from '../../../world/slot.ts';
import { roundDomain } from '../../charts/domain.ts';

export const PRICES = 11;

/** Prices of the rows, the lowest first: the whole range that the market can ask of any server. */
export function pricesOf({
  priceMinimum,
  priceMaximum,
  priceRanges,
  surgeFactor,
}: Pick<Scenario, 'priceMinimum' | 'priceMaximum' | 'priceRanges' | 'surgeFactor'>): number[] {
  const shared = [{ minimum: priceMinimum, maximum: priceMaximum }];
  const ranges = priceRanges === 'shared' ? shared : priceRanges;
  const low = Math.min(1, surgeFactor) * Math.min(...ranges.map(({ minimum }) => minimum));
  const high = Math.max(1, surgeFactor) * Math.max(...ranges.map(({ maximum }) => maximum));
  // A market of one price still has a map: around it.
  const [from, to] = high > low ? [low, high] : roundDomain(low, high);
  return Array.from({ length: PRICES }, (_, row) => from + ((to - from) * row) / (PRICES - 1));
}

/** The axes as the networks take them; an hour is its middle slot. */
export function axesOf(scenario: Scenario): PolicyAxes {
  const { slotsPerDay } = scenario;
  const times = Array.from({ length: HOURS }, (_, hour) => {
    return Math.floor(((hour + 0.5) * slotsPerDay) / HOURS) / slotsPerDay;
  });
  return { times, prices: pricesOf(scenario).map(priceInput) };
}

/** One cell in the units of the page. */
export interface PolicyCell {
  readonly hour: number;
  readonly row: number;
  readonly level: number;
  /** Best Q_n of every own level, reward units. */
  readonly values: readonly number[];
  /** By how much the best level beats the next one, reward units. */
  readonly margin: number;
}

export function cellOf(map: PolicyMap, hour: number, row: number): PolicyCell {
  const index = row * HOURS + hour;
  const values = [...map.values.subarray(index * map.levels, (index + 1) * map.levels)];
  const level = map.greedy[index]!;
  const margin = values[level]! - Math.max(...values.filter((_, each) => each !== level));
  return { hour, row, level, values, margin };
}

/** The row whose price is nearest. */
export function rowOf(prices: readonly number[], price: number): number {
  const [first, last] = [prices[0]!, prices.at(-1)!];
  const row = Math.round(((price - first) / (last - first)) * (prices.length - 1));
  return Math.min(prices.length - 1, Math.max(0, row));
}

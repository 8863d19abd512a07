/** Counted decisions, as a policy map shows them: cell by cell, and over all slots. */
import type { CountedDecisions } from '../../../../experiments/policyMaps.ts';

/** What was decided in the slots of one cell, or of all. */
export interface Decided {
  readonly slots: number;
  /** Share of each level; empty where there was no slot. */
  readonly shares: readonly number[];
  /** Mean level; NaN where there was no slot. */
  readonly mean: number;
  /** The level of most slots, the lowest of equal ones; -1 where there was no slot. */
  readonly most: number;
}

/** One cell (hourPriceCell). */
export function decidedIn({ counts, levels }: CountedDecisions, cell: number): Decided {
  return decided([...counts.subarray(cell * levels, (cell + 1) * levels)]);
}

/** All slots. */
export function decidedOverall({ counts, levels }: CountedDecisions): Decided {
  const sums = new Array<number>(levels).fill(0);
  counts.forEach((count, place) => {
    sums[place % levels]! += count;
  });
  return decided(sums);
}

function decided(counts: readonly number[]): Decided {
  const slots = counts.reduce((sum, count) => sum + count, 0);
  if (slots === 0) return { slots, shares: [], mean: Number.NaN, most: -1 };
  const shares = counts.map((count) => count / slots);
  const mean = shares.reduce((sum, share, level) => sum + share * level, 0);
  return { slots, shares, mean, most: counts.indexOf(Math.max(...counts)) };
}

/** Share of the slots in which two policies decided otherwise; NaN before the first. */
export function differingShare(differing: Uint32Array, slots: number): number {
  return differing.reduce((sum, count) => sum + count, 0) / slots;
}

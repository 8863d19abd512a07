/** Who can hear whom over any number of links, and what an LSM makes of those that it cannot. */
import type { DecisionTables } from './decisionTables.ts';
import { components } from './graph.ts';
import type { Link } from './problem.ts';
import { nearestLevel } from './readOut.ts';

export interface Hearing {
  /** The pieces of the message graph. */
  readonly pieces: readonly (readonly number[])[];
  hears(n: number, other: number): boolean;
  /** What LSM n takes a joint decision to be: its own copy's levels where it hears nothing. */
  seenBy(n: number, decision: Int32Array): Int32Array;
}

/**
 * Null where everyone hears all of its scope, which is how it is on a graph in one piece.
 *
 * @param copies N x N, in levels: row n is what LSM n holds the others' decisions to be
 */
export function hearingOf(
  { scopes, count }: Pick<DecisionTables, 'scopes' | 'count'>,
  links: readonly Link[],
  copies: Float64Array,
): Hearing | null {
  const pieces = components(count, links);
  if (pieces.length === 1) return null;
  const pieceOf = new Int32Array(count);
  pieces.forEach((piece, number) => {
    for (const n of piece) pieceOf[n] = number;
  });
  const hears = (n: number, other: number) => pieceOf[n] === pieceOf[other];
  return {
    pieces,
    hears,
    seenBy(n, decision) {
      const seen = decision.slice();
      for (const member of scopes[n]!) {
        if (!hears(n, member)) seen[member] = nearestLevel(copies[n * count + member]!);
      }
      return seen;
    },
  };
}

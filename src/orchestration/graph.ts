/** What a message graph says about itself: its pieces, and how far apart its LSMs are. */
import { InputError } from '../schema.ts';
import type { Link } from './problem.ts';

/** Between LSMs in different pieces there is no number of hops. */
export const UNREACHABLE = -1;

/** The other ends of every LSM's links, in ascending order. */
export function neighboursOf(count: number, links: readonly Link[]): number[][] {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (const [m, n] of links) {
    neighbours[m]!.push(n);
    neighbours[n]!.push(m);
  }
  for (const others of neighbours) others.sort((a, b) => a - b);
  return neighbours;
}

/**
 * The connected pieces of a graph: LSMs in ascending order, pieces in the order of their first.
 *
 * @param count LSMs 0..count - 1; one without links is a piece of its own
 */
export function components(count: number, links: readonly Link[]): number[][] {
  const neighbours = neighboursOf(count, links);
  const reached = new Uint8Array(count);
  const pieces: number[][] = [];
  for (let first = 0; first < count; first++) {
    if (reached[first]) continue;
    reached[first] = 1;
    const piece = [first];
    // The piece grows while it is walked through.
    for (const n of piece) {
      for (const other of neighbours[n]!) {
        if (reached[other]) continue;
        reached[other] = 1;
        piece.push(other);
      }
    }
    pieces.push(piece.sort((a, b) => a - b));
  }
  return pieces;
}

/**
 * Links on a shortest way between every two LSMs: entry [m * count + n], 0 on the diagonal,
 * UNREACHABLE between pieces.
 */
export function hopDistances(count: number, links: readonly Link[]): Int32Array {
  const neighbours = neighboursOf(count, links);
  const hops = new Int32Array(count * count).fill(UNREACHABLE);
  for (let start = 0; start < count; start++) {
    const row = hops.subarray(start * count, (start + 1) * count);
    row[start] = 0;
    const queue = [start];
    for (const n of queue) {
      for (const other of neighbours[n]!) {
        if (row[other] !== UNREACHABLE) continue;
        row[other] = row[n]! + 1;
        queue.push(other);
      }
    }
  }
  return hops;
}

/** Pieces by the ids of their LSMs: `{0, 1} and {2, 3}`. */
export function piecesText(pieces: readonly (readonly number[])[], ids: readonly number[]): string {
  const texts = pieces.map((piece) => `{${piece.map((n) => ids[n]).join(', ')}}`);
  const last = texts.pop() ?? '';
  return texts.length === 0 ? last : `${texts.join(', ')} and ${last}`;
}

/**
 * Refuses a message graph in pieces: what one piece knows never reaches another.
 *
 * @param field what the links come from
 * @throws InputError naming the pieces by the ids of their LSMs
 */
export function checkConnected(
  ids: readonly number[],
  links: readonly Link[],
  field = 'links',
): void {
  const pieces = components(ids.length, links);
  if (pieces.length <= 1) return;
  const allowed = 'links that connect all LSMs, unless pieces is allow';
  const text = `in ${pieces.length} pieces, ${piecesText(pieces, ids)}; allowed: ${allowed}`;
  throw new InputError(
    field,
    pieces.map((piece) => piece.map((n) => ids[n]!)),
    allowed,
    text,
  );
}

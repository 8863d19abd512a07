/** Which of the four server hues each server takes: neighbours never share one where four suffice. */

import type { Topology } from '../../world/topology.ts';

const HUES = 4;
/** Of a server that has no hue yet. */
const NONE = -1;

type Grid = Pick<Topology, 'columns' | 'neighbours' | 'cells'>;

/**
 * Index 0..3 of every server's hue. Grids with 4 or 8 neighbours take a pattern of four that is
 * proper for both (8 neighbours need four: any 2 x 2 block is complete). A server keeps the hue of
 * its cell whoever comes and goes; one that joins in a cell that has a server is coloured greedily.
 * Other link radii are coloured greedily as a whole, most constrained server first; where four hues
 * cannot suffice, a server takes the one that fewest neighbours have.
 */
export function serverColours({ columns, neighbours, cells }: Grid): readonly number[] {
  const pattern = cells.map((cell, server) =>
    cells.indexOf(cell) === server
      ? patternColour(Math.floor(cell / columns), cell % columns)
      : NONE,
  );
  const begun = isProper(pattern, neighbours) ? pattern : pattern.map(() => NONE);
  return greedyColours(begun, neighbours);
}

/**
 * Rows alternate between two pairs of hues, and every second pair of rows is shifted by one, so
 * that the hues do not follow the parity pattern of the zones.
 */
function patternColour(row: number, column: number): number {
  return 2 * (row % 2) + ((column + Math.floor(row / 2)) % 2);
}

/** Whether no two neighbours have the same colour; one that has none yet is in nobody's way. */
export function isProper(
  colours: readonly number[],
  neighbours: readonly (readonly number[])[],
): boolean {
  return neighbours.every((others, server) =>
    others.every((other) => colours[other] !== colours[server] || colours[server] === NONE),
  );
}

/** DSATUR from what is coloured: always the uncoloured server whose neighbours have most colours, then most neighbours. */
function greedyColours(
  begun: readonly number[],
  neighbours: readonly (readonly number[])[],
): number[] {
  const colours = [...begun];
  const count = colours.length;
  const saturation = (server: number) => {
    const seen = new Set(neighbours[server]!.map((other) => colours[other]!));
    seen.delete(NONE);
    return seen.size;
  };
  const missing = colours.filter((colour) => colour === NONE).length;
  for (let done = 0; done < missing; done++) {
    let next = -1;
    let best = -1;
    for (let server = 0; server < count; server++) {
      if (colours[server] !== NONE) continue;
      const rank = saturation(server) * count + neighbours[server]!.length;
      if (rank > best) {
        best = rank;
        next = server;
      }
    }
    const taken = new Array<number>(HUES).fill(0);
    for (const other of neighbours[next]!) if (colours[other]! >= 0) taken[colours[other]!]!++;
    colours[next] = taken.indexOf(Math.min(...taken));
  }
  return colours;
}

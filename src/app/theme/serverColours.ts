/** Which of the four server hues each server takes: neighbours never share one where four suffice. */

const HUES = 4;

interface Grid {
  readonly count: number;
  readonly columns: number;
  readonly neighbours: readonly (readonly number[])[];
}

/**
 * Index 0..3 of every server's hue. Grids with 4 or 8 neighbours take a pattern of four that is
 * proper for both (8 neighbours need four: any 2 x 2 block is complete). Other link radii are
 * coloured greedily, most constrained server first; where four hues cannot suffice, a server takes
 * the one that fewest neighbours have.
 */
export function serverColours({ count, columns, neighbours }: Grid): readonly number[] {
  const pattern = Array.from({ length: count }, (_, server) =>
    patternColour(Math.floor(server / columns), server % columns),
  );
  return isProper(pattern, neighbours) ? pattern : greedyColours(count, neighbours);
}

/**
 * Rows alternate between two pairs of hues, and every second pair of rows is shifted by one, so
 * that the hues do not follow the parity pattern of the zones.
 */
function patternColour(row: number, column: number): number {
  return 2 * (row % 2) + ((column + Math.floor(row / 2)) % 2);
}

/** Whether no two neighbours have the same colour. */
export function isProper(
  colours: readonly number[],
  neighbours: readonly (readonly number[])[],
): boolean {
  return neighbours.every((others, server) =>
    others.every((other) => colours[other] !== colours[server]),
  );
}

/** DSATUR: always the uncoloured server whose neighbours have most colours, then most neighbours. */
function greedyColours(count: number, neighbours: readonly (readonly number[])[]): number[] {
  const colours = new Array<number>(count).fill(-1);
  const saturation = (server: number) => {
    const seen = new Set(neighbours[server]!.map((other) => colours[other]!));
    seen.delete(-1);
    return seen.size;
  };
  for (let done = 0; done < count; done++) {
    let next = -1;
    let best = -1;
    for (let server = 0; server < count; server++) {
      if (colours[server] !== -1) continue;
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

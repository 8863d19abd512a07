/**
 * The table that glyphs stand in, and that the cells inside a glyph stand in: the servers' own
 * arrangement, folded where it is so long that its cells would be specks.
 */
import { type Arrangement, arrange } from '../../arrangement.ts';

export interface GlyphTable extends Arrangement {
  /** Servers in reading order of their arrangement: the order of rows and columns of the matrix. */
  readonly order: readonly number[];
}

/** Longer side to shorter side from which on a table is folded. */
const LONGEST = 4;

export function glyphTable(places: Parameters<typeof arrange>[0]): GlyphTable {
  const arrangement = arrange(places);
  const order = arrangement.servers.filter((server) => server !== null);
  return { ...fold(arrangement), order };
}

/**
 * Folds a long table like a ribbon: every second piece is turned by half a turn, so that the last
 * line of a piece stands beside the first of the next.
 */
export function fold(table: Arrangement): Arrangement {
  const { rows, columns } = table;
  const long = Math.max(rows, columns);
  const short = Math.min(rows, columns);
  if (long <= LONGEST * short) return table;
  const piece = squarestPiece(long, short);
  const pieces = Math.ceil(long / piece);
  const wide = columns > rows;
  const folded = wide
    ? { rows: short * pieces, columns: piece }
    : { rows: piece, columns: short * pieces };
  const cells = table.cells.map((cell) => {
    const row = Math.floor(cell / columns);
    const column = cell % columns;
    const along = wide ? column : row;
    const across = wide ? row : column;
    const index = Math.floor(along / piece);
    const turned = index % 2 === 1;
    const newAlong = turned ? piece - 1 - (along % piece) : along % piece;
    const newAcross = index * short + (turned ? short - 1 - across : across);
    return wide ? newAcross * folded.columns + newAlong : newAlong * folded.columns + newAcross;
  });
  const servers = new Array<number | null>(folded.rows * folded.columns).fill(null);
  cells.forEach((cell, server) => {
    servers[cell] = server;
  });
  return { ...folded, cells, servers };
}

/** Length of a piece for which the folded table is nearest to a square. */
function squarestPiece(long: number, short: number): number {
  let best = long;
  let bestStretch = Number.POSITIVE_INFINITY;
  for (let pieces = 1; pieces <= long; pieces++) {
    const piece = Math.ceil(long / pieces);
    const side = short * Math.ceil(long / piece);
    const stretch = Math.max(piece / side, side / piece);
    if (stretch < bestStretch) {
      bestStretch = stretch;
      best = piece;
    }
  }
  return best;
}

/** The server next to one in the direction of an arrow key, over empty cells; null at the edge. */
export function neighbourInTable(key: string, server: number, table: Arrangement): number | null {
  const step = STEPS[key];
  if (!step) return null;
  const [down, across] = step;
  const cell = table.cells[server]!;
  const row = Math.floor(cell / table.columns);
  const column = cell % table.columns;
  // Straight on first; where that line is empty, the nearest server that lies that way.
  let best: number | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  table.cells.forEach((other, candidate) => {
    const downBy = Math.floor(other / table.columns) - row;
    const acrossBy = (other % table.columns) - column;
    const ahead = downBy * down + acrossBy * across;
    const aside = Math.abs(downBy * across) + Math.abs(acrossBy * down);
    const distance = ahead + 3 * aside;
    if (ahead > 0 && distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  });
  return best;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

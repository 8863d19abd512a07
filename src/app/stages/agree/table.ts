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

/**
 * The server next to one in the direction of an arrow key; null at the edge. Left and right go in
 * reading order, on to the next line at a line's end, so that every server can be reached whatever
 * cells are empty; up and down go to the nearest server that lies that way.
 */
export function neighbourInTable(key: string, server: number, table: Arrangement): number | null {
  if (key === 'ArrowLeft') return inReadingOrder(server, -1, table);
  if (key === 'ArrowRight') return inReadingOrder(server, 1, table);
  if (key === 'ArrowUp') return nearest(server, -1, table);
  if (key === 'ArrowDown') return nearest(server, 1, table);
  return null;
}

function inReadingOrder(server: number, step: 1 | -1, { servers, cells }: Arrangement) {
  for (let cell = cells[server]! + step; cell >= 0 && cell < servers.length; cell += step) {
    const found = servers[cell] ?? null;
    if (found !== null) return found;
  }
  return null;
}

function nearest(server: number, down: 1 | -1, table: Arrangement): number | null {
  const cell = table.cells[server]!;
  const row = Math.floor(cell / table.columns);
  const column = cell % table.columns;
  let best: number | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  table.cells.forEach((other, candidate) => {
    const ahead = (Math.floor(other / table.columns) - row) * down;
    const distance = ahead + 3 * Math.abs((other % table.columns) - column);
    if (ahead > 0 && distance < bestDistance) {
      bestDistance = distance;
      best = candidate;
    }
  });
  return best;
}

/**
 * Servers in the cells of a small table, each near its place on the map: what copy glyphs, curves
 * by server and decisions by hand are laid out in. On the grid that is the grid itself.
 */
import type { Topology } from '../world/topology.ts';

export interface Arrangement {
  readonly rows: number;
  readonly columns: number;
  /** Cell (row * columns + column) of every server; no two share one. */
  readonly cells: readonly number[];
  /** Server in every cell; null where the cell is empty. */
  readonly servers: readonly (number | null)[];
}

type Places = Pick<Topology, 'count' | 'rows' | 'columns' | 'x' | 'y' | 'width' | 'height'>;

/** Gives every server the free cell nearest to its place, the nearest pairs first. */
export function arrange(places: Places): Arrangement {
  const { rows, columns } = tableFor(places);
  const pairs = pairsByDistance(places, rows, columns);
  const cells = new Array<number>(places.count).fill(-1);
  const servers = new Array<number | null>(rows * columns).fill(null);
  for (const { server, cell } of pairs) {
    if (cells[server] !== -1 || servers[cell] !== null) continue;
    cells[server] = cell;
    servers[cell] = server;
  }
  return { rows, columns, cells, servers };
}

/** The ground's own cells where they suffice; else one line more along the longer side. */
function tableFor({ count, rows, columns, width, height }: Places) {
  const table = { rows, columns };
  while (table.rows * table.columns < count) {
    const isWide = width / table.columns >= height / table.rows;
    if (isWide) table.columns += 1;
    else table.rows += 1;
  }
  return table;
}

function pairsByDistance({ count, x, y, width, height }: Places, rows: number, columns: number) {
  const pairs = [];
  for (let server = 0; server < count; server++) {
    // Fractional cell of the place: the outermost servers stand in the outermost cells.
    const column = share(x[server]!, x, width) * (columns - 1);
    const row = share(y[server]!, y, height) * (rows - 1);
    for (let cell = 0; cell < rows * columns; cell++) {
      const across = column - (cell % columns);
      const down = row - Math.floor(cell / columns);
      pairs.push({ server, cell, distance: across * across + down * down });
    }
  }
  return pairs.sort(
    (one, other) =>
      one.distance - other.distance || one.server - other.server || one.cell - other.cell,
  );
}

/** Where a place lies between the outermost ones, 0..1; the middle where all are in one line. */
function share(place: number, places: Float64Array, length: number): number {
  const low = Math.min(...places);
  const high = Math.max(...places);
  return high - low > length / 100 ? (place - low) / (high - low) : 0.5;
}

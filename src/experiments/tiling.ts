/**
 * Q-networks of a small grid laid out on a larger one, to see what orchestration costs and comes to
 * on grids that nobody has trained: every server of the larger grid borrows the network of a server
 * that stands alike: in a corner, at a border, or inside in the same zone.
 */
import type { LocalNetwork, LocalNetworks } from '../learning/network.ts';
import { neighbourLinks } from '../learning/networksFile.ts';
import type { Link } from '../orchestration/problem.ts';
import { InputError } from '../schema.ts';

/** Rows and columns of a grid; index = row * columns + column. */
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

/** A larger grid on borrowed networks. */
export interface Tiling {
  readonly networks: LocalNetworks;
  readonly links: readonly Link[];
  /** By server of the larger grid: the server of the smaller one whose network it borrows. */
  readonly sources: Int32Array;
  /** By server of the larger grid: which copy of the smaller one it belongs to, from 0. */
  readonly tiles: Int32Array;
}

/** Zones change with the parity of row and column: cells an even number apart see the same one. */
const PERIOD = 2;

/** Where along one side a network comes from, and how many times the side began anew before. */
interface Place {
  readonly source: number;
  readonly tile: number;
}

/**
 * The first cell borrows from the first, the last from the last, and those inside from inside cells
 * an even number of cells away, by turns.
 */
function placeAlong(cell: number, length: number, sourceLength: number): Place {
  const inside = sourceLength - 2;
  const turns = inside >= PERIOD ? inside - (inside % PERIOD) : 1;
  const tile = Math.floor(Math.max(0, Math.min(cell, length - 2) - 1) / turns);
  if (cell === 0) return { source: 0, tile };
  if (cell === length - 1) return { source: sourceLength - 1, tile };
  return { source: 1 + ((cell - 1) % turns), tile };
}

/**
 * Lays networks of a 4-connected grid out on a larger one.
 *
 * @param source the grid of `networks`, in the order of its cells, at least 3 x 3
 * @param target at least as large in both directions
 * @throws InputError where a grid is too small, or the networks are not those of the grid
 */
export function tileNetworks(networks: LocalNetworks, source: GridSize, target: GridSize): Tiling {
  const { agents } = networks;
  if (source.rows < 3 || source.columns < 3) {
    throw new InputError('source', source, 'a grid with servers inside: 3 x 3 or larger');
  }
  if (target.rows < source.rows || target.columns < source.columns) {
    throw new InputError('target', target, `${source.rows} x ${source.columns} or larger`);
  }
  checkGrid(agents, source);
  const count = target.rows * target.columns;
  const sources = new Int32Array(count);
  const tiles = new Int32Array(count);
  const tilesAcross = placeAlong(target.columns - 1, target.columns, source.columns).tile + 1;
  for (let cell = 0; cell < count; cell += 1) {
    const row = placeAlong(Math.floor(cell / target.columns), target.rows, source.rows);
    const column = placeAlong(cell % target.columns, target.columns, source.columns);
    sources[cell] = row.source * source.columns + column.source;
    tiles[cell] = row.tile * tilesAcross + column.tile;
  }
  const tiled = Array.from(sources, (from, id): LocalNetwork => {
    // Above, left, right and below come in the same order on both grids.
    const scope = [id, ...gridNeighbours(id, target)];
    return { ...agents[from]!, id, scope };
  });
  // The decision of a neighbour is read as that of the server that lent the network knew it.
  return { networks: { ...networks, agents: tiled }, links: neighbourLinks(tiled), sources, tiles };
}

/**
 * Observations of the larger grid: every server sees what the one it borrows from saw, each copy of
 * the smaller grid in a slot of its own, so that the copies are no copies of each other.
 *
 * @param slots observations of the smaller grid at several slots, taken by turns
 */
export function tileObservations(
  { sources, tiles, networks }: Pick<Tiling, 'sources' | 'tiles' | 'networks'>,
  slots: readonly ArrayLike<number>[],
): Float64Array {
  const size = networks.observationSize;
  const tiled = new Float64Array(sources.length * size);
  sources.forEach((from, cell) => {
    const seen = slots[tiles[cell]! % slots.length]!;
    for (let i = 0; i < size; i += 1) tiled[cell * size + i] = seen[from * size + i]!;
  });
  return tiled;
}

/** 4-connected neighbours of a cell, ascending. */
export function gridNeighbours(cell: number, { rows, columns }: GridSize): number[] {
  const neighbours: number[] = [];
  if (cell >= columns) neighbours.push(cell - columns);
  if (cell % columns > 0) neighbours.push(cell - 1);
  if (cell % columns < columns - 1) neighbours.push(cell + 1);
  if (cell < (rows - 1) * columns) neighbours.push(cell + columns);
  return neighbours;
}

function checkGrid(agents: readonly LocalNetwork[], grid: GridSize): void {
  const count = grid.rows * grid.columns;
  if (agents.length !== count) {
    throw new InputError('networks.agents', agents.length, `${count}, one a cell of the grid`);
  }
  const levels = agents[0]!.levels[0]!;
  agents.forEach(({ scope, levels: scopeLevels }, cell) => {
    const expected = [cell, ...gridNeighbours(cell, grid)];
    if (scope.join() !== expected.join()) {
      const allowed = 'its 4-connected neighbours on the grid';
      throw new InputError(`networks.agents[${cell}].neighbours`, scope.slice(1), allowed);
    }
    if (scopeLevels.some((each) => each !== levels)) {
      const allowed = `${levels}, as many as all others`;
      throw new InputError(`networks.agents[${cell}].levels`, scopeLevels[0], allowed);
    }
  });
}

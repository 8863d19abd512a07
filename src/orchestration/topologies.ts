/** Who exchanges messages: links apart from the scopes of the Q-networks. */
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import type { OrchestrationOptions } from './options.ts';
import type { Link } from './problem.ts';

/** Where the LSMs are, as far as links can depend on it. Lengths in metres. */
export interface LinkGround {
  readonly count: number;
  /** Links of topology `neighbours`: who is in whose scope, or what a file lists. */
  readonly neighbourLinks: readonly Link[];
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Area that random places are drawn in. */
  readonly width: number;
  readonly height: number;
  /** Of a grid with index = row * columns + column; without, or where they hold another number of
   * LSMs, they are laid out on a near-square grid in order of index. */
  readonly rows?: number;
  readonly columns?: number;
}

/** What links depend on. */
export type TopologyOptions = Pick<
  OrchestrationOptions,
  'topology' | 'gridReach' | 'reach' | 'places' | 'topologySeed'
>;

/** Places of LSMs, in metres. */
export interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Metres between two places of a grid that nothing is known of. */
const SPACING = 60;

/**
 * The links of a topology, as pairs of indices, the smaller first, ascending.
 *
 * @throws InputError where places are listed and their number is not that of the LSMs
 */
export function messageLinks(options: TopologyOptions, ground: LinkGround): readonly Link[] {
  const { count } = ground;
  switch (options.topology) {
    case 'neighbours':
      return ground.neighbourLinks;
    case 'complete':
      return pairsWhere(count, () => true);
    case 'ring':
      return pairsWhere(count, (m, n) => n === m + 1 || (m === 0 && n === count - 1));
    case 'grid':
    case 'eightConnected':
      return gridLinks(options, ground);
    case 'geometric': {
      const { x, y } = messagePlaces(options, ground);
      const { reach } = options;
      return pairsWhere(count, (m, n) => {
        const across = x[m]! - x[n]!;
        const down = y[m]! - y[n]!;
        return across * across + down * down <= reach * reach;
      });
    }
  }
}

/**
 * Where the LSMs stand for topology `geometric`: where the servers are, as listed, or drawn
 * uniformly in the area from the topology's seed.
 *
 * @throws InputError where places are listed and their number is not that of the LSMs
 */
export function messagePlaces(
  { places, topologySeed }: Pick<OrchestrationOptions, 'places' | 'topologySeed'>,
  { count, x, y, width, height }: LinkGround,
): Places {
  if (places === 'servers') return { x: Float64Array.from(x), y: Float64Array.from(y) };
  if (places === 'random') {
    const stream = new RandomStream(topologySeed, 'places');
    const drawn = { x: new Float64Array(count), y: new Float64Array(count) };
    for (let n = 0; n < count; n++) {
      drawn.x[n] = stream.uniform() * width;
      drawn.y[n] = stream.uniform() * height;
    }
    return drawn;
  }
  if (places.length !== count) {
    const allowed = `${count} places, one an LSM`;
    throw new InputError('orchestration.places', `${places.length} places`, allowed);
  }
  return {
    x: Float64Array.from(places, (place) => place.x),
    y: Float64Array.from(places, (place) => place.y),
  };
}

/** LSMs that nothing is known of but their number and their links: a near-square grid, 60 m apart. */
export function squareGround(count: number, neighbourLinks: readonly Link[]): LinkGround {
  const columns = nearSquareColumns(count);
  const rows = Math.ceil(count / columns);
  const indices = Array.from({ length: count }, (_, n) => n);
  return {
    count,
    neighbourLinks,
    x: Float64Array.from(indices, (n) => SPACING * (1 + (n % columns))),
    y: Float64Array.from(indices, (n) => SPACING * (1 + Math.floor(n / columns))),
    width: SPACING * (columns + 1),
    height: SPACING * (rows + 1),
    rows,
    columns,
  };
}

function nearSquareColumns(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count)));
}

/** Along rows and columns up to `gridReach` cells, or all eight around. */
function gridLinks({ topology, gridReach }: TopologyOptions, ground: LinkGround): Link[] {
  const { count } = ground;
  const isWhole = ground.rows !== undefined && ground.rows * (ground.columns ?? 0) === count;
  const columns = isWhole ? ground.columns! : nearSquareColumns(count);
  return pairsWhere(count, (m, n) => {
    const across = Math.abs((m % columns) - (n % columns));
    const down = Math.floor(n / columns) - Math.floor(m / columns);
    if (topology === 'eightConnected') return across <= 1 && down <= 1;
    return Math.min(across, down) === 0 && across + down <= gridReach;
  });
}

function pairsWhere(count: number, linked: (m: number, n: number) => boolean): Link[] {
  const links: Link[] = [];
  for (let m = 0; m < count; m++) {
    for (let n = m + 1; n < count; n++) if (linked(m, n)) links.push([m, n]);
  }
  return links;
}

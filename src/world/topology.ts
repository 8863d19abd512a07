/** Where the servers stand, who is whose neighbour, and which zone a place belongs to. */
import { extent, type Scenario, type Site, serverCount, ZONES, type Zone } from './scenario.ts';

/**
 * Edge servers on a ground of rows x columns cells. On the grid, index = row * columns + column =
 * id; elsewhere the order of the list of sites. Lengths in metres.
 */
export interface Topology {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** B_n: indices of the servers within the link radius, ascending, without n itself. */
  readonly neighbours: readonly (readonly number[])[];
  /** Every pair of neighbours once, the smaller index first. */
  readonly links: readonly (readonly [number, number])[];
  /** The zone that each server stands in. */
  readonly zones: readonly Zone[];
  /** The cell (row * columns + column) that each server stands in. */
  readonly cells: readonly number[];
}

/** What places and zones depend on. */
export type Ground = Pick<Scenario, 'rows' | 'columns' | 'spacing' | 'margin' | 'zones'>;

/** Lays out the servers of a scenario. */
export function buildTopology(scenario: Scenario): Topology {
  const { rows, columns, linkRadius } = scenario;
  const count = serverCount(scenario);
  const sites = sitesOf(scenario);
  const x = Float64Array.from(sites, (site) => site.x);
  const y = Float64Array.from(sites, (site) => site.y);
  const indices = Array.from({ length: count }, (_, server) => server);
  const near = (one: number, other: number) => {
    const dx = x[one]! - x[other]!;
    const dy = y[one]! - y[other]!;
    return one !== other && dx * dx + dy * dy <= linkRadius * linkRadius;
  };
  const neighbours = indices.map((one) => indices.filter((other) => near(one, other)));
  return {
    count,
    rows,
    columns,
    ...extent(scenario),
    x,
    y,
    neighbours,
    links: neighbours.flatMap((others, one) =>
      others.filter((other) => other > one).map((other) => [one, other] as const),
    ),
    zones: indices.map((server) => zoneAt(scenario, x[server]!, y[server]!)),
    cells: indices.map((server) => cellAt(scenario, x[server]!, y[server]!)),
  };
}

/** Where the servers stand: as listed, or one in the middle of every cell, row by row. */
export function sitesOf(
  scenario: Pick<Scenario, 'rows' | 'columns' | 'spacing' | 'margin' | 'sites'>,
): readonly Site[] {
  const { rows, columns, spacing, margin, sites } = scenario;
  if (sites !== 'grid') return sites;
  return Array.from({ length: rows * columns }, (_, cell) => ({
    x: margin + (cell % columns) * spacing,
    y: margin + Math.floor(cell / columns) * spacing,
  }));
}

/** The zone of a place, by the scenario's rule. */
export function zoneAt(ground: Ground, x: number, y: number): Zone {
  return ZONES[zoneIndexAt(ground, x, y)]!;
}

/** As `zoneAt`, as the index into ZONES. */
export function zoneIndexAt(ground: Ground, x: number, y: number): number {
  const { rows, columns, zones } = ground;
  if (zones === 'released' && rows === 2 && columns === 2) return releasedZone(ground, x, y);
  const cell = cellAt(ground, x, y);
  if (typeof zones !== 'string') return ZONES.indexOf(zones[cell]!);
  const row = Math.floor(cell / columns);
  const column = cell % columns;
  // By parity of (row, column): residential, school / commercial, public, in the order of ZONES.
  return (row % 2) * 2 + (column % 2);
}

/** The cell (row * columns + column) of the ground whose middle is nearest to a place. */
export function cellAt(ground: Omit<Ground, 'zones'>, x: number, y: number): number {
  const { rows, columns, spacing, margin } = ground;
  const row = cellAlong(y, margin, spacing, rows);
  return row * columns + cellAlong(x, margin, spacing, columns);
}

/** Index of the nearest cell along one axis. */
function cellAlong(place: number, margin: number, spacing: number, cells: number): number {
  return Math.min(cells - 1, Math.max(0, Math.floor((place - margin) / spacing + 0.5)));
}

/** The four regions of EdgeEnv.py, which are no cells: no server stands in the school's. */
function releasedZone(ground: Ground, x: number, y: number): number {
  const { width, height } = extent(ground);
  if (y <= 0.5 * height) return ZONES.indexOf(x <= 0.3 * width ? 'school' : 'commercial');
  return ZONES.indexOf(x <= 0.5 * width ? 'residential' : 'public');
}

/**
 * Edits of the city as changes of its scenario: where the servers stand, which zone a cell is.
 * Pure: whether the session accepts a change is `changedScenario`'s to say.
 */
import {
  extent,
  levelsOf,
  type PriceRange,
  priceRangesOf,
  type Scenario,
  type Site,
  ZONES,
  type Zone,
} from '../../../../world/scenario.ts';
import { cellAt, sitesOf, zoneIndexAt } from '../../../../world/topology.ts';

/** What an edit writes; the same fields as they were undo it. */
export type LayoutChange = Partial<Pick<Scenario, 'sites' | 'levels' | 'zones' | 'priceRanges'>>;

/** The least that stay: one server has nobody to agree with. */
export const LEAST_SERVERS = 2;

/** A whole metre inside the area, nearest to a place. */
export function insideArea(scenario: Scenario, { x, y }: Site): Site {
  const { width, height } = extent(scenario);
  return { x: wholeWithin(x, width), y: wholeWithin(y, height) };
}

function wholeWithin(place: number, length: number): number {
  return Math.min(Math.floor(length), Math.max(0, Math.round(place)));
}

/** One server at another place; the others stay where they stand. */
export function withMoved(scenario: Scenario, server: number, place: Site): LayoutChange {
  const sites = sitesOf(scenario).map((site, index) => (index === server ? place : site));
  return { sites };
}

/**
 * One server more, the last in the list. Where every server has levels or prices of its own, it has
 * the first's.
 */
export function withAdded(scenario: Scenario, place: Site): LayoutChange {
  const sites = [...sitesOf(scenario), place];
  return { sites, ...ownLists(scenario, (list) => [...list, list[0]!]) };
}

/** One server less; the ones behind it move up, with their levels and prices. */
export function withRemoved(scenario: Scenario, server: number): LayoutChange {
  const stays = (_: unknown, index: number) => index !== server;
  const sites = sitesOf(scenario).filter(stays);
  return { sites, ...ownLists(scenario, (list) => list.filter(stays)) };
}

/** Every server back in the middle of its cell; levels and prices are cut or filled up to fit. */
export function onGrid(scenario: Scenario): LayoutChange {
  const cells = scenario.rows * scenario.columns;
  const fitted = <T>(list: readonly T[]) =>
    Array.from({ length: cells }, (_, cell) => list[cell] ?? list[0]!);
  return { sites: 'grid', ...ownLists(scenario, fitted) };
}

/** The lists of what each server has of its own, changed alike. */
function ownLists(
  { levels, priceRanges }: Scenario,
  change: <T>(list: readonly T[]) => T[],
): LayoutChange {
  return {
    ...(Array.isArray(levels) ? { levels: change(levels) } : {}),
    ...(priceRanges === 'shared' ? {} : { priceRanges: change(priceRanges) }),
  };
}

/** One server with another number of levels; all others keep theirs. */
export function withLevels(scenario: Scenario, server: number, levels: number): LayoutChange {
  const each = levelsOf(scenario).with(server, levels);
  // A list of one number is that number.
  return { levels: each.every((one) => one === levels) ? levels : each };
}

/** One server with a price range of its own; all others keep theirs. Null: all share one again. */
export function withPrices(
  scenario: Scenario,
  server: number,
  range: PriceRange | null,
): LayoutChange {
  if (!range) return { priceRanges: 'shared' };
  return { priceRanges: priceRangesOf(scenario).with(server, range) };
}

/** The zone in the middle of every cell of the ground, row by row. */
export function zonesOfCells(scenario: Scenario): Zone[] {
  const { rows, columns, spacing, margin } = scenario;
  return Array.from({ length: rows * columns }, (_, cell) => {
    const x = margin + (cell % columns) * spacing;
    const y = margin + Math.floor(cell / columns) * spacing;
    return ZONES[zoneIndexAt(scenario, x, y)]!;
  });
}

/** Some cells painted with one zone: the whole ground as a list, one zone a cell. */
export function withPainted(
  scenario: Scenario,
  cells: Iterable<number>,
  zone: Zone,
): LayoutChange & { readonly zones: Zone[] } {
  const zones = zonesOfCells(scenario);
  for (const cell of cells) zones[cell] = zone;
  return { zones };
}

/** Cells on the straight way between two places: a fast stroke leaves none out. */
export function cellsBetween(scenario: Scenario, from: Site, to: Site): Set<number> {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const steps = Math.max(1, Math.ceil((4 * length) / scenario.spacing));
  const cells = new Set<number>();
  for (let step = 0; step <= steps; step++) {
    const share = step / steps;
    const x = from.x + share * (to.x - from.x);
    const y = from.y + share * (to.y - from.y);
    cells.add(cellAt(scenario, x, y));
  }
  return cells;
}

/** Rectangle of a cell, m: cells of the border reach to the edge of the area. */
export function cellArea(scenario: Scenario, cell: number) {
  const { rows, columns, spacing, margin } = scenario;
  const { width, height } = extent(scenario);
  const [left, right] = spanOf(cell % columns, columns, margin, spacing, width);
  const [top, bottom] = spanOf(Math.floor(cell / columns), rows, margin, spacing, height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function spanOf(index: number, cells: number, margin: number, spacing: number, length: number) {
  const from = index === 0 ? 0 : margin + (index - 0.5) * spacing;
  const to = index === cells - 1 ? length : margin + (index + 0.5) * spacing;
  return [from, to] as const;
}

/** What became of the servers of the running city in the planned one. */
export interface PlanSummary {
  readonly servers: number;
  readonly moved: number;
  readonly added: number;
  readonly removed: number;
}

/**
 * The running server that each planned one was; null for a new one. Who stands on the same spot is
 * the same; of the others, the nearest pair first is one that was moved. (Indices tell nothing: the
 * servers behind one that was removed move up.)
 */
export function formerServers(running: Scenario, planned: Scenario): (number | null)[] {
  const before = sitesOf(running);
  const after = sitesOf(planned);
  const pairs = after.flatMap(({ x, y }, server) =>
    before.map((old, former) => ({ server, former, way: Math.hypot(old.x - x, old.y - y) })),
  );
  pairs.sort((one, other) => one.way - other.way || one.former - other.former);
  const found = new Array<number | null>(after.length).fill(null);
  const taken = new Set<number>();
  for (const { server, former } of pairs) {
    if (found[server] !== null || taken.has(former)) continue;
    found[server] = former;
    taken.add(former);
  }
  return found;
}

/** In what a plan differs from the city that runs. */
export function summarisePlan(running: Scenario, planned: Scenario): PlanSummary {
  const before = sitesOf(running);
  const after = sitesOf(planned);
  const former = formerServers(running, planned);
  const known = former.filter((server) => server !== null).length;
  const moved = after.filter(({ x, y }, server) => {
    const old = before[former[server] ?? -1];
    return old !== undefined && (old.x !== x || old.y !== y);
  }).length;
  return {
    servers: after.length,
    moved,
    added: after.length - known,
    removed: before.length - known,
  };
}

/** Whether two scenarios have the same ground: as wide, as high, with the same cells. */
export function sameGround(one: Scenario, other: Scenario): boolean {
  const fields = ['rows', 'columns', 'spacing', 'margin'] as const;
  return fields.every((field) => one[field] === other[field]);
}

/** Whether the servers of two scenarios stand at the same places, with the same links and reach. */
export function sameLayout(one: Scenario, other: Scenario): boolean {
  const fields = ['linkRadius', 'coverageRadius'] as const;
  if (!sameGround(one, other) || fields.some((field) => one[field] !== other[field])) return false;
  const sites = sitesOf(one);
  const others = sitesOf(other);
  return (
    sites.length === others.length &&
    sites.every(({ x, y }, server) => x === others[server]!.x && y === others[server]!.y)
  );
}

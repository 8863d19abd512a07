/**
 * What a change of the ground or of the servers means for the lists that go with them: one zone a
 * cell, one number of levels a server, one place a server. What still exists keeps its entry.
 */
import {
  LEAST_DISTANCE,
  type Scenario,
  type Site,
  serverCount,
  ZONES,
  type Zone,
} from '../../world/scenario.ts';
import { sitesOf } from '../../world/topology.ts';

type Change = Readonly<Record<string, unknown>>;

/** What the visitor is told: servers moved to the border, or had to go back to the grid. */
export type Fitted = 'sites' | 'sitesToGrid';

interface Fitting {
  /** The change, with the lists that have to follow. */
  readonly change: Change;
  readonly fitted: Fitted | null;
}

/** The measures of a ground. */
type Measures = Pick<Scenario, 'rows' | 'columns' | 'spacing' | 'margin'>;

/**
 * Adds to a change of one kind of scenario what follows from it. A change that is not allowed comes
 * back as it is; refusing it is the schema's.
 */
export function fitLists(scenario: Scenario, change: Change): Fitting {
  const ground = measuresOf(scenario, change);
  if (!ground) return { change, fitted: null };
  const fitted: Record<string, unknown> = {};
  if (isNewGround(scenario, ground) && !('zones' in change) && typeof scenario.zones !== 'string') {
    fitted.zones = fitZones(scenario.zones, scenario, ground);
  }
  const places = 'sites' in change ? change.sites : fitSites(scenario, ground);
  if (!('sites' in change) && places !== scenario.sites) fitted.sites = places;
  if (!('levels' in change) && typeof scenario.levels !== 'number' && isPlaces(places)) {
    fitted.levels = fitLevels(scenario.levels, scenario, { ...scenario, ...ground, sites: places });
  }
  // A new run counts its servers from 0 again.
  const isOther =
    JSON.stringify([places, ground]) !== JSON.stringify([scenario.sites, measuresOf(scenario, {})]);
  if (!('serverIds' in change) && scenario.serverIds !== 'order' && isOther) {
    fitted.serverIds = 'order';
  }
  const { priceRanges } = scenario;
  if (!('priceRanges' in change) && priceRanges !== 'shared' && isPlaces(places)) {
    const former = formerServers(scenario, { ...scenario, ...ground, sites: places });
    const { priceMinimum: minimum, priceMaximum: maximum } = scenario;
    // A new server pays from the shared range.
    fitted.priceRanges = former.map((server) =>
      server === null ? { minimum, maximum } : priceRanges[server]!,
    );
  }
  return { change: { ...change, ...fitted }, fitted: whatMoved(scenario, ground, fitted.sites) };
}

/** Null where a measure is not a number that a ground can have. */
function measuresOf(scenario: Scenario, change: Change): Measures | null {
  const { rows, columns, spacing, margin } = { ...scenario, ...change } as Measures;
  const isWhole = [rows, columns].every((each) => Number.isInteger(each) && each > 0 && each < 100);
  const isLength = [spacing, margin].every((each) => Number.isFinite(each) && each >= 0);
  return isWhole && isLength ? { rows, columns, spacing, margin } : null;
}

function isNewGround(before: Measures, after: Measures): boolean {
  return before.rows !== after.rows || before.columns !== after.columns;
}

function isPlaces(places: unknown): places is Scenario['sites'] {
  return places === 'grid' || Array.isArray(places);
}

/** Cells that remain keep their zone; new ones follow the parity of row and column. */
function fitZones(zones: readonly Zone[], before: Measures, after: Measures): Zone[] {
  return Array.from({ length: after.rows * after.columns }, (_, cell) => {
    const row = Math.floor(cell / after.columns);
    const column = cell % after.columns;
    const remains = row < before.rows && column < before.columns;
    return remains ? zones[row * before.columns + column]! : ZONES[(row % 2) * 2 + (column % 2)]!;
  });
}

/**
 * Servers that stand anywhere keep their place in relation to the cells; those that would stand
 * outside come to the border. Where two would then stand on one spot, all go back to the grid.
 */
function fitSites(before: Scenario, after: Measures): Scenario['sites'] {
  const { sites } = before;
  if (sites === 'grid' || JSON.stringify(measuresOf(before, {})) === JSON.stringify(after)) {
    return sites;
  }
  const moved = sites.map(({ x, y }) => ({
    x: within(carried(x, before, after), lengthOf(after.columns, after)),
    y: within(carried(y, before, after), lengthOf(after.rows, after)),
  }));
  const collide = moved.some((site, index) =>
    moved.slice(0, index).some((other) => isTooNear(site, other)),
  );
  return collide ? 'grid' : moved;
}

/** Whether servers came to the border or went back to the grid. */
function whatMoved(before: Scenario, after: Measures, sites: unknown): Fitted | null {
  if (sites === undefined || before.sites === 'grid') return null;
  if (sites === 'grid') return 'sitesToGrid';
  const isOutside = ({ x, y }: Site) =>
    carried(x, before, after) > lengthOf(after.columns, after) ||
    carried(y, before, after) > lengthOf(after.rows, after) ||
    carried(x, before, after) < 0 ||
    carried(y, before, after) < 0;
  return before.sites.some(isOutside) ? 'sites' : null;
}

/** A coordinate on the new ground, at the same place among the cells. */
function carried(place: number, before: Measures, after: Measures): number {
  if (before.spacing === after.spacing && before.margin === after.margin) return place;
  return after.margin + ((place - before.margin) * after.spacing) / before.spacing;
}

/** Length of the ground along an axis, m. */
function lengthOf(cells: number, { spacing, margin }: Measures): number {
  return 2 * margin + (cells - 1) * spacing;
}

function within(place: number, length: number): number {
  return Math.min(Math.max(place, 0), length);
}

function isTooNear(one: Site, other: Site): boolean {
  return Math.hypot(one.x - other.x, one.y - other.y) < LEAST_DISTANCE;
}

/** A server that was there before keeps its levels; a new one has the fewest of the list. */
function fitLevels(levels: readonly number[], before: Scenario, after: Scenario): number[] {
  const former = formerServers(before, after);
  const fewest = Math.min(...levels);
  return former.map((server) => (server === null ? fewest : levels[server]!));
}

/** The index that each server had before; null for a new one. */
function formerServers(before: Scenario, after: Scenario): (number | null)[] {
  const count = serverCount(after);
  if (before.sites === 'grid' && after.sites === 'grid') {
    return Array.from({ length: count }, (_, server) => {
      const row = Math.floor(server / after.columns);
      const column = server % after.columns;
      const remains = row < before.rows && column < before.columns;
      return remains ? row * before.columns + column : null;
    });
  }
  // As many as before: they were moved, one by one.
  if (count === serverCount(before)) return Array.from({ length: count }, (_, server) => server);
  const places = sitesOf(before).map(({ x, y }) => `${x} ${y}`);
  return sitesOf(after).map(({ x, y }) => {
    const server = places.indexOf(`${x} ${y}`);
    return server < 0 ? null : server;
  });
}

/**
 * Which servers there are, by ids that are never used again. An index is a server's place in the
 * lists of the moment; its id, behind which its random streams and its LSM stand, goes with it.
 */
import { InputError } from '../schema.ts';
import { levelsOf, priceRangesOf, type Scenario, type Site, serverCount } from './scenario.ts';
import { sitesOf } from './topology.ts';

/** What a server that joins brings with it. */
export interface NewServer {
  readonly site: Site;
  /** K_n. */
  readonly levels: number;
}

/** Ids of the servers, ascending, one a place in the lists. */
export function idsOf(scenario: Pick<Scenario, 'rows' | 'columns' | 'sites' | 'serverIds'>) {
  const { serverIds } = scenario;
  return serverIds === 'order'
    ? Array.from({ length: serverCount(scenario) }, (_, server) => server)
    : serverIds.ids;
}

/** The first id that no server has had. */
export function nextIdOf(scenario: Pick<Scenario, 'rows' | 'columns' | 'sites' | 'serverIds'>) {
  return scenario.serverIds === 'order' ? serverCount(scenario) : scenario.serverIds.next;
}

/** For each server of `after`, where it stood in the lists of `before`; null for one that joins. */
export function formerPlaces(before: readonly number[], after: readonly number[]) {
  return after.map((id) => {
    const place = before.indexOf(id);
    return place < 0 ? null : place;
  });
}

/** Whether two lists of ids name the same servers. */
export function areSameServers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((id, place) => id === other[place]);
}

/**
 * The scenario with one more server, under an id that nobody has had. Area and expected users stay.
 *
 * @throws nothing: what is wrong with the place is found by `parseScenario`
 */
export function withServer(scenario: Scenario, { site, levels }: NewServer): Scenario {
  const next = nextIdOf(scenario);
  const { priceMinimum: minimum, priceMaximum: maximum } = scenario;
  return listed(scenario, {
    ids: [...idsOf(scenario), next],
    next: next + 1,
    sites: [...sitesOf(scenario), site],
    levels: [...levelsOf(scenario), levels],
    prices: [...priceRangesOf(scenario), { minimum, maximum }],
  });
}

/**
 * The scenario without one server. Area and expected users stay.
 *
 * @throws InputError where there is no such server, or only two are left
 */
export function withoutServer(scenario: Scenario, id: number): Scenario {
  const ids = idsOf(scenario);
  if (!ids.includes(id)) throw new InputError('server', id, `one of ${ids.join(', ')}`);
  if (ids.length <= 2) {
    const allowed = 'nobody: two servers have to stay, or there is nothing to agree on';
    throw new InputError('server', id, allowed);
  }
  const stays = (_: unknown, place: number) => ids[place] !== id;
  return listed(scenario, {
    ids: ids.filter(stays),
    next: nextIdOf(scenario),
    sites: sitesOf(scenario).filter(stays),
    levels: levelsOf(scenario).filter(stays),
    prices: priceRangesOf(scenario).filter(stays),
  });
}

function listed(
  scenario: Scenario,
  lists: {
    readonly ids: number[];
    readonly next: number;
    readonly sites: Site[];
    readonly levels: number[];
    readonly prices: { minimum: number; maximum: number }[];
  },
): Scenario {
  const { ids, next, sites, levels, prices } = lists;
  const { levels: former, priceRanges } = scenario;
  const isUniform = typeof former === 'number' && levels.every((each) => each === former);
  const changed = {
    serverIds: { ids, next },
    sites,
    levels: isUniform ? former : levels,
    priceRanges: priceRanges === 'shared' ? priceRanges : prices,
  };
  if (scenario.kind === 'paper') return { ...scenario, ...changed };
  // Users of `released` are counted by the server: the same users for fewer or more of these.
  const usersPerServer = (scenario.usersPerServer * serverCount(scenario)) / ids.length;
  return { ...scenario, ...changed, usersPerServer };
}

/**
 * Checks that servers only come and go: those that stay keep their place and levels, those that
 * come have ids that nobody has had.
 *
 * @throws InputError naming the list and what is allowed
 */
export function checkComingAndGoing(before: Scenario, after: Scenario): void {
  const ids = idsOf(after);
  const known = idsOf(before);
  const next = nextIdOf(before);
  const places = [sitesOf(before), sitesOf(after)] as const;
  const levels = [levelsOf(before), levelsOf(after)] as const;
  for (const [place, former] of formerPlaces(known, ids).entries()) {
    if (former === null) {
      if (ids[place]! >= next) continue;
      throw new InputError('scenario.serverIds', ids[place], `an id from ${next} on, or a restart`);
    }
    const [was, is] = [places[0][former]!, places[1][place]!];
    if (was.x !== is.x || was.y !== is.y) {
      const allowed = `${JSON.stringify(was)}, or a restart`;
      throw new InputError(`scenario.sites[${place}]`, is, allowed);
    }
    if (levels[0][former] === levels[1][place]) continue;
    const allowed = `${levels[0][former]}, or a restart`;
    throw new InputError(`scenario.levels[${place}]`, levels[1][place], allowed);
  }
  if (nextIdOf(after) < next) {
    const allowed = `a next id from ${next} on: ids are not used again`;
    throw new InputError('scenario.serverIds', nextIdOf(after), allowed);
  }
}

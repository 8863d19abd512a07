/** A planned city seen as one that servers come to and go from, while everything else goes on. */
import { InputError } from '../schema.ts';
import { levelsOf, priceRangesOf, type Scenario, serverCount } from './scenario.ts';
import { checkChange } from './scenarioChange.ts';
import { areSameServers, idsOf, nextIdOf } from './servers.ts';
import { sitesOf } from './topology.ts';

/**
 * Ids of the planned servers, by their places: one that stands where a server stands is that server;
 * every other one is new, and has an id that nobody has had. One that was moved is a new one.
 *
 * @returns an id for each server of `planned`, in its order
 */
export function plannedIds(running: Scenario, planned: Scenario): number[] {
  const ids = idsOf(running);
  const places = sitesOf(running);
  let next = nextIdOf(running);
  return sitesOf(planned).map(({ x, y }) => {
    const place = places.findIndex((site) => site.x === x && site.y === y);
    if (place >= 0) return ids[place]!;
    next += 1;
    return next - 1;
  });
}

/**
 * What a running world goes on with so that the planned servers are there: those that stay keep
 * their ids and come first, those that join follow. The area stays, and so do the expected users
 * where the plan does not say otherwise.
 *
 * @returns null where the servers are the same ones or none of them stays, or something else differs
 *   that takes a restart
 */
export function withPlannedServers(running: Scenario, planned: Scenario): Scenario | null {
  const ids = plannedIds(running, planned);
  const order = ids.map((_, place) => place).sort((one, other) => ids[one]! - ids[other]!);
  const sorted = order.map((place) => ids[place]!);
  const known = idsOf(running);
  if (areSameServers(sorted, known) || !sorted.some((id) => known.includes(id))) return null;
  const inOrder = <T>(list: readonly T[]) => order.map((place) => list[place]!);
  const { levels, priceRanges } = planned;
  const next = {
    ...planned,
    sites: inOrder(sitesOf(planned)),
    serverIds: { ids: sorted, next: Math.max(nextIdOf(running), 1 + Math.max(...sorted)) },
    levels: typeof levels === 'number' ? levels : inOrder(levelsOf(planned)),
    priceRanges: priceRanges === 'shared' ? priceRanges : inOrder(priceRangesOf(planned)),
    ...usersOf(running, planned),
  };
  try {
    return checkChange(running, next);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** Users of `released` are counted by the server: the same users for fewer or more of these. */
function usersOf(running: Scenario, planned: Scenario): { usersPerServer?: number } {
  if (running.kind !== 'released' || planned.kind !== 'released') return {};
  if (running.usersPerServer !== planned.usersPerServer) return {};
  const usersPerServer = (running.usersPerServer * serverCount(running)) / serverCount(planned);
  return { usersPerServer };
}

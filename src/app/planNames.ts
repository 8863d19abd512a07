/** What planned servers are called: those that stay by their ids, new ones by ids that are free. */

import { plannedIds } from '../world/plannedServers.ts';
import { type Scenario, serverCount } from '../world/scenario.ts';
import { idsOf } from '../world/servers.ts';
import { appStore } from './store.ts';

/** Names of the servers of a plan, by their places; one that is being moved keeps its own. */
export function planNames(planned: Scenario): number[] {
  const { scenario: running } = appStore.getState();
  const names = plannedIds(running, planned);
  const ids = idsOf(running);
  if (serverCount(running) !== names.length) return names;
  return names.map((name, place) => {
    const before = ids[place]!;
    return ids.includes(name) || names.includes(before) ? name : before;
  });
}

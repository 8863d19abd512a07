/** Servers are counted by their place in the lists, and named by their ids, which stay with them. */
import { idsOf } from '../world/servers.ts';
import { appStore } from './store.ts';

/** Id of the server at a place of the scenario that runs; a place that there is none at names itself. */
export function nameOf(place: number): number {
  return idsOf(appStore.getState().scenario)[place] ?? place;
}

/** What trained networks would do, for the pictures of stage Learn. */
import { typicalObservations } from '../experiments/typicalDay.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import type { LocalNetworks } from '../learning/network.ts';
import { NetworkObjective } from '../learning/networkObjective.ts';
import { networkObservations } from '../learning/networkObservations.ts';
import { type PolicyMap, policyMap } from '../learning/policyMap.ts';
import { type ValueSurface, valueSurface } from '../learning/valueSurface.ts';
import { citySeed } from '../session/setup.ts';
import type { LearntNetworks, PolicyMapsRequest, ValueSurfaceRequest } from './protocol.ts';

function networksOf({ setup, weights }: LearntNetworks): LocalNetworks {
  return networksFromWeights(buildLayout(setup.scenario, setup.learner), weights);
}

/** Mean observation of every server over one day of the city's world, N x 5, row-major. */
export function typicalDay(learnt: LearntNetworks): Float64Array {
  const { scenario, seed } = learnt.setup;
  return typicalObservations(scenario, networksOf(learnt), citySeed(seed));
}

/** One map for each of the servers asked for. */
export function policyMaps(learnt: LearntNetworks, request: PolicyMapsRequest): PolicyMap[] {
  const networks = networksOf(learnt);
  const { servers, axes } = request;
  const observations = networkObservations(networks, request.observations);
  return servers.map((server) => {
    return policyMap(networks, server, rowOf(networks, observations, server), axes);
  });
}

export function surfaceOf(learnt: LearntNetworks, request: ValueSurfaceRequest): ValueSurface {
  const networks = networksOf(learnt);
  const { server, alpha, other } = request;
  const observations = networkObservations(networks, request.observations);
  const observation = rowOf(networks, observations, server);
  const objective = new NetworkObjective(networks.agents[server]!, networks, observation);
  return valueSurface(objective, alpha, other);
}

function rowOf({ observationSize }: LocalNetworks, observations: Float64Array, server: number) {
  return observations.subarray(server * observationSize, (server + 1) * observationSize);
}

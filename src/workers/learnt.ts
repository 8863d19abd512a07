/** What trained networks would do, for the pictures of stage Learn. */
import { typicalObservations } from '../experiments/typicalDay.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import type { LocalNetworks } from '../learning/network.ts';
import { NetworkObjective } from '../learning/networkObjective.ts';
import { type PolicyMap, policyMap } from '../learning/policyMap.ts';
import { type ValueSurface, valueSurface } from '../learning/valueSurface.ts';
import { citySeed } from '../session/setup.ts';
import { OBSERVATION_SIZE } from '../world/slot.ts';
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
  const { servers, observations, axes } = request;
  return servers.map((server) => {
    const first = server * OBSERVATION_SIZE;
    const observation = observations.subarray(first, first + OBSERVATION_SIZE);
    return policyMap(networks, server, observation, axes);
  });
}

export function surfaceOf(learnt: LearntNetworks, request: ValueSurfaceRequest): ValueSurface {
  const networks = networksOf(learnt);
  const { server, observation, alpha, other } = request;
  const objective = new NetworkObjective(networks.agents[server]!, networks, observation);
  return valueSurface(objective, alpha, other);
}

/** What an ordinary slot looks like to every LSM. */
import { JointValues } from '../learning/jointValues.ts';
import type { LocalNetworks } from '../learning/network.ts';
import { networkObservations } from '../learning/networkObservations.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';

/**
 * Mean observation of every server over one day that the networks decide greedily (N x 5 as the
 * world has them, row-major). The estimate of the delay depends on who decides; users and spectrum do not.
 */
export function typicalObservations(
  scenario: Scenario,
  networks: LocalNetworks,
  seed: number,
): Float64Array {
  const environment = new EdgeEnvironment(scenario);
  environment.reset(seed);
  const size = networks.observationSize;
  // The networks hold still all day: what depends on the weights alone is computed once.
  const values = networks.agents.map((agent) => new JointValues(agent, networks));
  const sums = new Float64Array(environment.observations.length);
  for (let slot = 0; slot < scenario.slotsPerDay; slot += 1) {
    const { observations } = environment;
    observations.forEach((value, i) => {
      sums[i] = sums[i]! + value;
    });
    const inputs = networkObservations(networks, observations);
    const greedy = values.map((each, server) => each.greedyLevel(inputs, server * size));
    const { truncations } = environment.step(greedy);
    if (truncations[0] === 1) environment.reset();
  }
  return sums.map((sum) => sum / scenario.slotsPerDay);
}

/** One N2O run on networks and observations as they travel between tools. */
import { type NetworkAccelerator, networkProblem } from '../learning/networkProblem.ts';
import { parseNetworks } from '../learning/networksFile.ts';
import { parseObservations } from '../learning/observationsFile.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { type OrchestrationTrace, orchestrate } from '../orchestration/orchestrate.ts';

/**
 * @param networksData parsed JSON of the form n2o-networks
 * @param observationsData parsed JSON of the form n2o-observations, one row an agent
 * @throws InputError with the path of what is wrong in either, or the number of joint decisions
 *   where an LSM's scope has too many
 */
export function orchestrateFiles(
  networksData: unknown,
  observationsData: unknown,
  options: OrchestrationOptions,
  accelerator: NetworkAccelerator | null = null,
): OrchestrationTrace {
  const { networks, links } = parseNetworks(networksData);
  const { agents, observationSize } = networks;
  const observations = parseObservations(observationsData, agents.length, observationSize);
  const graph = { ids: agents.map(({ id }) => id), links };
  return orchestrate(networkProblem(graph, networks, observations, accelerator), options);
}

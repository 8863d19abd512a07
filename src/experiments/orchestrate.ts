/** One N2O run on networks and observations as they travel between tools. */
import { type NetworkAccelerator, networkProblem } from '../learning/networkProblem.ts';
import { parseNetworks } from '../learning/networksFile.ts';
import { parseObservations } from '../learning/observationsFile.ts';
import { checkConnected } from '../orchestration/graph.ts';
import { checkCuts } from '../orchestration/linkProcess.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { type OrchestrationTrace, orchestrate } from '../orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { messageLinks } from '../orchestration/topologies.ts';
import { fileGround } from './linkGround.ts';

/**
 * P2 on networks and observations as they travel between tools, with the links of the options.
 *
 * @param networksData parsed JSON of the form n2o-networks
 * @param observationsData parsed JSON of the form n2o-observations, one row an agent
 * @throws InputError with the path of what is wrong in either, or the pieces of a message graph that
 *   is not connected (unless the options allow them), or a cut of two agents that are not linked
 */
export function filesProblem(
  networksData: unknown,
  observationsData: unknown,
  options: OrchestrationOptions,
  accelerator: NetworkAccelerator | null = null,
): OrchestrationProblem {
  const content = parseNetworks(networksData);
  const { networks } = content;
  const { agents, observationSize } = networks;
  const observations = parseObservations(observationsData, agents.length, observationSize);
  const ids = agents.map(({ id }) => id);
  const links = messageLinks(options, fileGround(content));
  if (options.pieces === 'refuse') {
    const field = options.topology === 'neighbours' ? 'networks.links' : 'orchestration.topology';
    checkConnected(ids, links, field);
  }
  checkCuts(options.cuts, links, ids);
  return networkProblem({ ids, links }, networks, observations, accelerator);
}

/**
 * One run on them.
 *
 * @throws InputError as `filesProblem`, or the number of joint decisions where an LSM's scope has
 *   too many
 */
export function orchestrateFiles(
  networksData: unknown,
  observationsData: unknown,
  options: OrchestrationOptions,
  accelerator: NetworkAccelerator | null = null,
): OrchestrationTrace {
  return orchestrate(filesProblem(networksData, observationsData, options, accelerator), options);
}

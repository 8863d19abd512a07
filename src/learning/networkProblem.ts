/** P2 at one slot on local Q-networks, with whatever can do its arithmetic. */
import type { LocalObjective } from '../orchestration/objective.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import type { LocalNetworks } from './network.ts';
import { localObjectives } from './networkObjective.ts';
import { networkObservations } from './networkObservations.ts';

/** The objectives of one slot, and what can do the arithmetic of N2O on them. */
export type NetworkObjectives = Pick<OrchestrationProblem, 'startArithmetic'> & {
  readonly objectives: readonly LocalObjective[];
};

/** Something that evaluates Q-networks faster than plain TypeScript, to the same bits. */
export interface NetworkAccelerator {
  /**
   * The objectives Q_n(o_n, .) at the observations of one slot; null where it has nothing for these
   * networks, or not yet. Weights are read when something is first asked of the objectives.
   *
   * @param observations N x observationSize, row-major
   */
  objectives(networks: LocalNetworks, observations: ArrayLike<number>): NetworkObjectives | null;
}

/**
 * P2 on these networks at the observations of one slot.
 *
 * @param observations N x 5 as the world has them, or N x observationSize, row-major
 * @param accelerator none for plain TypeScript
 */
export function networkProblem(
  { ids, links }: Pick<OrchestrationProblem, 'ids' | 'links'>,
  networks: LocalNetworks,
  observations: Float64Array,
  accelerator: NetworkAccelerator | null = null,
): OrchestrationProblem {
  const inputs = networkObservations(networks, observations);
  // Our kernels know levels as single numbers only.
  const isKnown = !networks.agents.some(({ oneHot }) => oneHot);
  const accelerated = isKnown ? accelerator?.objectives(networks, inputs) : null;
  if (accelerated) return { ids, links, ...accelerated };
  return { ids, links, objectives: localObjectives(networks, inputs) };
}

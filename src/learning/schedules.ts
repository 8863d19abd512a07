/** Learning rate and exploration over the planned episodes; both are constant within an episode. */
import type { LearnerConfiguration } from './configuration.ts';

type RatePlan = Pick<
  LearnerConfiguration,
  'episodes' | 'learningRateStart' | 'learningRateEnd' | 'reopened'
>;
type ExplorationPlan = Pick<
  LearnerConfiguration,
  'episodes' | 'explorationFull' | 'explorationDecay' | 'explorationFinal' | 'reopened'
>;

/**
 * Falls linearly over the plan and stays at its end value afterwards; where it was raised again, no
 * lower than that. Episodes count from 0.
 */
export function learningRateAt(episode: number, plan: RatePlan): number {
  const done = Math.min(1, episode / plan.episodes);
  const planned = plan.learningRateStart + (plan.learningRateEnd - plan.learningRateStart) * done;
  return Math.max(planned, raised(episode, plan, 'rate', planned));
}

/**
 * 1 for the first share of the plan, then linear down to the final value over the next share; where
 * it was opened again, no lower than that.
 */
export function explorationAt(episode: number, plan: ExplorationPlan): number {
  const planned = plannedExploration(episode, plan);
  return Math.max(planned, raised(episode, plan, 'share', planned));
}

/** What was raised again falls linearly to its plan. */
function raised(
  episode: number,
  { reopened }: Pick<LearnerConfiguration, 'reopened'>,
  what: 'share' | 'rate',
  planned: number,
): number {
  if (reopened === 'never') return planned;
  const done = (episode - reopened.from) / reopened.episodes;
  if (done < 0 || done >= 1) return planned;
  return reopened[what] + (planned - reopened[what]) * done;
}

function plannedExploration(episode: number, plan: ExplorationPlan): number {
  const full = plan.explorationFull * plan.episodes;
  const decay = plan.explorationDecay * plan.episodes;
  if (episode < full) return 1;
  if (episode >= full + decay) return plan.explorationFinal;
  return 1 + (plan.explorationFinal - 1) * ((episode - full) / decay);
}

/** Learning rate and exploration over the planned episodes; both are constant within an episode. */
import type { LearnerConfiguration } from './configuration.ts';

type RatePlan = Pick<LearnerConfiguration, 'episodes' | 'learningRateStart' | 'learningRateEnd'>;
type ExplorationPlan = Pick<
  LearnerConfiguration,
  'episodes' | 'explorationFull' | 'explorationDecay' | 'explorationFinal'
>;

/** Falls linearly over the plan and stays at its end value afterwards. Episodes count from 0. */
export function learningRateAt(episode: number, plan: RatePlan): number {
  const done = Math.min(1, episode / plan.episodes);
  return plan.learningRateStart + (plan.learningRateEnd - plan.learningRateStart) * done;
}

/** 1 for the first share of the plan, then linear down to the final value over the next share. */
export function explorationAt(episode: number, plan: ExplorationPlan): number {
  const full = plan.explorationFull * plan.episodes;
  const decay = plan.explorationDecay * plan.episodes;
  if (episode < full) return 1;
  if (episode >= full + decay) return plan.explorationFinal;
  return 1 + (plan.explorationFinal - 1) * ((episode - full) / decay);
}

/** The plan of a training run: its stretches, and what exploration and learning rate will be. */
import type { LearnerConfiguration } from '../../../learning/configuration.ts';
import { explorationAt, learningRateAt } from '../../../learning/schedules.ts';
import { roundStep } from '../../charts/domain.ts';
import type { FollowedPlan } from '../../live.ts';

const STRETCHES = ['explore', 'settle', 'refine'] as const;
export type StretchName = (typeof STRETCHES)[number];

export interface PlanStretch {
  readonly name: StretchName;
  /** Episodes from 0; `to` is where the next one begins. */
  readonly from: number;
  readonly to: number;
}

type Plan = Pick<
  LearnerConfiguration,
  | 'episodes'
  | 'explorationFull'
  | 'explorationDecay'
  | 'explorationFinal'
  | 'learningRateStart'
  | 'learningRateEnd'
>;

/** The stretches of a plan that are not empty: all random, random share falling, mostly greedy. */
export function stretchesOf(plan: Plan): PlanStretch[] {
  const full = Math.min(1, plan.explorationFull) * plan.episodes;
  const settled = Math.min(1, plan.explorationFull + plan.explorationDecay) * plan.episodes;
  const all: PlanStretch[] = [
    { name: 'explore', from: 0, to: full },
    { name: 'settle', from: full, to: settled },
    { name: 'refine', from: settled, to: plan.episodes },
  ];
  return all.filter(({ from, to }) => to > from);
}

/** Where an episode (from 0) stands in the plan. */
export function stretchAt(episode: number, plan: Plan): StretchName | 'done' {
  if (episode >= plan.episodes) return 'done';
  return stretchesOf(plan).find(({ to }) => episode < to)?.name ?? 'refine';
}

/** Beyond the plan the axis grows in steps of about a quarter, not with every episode. */
const STEP_PARTS = 5;

/** Episodes on the axis: the plan, or a round number more where training went on beyond it. */
export function axisEnd(plannedEpisodes: number, finishedEpisodes: number): number {
  if (finishedEpisodes <= plannedEpisodes) return Math.max(plannedEpisodes, 1);
  const step = Math.max(1, roundStep(finishedEpisodes, STEP_PARTS));
  return Math.ceil(finishedEpisodes / step) * step;
}

/** Exploration and learning rate of episodes 0..end, each by the plan that held in it. */
export function scheduleOf(
  plans: readonly FollowedPlan[],
  end: number,
): { readonly exploration: Float64Array; readonly learningRate: Float64Array } {
  // What was planned before a checkpoint is not known.
  const exploration = new Float64Array(end + 1).fill(Number.NaN);
  const learningRate = new Float64Array(end + 1).fill(Number.NaN);
  plans.forEach(({ from, plan }) => {
    // Each plan overwrites what the ones before it had in mind from here on.
    for (let episode = Math.floor(from); episode <= end; episode++) {
      exploration[episode] = explorationAt(episode, plan);
      learningRate[episode] = learningRateAt(episode, plan);
    }
  });
  return { exploration, learningRate };
}

/** The stretches that training went through and will go through, each by the plan that held. */
export function stretchesAlong(plans: readonly FollowedPlan[]): PlanStretch[] {
  const all: PlanStretch[] = [];
  plans.forEach(({ from: begin, plan }, index) => {
    const end = plans[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    for (const stretch of stretchesOf(plan)) {
      const from = Math.max(stretch.from, begin);
      const to = Math.min(stretch.to, end);
      if (to <= from) continue;
      const last = all.at(-1);
      if (last?.name === stretch.name && last.to === from) all[all.length - 1] = { ...last, to };
      else all.push({ name: stretch.name, from, to });
    }
  });
  return all;
}

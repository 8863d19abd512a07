/** The plan of a training run: its stretches, and what exploration and learning rate will be. */
import type { LearnerConfiguration } from '../../../learning/configuration.ts';
import { explorationAt, learningRateAt } from '../../../learning/schedules.ts';

export const STRETCHES = ['explore', 'settle', 'refine'] as const;
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

/** Episodes on the axis: the plan, or more where training went on beyond it. */
export function axisEnd(plannedEpisodes: number, finishedEpisodes: number): number {
  return Math.max(plannedEpisodes, finishedEpisodes, 1);
}

/** Planned exploration and learning rate of episodes 0..end. */
export function scheduleOf(
  plan: Plan,
  end: number,
): { readonly exploration: Float64Array; readonly learningRate: Float64Array } {
  return {
    exploration: Float64Array.from({ length: end + 1 }, (_, e) => explorationAt(e, plan)),
    learningRate: Float64Array.from({ length: end + 1 }, (_, e) => learningRateAt(e, plan)),
  };
}

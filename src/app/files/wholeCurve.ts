/** The learning curve of a run whose worker knows only its end: a worker started from a checkpoint. */
import type { LearningCurve } from '../../learning/learningCurve.ts';
import type { LiveCurves } from '../live.ts';

/** A curve with what the page knows of the episodes before it. */
export function wholeCurve(
  known: Pick<LiveCurves, 'agents' | 'episodes' | keyof Omit<LearningCurve, 'firstEpisode'>>,
  curve: LearningCurve,
): LearningCurve {
  const { firstEpisode: end } = curve;
  const start = known.systemReward.findIndex((reward) => Number.isFinite(reward));
  if (start < 0 || start >= end || known.episodes < end) return curve;
  const join = (key: keyof Omit<LearningCurve, 'firstEpisode'>, width: number) => {
    const head = known[key].subarray(start * width, end * width);
    const whole = new Float64Array(head.length + curve[key].length);
    whole.set(head);
    whole.set(curve[key], head.length);
    return whole;
  };
  return {
    firstEpisode: start,
    systemReward: join('systemReward', 1),
    rewards: join('rewards', known.agents),
    losses: join('losses', known.agents),
    exploration: join('exploration', 1),
  };
}

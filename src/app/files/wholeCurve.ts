/** The learning curve of a run whose worker knows only its end: a worker started from a checkpoint. */
import { joinedCurves, type LearningCurve } from '../../learning/learningCurve.ts';
import type { LiveCurves } from '../live.ts';

/**
 * A curve with what the page knows of the episodes before it.
 *
 * @param ids of the curve's servers
 */
export function wholeCurve(
  known: Pick<LiveCurves, 'ofServers' | 'episodes' | 'systemReward' | 'exploration'>,
  ids: readonly number[],
  curve: LearningCurve,
): LearningCurve {
  const { firstEpisode: end } = curve;
  const start = known.systemReward.findIndex((reward) => Number.isFinite(reward));
  if (start < 0 || start >= end || known.episodes < end) return curve;
  const agents = ids.length;
  const { rewards, losses } = known.ofServers(ids);
  const before = {
    firstEpisode: start,
    systemReward: known.systemReward.subarray(start, end),
    rewards: rewards.subarray(start * agents, end * agents),
    losses: losses.subarray(start * agents, end * agents),
    exploration: known.exploration.subarray(start, end),
  };
  return joinedCurves(before, curve);
}

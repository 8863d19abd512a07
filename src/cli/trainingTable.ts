/** What training came to, for people: a few stretches of the learning curve. */
import type { TrainedRun, TrainingRequest } from '../experiments/train.ts';
import type { CentralizedRun } from '../experiments/trainCentralized.ts';
import { serverCount } from '../world/scenario.ts';
import { table } from './table.ts';

const STRETCHES = 10;

/** One line a stretch of episodes; reward and loss of every seed. */
export function trainingTable(
  { scenario, learner }: Pick<TrainingRequest, 'scenario' | 'learner'>,
  engine: string,
  runs: readonly (TrainedRun | CentralizedRun)[],
): string {
  const agents = serverCount(scenario);
  const { firstEpisode, exploration } = runs[0]!.curve;
  const length = Math.max(1, Math.ceil(exploration.length / STRETCHES));
  const rows = [['episodes', 'explored', ...runs.flatMap(({ seed }) => [`seed ${seed}`, 'loss'])]];
  for (let start = 0; start < exploration.length; start += length) {
    const end = Math.min(start + length, exploration.length);
    rows.push([
      `${firstEpisode + start + 1} to ${firstEpisode + end}`,
      `${(100 * meanOf(exploration.subarray(start, end))).toFixed(0)} %`,
      ...runs.flatMap(({ curve }) => {
        const losses = curve.losses.subarray(start * agents, end * agents);
        const reward = meanOf(curve.systemReward.subarray(start, end));
        return [reward.toFixed(2), meanOf(losses).toPrecision(3)];
      }),
    ]);
  }
  const { slots } = runs[0]!;
  const of = 'networks' in runs[0]! ? 'an LSM' : 'the network';
  return [
    table(rows),
    `system reward a slot and mean loss of ${of}; ${agents} servers, ${slots} slots ` +
      `of ${learner.episodes * learner.slotsPerEpisode} planned, engine ${engine}`,
  ].join('\n');
}

/** Of the numbers among the values: an episode without an update has no loss. */
function meanOf(values: Float64Array): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

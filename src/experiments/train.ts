/** Training runs of their own: from a seed, from given weights or from a checkpoint, up to a slot. */
import type { CheckpointContent, CheckpointRecord } from '../learning/checkpointFile.ts';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { EngineFactory } from '../learning/engine.ts';
import { joinedCurves, type LearningCurve } from '../learning/learningCurve.ts';
import { MultiAgentLearner } from '../learning/multiAgent.ts';
import type { LocalNetworks } from '../learning/network.ts';
import type { Scenario } from '../world/scenario.ts';

export interface TrainingRequest {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  /** Training seeds, one run each. */
  readonly seeds: readonly number[];
  /** Where to stop, counted from the start of the run; reached by whole chunks. */
  readonly slots: number;
  /** Where the only run goes on; null for runs that begin at slot 0. */
  readonly resumed: CheckpointContent | null;
  /** What runs begin with, in the flat layout; null for weights drawn from the seed. */
  readonly weights: Float64Array | null;
}

/** What is kept of a run. */
export interface TrainedRun {
  readonly seed: number;
  /** Training slots done. */
  readonly slots: number;
  /** Of all finished episodes that are known, those before a checkpoint included. */
  readonly curve: LearningCurve;
  readonly networks: LocalNetworks;
}

/** The learner of one run, at its start or where the checkpoint was taken. */
export function beginTraining(
  { scenario, learner, resumed, weights }: TrainingRequest,
  seed: number,
  createEngine: EngineFactory,
): MultiAgentLearner {
  if (resumed) return MultiAgentLearner.resume(resumed.checkpoint, createEngine);
  const setup = { scenario, learner, seed };
  return new MultiAgentLearner(weights ? { ...setup, weights } : setup, createEngine);
}

/**
 * Trains until `slots` slots are done.
 *
 * @param between called between two chunks; what it throws ends the training
 * @throws DivergenceError where training diverges
 */
export async function trainUntil(
  learner: Pick<MultiAgentLearner, 'slots' | 'advanceLater'>,
  slots: number,
  between: () => void | Promise<void>,
): Promise<void> {
  while (learner.slots < slots) {
    await between();
    await learner.advanceLater();
  }
}

/** The whole curve of a run: what the checkpoint's file knew, and what came since. */
export function wholeCurve(
  learner: Pick<MultiAgentLearner, 'curve'>,
  resumed: CheckpointRecord | null,
): LearningCurve {
  const since = learner.curve();
  return resumed?.curve ? joinedCurves(resumed.curve, since) : since;
}

/** Finished training runs as the JSON data of their file (`n2o-training`, version 1). */
export function trainingFile(
  { scenario, learner, weights }: Pick<TrainingRequest, 'scenario' | 'learner' | 'weights'>,
  engine: string,
  runs: readonly TrainedRun[],
) {
  return {
    format: 'n2o-training' as const,
    version: 1 as const,
    scenario,
    training: learner,
    /** What the first weights were: drawn from the seed, or those of a networks file. */
    start: weights ? ('networks' as const) : ('seed' as const),
    engine,
    runs: runs.map(({ seed, slots, curve, networks }) => ({
      seed,
      slots,
      curve: curveData(curve, networks.agents.length),
    })),
  };
}

/** One entry an episode; of rewards and losses a list, one entry a server. */
export function curveData(curve: LearningCurve, agents: number) {
  const rows = (values: Float64Array) =>
    Array.from(curve.systemReward, (_, episode) =>
      Array.from(values.subarray(episode * agents, (episode + 1) * agents), (value) =>
        Number.isNaN(value) ? null : value,
      ),
    );
  return {
    firstEpisode: curve.firstEpisode,
    systemReward: Array.from(curve.systemReward),
    rewards: rows(curve.rewards),
    losses: rows(curve.losses),
    exploration: Array.from(curve.exploration),
  };
}

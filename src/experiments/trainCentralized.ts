/** Training runs of centralised DQL: from a seed or from a checkpoint, up to a slot. */
import { CentralizedLearner } from '../learning/centralized.ts';
import type { CentralizedContent } from '../learning/centralizedCheckpointFile.ts';
import type { CentralizedConfiguration } from '../learning/centralizedConfiguration.ts';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { CentralizedEngineFactory } from '../learning/engines/centralized/engine.ts';
import type { LearningCurve } from '../learning/learningCurve.ts';
import { type Scenario, serverCount } from '../world/scenario.ts';
import { curveData } from './train.ts';

export interface CentralizedTrainingRequest {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly centralized: CentralizedConfiguration;
  /** Training seeds, one run each. */
  readonly seeds: readonly number[];
  /** Where to stop, counted from the start of the run; reached by whole chunks. */
  readonly slots: number;
  /** Where the only run goes on; null for runs that begin at slot 0. */
  readonly resumed: CentralizedContent | null;
}

/** What is kept of a run. */
export interface CentralizedRun {
  readonly seed: number;
  /** Training slots done. */
  readonly slots: number;
  /** Of all finished episodes that are known; the loss of the network stands at every server. */
  readonly curve: LearningCurve;
}

/** The learner of one run, at its start or where the checkpoint was taken. */
export function beginCentralized(
  { scenario, learner, centralized, resumed }: CentralizedTrainingRequest,
  seed: number,
  createEngine: CentralizedEngineFactory,
): CentralizedLearner {
  if (resumed) return CentralizedLearner.resume(resumed.checkpoint, createEngine);
  return new CentralizedLearner({ scenario, learner, centralized, seed }, createEngine);
}

/**
 * Finished runs as the JSON data of their file (`n2o-training`, version 1), with what is centralised
 * DQL's own beside the learner's configuration.
 */
export function centralizedTrainingFile(
  { scenario, learner, centralized }: CentralizedTrainingRequest,
  engine: string,
  runs: readonly CentralizedRun[],
) {
  return {
    format: 'n2o-training' as const,
    version: 1 as const,
    scenario,
    training: learner,
    centralized,
    start: 'seed' as const,
    engine,
    runs: runs.map(({ seed, slots, curve }) => ({
      seed,
      slots,
      curve: curveData(curve, serverCount(scenario)),
    })),
  };
}

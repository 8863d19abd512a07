/** Distillations as a file (`n2o-distillation`, version 1). */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { Scenario } from '../world/scenario.ts';
import type { DistillationReport, PlayedReward } from './distillation.ts';

/** What was distilled from the networks of one training. */
export interface DistilledRun {
  /** Of the training; null where that is not known. */
  readonly seed: number | null;
  readonly reports: readonly DistillationReport[];
}

export interface DistilledContent {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  /** What trained the Q-networks; null where they came from a file. */
  readonly engine: string | null;
  readonly runs: readonly DistilledRun[];
}

export type DistilledFile = ReturnType<typeof distilledFile>;

/** As JSON data; settings stand with every result, because they differ from one to the next. */
export function distilledFile({ scenario, learner, engine, runs }: DistilledContent) {
  return {
    format: 'n2o-distillation' as const,
    version: 1 as const,
    scenario,
    training: learner,
    engine,
    runs: runs.map(({ seed, reports }) => ({ seed, results: reports.map(resultData) })),
  };
}

function resultData(report: DistillationReport) {
  const { used, agreement, servers, rewards, differences, cost, lossCurve } = report;
  const { settings, orchestration, watchedSeed, evaluation } = used;
  const { teacher, student, maDql, n2o, exactP2 } = rewards;
  return {
    settings,
    orchestration,
    watchedSeed,
    evaluation,
    rewards: {
      teacher: rewardData(teacher),
      student: rewardData(student),
      maDql: rewardData(maDql),
      n2o: rewardData(n2o),
      exactP2: exactP2 && rewardData(exactP2),
    },
    differences,
    agreement,
    servers: servers.map((server) => ({
      id: server.id,
      levels: server.levels,
      agreement: server.agreement,
      confusion: rowsOf(server.confusion, server.levels),
    })),
    loss: lossCurve.at(-1)!,
    cost,
  };
}

function rewardData({ mean, standardError }: PlayedReward) {
  return { mean, standardError };
}

function rowsOf(counts: Uint32Array, width: number): number[][] {
  return Array.from({ length: counts.length / width }, (_, row) => [
    ...counts.subarray(row * width, (row + 1) * width),
  ]);
}

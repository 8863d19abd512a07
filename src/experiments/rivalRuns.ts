/** N2O and its rivals side by side: on one slot, and as a file (`n2o-rivals`, version 1). */
import type { LocalNetworks } from '../learning/network.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import { checkConnected } from '../orchestration/graph.ts';
import { checkCuts } from '../orchestration/linkProcess.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { checkProblem, type OrchestrationProblem } from '../orchestration/problem.ts';
import { rivalCourses } from '../orchestration/rivals/courses.ts';
import type { RivalCourses, RivalKey } from '../orchestration/rivals/rival.ts';
import type { RivalOptions } from '../orchestration/rivals/rivalOptions.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import type { Evaluation } from './evaluate.ts';
import { filesProblem } from './orchestrate.ts';
import { problemAt } from './policies.ts';
import type { RivalRewards } from './rivalRewards.ts';

/** What a comparison on one slot depends on besides the problem. */
export interface CoursesSetting {
  readonly options: OrchestrationOptions;
  readonly rivals: RivalOptions;
  readonly keys: readonly RivalKey[];
  readonly accelerator?: NetworkAccelerator | null;
  /** A clock in milliseconds. */
  readonly now: () => number;
}

/** What came of one set of networks. */
export interface RivalRun {
  /** Of the training; null where that is not known. */
  readonly seed: number | null;
  readonly slot: RivalCourses;
  /** Null where no city was played. */
  readonly rewards: RivalRewards | null;
}

/**
 * The courses on networks and observations as they travel between tools.
 *
 * @throws InputError with the path of what is wrong in either, or the pieces of a message graph that
 *   is not connected (unless the options allow them), or a cut of two agents that are not linked
 */
export function fileCourses(
  networksData: unknown,
  observationsData: unknown,
  setting: CoursesSetting,
): RivalCourses {
  const { options, accelerator } = setting;
  return coursesOn(filesProblem(networksData, observationsData, options, accelerator), setting);
}

/** The courses on the first slot of the held-out world. @throws InputError as `fileCourses` */
export function cityCourses(
  setting: CoursesSetting & {
    readonly scenario: Scenario;
    readonly networks: LocalNetworks;
    readonly evaluation: Evaluation;
  },
): RivalCourses {
  const { scenario, networks, evaluation, accelerator, options } = setting;
  const environment = new EdgeEnvironment(scenario);
  environment.reset(evaluation.seed);
  return coursesOn(problemAt(environment, networks, accelerator, options), setting);
}

function coursesOn(problem: OrchestrationProblem, setting: CoursesSetting): RivalCourses {
  const { options, rivals, keys, now } = setting;
  checkProblem(problem);
  if (options.pieces === 'refuse') checkConnected(problem.ids, problem.links);
  checkCuts(options.cuts, problem.links, problem.ids);
  const tables = new DecisionTables(problem.objectives);
  return rivalCourses({ problem, tables, options, rivals, slot: 0 }, now, keys);
}

/** What was compared, and what came of it. */
export interface RivalsContent {
  readonly options: OrchestrationOptions;
  readonly rivals: RivalOptions;
  /** Null where only one slot was looked at. */
  readonly city: {
    readonly scenario: Scenario;
    readonly training: Readonly<Record<string, unknown>> | null;
    readonly engine: string | null;
    readonly evaluation: Evaluation;
  } | null;
  readonly runs: readonly RivalRun[];
}

export type RivalsFile = ReturnType<typeof rivalsFile>;

/** As JSON data. Where networks came from a file, `training` and `engine` are null. */
export function rivalsFile({ options, rivals, city, runs }: RivalsContent) {
  return {
    format: 'n2o-rivals' as const,
    version: 1 as const,
    configuration: {
      scenario: city?.scenario ?? null,
      training: city?.training ?? null,
      evaluation: city?.evaluation ?? null,
      orchestration: options,
      rivals,
    },
    seeds: { training: runs.map(({ seed }) => seed), links: options.seed },
    engine: city?.engine ?? null,
    runs,
  };
}

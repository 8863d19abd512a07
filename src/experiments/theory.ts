/** Theory beside a run, and Corollary 1, in the form in which other tools read them. */
import { theory } from '../orchestration/bounds.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { orchestrate } from '../orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import type { TheoryReport } from '../orchestration/theoryReport.ts';
import type { CorollaryReport } from './corollaryReport.ts';

/** What the theory says of one run on a problem, and the options of that run. */
export interface TheoryOfRun {
  readonly options: OrchestrationOptions;
  readonly report: TheoryReport;
}

/** @throws InputError as `orchestrate` */
export function theoryOfRun(
  problem: OrchestrationProblem,
  options: OrchestrationOptions,
): TheoryOfRun {
  return { options, report: theory(problem, orchestrate(problem, options)) };
}

/**
 * JSON data of the form `n2o-theory`, version 1: `options` and `report` of a run, or null;
 * `corollary`, or null. Numbers that are not finite (a bound of nothing) are null.
 */
export function theoryFile(run: TheoryOfRun | null, corollary: CorollaryReport | null) {
  return {
    format: 'n2o-theory',
    version: 1,
    options: run?.options ?? null,
    report: run?.report ?? null,
    corollary,
  };
}

/** N2O against its rivals: on one slot, and in the city. */
import { playRivals, type RivalRewards } from '../experiments/rivalRewards.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import { checkProblem } from '../orchestration/problem.ts';
import { rivalCourses } from '../orchestration/rivals/courses.ts';
import type { RivalCourses } from '../orchestration/rivals/rival.ts';
import type { RivalOptions } from '../orchestration/rivals/rivalOptions.ts';
import { citySeed } from '../session/setup.ts';
import { problemOf } from './agreement.ts';
import type { OrchestrationRequest, RivalRewardsRequest } from './protocol.ts';

/** @throws InputError as `agreementTrace` */
export function coursesOf(
  request: OrchestrationRequest,
  rivals: RivalOptions,
  accelerator: NetworkAccelerator | null = null,
): RivalCourses {
  const problem = problemOf(request, accelerator);
  checkProblem(problem);
  const { options, snapshot } = request;
  const tables = new DecisionTables(problem.objectives);
  return rivalCourses({ problem, tables, options, rivals, slot: snapshot.slot }, () =>
    performance.now(),
  );
}

/**
 * Reports after each day of the held-out world.
 *
 * @throws InputError for a rival that cannot run the city
 */
export function rewardsOf(
  request: RivalRewardsRequest,
  report: (rewards: RivalRewards) => void,
  accelerator: NetworkAccelerator | null = null,
): RivalRewards {
  const { setup, weights, options, rivals, keys, slots } = request;
  const networks = networksFromWeights(buildLayout(setup.scenario, setup.learner), weights);
  const evaluation = { slots, seed: citySeed(setup.seed) };
  const { scenario } = setup;
  const run = playRivals({ scenario, networks, options, rivals, keys, evaluation, accelerator });
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
    report(next.value);
  }
}

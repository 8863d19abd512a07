/** The form in which other tools read an N2O run (`n2o-trace`, version 1). */
import type { OrchestrationIteration, OrchestrationTrace } from './orchestrate.ts';
import type { Link } from './problem.ts';

/**
 * A run as plain JSON data: matrices as rows, servers by id. Where the exact optimum was refused,
 * `exact` is null and `reason` says why.
 */
export function traceFile(trace: OrchestrationTrace) {
  const { ids, mixing, greedy, exact } = trace;
  const count = ids.length;
  const refused = 'reason' in exact;
  return {
    format: 'n2o-trace',
    version: 1,
    ids: [...ids],
    mixing: rows(mixing.matrix, count),
    secondSingularValue: trace.secondSingularValue,
    options: trace.options,
    initial: { copies: rows(trace.initialCopies, count), greedy: [...greedy.decision] },
    iterations: trace.iterations.map((iteration) => iterationData(iteration, ids)),
    decision: [...trace.decision],
    objective: trace.objective,
    exact: refused ? null : { decision: [...exact.decision], objective: exact.objective },
    ...(refused ? { reason: exact.reason } : {}),
    greedy: { decision: [...greedy.decision], objective: greedy.objective },
  };
}

function iterationData(iteration: OrchestrationIteration, ids: readonly number[]) {
  const count = ids.length;
  const { tau, objective, relaxedObjective, dualDisagreement, copyDisagreement } = iteration;
  return {
    tau,
    gradients: rows(iteration.gradients, count),
    duals: rows(iteration.duals, count),
    copies: rows(iteration.copies, count),
    failedLinks: iteration.failedLinks.map((link) => linkOfIds(link, ids)),
    rounded: [...iteration.rounded],
    objective,
    relaxedObjective,
    dualDisagreement,
    copyDisagreement,
  };
}

/** A link as a pair of ids, the smaller first. */
function linkOfIds([m, n]: Link, ids: readonly number[]): [number, number] {
  return [Math.min(ids[m]!, ids[n]!), Math.max(ids[m]!, ids[n]!)];
}

function rows(matrix: Float64Array, count: number): number[][] {
  return Array.from({ length: count }, (_, n) => [...matrix.subarray(n * count, (n + 1) * count)]);
}

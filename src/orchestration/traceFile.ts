/** The form in which other tools read an N2O run (`n2o-trace`, version 1). */
import type { OptimumBound } from './optimumBound.ts';
import { type OrchestrationOptions, parseOrchestration } from './options.ts';
import type { OrchestrationIteration, OrchestrationTrace } from './orchestrate.ts';
import type { Link } from './problem.ts';

/** The options that version 1 of the form has. */
const FORM_OPTIONS = [
  'iterations',
  'gamma',
  'anchor',
  'gradientScale',
  'readOut',
  'mixing',
  'failure',
  'seed',
] as const satisfies readonly (keyof OrchestrationOptions)[];

/**
 * A run as plain JSON data: matrices as rows, servers by id. Where the exact optimum was refused,
 * `exact` is null, `reason` says why, and `extra.bound` what is proven of it. Options that the form
 * does not have stand in `extra.options`, those that are not at their defaults.
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
    options: Object.fromEntries(FORM_OPTIONS.map((name) => [name, trace.options[name]])),
    initial: { copies: rows(trace.initialCopies, count), greedy: [...greedy.decision] },
    iterations: trace.iterations.map((iteration) => iterationData(iteration, ids)),
    decision: [...trace.decision],
    objective: trace.objective,
    exact: refused ? null : { decision: [...exact.decision], objective: exact.objective },
    ...(refused ? { reason: exact.reason } : {}),
    greedy: { decision: [...greedy.decision], objective: greedy.objective },
    ...extra(trace),
  };
}

function extra({ options, bound }: OrchestrationTrace) {
  const defaults: Readonly<Record<string, unknown>> = parseOrchestration({});
  const differing = Object.entries(options).filter(
    ([name, value]) =>
      !(FORM_OPTIONS as readonly string[]).includes(name) &&
      JSON.stringify(value) !== JSON.stringify(defaults[name]),
  );
  const content = {
    ...(differing.length > 0 ? { options: Object.fromEntries(differing) } : {}),
    ...(bound ? { bound: boundData(bound) } : {}),
  };
  return Object.keys(content).length > 0 ? { extra: content } : {};
}

function boundData({ upper, best, isOptimal }: OptimumBound) {
  return { upper, lower: best.objective, decision: [...best.decision], isOptimal };
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

/** One slot, orchestrated, in the form in which the page keeps it. */
import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import { checkConnected } from '../orchestration/graph.ts';
import type { OptimumBound } from '../orchestration/optimumBound.ts';
import { orchestrate, orchestrationGain } from '../orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { messageLinks } from '../orchestration/topologies.ts';
import { checkDecisions, sourcedProblem } from './problemSource.ts';
import type { AgreementTrace, OrchestrationRequest } from './protocol.ts';

/**
 * P2 of the request, with the links that its options choose.
 *
 * @throws InputError naming the pieces of a message graph that is not connected, unless the options
 *   allow them
 */
export function problemOf(
  request: OrchestrationRequest,
  accelerator: NetworkAccelerator | null,
): OrchestrationProblem {
  return linkedProblem(request, accelerator).problem;
}

function linkedProblem(request: OrchestrationRequest, accelerator: NetworkAccelerator | null) {
  const { options } = request;
  const sourced = sourcedProblem(request, accelerator);
  const { links: neighbourLinks, ids } = sourced.problem;
  const links = messageLinks(options, { ...sourced.layout, neighbourLinks });
  if (options.pieces === 'refuse') checkConnected(ids, links, 'orchestration.topology');
  return { ...sourced, problem: { ...sourced.problem, links }, neighbourLinks };
}

/** @throws InputError where an LSM has too many joint decisions, or the links are in pieces */
export function agreementTrace(
  request: OrchestrationRequest,
  accelerator: NetworkAccelerator | null = null,
): AgreementTrace {
  const { snapshot, options } = request;
  const { problem, layout, source, neighbourLinks } = linkedProblem(request, accelerator);
  const trace = orchestrate(problem, options, snapshot.slot);
  const { ids } = problem;
  const linkIds = (links: OrchestrationProblem['links']) =>
    links.map(([one, other]) => [ids[one]!, ids[other]!] as const);
  return {
    slot: snapshot.slot,
    trainedSlots: snapshot.weights.trainedSlots,
    source,
    layout,
    options,
    ids,
    levels: problem.objectives.map(({ levels }) => levels[0]!),
    links: linkIds(problem.links),
    neighbourLinks: linkIds(neighbourLinks),
    scopes: problem.objectives.map(({ scope }) => scope),
    mixing: trace.mixing.matrix,
    secondSingularValue: trace.secondSingularValue,
    initialCopies: trace.initialCopies.slice(),
    ...(trace.kept ? { kept: trace.kept } : {}),
    iterations: trace.iterations.map((iteration) => ({
      ...iteration,
      rounded: [...iteration.rounded],
      failedLinks: linkIds(iteration.failedLinks),
    })),
    decision: [...trace.decision],
    objective: trace.objective,
    greedy: { ...trace.greedy, decision: [...trace.greedy.decision] },
    exact:
      'reason' in trace.exact
        ? { reason: trace.exact.reason }
        : { ...trace.exact, decision: [...trace.exact.decision] },
    ...(trace.bound ? { bound: boundOf(trace.bound) } : {}),
    messagesPerIteration: trace.messagesPerIteration,
    bytesPerIteration: trace.bytesPerIteration,
    anchorBytes: trace.anchorBytes,
    messages: trace.messages,
    bytes: trace.bytes,
  };
}

function boundOf({ upper, best, isOptimal }: OptimumBound): NonNullable<AgreementTrace['bound']> {
  return { upper, best: { ...best, decision: [...best.decision] }, isOptimal };
}

/**
 * How much more all networks expect from N2O's decision than from greedy's, in reward units;
 * without the record of a run.
 */
export function agreementGain(
  request: OrchestrationRequest,
  accelerator: NetworkAccelerator | null = null,
): number {
  return orchestrationGain(problemOf(request, accelerator), request.options, request.snapshot.slot);
}

/**
 * Objective of P2 and every LSM's share of it, at any joint decision.
 *
 * @throws InputError unless it has one whole level a server
 */
export function evaluateDecisions(request: OrchestrationRequest, decisions: readonly number[]) {
  const { problem } = sourcedProblem(request, null);
  checkDecisions(problem, decisions);
  const { objectives } = problem;
  const local = objectives.map((objective) =>
    objective.value(objective.scope.map((member) => decisions[member]!)),
  );
  return { objective: local.reduce((sum, value) => sum + value, 0), local };
}

/** One slot of the city, orchestrated, in the form in which the page keeps it. */
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import { type NetworkAccelerator, networkProblem } from '../learning/networkProblem.ts';
import { orchestrate, orchestrationGain } from '../orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { buildTopology } from '../world/topology.ts';
import type { AgreementTrace, OrchestrationRequest } from './protocol.ts';

/** P2 at the slot of the request: the city's networks on the observations of that slot. */
function problemOf(
  { setup, snapshot }: OrchestrationRequest,
  accelerator: NetworkAccelerator | null,
): OrchestrationProblem {
  const layout = buildLayout(setup.scenario, setup.learner);
  const networks = networksFromWeights(layout, snapshot.weights.weights);
  const { links } = buildTopology(setup.scenario);
  const ids = networks.agents.map(({ id }) => id);
  return networkProblem({ ids, links }, networks, snapshot.observations, accelerator);
}

/** @throws InputError where an LSM has too many joint decisions */
export function agreementTrace(
  request: OrchestrationRequest,
  accelerator: NetworkAccelerator | null = null,
): AgreementTrace {
  const { snapshot, options } = request;
  const problem = problemOf(request, accelerator);
  const trace = orchestrate(problem, options, snapshot.slot);
  const { ids } = problem;
  const linkIds = (links: OrchestrationProblem['links']) =>
    links.map(([one, other]) => [ids[one]!, ids[other]!] as const);
  return {
    slot: snapshot.slot,
    trainedSlots: snapshot.weights.trainedSlots,
    options,
    ids,
    levels: problem.objectives.map(({ levels }) => levels[0]!),
    links: linkIds(problem.links),
    scopes: problem.objectives.map(({ scope }) => scope),
    mixing: trace.mixing.matrix,
    secondSingularValue: trace.secondSingularValue,
    initialCopies: trace.initialCopies.slice(),
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
    bytesPerIteration: trace.bytesPerIteration,
    bytes: trace.bytes,
  };
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

/** Objective of P2 and every LSM's share of it, at any joint decision. */
export function evaluateDecisions(request: OrchestrationRequest, decisions: readonly number[]) {
  const { objectives } = problemOf(request, null);
  const local = objectives.map((objective) =>
    objective.value(objective.scope.map((member) => decisions[member]!)),
  );
  return { objective: local.reduce((sum, value) => sum + value, 0), local };
}

/** One N2O run on one slot: decided with, or without, a record of every iteration. */
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import { anchors } from './anchor.ts';
import { DecisionTables } from './decisionTables.ts';
import { exactOptimum, type Refusal, type Solution } from './exactOptimum.ts';
import { greedyDecision } from './greedy.ts';
import { disagreement, relaxedObjective } from './measures.ts';
import { iterationBytes, orchestrationBytes } from './messages.ts';
import { buildMixing, type Mixing } from './mixing.ts';
import { type N2oState, n2o } from './n2o.ts';
import { LARGEST_VALUE, type LocalObjective } from './objective.ts';
import type { OrchestrationOptions } from './options.ts';
import { checkProblem, type Link, type OrchestrationProblem } from './problem.ts';
import { RunningAverage, roundedOwn, sweep } from './readOut.ts';
import { secondSingularValue } from './spectrum.ts';

/** One iteration as recorded. Matrices N x N, row-major; row n belongs to LSM n. */
export interface OrchestrationIteration {
  readonly tau: number;
  /** g_n(tau), reward units a level, before gradientScale. */
  readonly gradients: Float64Array;
  /** z_n after update tau. */
  readonly duals: Float64Array;
  /** a'_n after update tau, in levels. */
  readonly copies: Float64Array;
  /** Indices, the smaller first. */
  readonly failedLinks: readonly Link[];
  /** Own levels of this iterate, rounded, and the sum of all Q_n there. */
  readonly rounded: Int32Array;
  readonly objective: number;
  /** The sum of all Q_n at the own levels before rounding. */
  readonly relaxedObjective: number;
  /** Mean over LSMs of the 2-norm of the distance to the mean of all LSMs. */
  readonly dualDisagreement: number;
  readonly copyDisagreement: number;
}

/** A whole run, in indices; objectives in reward units. */
export interface OrchestrationTrace {
  readonly options: OrchestrationOptions;
  readonly ids: readonly number[];
  readonly mixing: Mixing;
  readonly secondSingularValue: number;
  /** a'_n(1) = c_n, N x N. */
  readonly initialCopies: Float64Array;
  readonly iterations: readonly OrchestrationIteration[];
  /** By the chosen read-out. */
  readonly decision: Int32Array;
  readonly objective: number;
  readonly greedy: Solution;
  readonly exact: Solution | Refusal;
  readonly bytesPerIteration: number;
  readonly bytes: number;
}

/** The factor of every gradient among N LSMs: `auto` undoes the 1/N dilution of the mean dual. */
export function gradientScaleOf(
  { gradientScale }: Pick<OrchestrationOptions, 'gradientScale'>,
  count: number,
): number {
  return gradientScale === 'auto' ? Math.max(1, count / 4) : gradientScale;
}

/**
 * Runs N2O and keeps every iteration, the exact optimum of P2 (where it is not refused) and the
 * bytes sent.
 *
 * @param slot which slot of a run this is: link failures differ from slot to slot
 * @throws InputError where the problem is malformed, a scope has too many joint decisions, or a Q
 *   is beyond LARGEST_VALUE
 */
export function orchestrate(
  problem: OrchestrationProblem,
  options: OrchestrationOptions,
  slot = 0,
): OrchestrationTrace {
  const iterations: OrchestrationIteration[] = [];
  const run = perform(problem, options, slot, (state, tables, mixing) => {
    iterations.push(record(state, problem.objectives, tables, mixing));
  });
  const { mixing, tables, anchor, decision } = run;
  const greedy = greedyDecision(tables);
  return {
    options,
    ids: problem.ids,
    mixing,
    secondSingularValue: secondSingularValue(mixing),
    initialCopies: anchor,
    iterations,
    decision,
    objective: tables.objective(decision),
    greedy: { decision: greedy, objective: tables.objective(greedy) },
    exact: exactOptimum(tables),
    bytesPerIteration: iterationBytes(problem),
    bytes: orchestrationBytes(problem, options),
  };
}

/** The decision that `orchestrate` would come to, without the record (for running a city). */
export function orchestratedDecision(
  problem: OrchestrationProblem,
  options: OrchestrationOptions,
  slot = 0,
): Int32Array {
  return perform(problem, options, slot).decision;
}

/** How much the sum of all Q_n at that decision is above the one at greedy's, in reward units. */
export function orchestrationGain(
  problem: OrchestrationProblem,
  options: OrchestrationOptions,
  slot = 0,
): number {
  const { tables, decision } = perform(problem, options, slot);
  return tables.objective(decision) - tables.objective(greedyDecision(tables));
}

function perform(
  problem: OrchestrationProblem,
  options: OrchestrationOptions,
  slot: number,
  observe?: (state: N2oState, tables: DecisionTables, mixing: Mixing) => void,
) {
  checkProblem(problem);
  const { ids, objectives, links } = problem;
  const count = ids.length;
  const mixing = buildMixing(options.mixing, count, links);
  const tables = new DecisionTables(objectives);
  checkValues(ids, tables);
  const anchor = anchors(options.anchor, tables);
  const settings = { ...options, gradientScale: gradientScaleOf(options, count) };
  const failures = new RandomStream(options.seed, 'links', slot);
  const average = new RunningAverage(anchor);
  let copies = anchor;
  for (const state of n2o(problem, mixing, settings, anchor, failures)) {
    copies = state.copies;
    if (options.readOut === 'average' && state.tau < options.iterations) average.add(copies);
    observe?.(state, tables, mixing);
  }
  const rounded = roundedOwn(options.readOut === 'average' ? average.mean() : copies, count);
  const decision = options.readOut === 'sweep' ? sweep(tables, ids, rounded) : rounded;
  return { mixing, tables, anchor, decision };
}

/** Refuses networks that overflow, by the LSM's id, before they do so in the middle of a run. */
function checkValues(ids: readonly number[], { values }: DecisionTables): void {
  values.forEach((table, n) => {
    for (let i = 0; i < table.length; i++) {
      if (Math.abs(table[i]!) <= LARGEST_VALUE) continue;
      throw new InputError(`Q of LSM ${ids[n]}`, table[i], `numbers up to ${LARGEST_VALUE}`);
    }
  });
}

function record(
  state: N2oState,
  objectives: readonly LocalObjective[],
  tables: DecisionTables,
  mixing: Mixing,
): OrchestrationIteration {
  const count = objectives.length;
  const rounded = roundedOwn(state.copies, count);
  return {
    tau: state.tau,
    gradients: state.gradients.slice(),
    duals: state.duals.slice(),
    copies: state.copies.slice(),
    failedLinks: state.failedLinks.map((link) => mixing.links[link]!),
    rounded,
    objective: tables.objective(rounded),
    relaxedObjective: relaxedObjective(objectives, state.copies),
    dualDisagreement: disagreement(state.duals, count),
    copyDisagreement: disagreement(state.copies, count),
  };
}

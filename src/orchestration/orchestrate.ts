/** One N2O run on one slot: decided with, or without, a record of every iteration. */
import { InputError } from '../schema.ts';
import { anchors } from './anchor.ts';
import { DecisionTables } from './decisionTables.ts';
import { exactOptimum, type Refusal, type Solution } from './exactOptimum.ts';
import { greedyDecision } from './greedy.ts';
import { keptCoordinates } from './horizon.ts';
import { LinkProcess } from './linkProcess.ts';
import { disagreement, relaxedObjective } from './measures.ts';
import { type Traffic, TrafficMeter } from './messages.ts';
import { buildMixing, type Mixing } from './mixing.ts';
import { multilinearObjectives } from './multilinear.ts';
import { type N2oState, n2o } from './n2o.ts';
import { LARGEST_VALUE, type LocalObjective } from './objective.ts';
import { type OptimumBound, optimumBound } from './optimumBound.ts';
import type { OrchestrationOptions } from './options.ts';
import { checkProblem, type Link, type OrchestrationProblem } from './problem.ts';
import { nearestLevel, ReadOut, roundedOwn, sweepsOf } from './readOut.ts';
import { secondSingularValue } from './spectrum.ts';

/** One iteration as recorded. Matrices N x N, row-major; row n belongs to LSM n. */
export interface OrchestrationIteration {
  readonly tau: number;
  /** g_n(tau), reward units a level, before gradientScale: of the gradient that the options choose. */
  readonly gradients: Float64Array;
  /** z_n after update tau. */
  readonly duals: Float64Array;
  /** a'_n after update tau, in levels. */
  readonly copies: Float64Array;
  /** Failed by chance or cut by hand; indices, the smaller first. */
  readonly failedLinks: readonly Link[];
  /** Own levels of this iterate, rounded, and the sum of all Q_n there. */
  readonly rounded: Int32Array;
  readonly objective: number;
  /** The sum of all Q_n at the own levels before rounding. */
  readonly relaxedObjective: number;
  /** Mean over LSMs of the 2-norm of the distance to the mean of all LSMs that keep a coordinate. */
  readonly dualDisagreement: number;
  readonly copyDisagreement: number;
  /** Sent up to here, anchors included, over all links. */
  readonly messages: number;
  readonly bytes: number;
}

/** A whole run, in indices; objectives in reward units. */
export interface OrchestrationTrace {
  readonly options: OrchestrationOptions;
  readonly ids: readonly number[];
  readonly mixing: Mixing;
  readonly secondSingularValue: number;
  /** a'_n(1) = c_n, N x N; the nearest whole levels with the discrete projection. */
  readonly initialCopies: Float64Array;
  /** Which coordinates each LSM keeps, N x N, 1 or 0; null: all. */
  readonly kept: Uint8Array | null;
  readonly iterations: readonly OrchestrationIteration[];
  /** By the chosen read-out. */
  readonly decision: Int32Array;
  readonly objective: number;
  readonly greedy: Solution;
  readonly exact: Solution | Refusal;
  /** What is known of the optimum where `exact` is refused; null where it is not. */
  readonly bound: OptimumBound | null;
  /** Over all links: the duals of one iteration, the anchors, and all with the read-out. */
  readonly messagesPerIteration: number;
  readonly bytesPerIteration: number;
  readonly anchorBytes: number;
  readonly messages: number;
  readonly bytes: number;
}

/** The factor of every gradient among N LSMs: `auto` undoes the 1/N dilution of the mean dual. */
export function gradientScaleOf(
  { gradientScale }: Pick<OrchestrationOptions, 'gradientScale'>,
  count: number,
): number {
  return gradientScale === 'auto' ? Math.max(1, count / 4) : gradientScale;
}

/** What a run did, without what it is compared with. */
export type OrchestrationRecord = Omit<
  OrchestrationTrace,
  'secondSingularValue' | 'greedy' | 'exact' | 'bound'
>;

/**
 * Runs N2O and keeps every iteration and the bytes sent, beside the exact optimum of P2, or a bound
 * of it where it is refused.
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
  const { tables, ...run } = recordedRun(problem, options, slot);
  const greedy = greedyDecision(tables);
  const exact = exactOptimum(tables);
  return {
    ...run,
    secondSingularValue: secondSingularValue(run.mixing),
    greedy: { decision: greedy, objective: tables.objective(greedy) },
    exact,
    bound: 'reason' in exact ? optimumBound(tables, [greedy, run.decision]) : null,
  };
}

/** The run alone, for what only looks at its course. @throws InputError as `orchestrate` */
export function recordedRun(
  problem: OrchestrationProblem,
  options: OrchestrationOptions,
  slot = 0,
): OrchestrationRecord & { readonly tables: DecisionTables } {
  const iterations: OrchestrationIteration[] = [];
  const kept = keptOf(problem, options);
  const meter = new TrafficMeter(problem, options, slot, kept);
  const anchorTraffic = meter.anchor();
  let traffic = anchorTraffic;
  const run = perform(problem, options, slot, (state, tables, mixing) => {
    traffic = sum(traffic, meter.iteration);
    if (options.readOut === 'best') traffic = sum(traffic, meter.best());
    iterations.push({ ...record(state, problem.objectives, tables, { mixing, kept }), ...traffic });
  });
  const { mixing, tables, anchor, decision } = run;
  return {
    tables,
    options,
    ids: problem.ids,
    mixing,
    initialCopies: options.projection === 'discrete' ? anchor.map(nearestLevel) : anchor,
    kept,
    iterations,
    decision,
    objective: tables.objective(decision),
    messagesPerIteration: meter.iteration.messages,
    bytesPerIteration: meter.iteration.bytes,
    anchorBytes: anchorTraffic.bytes,
    ...sum(traffic, meter.sweeps(sweepsOf(options))),
  };
}

function sum(one: Traffic, other: Traffic): Traffic {
  return { messages: one.messages + other.messages, bytes: one.bytes + other.bytes };
}

function keptOf(
  { objectives, links }: OrchestrationProblem,
  { horizon }: OrchestrationOptions,
): Uint8Array | null {
  const scopes = objectives.map(({ scope }) => scope);
  return keptCoordinates(horizon, scopes, links);
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
  const kept = keptOf(problem, options);
  const anchor = anchors(options.anchor, tables, { links, kept });
  const settings = { ...options, kept, gradientScale: gradientScaleOf(options, count) };
  const process = new LinkProcess(options, mixing.links, ids, slot);
  const climbed =
    options.gradient === 'network'
      ? problem
      : { objectives: multilinearObjectives(objectives, tables.values) };
  const readOut = new ReadOut(options, tables, links, anchor);
  for (const state of n2o(climbed, mixing, settings, anchor, process)) {
    readOut.add(state);
    observe?.(state, tables, mixing);
  }
  return { mixing, tables, anchor, decision: readOut.decide(ids) };
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
  { mixing, kept }: { readonly mixing: Mixing; readonly kept: Uint8Array | null },
): Omit<OrchestrationIteration, keyof Traffic> {
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
    dualDisagreement: disagreement(state.duals, count, kept),
    copyDisagreement: disagreement(state.copies, count, kept),
  };
}

/**
 * Theorems 1 to 3 beside one N2O run. Read as printed with beta(0) := 1, psi(a*) the mean of
 * psi_n(a*), and 2-norms. A run with gradient scale s is one on s Q_n; its bounds are divided by s.
 */
import { log, square } from '../elementary.ts';
import { InputError } from '../schema.ts';
import { anchorScatter, assumptions } from './assumptions.ts';
import { DecisionTables } from './decisionTables.ts';
import { DeviationSums, stepSizes } from './deviations.ts';
import { exactOptimum } from './exactOptimum.ts';
import type { LocalObjective } from './objective.ts';
import { gradientScaleOf, type OrchestrationTrace } from './orchestrate.ts';
import { type OrchestrationProblem, ownLevels } from './problem.ts';
import { RunningGaps } from './runningGaps.ts';
import { secondEigenvalue } from './spectrum.ts';
import type { LipschitzBound, TheoryReport, TheoryTerms } from './theoryReport.ts';

/** Cells that all LSMs' boxes together are cut into at most: some 0.2 s. */
const CELLS = 4000;
/** Cells of every LSM before the steepest ones are looked at more closely, and each time then. */
const FIRST_CELLS = 40;
const MORE_CELLS = 40;
/** Most values of Q_n for the measured gaps: a second or so. */
const GAP_VALUES = 4e5;
const LEAST_TERMS = 10;

/**
 * What the theory says of a run, term by term, and what was measured.
 *
 * @param problem what the run was on; its objectives have certified slopes
 * @throws InputError for an objective without
 */
export function theory(problem: OrchestrationProblem, trace: OrchestrationTrace): TheoryReport {
  const { objectives, ids } = problem;
  const { options, mixing } = trace;
  const count = ids.length;
  const { bound: lipschitz, steepest } = steepestSlope(objectives);
  const tables = new DecisionTables(objectives);
  const reference = referenceOf(trace);
  const spread = spreadOf(tables, objectives, trace);
  const lambda = secondEigenvalue(mixing, 1 - options.failure);
  const setting: BoundSetting = {
    count,
    lipschitz,
    gamma: options.gamma,
    scale: gradientScaleOf(options, count),
    sigma: Math.min(1, trace.secondSingularValue),
    lambda: Math.min(1, lambda),
    spread: spread.value,
    ...auxiliaries(trace, reference.decision, ownLevels(objectives)),
  };
  const found = assumptions(problem, trace);
  return {
    lipschitz,
    steepest: ids[steepest]!,
    gamma: options.gamma,
    gradientScale: setting.scale,
    reference: { ...reference, decision: [...reference.decision] },
    auxiliary: setting.auxiliary,
    spread,
    secondSingularValue: trace.secondSingularValue,
    secondEigenvalue: lambda,
    terms: terms(objectives, trace, reference.decision, setting),
    assumptions: found,
    applies: found.every(({ verdict, theorems }) => verdict !== 'broken' || !theorems.includes(1)),
  };
}

/** L of all LSMs: cells go to the LSM whose bound is largest, until it cannot matter any more. */
export function steepestSlope(objectives: readonly LocalObjective[]): {
  readonly bound: LipschitzBound;
  readonly steepest: number;
} {
  const first = Math.max(1, Math.min(FIRST_CELLS, Math.floor(CELLS / objectives.length)));
  const bounds = objectives.map((objective, n) => refined(objective, n, first, 0));
  for (;;) {
    const steepest = bounds.reduce((best, { upper }, n) => {
      return upper > bounds[best]!.upper ? n : best;
    }, 0);
    const { upper, cells, method } = bounds[steepest]!;
    const lower = bounds.reduce((most, each) => Math.max(most, each.lower), 0);
    const spent = bounds.reduce((sum, each) => sum + each.cells, 0);
    const next = refined(objectives[steepest]!, steepest, cells + MORE_CELLS, lower * CLOSE);
    if (spent >= CELLS || next.cells === cells) {
      return { bound: { upper, lower, method, cells: spent }, steepest };
    }
    bounds[steepest] = next;
  }
}

const CLOSE = 1.01;

function refined(
  objective: LocalObjective,
  n: number,
  cells: number,
  enough: number,
): LipschitzBound {
  const bound = objective.lipschitz?.({ cells, enough });
  if (bound) return bound;
  throw new InputError(`objectives[${n}]`, undefined, 'an objective with a certified slope');
}

function referenceOf({ exact, bound, greedy, decision, objective }: OrchestrationTrace) {
  if (!('reason' in exact)) return { kind: 'exact' as const, ...exact };
  if (bound)
    return { kind: bound.isOptimal ? ('exact' as const) : ('bestKnown' as const), ...bound.best };
  const best = greedy.objective > objective ? greedy : { decision, objective };
  return { kind: 'bestKnown' as const, ...best };
}

/** Best minus worst of all whole decisions, an LSM. */
function spreadOf(
  tables: DecisionTables,
  objectives: readonly LocalObjective[],
  { exact }: OrchestrationTrace,
): TheoryReport['spread'] {
  const { count } = tables;
  if (!('reason' in exact)) {
    const worst = exactOptimum(new DecisionTables(objectives.map(negated)));
    if (!('reason' in worst)) {
      return { kind: 'exact', value: (exact.objective + worst.objective) / count };
    }
  }
  const value = tables.values.reduce((sum, table) => {
    const most = table.reduce((a, b) => Math.max(a, b));
    return sum + most - table.reduce((a, b) => Math.min(a, b));
  }, 0);
  return { kind: 'bound', value: value / count };
}

function negated(objective: LocalObjective): LocalObjective {
  const { scope, levels } = objective;
  return {
    scope,
    levels,
    value: (alpha) => -objective.value(alpha),
    gradient(alpha, gradient) {
      const value = objective.gradient(alpha, gradient);
      for (let i = 0; i < gradient.length; i++) gradient[i] = -gradient[i]!;
      return -value;
    },
    table: () => objective.table().map((each) => -each),
  };
}

interface BoundSetting {
  readonly count: number;
  readonly lipschitz: LipschitzBound;
  readonly gamma: number;
  readonly scale: number;
  readonly sigma: number;
  readonly lambda: number;
  readonly spread: number;
  /** The mean of psi_n(a*), and psi(a*) of the mean anchor. */
  readonly auxiliary: number;
  readonly meanAuxiliary: number;
  /** What 1 / beta(T) stands before in NONC. */
  readonly penalty: number;
}

/** psi at a*, and NONC beta(T) = 2 / N sum psi_n^max + d^max / N sum psi_n'^max. */
function auxiliaries(
  { initialCopies: anchors, options: { gamma } }: OrchestrationTrace,
  reference: ArrayLike<number>,
  levels: readonly number[],
) {
  const count = levels.length;
  const { mean } = anchorScatter(anchors, count);
  const diameter = Math.sqrt(levels.reduce((sum, each) => sum + square(each - 1), 0));
  let auxiliary = 0;
  let meanAuxiliary = 0;
  let penalty = 0;
  for (let n = 0; n < count; n++) {
    let squares = 0;
    let most = 0;
    for (let i = 0; i < count; i++) {
      const anchor = anchors[n * count + i]!;
      squares += square(reference[i]! - anchor);
      most += square(Math.max(anchor, levels[i]! - 1 - anchor));
    }
    auxiliary += ((gamma / 2) * squares) / count;
    meanAuxiliary += (gamma / 2) * square(reference[n]! - mean[n]!);
    penalty += (gamma * most + diameter * gamma * Math.sqrt(most)) / count;
  }
  return { auxiliary, meanAuxiliary, penalty };
}

function terms(
  objectives: readonly LocalObjective[],
  trace: OrchestrationTrace,
  reference: ArrayLike<number>,
  setting: BoundSetting,
): TheoryTerms[] {
  const { count } = setting;
  const total = trace.iterations.length;
  const gaps = new RunningGaps(objectives, trace.initialCopies, reference);
  const deviations = new DeviationSums(trace.initialCopies, count);
  const beta = stepSizes(trace.options.stepSize, total);
  const shown = Math.max(LEAST_TERMS, Math.floor(GAP_VALUES / (count * count)));
  const every = Math.max(1, Math.ceil(total / shown));
  const list: TheoryTerms[] = [];
  let before = 0;
  let sum = 0;
  for (let t = 1; t <= total; t++) {
    before += beta[t - 1]!;
    sum += beta[t]!;
    const arrived = t === 1 ? null : trace.iterations[t - 2]!;
    if (arrived) gaps.add(arrived.copies);
    deviations.add(arrived?.duals ?? null, beta[t]!, beta[t - 1]!);
    if (t % every !== 0 && t !== total) continue;
    const sums = { t, last: beta[t]!, before, sum };
    list.push({ ...boundsAt(sums, deviations, setting), ...measured() });
  }
  return list.map((each) => ({ ...each, ratio: each.gap > 0 ? each.bound / each.gap : null }));

  function measured() {
    const { gap, worst } = gaps.worst();
    return { gap, worst, ratio: null };
  }
}

interface StepSums {
  /** T'. */
  readonly t: number;
  /** beta(T'). */
  readonly last: number;
  /** The sums of beta(tau - 1) and beta(tau), tau = 1..T'. */
  readonly before: number;
  readonly sum: number;
}

function boundsAt(
  { t, last, before, sum }: StepSums,
  deviations: DeviationSums,
  setting: BoundSetting,
): Omit<TheoryTerms, 'gap' | 'worst' | 'ratio'> {
  const { count, lipschitz, gamma, scale, sigma, lambda, spread } = setting;
  const { auxiliary, meanAuxiliary, penalty } = setting;
  const { upper, lower } = lipschitz;
  const square = upper * upper * scale;
  // Of s times a run's own problem: nothing is known of it where s is 0.
  const unscaled = (each: number) => (scale > 0 ? each / scale : Number.POSITIVE_INFINITY);
  const start = unscaled(auxiliary) / (t * last);
  const opt = (slope: number) => start + (slope * slope * scale * before) / (2 * t);
  const comm = (slope: number) => (slope / t) * deviations.printed();
  const optimisation = opt(upper);
  const communication = comm(upper);
  const nonConvexity = unscaled(penalty) / last;
  const bound = optimisation + communication + nonConvexity;
  const concaveBound =
    unscaled(meanAuxiliary) / (t * last) +
    (square * before) / (2 * gamma * t) +
    (upper / t) * deviations.proved(gamma);
  const logarithm = log(t * Math.sqrt(count));
  const rate = (square * logarithm) / Math.sqrt(t);
  const mixed2 = ((3 * square) / t) * ((2 * logarithm) / (1 - sigma) + 3) * sum;
  const inner = (6 * log(t * t * count)) / (1 - lambda) + 1 / (t * Math.sqrt(count)) + 2;
  return {
    iterations: t,
    optimisation,
    communication,
    nonConvexity,
    bound,
    leastBound: opt(lower) + comm(lower) + nonConvexity,
    concaveBound,
    vacuous: !(bound <= spread),
    rate2: rate / (1 - sigma),
    bound2: optimisation + mixed2 + nonConvexity,
    rate3: rate / (1 - lambda),
    bound3: optimisation + ((3 * square) / t) * inner * sum + nonConvexity,
  };
}

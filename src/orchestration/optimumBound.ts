/** What is proven about P2 where its exact optimum takes too much: beside a run and its rivals. */
import type { DecisionTables } from './decisionTables.ts';
import type { Solution } from './exactOptimum.ts';
import { leanDefaults, leanMaxPlusDecision } from './rivals/leanMaxPlus.ts';
import { certifiedBound } from './upperBound.ts';

/** Objectives in reward units. */
export interface OptimumBound {
  /** No decision has an objective above this. */
  readonly upper: number;
  /** The best decision known. */
  readonly best: Solution;
  /** Whether `best` is proven to be an optimum, up to the rounding of sums. */
  readonly isOptimal: boolean;
}

/**
 * Brackets the optimum, from lean max-plus's decision on.
 *
 * @param known decisions that there are anyway: `best` is none the worse
 */
export function optimumBound(
  tables: DecisionTables,
  known: readonly Int32Array[] = [],
): OptimumBound {
  const start = [leanMaxPlusDecision(tables, leanDefaults(tables)), ...known].reduce(
    (best, each) => (tables.objective(each) > tables.objective(best) ? each : best),
  );
  const { upper, lower, decision, isOptimal } = certifiedBound(tables, start);
  return { upper, best: { decision, objective: lower }, isOptimal };
}

/** P2 solved exactly, by elimination: its memory and work are known, and may be refused, before. */
import type { DecisionTables } from './decisionTables.ts';
import { type EliminationPlan, eliminate, type Factor, planElimination } from './elimination.ts';
import { countText } from './problem.ts';

/** A decision of all servers and the sum of all Q_n there, in reward units. */
export interface Solution {
  readonly decision: Int32Array;
  readonly objective: number;
}
/** Why there is no exact optimum. */
export interface Refusal {
  readonly reason: string;
}

/** Most entries of all tables together: under a second of work, some 250 MB. */
export const ELIMINATION_LIMIT = 5e7;

type Scopes = readonly (readonly number[])[];

/**
 * Null where P2 can be solved exactly on servers with these levels, else why not.
 *
 * @param scopes the servers that each Q_n depends on, as indices
 */
export function exactRefusal(levels: readonly number[], scopes: Scopes): Refusal | null {
  const plan = planFor(levels, scopes);
  if (plan.entries <= ELIMINATION_LIMIT) return null;
  const [entries, limit] = [countText(plan.entries), countText(ELIMINATION_LIMIT)];
  const memory = countText(Math.ceil(plan.bytes / 1e6));
  return {
    reason: `elimination needs ${entries} table entries (${memory} MB); the limit is ${limit} entries`,
  };
}

/**
 * The decision of all servers that maximises the sum of all Q_n; among equals (up to the rounding
 * of sums) the first in lexicographic order of the LSMs as listed. Refused beyond
 * ELIMINATION_LIMIT table entries.
 */
export function exactOptimum(tables: DecisionTables): Solution | Refusal {
  const { levels, scopes } = tables;
  const refusal = exactRefusal(levels, scopes);
  if (refusal) return refusal;
  const factors = scopes.map((scope, n) => ({ scope, values: tables.values[n]! }));
  const { decision, isTied } = eliminate(planFor(levels, scopes), levels, factors);
  const best = isTied ? firstOfEquals(tables, factors, decision) : decision;
  return { decision: best, objective: tables.objective(best) };
}

/** The last plan: slot after slot asks for the same one. */
let planned: { readonly key: string; readonly plan: EliminationPlan } | null = null;

function planFor(levels: readonly number[], scopes: Scopes): EliminationPlan {
  const key = `${levels.join()}|${scopes.map((scope) => scope.join()).join(' ')}`;
  if (planned?.key !== key) planned = { key, plan: planElimination(levels, scopes) };
  return planned.plan;
}

/** Sums that differ by no more than this share of the optimum's terms are equal. */
const ROUNDING = 1e-12;

/** Fixes one server after the other at its lowest level from which the optimum can be reached. */
function firstOfEquals(
  tables: DecisionTables,
  factors: readonly Factor[],
  optimal: Int32Array,
): Int32Array {
  const { count } = tables;
  let size = 0;
  for (let n = 0; n < count; n += 1) size += Math.abs(tables.value(n, optimal));
  const least = tables.objective(optimal) - ROUNDING * Math.max(1, size);
  const levels = [...tables.levels];
  const decision = optimal.slice();
  let rest = factors;
  for (let server = 0; server < count; server += 1) {
    const highest = decision[server]!;
    levels[server] = 1;
    for (let level = 0; level <= highest; level += 1) {
      const fixed = rest.map((factor) => restrict(factor, tables.levels, levels, server, level));
      if (level < highest) {
        const plan = planElimination(
          levels,
          fixed.map(({ scope }) => scope),
        );
        const found = eliminate(plan, levels, fixed).decision;
        const whole = Int32Array.from(
          found,
          (each, i) => each + (levels[i] === 1 ? decision[i]! : 0),
        );
        whole[server] = level;
        if (tables.objective(whole) < least) continue;
        decision.set(whole);
      }
      decision[server] = level;
      rest = fixed;
      break;
    }
  }
  return decision;
}

/** A factor with one server's level fixed: the server has one level, number 0, from then on. */
function restrict(
  factor: Factor,
  before: readonly number[],
  after: readonly number[],
  server: number,
  level: number,
): Factor {
  const place = factor.scope.indexOf(server);
  if (place < 0) return factor;
  const inner = factor.scope.slice(place + 1).reduce((size, each) => size * after[each]!, 1);
  const count = before[server]!;
  const values = factor.values.filter((_, index) => Math.floor(index / inner) % count === level);
  return { scope: factor.scope, values };
}

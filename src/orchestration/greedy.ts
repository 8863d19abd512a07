/** What the LSMs do without orchestration: each takes its part of its own joint optimum. */
import type { DecisionTables } from './decisionTables.ts';

/**
 * alpha_n*: the joint decision of n's scope that maximises Q_n, in the order of the scope. Among
 * equals the first in lexicographic order of (own, neighbours as listed).
 */
export function localOptimum(tables: DecisionTables, n: number): Int32Array {
  const values = tables.values[n]!;
  let best = 0;
  for (let index = 1; index < values.length; index++) {
    if (values[index]! > values[best]!) best = index;
  }
  const scope = tables.scopes[n]!;
  const strides = tables.strides[n]!;
  return Int32Array.from(scope, (member, i) => {
    return Math.floor(best / strides[i]!) % tables.levels[member]!;
  });
}

/** Every LSM's own level in its local optimum (MA-DQL's decision). */
export function greedyDecision(tables: DecisionTables): Int32Array {
  return Int32Array.from(tables.levels, (_, n) => localOptimum(tables, n)[0]!);
}

/** P2 solved exactly by looking at every joint decision of all servers. */
import type { DecisionTables } from './decisionTables.ts';
import { jointDecisionRefusal } from './problem.ts';

/** A decision of all servers and the sum of all Q_n there, in reward units. */
export interface Solution {
  readonly decision: Int32Array;
  readonly objective: number;
}
/** Why there is no exact optimum. */
export interface Refusal {
  readonly reason: string;
}

/** Null where brute force may run on servers with these levels, else why not. */
export function exactRefusal(levels: readonly number[]): Refusal | null {
  const reason = jointDecisionRefusal(levels);
  return reason === null ? null : { reason };
}

/**
 * The decision of all servers that maximises the sum of all Q_n; among equals the first in
 * lexicographic order of the LSMs as listed. Refused beyond JOINT_DECISION_LIMIT joint decisions.
 */
export function exactOptimum(tables: DecisionTables): Solution | Refusal {
  const refusal = exactRefusal(tables.levels);
  if (refusal) return refusal;
  const { count, levels, values, dependents } = tables;
  const decision = new Int32Array(count);
  const best = new Int32Array(count);
  // Where the running decision stands in every table; moved by strides instead of looked up.
  const index = new Int32Array(count);
  let bestObjective = Number.NEGATIVE_INFINITY;
  for (;;) {
    let sum = 0;
    for (let n = 0; n < count; n++) sum += values[n]![index[n]!]!;
    if (sum > bestObjective) {
      bestObjective = sum;
      best.set(decision);
    }
    let server = count - 1;
    while (server >= 0 && decision[server] === levels[server]! - 1) {
      for (const { lsm, stride } of dependents[server]!) index[lsm]! -= stride * decision[server]!;
      decision[server] = 0;
      server--;
    }
    if (server < 0) return { decision: best, objective: bestObjective };
    decision[server]!++;
    for (const { lsm, stride } of dependents[server]!) index[lsm]! += stride;
  }
}

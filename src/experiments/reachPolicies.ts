/**
 * The policies whose reach is measured: how near to the exact optimum of P2 messages to neighbours
 * come, and for how many bytes.
 */

import type { DecisionTables } from '../orchestration/decisionTables.ts';
import { exactOptimum } from '../orchestration/exactOptimum.ts';
import { greedyDecision } from '../orchestration/greedy.ts';
import { keptCoordinates, sharedCoordinates } from '../orchestration/horizon.ts';
import { maxPlus } from '../orchestration/maxPlus.ts';
import { TrafficMeter } from '../orchestration/messages.ts';
import { optimumBound } from '../orchestration/optimumBound.ts';
import { type OrchestrationOptions, parseOrchestration } from '../orchestration/options.ts';
import { orchestratedDecision } from '../orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { sweep, sweepsOf } from '../orchestration/readOut.ts';
import {
  type LeanOptions,
  leanDefaults,
  leanMaxPlus,
} from '../orchestration/rivals/leanMaxPlus.ts';
import { LinkPost } from '../orchestration/rivals/post.ts';

/** How links fail: of all options, these alone differ between two measurements. */
export type LinkRegime = Pick<OrchestrationOptions, 'failure' | 'linkModel' | 'burstLength'>;

/** Reliable links, and 40 % failing ones, on their own and in bursts of 5 iterations. */
export const REGIMES: readonly LinkRegime[] = [
  { failure: 0, linkModel: 'independent', burstLength: 5 },
  { failure: 0.4, linkModel: 'independent', burstLength: 5 },
  { failure: 0.4, linkModel: 'bursty', burstLength: 5 },
];

type ReachPolicy =
  | { readonly kind: 'greedy'; readonly sweeps: number }
  | { readonly kind: 'maxPlus'; readonly iterations: number }
  /** Options null: those that fit into the budget. */
  | { readonly kind: 'lean'; readonly options: LeanOptions | null; readonly sweeps: number }
  | { readonly kind: 'n2o'; readonly options: Partial<OrchestrationOptions> }
  /** The optimum, or where elimination refuses it the best decision that its bound finds. */
  | { readonly kind: 'p2' };

const lean = (options: LeanOptions | null, sweeps = 0): ReachPolicy => ({
  kind: 'lean',
  options,
  sweeps,
});
const n2oWith = (options: Partial<OrchestrationOptions>): ReachPolicy => ({ kind: 'n2o', options });
const multilinear = { gradient: 'multilinear', gradientScale: 100 } as const;

/** By name: `maxPlus5` takes 5 iterations, `lean2x20` 20 of numbers of 2 bytes. */
const POLICIES = {
  maDql: { kind: 'greedy', sweeps: 0 },
  greedySweep: { kind: 'greedy', sweeps: 1 },
  greedySweeps2: { kind: 'greedy', sweeps: 2 },
  greedySweeps3: { kind: 'greedy', sweeps: 3 },
  maxPlus1: { kind: 'maxPlus', iterations: 1 },
  maxPlus2: { kind: 'maxPlus', iterations: 2 },
  maxPlus3: { kind: 'maxPlus', iterations: 3 },
  maxPlus5: { kind: 'maxPlus', iterations: 5 },
  maxPlus10: { kind: 'maxPlus', iterations: 10 },
  maxPlus20: { kind: 'maxPlus', iterations: 20 },
  lean8x5: lean({ iterations: 5, numberBytes: 8, damping: 0.3 }),
  lean8x5Sweep: lean({ iterations: 5, numberBytes: 8, damping: 0.3 }, 1),
  lean2x5: lean({ iterations: 5, numberBytes: 2, damping: 0.3 }),
  lean2x10: lean({ iterations: 10, numberBytes: 2, damping: 0.3 }),
  lean2x20: lean({ iterations: 20, numberBytes: 2, damping: 0.3 }),
  lean2x20Undamped: lean({ iterations: 20, numberBytes: 2, damping: 0 }),
  lean2x30: lean({ iterations: 30, numberBytes: 2, damping: 0.3 }),
  lean1x20: lean({ iterations: 20, numberBytes: 1, damping: 0.3 }),
  maxPlusLean: lean(null),
  n2o: n2oWith({}),
  n2oAuto: n2oWith({ gradientScale: 'auto' }),
  n2oSweep: n2oWith({ readOut: 'sweep' }),
  n2oBest: n2oWith({ readOut: 'best' }),
  n2oMultilinear: n2oWith({ ...multilinear, readOut: 'sweep' }),
  n2oHop1: n2oWith({ horizon: 1 }),
  n2oHop2: n2oWith({ horizon: 2 }),
  n2oHop3: n2oWith({ horizon: 3 }),
  n2oHop1Sweep: n2oWith({ horizon: 1, readOut: 'sweep' }),
  n2oHop1MultilinearSweep: n2oWith({ ...multilinear, horizon: 1, readOut: 'sweep' }),
  /** As much of it as a kilobyte pays for on a 4-connected grid with 3 levels. */
  n2oHop1Short: n2oWith({ ...multilinear, horizon: 1, iterations: 10, readOut: 'sweep' }),
  p2: { kind: 'p2' },
} as const satisfies Readonly<Record<string, ReachPolicy>>;

export type ReachKey = keyof typeof POLICIES;
/** All but `p2`, which is what they are measured by. */
export const REACH_KEYS = (Object.keys(POLICIES) as readonly ReachKey[]).filter(
  (key) => key !== 'p2',
);

/** What a policy came to on one slot. */
export interface Reached {
  readonly decision: Int32Array;
  /** Sent over all links, lost ones included. */
  readonly bytes: number;
  /** Of these: in one iteration of max-plus or of N2O's duals; 0 where there are none. */
  readonly iterationBytes: number;
  /** Sent by the server that sends most, as its links' share of all bytes. */
  readonly busiestBytes: number;
}

/** Runs one policy on one slot. The links are those of the scopes. */
export function reachOf(
  key: ReachKey,
  problem: OrchestrationProblem,
  tables: DecisionTables,
  regime: LinkRegime,
  slot: number,
): Reached {
  const policy: ReachPolicy = POLICIES[key];
  if (policy.kind === 'p2') {
    return { decision: p2Decision(tables), bytes: 0, iterationBytes: 0, busiestBytes: 0 };
  }
  if (policy.kind === 'n2o') return n2oReach(problem, policy.options, regime, slot);
  const options = parseOrchestration({ ...regime });
  const post = new LinkPost({ problem, options, slot });
  const sweeps = policy.kind === 'maxPlus' ? 0 : policy.sweeps;
  const swept = new TrafficMeter(problem, options, slot, null).sweeps(sweeps).bytes;
  const { start, iterations } = exchanged(policy, tables, post);
  const decision = Array.from({ length: sweeps }).reduce<Int32Array>(
    (before) => sweep(tables, problem.ids, before),
    start,
  );
  const bytes = post.bytes + swept;
  const iterationBytes = iterations === 0 ? 0 : post.bytes / iterations;
  return { decision, bytes, iterationBytes, busiestBytes: bytes * busiestShare(problem, null) };
}

/** What the exchange of a policy comes to, and in how many iterations. */
function exchanged(
  policy: Exclude<ReachPolicy, { kind: 'p2' | 'n2o' }>,
  tables: DecisionTables,
  post: LinkPost,
): { readonly start: Int32Array; readonly iterations: number } {
  if (policy.kind === 'greedy') return { start: greedyDecision(tables), iterations: 0 };
  if (policy.kind === 'maxPlus') {
    const { iterations } = policy;
    return { start: lastOf(maxPlus(tables, iterations, post)), iterations };
  }
  const options = policy.options ?? leanDefaults(tables);
  return { start: lastOf(leanMaxPlus(tables, options, post)), iterations: options.iterations };
}

/** The decision that all others are measured by. */
function p2Decision(tables: DecisionTables): Int32Array {
  const exact = exactOptimum(tables);
  if ('decision' in exact) return exact.decision;
  return optimumBound(tables).best.decision;
}

function n2oReach(
  problem: OrchestrationProblem,
  changes: Partial<OrchestrationOptions>,
  regime: LinkRegime,
  slot: number,
): Reached {
  const options = parseOrchestration({ ...changes, ...regime });
  const scopes = problem.objectives.map(({ scope }) => scope);
  const kept = keptCoordinates(options.horizon, scopes, problem.links);
  const meter = new TrafficMeter(problem, options, slot, kept);
  let bytes = meter.anchor().bytes + options.iterations * meter.iteration.bytes;
  if (options.readOut === 'best') {
    for (let tau = 0; tau < options.iterations; tau += 1) bytes += meter.best().bytes;
  }
  bytes += meter.sweeps(sweepsOf(options)).bytes;
  const decision = orchestratedDecision(problem, options, slot);
  return {
    decision,
    bytes,
    iterationBytes: meter.iteration.bytes,
    busiestBytes: bytes * busiestShare(problem, kept),
  };
}

/** The largest share of all bytes that one server sends, where links carry what both ends keep. */
function busiestShare({ ids, links }: OrchestrationProblem, kept: Uint8Array | null): number {
  const carried = sharedCoordinates(kept, ids.length, links);
  const sent = new Float64Array(ids.length);
  let total = 0;
  links.forEach(([m, n], link) => {
    sent[m]! += carried[link]!;
    sent[n]! += carried[link]!;
    total += 2 * carried[link]!;
  });
  return total === 0 ? 0 : Math.max(...sent) / total;
}

function lastOf(decisions: Iterable<Int32Array>): Int32Array {
  let last: Int32Array | null = null;
  for (const each of decisions) last = each;
  if (!last) throw new Error('no iteration was made');
  return last;
}

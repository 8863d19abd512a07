/**
 * One entry of Algorithm 1's update, term by term, with the numbers of a run:
 * z_n,i(tau + 1) = sum over m of W_mn z_m,i(tau) + s g_n,i(tau), and
 * a'_n,i(tau + 1) = clip(c_n,i - tau^(-1/2) / gamma z_n,i(tau + 1), 0, K_i - 1).
 */
import { stepSize } from '../../../orchestration/n2o.ts';
import { gradientScaleOf } from '../../../orchestration/orchestrate.ts';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { isKept, roundLevel } from './copies.ts';
import { type Fate, fatesOf, linkKey } from './fates.ts';

/** What one server's running sum brings into the mix. */
export interface HeardTerm {
  /** Index of the server that it comes from; n itself for its own. */
  readonly from: number;
  /** W_mn of this iteration: a failed link gives its weight back to both ends' own. */
  readonly weight: number;
  /** Why nothing came: what became of the link, or that the sender keeps no such sum; else null. */
  readonly missing: Fate | 'beyond' | null;
  /** z_m,i(tau), reward units a level. */
  readonly dual: number;
}

export interface UpdateTerms {
  readonly tau: number;
  readonly server: number;
  readonly about: number;
  /** Its own first, then its neighbours by index. */
  readonly heard: readonly HeardTerm[];
  /** g_n,i(tau), reward units a level. */
  readonly gradient: number;
  /** s, the factor of every gradient. */
  readonly scale: number;
  /** z_n,i(tau + 1), as recombined from the terms. */
  readonly dual: number;
  /** c_n,i, levels. */
  readonly anchor: number;
  /** beta(tau) / gamma. */
  readonly step: number;
  /** The copy before it is kept inside 0 to K - 1, and after. */
  readonly free: number;
  readonly copy: number;
  /** a'_n,i(tau), what the copy was before. */
  readonly before: number;
  readonly highest: number;
}

/** The update that made iteration `tau` (1..T), for server n's copy of server i's decision. */
export function updateTerms(trace: AgreementTrace, tau: number, n: number, i: number): UpdateTerms {
  const count = trace.ids.length;
  const at = n * count + i;
  const iteration = trace.iterations[tau - 1]!;
  const earlier = trace.iterations[tau - 2];
  const heard = heardBy(trace, tau, n, i).map((term) => ({
    ...term,
    dual: earlier ? earlier.duals[term.from * count + i]! : 0,
  }));
  const gradient = iteration.gradients[at]!;
  const scale = gradientScaleOf(trace.options, count);
  const mixed = heard.reduce((sum, { weight, dual }) => sum + weight * dual, 0);
  const dual = mixed + scale * gradient;
  const anchor = trace.initialCopies[at]!;
  const step = stepSize(trace.options.stepSize, tau) / trace.options.gamma;
  const free = anchor - step * dual;
  const highest = trace.levels[i]! - 1;
  const inside = Math.max(0, Math.min(free, highest));
  return {
    tau,
    server: n,
    about: i,
    heard,
    gradient,
    scale,
    dual,
    anchor,
    step,
    free,
    copy: trace.options.projection === 'discrete' ? roundLevel(inside) : inside,
    before: earlier ? earlier.copies[at]! : anchor,
    highest,
  };
}

/**
 * Whom a server hears about server i in an iteration, with the weights that hold in it: what does
 * not come gives its weight back to both ends' own.
 */
function heardBy(
  trace: AgreementTrace,
  tau: number,
  n: number,
  i: number,
): readonly Omit<HeardTerm, 'dual'>[] {
  const count = trace.ids.length;
  const fates = fatesOf(trace, tau);
  const own = { from: n, weight: trace.mixing[n * count + n]!, missing: null };
  const others = neighboursOf(trace, n).map((m): Omit<HeardTerm, 'dual'> => {
    const weight = trace.mixing[m * count + n]!;
    const missing = isKept(trace, m, i) ? (fates.get(linkKey(n, m)) ?? null) : 'beyond';
    if (missing === null) return { from: m, weight, missing };
    own.weight += weight;
    return { from: m, weight: 0, missing };
  });
  return [own, ...others];
}

/** Indices of the servers that a server has a link to, ascending. */
export function neighboursOf(trace: AgreementTrace, n: number): readonly number[] {
  const id = trace.ids[n]!;
  return trace.links
    .filter((ends) => ends.includes(id))
    .map(([one, other]) => trace.ids.indexOf(one === id ? other : one))
    .sort((a, b) => a - b);
}

/** Groups of servers (indices, ascending) that a word can pass between, the largest first. */
export function groupsOf(trace: Pick<AgreementTrace, 'ids' | 'links'>): readonly number[][] {
  const { ids, links } = trace;
  const group = ids.map((_, index) => index);
  const rootOf = (n: number): number => (group[n] === n ? n : rootOf(group[n]!));
  for (const [one, other] of links) {
    group[rootOf(ids.indexOf(one))] = rootOf(ids.indexOf(other));
  }
  const groups = new Map<number, number[]>();
  ids.forEach((_, n) => {
    const root = rootOf(n);
    groups.set(root, [...(groups.get(root) ?? []), n]);
  });
  return [...groups.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

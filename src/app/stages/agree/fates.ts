/** What became of every link in an iteration: carried, failed by chance, cut or dropped by hand. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { handState } from './cuts.ts';

/** Why a link carries nothing. */
export type Fate = 'failed' | 'cut' | 'dropped';
/** By `linkKey` of the indices of both ends; a link that carries is not in it. */
export type Fates = ReadonlyMap<string, Fate>;

const NONE: Fates = new Map();
/** Pictures ask in every frame. */
const known = new WeakMap<AgreementTrace['iterations'][number], Fates>();

export function linkKey(one: number, other: number): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

/** The links that carry nothing in iteration `tau`; none at the start (0). */
export function fatesOf(trace: AgreementTrace, tau: number): Fates {
  const iteration = trace.iterations[tau - 1];
  if (!iteration || iteration.failedLinks.length === 0) return NONE;
  let fates = known.get(iteration);
  if (!fates) {
    fates = new Map(
      iteration.failedLinks.map(([one, other]) => {
        const state = handState(trace.options.cuts, [one, other], tau);
        const key = linkKey(trace.ids.indexOf(one), trace.ids.indexOf(other));
        return [key, state === 'carries' ? 'failed' : state];
      }),
    );
    known.set(iteration, fates);
  }
  return fates;
}

/** How many links share each fate. */
export function countFates(fates: Fates): Readonly<Record<Fate, number>> {
  const counts = { failed: 0, cut: 0, dropped: 0 };
  for (const fate of fates.values()) counts[fate]++;
  return counts;
}

/** What can be done by hand to a link at a moment, and how that is called. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { handState } from './cuts.ts';
import { fatesOf, linkKey } from './fates.ts';
import type { Subject } from './subject.ts';

export type LinkSubject = Extract<Subject, { kind: 'link' }>;

/** The ids of a link's ends, the smaller first. */
export function linkIds(trace: AgreementTrace, { ends }: LinkSubject): readonly [number, number] {
  const [one, other] = ends.map((n) => trace.ids[n]!) as [number, number];
  return one < other ? [one, other] : [other, one];
}

/** What another cut would do from iteration `tau` on. */
export function cutText(trace: AgreementTrace, subject: LinkSubject, tau: number): string {
  const state = handState(trace.options.cuts, linkIds(trace, subject), tau);
  return t(state === 'cut' ? 'agree.deed.mend' : 'agree.deed.cut', { tau });
}

/**
 * What another drop would do in iteration `tau`; null where chance or a cut has the link down
 * already, so that there is nothing to drop.
 */
export function dropText(trace: AgreementTrace, subject: LinkSubject, tau: number): string | null {
  const state = handState(trace.options.cuts, linkIds(trace, subject), tau);
  if (state === 'dropped') return t('agree.deed.pass', { tau });
  const isDown = fatesOf(trace, tau).has(linkKey(...subject.ends));
  return state === 'cut' || isDown ? null : t('agree.deed.drop', { tau });
}

/** What a click on a link, or on a message of it, would do now. */
export function deedOf(trace: AgreementTrace, subject: LinkSubject, tau: number): string {
  if (subject.message === undefined) return cutText(trace, subject, tau);
  return dropText(trace, subject, tau) ?? t('agree.deed.lost');
}

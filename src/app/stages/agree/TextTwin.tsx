import { useEffect, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed, formatShare } from '../../components/format.ts';
import { appStore, useApp } from '../../store.ts';
import {
  agreeingInRow,
  agreementShare,
  agrees,
  copiesAfter,
  isKept,
  othersInRow,
  ownDecisions,
} from './copies.ts';
import { momentAt } from './moment.ts';
import { leastText } from './optimum.ts';
import { downText } from './story.ts';
import { objectiveDecimals, startObjective } from './tracks.ts';

/** How long a state must last before it is read out, ms: a calm pace while playing or scrubbing. */
const CALM = 1500;
/** Longer lists of servers that differ are counted instead. */
const MOST_NAMED = 12;

/** The pictures in words, for screen readers: one sentence a server, and a live summary. */
export function TextTwin({ trace, id }: { readonly trace: AgreementTrace; readonly id: string }) {
  const updates = useSettledUpdates();
  const copies = copiesAfter(trace, updates);
  const own = ownDecisions(copies, trace.ids.length);
  return (
    <section className="hidden" aria-label={t('agree.twin.title')}>
      <p id={id} aria-live="polite">
        {summaryOf(trace, updates)}
      </p>
      <ul>
        {trace.ids.map((server, row) => (
          <li key={server}>{sentenceOf(trace, copies, own, row)}</li>
        ))}
      </ul>
    </section>
  );
}

/** Finished updates, once they have stood still for a while. */
function useSettledUpdates(): number {
  const updates = useApp((state) => Math.floor(state.agreement.cursor));
  const [settled, setSettled] = useState(updates);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(updates), CALM);
    return () => clearTimeout(timer);
  }, [updates]);
  const most = useApp((state) => state.agreement.trace?.iterations.length ?? 0);
  return Math.min(settled, most);
}

function summaryOf(trace: AgreementTrace, updates: number): string {
  const { cursor } = appStore.getState().agreement;
  const { phase, tau } = momentAt(cursor, trace.iterations.length);
  const objective =
    updates === 0 ? startObjective(trace) : trace.iterations[updates - 1]!.objective;
  const said = t('agree.twin.live', {
    tau,
    iterations: trace.iterations.length,
    phase: t(`agree.phase.${phase}`),
    share: formatShare(agreementShare(copiesAfter(trace, updates), trace.ids.length, trace.kept)),
    objective: Number.isNaN(objective) ? '–' : formatFixed(objective, objectiveDecimals(trace)),
  });
  // What became of links that are down, and where the run stands to the optimum.
  const gap = 'decision' in trace.exact ? trace.exact.objective - objective : Number.NaN;
  const short = Number.isNaN(gap)
    ? leastText(trace, objective)
    : t('agree.twin.gap', { gap: formatFixed(Math.max(0, gap), objectiveDecimals(trace)) });
  return [said, short, downText(trace, tau)].filter((each) => each !== null).join(' ');
}

function sentenceOf(
  trace: AgreementTrace,
  copies: Float64Array,
  own: readonly number[],
  row: number,
): string {
  const count = trace.ids.length;
  const differing = trace.ids.filter(
    (_, column) => isKept(trace, row, column) && !agrees(copies, count, row, column),
  );
  const servers = differing.length > MOST_NAMED ? String(differing.length) : differing.join(', ');
  const values = {
    id: trace.ids[row]!,
    own: own[row]!,
    agreeing: agreeingInRow(copies, count, row, trace.kept),
    others: othersInRow(count, row, trace.kept),
    differing: differing.length === 0 ? '' : t('agree.twin.differing', { servers }),
  };
  if (!('decision' in trace.exact)) return t('agree.twin.row.alone', values);
  return t('agree.twin.row', { ...values, exact: trace.exact.decision[row]! });
}

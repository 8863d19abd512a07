import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { formatWhole } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { subjectText } from './sourceText.ts';
import { groupsOf } from './update.ts';

/** Newer networks are worth another run from this many more training slots on. */
const WORTH_ANOTHER_RUN = 500;
/** Longer groups of servers are counted instead of named. */
const MOST_NAMED = 6;

/** Which slot and which networks this run is about, the ways to others, and what stands in the way. */
export function SlotLine({ trace }: { readonly trace: AgreementTrace }) {
  const { trainedSlots } = trace;
  const isOfCity = trace.source.kind === 'training';
  // In steps, so that the line does not run.
  const newest = useApp(({ city }) => {
    const trained = city.summary?.trainedSlots ?? 0;
    if (!isOfCity || trained - trainedSlots < WORTH_ANOTHER_RUN) return 0;
    return Math.floor(trained / 500) * 500;
  });
  const isSearching = useApp((state) => state.agreement.status === 'running');
  const groups = groupsOf(trace);
  const changed = trace.decision.filter((level, n) => level !== trace.greedy.decision[n]).length;
  return (
    <section className="agree-slot" aria-label={t('agree.subject.label')}>
      <div className="agree-slot-actions" aria-busy={isSearching}>
        <ActionButton
          action="agree.run"
          {...(isOfCity ? {} : { label: t(`agree.run.${trace.source.kind}`) })}
        />
        {isOfCity ? <ActionButton action="agree.search" /> : null}
        <p className="muted">
          {subjectText(trace)}{' '}
          {newest > 0 ? t('agree.subject.newer', { newest: formatWhole(newest) }) : null}
        </p>
      </div>
      {changed === 0 ? <p>{t('agree.subject.unchanged')}</p> : null}
      {groups.length > 1 ? (
        <p className="agree-torn" role="note">
          {t('agree.subject.torn', {
            groups: groups.length,
            members: groups.map((group) => membersText(trace, group)).join(' · '),
          })}
        </p>
      ) : null}
    </section>
  );
}

function membersText(trace: AgreementTrace, group: readonly number[]): string {
  if (group.length > MOST_NAMED) return t('agree.subject.count', { count: group.length });
  return group.map((n) => trace.ids[n]!).join(', ');
}

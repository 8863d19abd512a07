import { useCallback, useEffect, useMemo, useState } from 'react';
import type { RivalCourses } from '../../../../orchestration/rivals/rival.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';
import '../../../catalogue/later/agreeRivals.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { formatFixed } from '../../../components/format.ts';
import { useApp } from '../../../store.ts';
import { compare } from '../comparison.ts';
import { useMeasurement } from '../measurement.ts';
import type { PanelProps } from '../panel.ts';
import { CityRewards } from './CityRewards.tsx';
import { DecisionGrid } from './DecisionGrid.tsx';
import { cityEntries, slotEntries } from './entries.ts';
import {
  changeRivals,
  measureCourses,
  type RewardsOf,
  rivalCourses,
  rivalRewards,
  useRivalCourses,
  useRivalOptions,
} from './measuredRivals.ts';
import { RivalControls } from './RivalControls.tsx';
import { RivalPicture } from './RivalPicture.tsx';
import { RivalTable } from './RivalTable.tsx';
import {
  decimalsOf,
  type EntryKey,
  objectiveText,
  ranked,
  rivalName,
  rivalNumber,
  rivalSends,
} from './rivalText.ts';
import { slotVerdict } from './verdict.ts';
import './rivals.css';

/** N2O beside everybody else who could decide, on the slot that is shown. */
export function RivalsPanel(props: PanelProps) {
  const { trace } = props;
  const commands = useCommands();
  const rivals = useRivalOptions();
  useRivalCourses(trace, rivals, commands);
  const measured = useMeasurement(rivalCourses);
  const isOutdated = measured.of?.trace !== trace;
  return (
    <section className="rivals" aria-busy={measured.status === 'running'}>
      <header>
        <h2>{t('rivals.title')}</h2>
        <p className="muted">{t('rivals.lead')}</p>
      </header>
      {measured.status === 'failed' || (measured.status === 'idle' && measured.of) ? (
        <div className="rivals-problem" role="alert">
          <p>
            {measured.status === 'failed'
              ? t('rivals.failed', { reason: measured.reason ?? '' })
              : t('rivals.gone')}
          </p>
          <button
            type="button"
            className="button"
            onClick={() => measureCourses(trace, rivals, commands)}
          >
            {t('rivals.again')}
          </button>
        </div>
      ) : null}
      {measured.value && !isOutdated ? (
        <Measured {...props} courses={measured.value} />
      ) : measured.status === 'running' ? (
        <p className="rivals-waiting muted">{t('rivals.measuring')}</p>
      ) : null}
      <RivalControls rivals={rivals} onChange={changeRivals} />
    </section>
  );
}

function Measured(props: PanelProps & { readonly courses: RivalCourses }) {
  const { trace, looking, courses } = props;
  const [shown, setShown] = useState<EntryKey | null>(null);
  const [view, setView] = useState<'slot' | 'city'>('slot');
  const { attempt, of, rewards } = useKnown(props);
  const isCity = view === 'city' && rewards !== null;
  const entries = useMemo(
    () => (isCity ? cityEntries(rewards) : slotEntries(courses, attempt)),
    [isCity, rewards, courses, attempt],
  );
  const decimals = decimalsOf(entries.map(({ end }) => end.value));
  const decision =
    shown === 'you'
      ? attempt?.decisions
      : courses.courses.find(({ key }) => key === (shown ?? 'n2o'))?.decision;
  useMapComparison(trace, shown === null ? undefined : decision);
  const numberOf = useCallback((key: EntryKey) => rivalNumber(courses, key), [courses]);
  return (
    <>
      <div className="rivals-verdict" aria-live="polite">
        {slotVerdict(courses).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {rewards ? <View view={view} onView={setView} /> : null}
      <RivalPicture
        entries={entries}
        ceiling={isCity ? null : (courses.exact ?? courses.bound)}
        isExact={courses.exact !== null}
        measure={t(isCity ? 'rivals.picture.reward' : 'rivals.picture.objective')}
        axis={t(isCity ? 'rivals.picture.bytesInCity' : 'rivals.picture.bytes')}
        format={(value) => (isCity ? formatFixed(value, decimals) : objectiveText(courses, value))}
        numberOf={numberOf}
        shown={shown}
        onShow={setShown}
      />
      <p className="muted rivals-hint">{t('rivals.hint')}</p>
      <RivalTable
        trace={trace}
        courses={courses}
        attempt={attempt}
        rewards={rewards}
        shown={shown}
        onShow={setShown}
      />
      {courses.refused.map(({ key, reason }) => (
        <p key={key} className="rivals-refused">
          <strong>{rivalName(key)}</strong> {t('rivals.missing', { reason })}
        </p>
      ))}
      {decision ? (
        <DecisionGrid
          trace={trace}
          table={looking.table}
          title={t('rivals.decision.title', { rival: rivalName(shown ?? 'n2o') })}
          decision={decision}
        />
      ) : null}
      <Sent courses={courses} />
      <CityRewards of={of} refused={courses.refused} rewards={rewards} />
    </>
  );
}

/** Lays the decision that is looked at over the map, as long as it is. */
function useMapComparison(trace: AgreementTrace, decision: readonly number[] | undefined): void {
  useEffect(() => {
    if (!decision) return;
    compare({ trace, decision, exact: 'decision' in trace.exact ? trace.exact.decision : null });
    return () => compare(null);
  }, [trace, decision]);
}

/** A line on what each of them sends, for where nothing can be pointed at. */
function Sent({ courses }: { readonly courses: RivalCourses }) {
  return (
    <details className="rivals-sent">
      <summary>{t('rivals.sends.title')}</summary>
      <dl>
        {ranked(courses.courses).map(({ key }) => (
          <div key={key}>
            <dt>{rivalName(key)}</dt>
            <dd>{rivalSends(key)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** What the visitor tried, and what is known of the city, as far as they belong to this run. */
function useKnown({ trace }: PanelProps) {
  const attempt = useApp((state) => state.agreement.attempt);
  const scenario = useApp((state) => state.scenario);
  const learner = useApp((state) => state.learner);
  const seed = useApp((state) => state.seed);
  const options = useApp((state) => state.orchestration);
  const trainedSlots = useApp((state) => state.training.summary?.trainedSlots ?? 0);
  const rivals = useRivalOptions();
  const { of: played, value } = useMeasurement(rivalRewards);
  const isCity = trace.source.kind === 'training';
  const setup = { scenario, learner, seed };
  const of: RewardsOf | null = isCity ? { setup, options, rivals, trainedSlots } : null;
  return {
    attempt: attempt?.trace === trace ? attempt : null,
    of,
    rewards: of && played && isSameRun(played, of) ? value : null,
  };
}

/** The same but for how long the networks have learnt since. */
function isSameRun(one: RewardsOf, other: RewardsOf): boolean {
  return (
    one.setup.scenario === other.setup.scenario &&
    one.setup.learner === other.setup.learner &&
    one.setup.seed === other.setup.seed &&
    one.options === other.options &&
    one.rivals === other.rivals
  );
}

/** Whether the picture is of this slot or of the city. */
function View(props: {
  readonly view: 'slot' | 'city';
  readonly onView: (view: 'slot' | 'city') => void;
}) {
  return (
    <fieldset className="segmented" data-arrows>
      <legend className="hidden">{t('rivals.view')}</legend>
      {(['slot', 'city'] as const).map((view) => (
        <label key={view}>
          <input
            type="radio"
            name="rivals-view"
            checked={props.view === view}
            onChange={() => props.onView(view)}
          />
          <span>{t(`rivals.view.${view}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

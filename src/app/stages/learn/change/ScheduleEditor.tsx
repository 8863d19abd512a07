import { type FormEvent, useId, useState } from 'react';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { formatWhole } from '../../../components/format.ts';
import { useApp } from '../../../store.ts';
import { REOPENED } from './reopened.ts';
import { fieldsText, readFields, SHOCKS, type Shock, shockFields } from './shocks.ts';

/** Changes for episodes to come: they stand in the link, and training obeys them at their slot. */
export function ScheduleEditor() {
  const commands = useCommands();
  const schedule = useApp((state) => state.schedule);
  const episode = useApp((state) => state.training.summary?.episode ?? 0);
  return (
    <section className="learn-change-part" aria-labelledby="learn-change-schedule">
      <h2 id="learn-change-schedule">{t('learnChange.schedule')}</h2>
      <p className="muted learn-about">{t('learnChange.schedule.about')}</p>
      {schedule.length > 0 ? (
        <ol className="learn-schedule">
          {schedule.map((change) => (
            <li key={change.episode}>
              <span className="number">
                {t('learnChange.schedule.at', { episode: formatWhole(change.episode) })}
              </span>
              <span>
                {fieldsText(change.scenario)}
                {change.reopened ? ` ${t('learnChange.schedule.reopened')}` : null}
              </span>
              {change.episode <= episode ? (
                <span className="muted">{t('learnChange.schedule.done')}</span>
              ) : (
                <button
                  type="button"
                  className="link"
                  aria-label={t('learnChange.schedule.removeAt', { episode: change.episode })}
                  onClick={() => commands.setSchedule(schedule.filter((each) => each !== change))}
                >
                  {t('learnChange.schedule.remove')}
                </button>
              )}
            </li>
          ))}
        </ol>
      ) : (
        <p className="learn-about">{t('learnChange.schedule.empty')}</p>
      )}
      <NewChange />
    </section>
  );
}

function NewChange() {
  const commands = useCommands();
  const id = useId();
  const scenario = useApp((state) => state.scenario);
  const schedule = useApp((state) => state.schedule);
  const now = useApp((state) => state.training.summary?.episode ?? 0);
  const planned = useApp((state) => state.learner.episodes);
  const [episode, setEpisode] = useState('');
  const [what, setWhat] = useState<Shock | 'own'>('demandUp');
  const [own, setOwn] = useState('demandScale=2');
  const [isReopened, setReopened] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const fields = what === 'own' ? readFields(own) : shockFields(what, scenario);
    if (!fields) {
      setProblem(t('learnChange.schedule.unreadable'));
      return;
    }
    setProblem(null);
    const change = {
      episode: episode.trim() === '' ? Number.NaN : Number(episode),
      scenario: fields,
      ...(isReopened ? { reopened: REOPENED } : {}),
    };
    const others = schedule.filter((each) => each.episode !== change.episode);
    const next = [...others, change].sort((one, other) => one.episode - other.episode);
    // What is refused stays in the form; the notice says which part.
    if (commands.setSchedule(next)) setEpisode('');
  };
  return (
    <form className="learn-schedule-new" onSubmit={add} noValidate>
      <label htmlFor={`${id}-episode`}>
        {t('learnChange.schedule.episode', { from: now + 1, to: Math.max(now + 1, planned - 1) })}
      </label>
      <input
        id={`${id}-episode`}
        inputMode="numeric"
        value={episode}
        onChange={(event) => setEpisode(event.currentTarget.value)}
      />
      <label htmlFor={`${id}-what`}>{t('learnChange.schedule.what')}</label>
      <select
        id={`${id}-what`}
        value={what}
        onChange={(event) => setWhat(event.currentTarget.value as Shock | 'own')}
      >
        {SHOCKS.map((shock) => (
          <option key={shock} value={shock}>
            {t(`learnChange.shock.${shock}`)}
          </option>
        ))}
        <option value="own">{t('learnChange.schedule.own')}</option>
      </select>
      {what === 'own' ? (
        <>
          <label htmlFor={`${id}-own`}>{t('learnChange.schedule.fields')}</label>
          <input
            id={`${id}-own`}
            value={own}
            aria-invalid={problem !== null}
            onChange={(event) => setOwn(event.currentTarget.value)}
          />
        </>
      ) : null}
      <label className="learn-change-choice learn-schedule-wide">
        <input
          type="checkbox"
          checked={isReopened}
          onChange={(event) => setReopened(event.currentTarget.checked)}
        />
        {t('learnChange.reopened', { ...REOPENED, share: 100 * REOPENED.share })}
      </label>
      {problem ? (
        <p className="learn-schedule-wide learn-schedule-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <button type="submit" className="button learn-schedule-wide">
        {t('learnChange.schedule.add')}
      </button>
    </form>
  );
}

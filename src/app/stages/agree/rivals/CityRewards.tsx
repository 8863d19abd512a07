import type { RivalRewards } from '../../../../experiments/rivalRewards.ts';
import type { RivalCourses } from '../../../../orchestration/rivals/rival.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { formatWhole } from '../../../components/format.ts';
import { useMeasurement } from '../measurement.ts';
import { DAYS, playCity, type RewardsOf, rivalRewards } from './measuredRivals.ts';
import { cityVerdict } from './verdict.ts';

interface Props {
  /** What would be played now; null where the networks are not the city's. */
  readonly of: RewardsOf | null;
  readonly refused: RivalCourses['refused'];
  /** What is known of what would be played now. */
  readonly rewards: RivalRewards | null;
}

/** Lets every rival run a city of its own, day by day; it goes on while other things are looked at. */
export function CityRewards({ of, refused, rewards }: Props) {
  const commands = useCommands();
  const known = useMeasurement(rivalRewards);
  const isRunning = known.status === 'running';
  const verdict = rewards && cityVerdict(rewards);
  return (
    <section className="rivals-city">
      <h3>{t('rivals.city.title')}</h3>
      <p className="muted">
        {of
          ? t('rivals.city.lead', { days: DAYS, slots: formatWhole(of.setup.scenario.slotsPerDay) })
          : t('rivals.city.notCity')}
      </p>
      <div className="rivals-city-run">
        {isRunning ? (
          <button type="button" className="button" onClick={() => rivalRewards.stop()}>
            {t('rivals.city.stop')}
          </button>
        ) : (
          <button
            type="button"
            className="button"
            disabled={of === null}
            onClick={() => of && playCity(of, refused, commands)}
          >
            {t(known.value ? 'rivals.city.restart' : 'rivals.city.start')}
          </button>
        )}
        <Progress isOutdated={known.value !== null && rewards === null} />
      </div>
      {verdict ? <p className="rivals-verdict">{verdict}</p> : null}
    </section>
  );
}

function Progress({ isOutdated }: { readonly isOutdated: boolean }) {
  const { status, value, of, reason } = useMeasurement(rivalRewards);
  const days = value?.days ?? 0;
  const trained = formatWhole(of?.trainedSlots ?? 0);
  switch (status) {
    case 'idle':
      return null;
    case 'running':
      return (
        <>
          <progress max={DAYS} value={days} aria-label={t('rivals.city.title')} />
          <span aria-live="polite">
            {days === 0
              ? t('rivals.city.begin')
              : t('rivals.city.progress', { day: days, days: DAYS })}
          </span>
        </>
      );
    case 'failed':
      return <span role="alert">{t('rivals.city.failed', { reason: reason ?? '' })}</span>;
    default:
      return (
        <span>
          {isOutdated
            ? t('rivals.city.outdated')
            : t(status === 'stopped' ? 'rivals.city.stopped' : 'rivals.city.done', {
                days,
                trained,
              })}
        </span>
      );
  }
}

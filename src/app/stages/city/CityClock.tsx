import { type MessageKey, t } from '../../catalogue/index.ts';
import { formatWhole } from '../../components/format.ts';
import type { RunStatus } from '../../state.ts';
import { useApp } from '../../store.ts';
import { clockText, daylight, hourOfDay } from './daylight.ts';

/** The time of day in the city, as a small dial with sun or moon, and the slot. */
export function CityClock() {
  const slot = useApp((state) => state.city.summary?.slot);
  const time = useApp((state) => state.city.summary?.timeOfDay ?? 0);
  const slotsPerDay = useApp((state) => state.scenario.slotsPerDay);
  const users = useApp((state) => state.city.summary?.users);
  const status = useApp((state) => state.city.status);
  const hour = hourOfDay(time, slotsPerDay);
  const minutes = 1440 / slotsPerDay;
  return (
    <div className="city-clock">
      <Dial hour={hour} />
      <span className="city-time number">{slot === undefined ? '--:--' : clockText(hour)}</span>
      <span className="muted">
        {slot === undefined
          ? t(waiting(status))
          : t('city.clock', { slot: formatWhole(slot), minutes: Number(minutes.toFixed(2)) })}
      </span>
      {users === undefined ? null : (
        <span className="city-users muted">{t('city.users', { users: formatWhole(users) })}</span>
      )}
    </div>
  );
}

/** Why there is no time of day yet. */
function waiting(status: RunStatus): MessageKey {
  if (status === 'failed') return 'session.cityStill';
  return status === 'paused' ? 'city.clock.before' : 'app.starting';
}

/** The sun goes round: up at noon, down at midnight. */
function Dial({ hour }: { readonly hour: number }) {
  const angle = (hour / 24) * 2 * Math.PI;
  const x = 20 - 14 * Math.sin(angle);
  const y = 20 + 14 * Math.cos(angle);
  return (
    <svg className="city-dial" viewBox="0 0 40 40" aria-hidden="true">
      <path className="city-dial-night" d="M6 20a14 14 0 0 0 28 0z" />
      <circle className="city-dial-ring" cx="20" cy="20" r="14" />
      <path className="city-dial-ring" d="M3 20h34" />
      <circle className="city-dial-sun" cx={x} cy={y} r="5" data-up={daylight(hour) > 0.5} />
    </svg>
  );
}

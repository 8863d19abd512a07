import { useEffect, useState } from 'react';
import type { CitySummary } from '../../../workers/protocol.ts';
import { zoneAt } from '../../../world/topology.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { live } from '../../live.ts';
import { nameOf } from '../../serverName.ts';
import { appStore, useApp } from '../../store.ts';
import type { CityMap } from './cityMap.ts';
import { clockText, hourOfDay } from './daylight.ts';

/** A pace at which a screen reader can follow, ms. */
const TABLE_EVERY = 4000;
const ANNOUNCE_EVERY = 20_000;

/** The map in words and a table, for those who do not see it. */
export function CityTwin({ map }: { readonly map: CityMap }) {
  const summary = useEvery(TABLE_EVERY, newestSummary);
  const announced = useEvery(ANNOUNCE_EVERY, newestSummary);
  const served = usersServed(map.topology.count);
  return (
    <div className="hidden">
      <p aria-live="polite">{announced ? sentence(announced) : ''}</p>
      <FollowedUser />
      <table>
        <caption>{t('city.twin')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('city.twin.server')}</th>
            <th scope="col">{t('city.twin.zone')}</th>
            <th scope="col">{t('city.twin.rented')}</th>
            <th scope="col">{t('city.twin.users')}</th>
            <th scope="col">{t('city.number.load')}</th>
            <th scope="col">{t('city.number.capacity')}</th>
            <th scope="col">{t('city.number.computationDelay')}</th>
            <th scope="col">{t('city.number.reward')}</th>
          </tr>
        </thead>
        <tbody>
          {summary?.servers.map((server, index) => (
            <tr key={server.id}>
              <th scope="row">{map.names[server.id]}</th>
              <td>{t(`zone.${map.topology.zones[index] ?? 'residential'}`)}</td>
              <td>{server.decision}</td>
              <td>{served[index]}</td>
              <td>{formatWhole(server.load)}</td>
              <td>{formatWhole(server.capacity)}</td>
              <td>
                {server.computationDelay === null
                  ? t('city.twin.none')
                  : `${formatFixed(server.computationDelay, 2)} s`}
              </td>
              <td>{formatFixed(server.reward, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The user that is followed, said at once when it is another, and then at the pace of the city. */
function FollowedUser() {
  const user = useApp(({ selected }) => (selected?.kind === 'user' ? selected.id : null));
  useEvery(ANNOUNCE_EVERY, newestSummary);
  return <p aria-live="polite">{user === null ? '' : userSentence(user)}</p>;
}

function userSentence(user: number): string {
  const frame = live.city.current;
  const index = frame?.ids.indexOf(user) ?? -1;
  if (!frame || index < 0) return t('city.twin.user.gone', { user });
  const server = frame.servedBy[index]!;
  const { scenario } = appStore.getState();
  return t('city.twin.user', {
    user,
    zone: t(`zone.${zoneAt(scenario, frame.x[index]!, frame.y[index]!)}`),
    tasks: frame.tasksOfUser[index]!,
    server:
      server >= 0
        ? t('city.twin.user.server', { server: nameOf(server) })
        : t(server === -1 ? 'city.twin.user.cloud' : 'city.twin.user.idle'),
  });
}

/** Users that each server serves most of, in the newest frame. */
function usersServed(count: number): Uint32Array {
  const served = new Uint32Array(count);
  for (const server of live.city.current?.servedBy ?? []) {
    if (server >= 0 && server < count) served[server]! += 1;
  }
  return served;
}

function sentence(summary: CitySummary): string {
  const { scenario } = appStore.getState();
  return t('city.twin.sentence', {
    time: clockText(hourOfDay(summary.timeOfDay, scenario.slotsPerDay)),
    users: formatWhole(summary.users),
    reward: formatFixed(summary.systemReward, 0),
    cloud: formatShare(summary.tasks > 0 ? summary.cloudTasks / summary.tasks : 0),
  });
}

function newestSummary(): CitySummary | null {
  return appStore.getState().city.summary;
}

/** The newest of something, read at a fixed calm pace. */
function useEvery<T>(interval: number, read: () => T): T {
  const [value, setValue] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setValue(read), interval);
    return () => clearInterval(timer);
  }, [interval, read]);
  return value;
}

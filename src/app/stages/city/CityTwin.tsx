import { useEffect, useState } from 'react';
import type { CitySummary } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { appStore } from '../../store.ts';
import type { CityMap } from './cityMap.ts';
import { clockText, hourOfDay } from './daylight.ts';

/** A pace at which a screen reader can follow, ms. */
const TABLE_EVERY = 4000;
const ANNOUNCE_EVERY = 20_000;

/** The map in words and a table, for those who do not see it. */
export function CityTwin({ map }: { readonly map: CityMap }) {
  const summary = useSummaryEvery(TABLE_EVERY);
  const announced = useSummaryEvery(ANNOUNCE_EVERY);
  return (
    <div className="hidden">
      <p aria-live="polite">{announced ? sentence(announced) : ''}</p>
      <table>
        <caption>{t('city.twin')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('city.twin.server')}</th>
            <th scope="col">{t('city.twin.zone')}</th>
            <th scope="col">{t('city.twin.rented')}</th>
            <th scope="col">{t('city.number.load')}</th>
            <th scope="col">{t('city.number.capacity')}</th>
            <th scope="col">{t('city.number.computationDelay')}</th>
            <th scope="col">{t('city.number.reward')}</th>
          </tr>
        </thead>
        <tbody>
          {summary?.servers.map((server, index) => (
            <tr key={server.id}>
              <th scope="row">{server.id}</th>
              <td>{t(`zone.${map.topology.zones[index] ?? 'residential'}`)}</td>
              <td>{server.decision}</td>
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

function sentence(summary: CitySummary): string {
  const { scenario } = appStore.getState();
  return t('city.twin.sentence', {
    time: clockText(hourOfDay(summary.timeOfDay, scenario.slotsPerDay)),
    users: formatWhole(summary.users),
    reward: formatFixed(summary.systemReward, 0),
    cloud: formatShare(summary.tasks > 0 ? summary.cloudTasks / summary.tasks : 0),
  });
}

/** The newest summary, read at a fixed calm pace. */
function useSummaryEvery(interval: number): CitySummary | null {
  const [summary, setSummary] = useState(() => appStore.getState().city.summary);
  useEffect(() => {
    const timer = setInterval(() => setSummary(appStore.getState().city.summary), interval);
    return () => clearInterval(timer);
  }, [interval]);
  return summary;
}

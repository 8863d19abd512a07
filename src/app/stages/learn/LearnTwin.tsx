import { useEffect, useState } from 'react';
import { idsOf } from '../../../world/servers.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { drawnCurves } from './curves.ts';
import { lossText } from './tiles.ts';

/** How often the words catch up with the picture, ms. */
const CALM = 5000;

/** The tiles in words, for screen readers; read on demand, never announced by itself. */
export function LearnTwin() {
  const [, refresh] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => refresh((count) => count + 1), CALM);
    return () => clearInterval(timer);
  }, []);
  const ids = idsOf(useApp((state) => state.scenario));
  return (
    <section className="hidden" aria-label={t('learn.twin.title')}>
      <ul>
        {ids.map((id) => {
          const reward = drawnCurves.ofServer(id, 'reward').at(-1);
          const loss = drawnCurves.ofServer(id, 'loss').at(-1);
          return (
            <li key={id}>
              {t('learn.twin.server', {
                id,
                reward: reward === undefined ? '–' : formatFixed(reward, 1),
                loss: loss === undefined || Number.isNaN(loss) ? '–' : lossText(loss),
              })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

import { useMemo } from 'react';
import { parseCentralized } from '../../../../learning/centralizedConfiguration.ts';
import { CENTRALIZED_LIMIT } from '../../../../learning/centralizedLayout.ts';
import { countText } from '../../../../orchestration/problem.ts';
import { levelsOf } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';

import { useApp } from '../../../store.ts';
import { formatBytes } from '../../agree/bytes.ts';
import { wallRows } from './wallRows.ts';

/** Where centralised DQL ends: joint decisions, parameters and memory by the number of servers. */
export function Wall() {
  const scenario = useApp((state) => state.scenario);
  const learner = useApp((state) => state.learner);
  const rows = useMemo(
    () => wallRows(scenario, learner, parseCentralized({}).hidden),
    [scenario, learner],
  );
  const [first, ...others] = levelsOf(scenario);
  const isEven = others.every((each) => each === first);
  return (
    <section className="learn-wall" aria-labelledby="learn-wall">
      <h2 id="learn-wall">{t('learnRivals.wall.title')}</h2>
      <p className="muted learn-about">
        {isEven
          ? t('learnRivals.wall.about', { levels: first! })
          : t('learnRivals.wall.aboutMixed')}
      </p>
      <div className="learn-table-box">
        <table>
          <thead>
            <tr>
              {(['grid', 'outputs', 'parameters', 'memory', 'local'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`learnRivals.wall.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ servers, isHere, fits, local, ...size }) => (
              <tr key={servers} data-here={isHere || undefined} data-fits={fits}>
                <th scope="row">
                  {servers}
                  {isHere ? <span> · {t('learnRivals.wall.here')}</span> : null}
                </th>
                <td>{countText(size.outputs)}</td>
                <td>{countText(size.parameters)}</td>
                <td>
                  {formatBytes(size.bytes)}
                  <span>{t(fits ? 'learnRivals.wall.fits' : 'learnRivals.wall.not')}</span>
                </td>
                <td>{local === null ? '–' : formatBytes(local)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted learn-about">
        {t('learnRivals.wall.limit', { limit: formatBytes(CENTRALIZED_LIMIT) })}
      </p>
    </section>
  );
}

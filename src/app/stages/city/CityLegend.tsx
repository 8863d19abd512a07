import { t } from '../../catalogue/index.ts';
import type { CityMap } from './cityMap.ts';

/** What the marks on the map mean. */
export function CityLegend({ map }: { readonly map: CityMap }) {
  const most = Math.max(...map.levels) - 1;
  return (
    <ul className="legend city-legend" aria-label={t('city.legend')}>
      <li>
        <span className="mark mark-dots" /> {t('city.legend.user')}
      </li>
      <li>
        <span className="mark mark-ring" /> {t('city.legend.cloud')}
      </li>
      <li>
        <span className="mark mark-speck" /> {t('city.legend.idle')}
      </li>
      <li>
        <span className="mark mark-unit" /> {t('city.legend.unit', { most })}
      </li>
      <li>
        <span className="mark mark-load" /> {t('city.legend.load')}
      </li>
      <li>
        <span className="mark mark-delay number">s</span> {t('city.legend.delay')}
      </li>
    </ul>
  );
}

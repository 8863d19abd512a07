import { expectedTasks } from '../../../world/demand.ts';
import { ZONES, type Zone } from '../../../world/scenario.ts';
import { t } from '../../catalogue/index.ts';
import { ticksOf } from '../../charts/domain.ts';
import { formatFixed } from '../../components/format.ts';
import { useWidth } from '../../components/useWidth.ts';
import { useApp } from '../../store.ts';
import { daylight } from './daylight.ts';

const FIRST_WIDTH = 560;
const HEIGHT = 150;
const MARGIN = { left: 32, right: 18, top: 12, bottom: 24 };
const HOURS = 24;
/** A dash of its own for each zone, beside its hue. */
const DASHES: Readonly<Record<Zone, string>> = {
  residential: '',
  school: '7 4',
  commercial: '2 4',
  public: '10 3 2 3',
};

/** Expected tasks of a user by zone through the day, with the hour of now. */
export function DemandChart() {
  const scenario = useApp((state) => state.scenario);
  const hour = useApp((state) => state.city.summary?.hour ?? null);
  const tasks = expectedTasks(scenario);
  const top = Math.max(10, Math.ceil(Math.max(...tasks) / 5) * 5);
  const [svg, width] = useWidth<SVGSVGElement>(FIRST_WIDTH);
  const right = width - MARGIN.right;
  const x = (at: number) => MARGIN.left + (at / HOURS) * (right - MARGIN.left);
  const y = (value: number) =>
    HEIGHT - MARGIN.bottom - (value / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  // The table has one value for a whole hour: a line of steps.
  const path = (zone: number) => {
    const steps = Array.from(
      tasks.subarray(zone * HOURS, (zone + 1) * HOURS),
      (value, at) => `V${y(value).toFixed(1)}H${x(at + 1).toFixed(1)}`,
    );
    return `M${x(0)} ${y(tasks[zone * HOURS]!).toFixed(1)}${steps.join('')}`;
  };
  return (
    <section className="demand">
      <h2>{t('city.demand')}</h2>
      <ul className="legend">
        {ZONES.map((zone, index) => (
          <li key={zone}>
            <svg width="26" height="10" aria-hidden="true">
              <path
                d="M1 5h24"
                className="zone-line"
                data-zone={zone}
                strokeDasharray={DASHES[zone]}
              />
            </svg>
            {t(`zone.${zone}`)}
            {hour === null ? null : (
              <strong className="number">{formatFixed(tasks[index * HOURS + hour]!, 1)}</strong>
            )}
          </li>
        ))}
      </ul>
      <svg
        className="demand-chart"
        ref={svg}
        height={HEIGHT}
        role="img"
        aria-label={t('city.demand.chart')}
      >
        {ticksOf([0, top], 3).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <path className="grid-line" d={`M${MARGIN.left} 0H${right}`} />
            <text className="tick" x={MARGIN.left - 7} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {[0, 6, 12, 18, 24].map((tick) => (
          <text
            key={tick}
            className="tick"
            x={x(tick)}
            y={HEIGHT - 6}
            textAnchor={tick === HOURS ? 'end' : 'middle'}
          >
            {String(tick).padStart(2, '0')}:00
          </text>
        ))}
        {Array.from({ length: HOURS }, (_, h) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the hour
            key={h}
            className="demand-night"
            x={x(h)}
            y={MARGIN.top}
            width={x(1) - x(0)}
            height={HEIGHT - MARGIN.bottom - MARGIN.top}
            opacity={0.8 * (1 - daylight(h + 0.5))}
          />
        ))}
        {hour === null ? null : (
          <rect
            className="demand-now"
            x={x(hour)}
            y={MARGIN.top - 4}
            width={x(1) - x(0)}
            height={HEIGHT - MARGIN.bottom - MARGIN.top + 4}
          />
        )}
        {ZONES.map((zone, index) => (
          <path
            key={zone}
            className="zone-line"
            data-zone={zone}
            d={path(index)}
            strokeDasharray={DASHES[zone]}
          />
        ))}
      </svg>
      <p className="muted">{t('city.demand.about')}</p>
    </section>
  );
}

import { expectedTasks, HOURS } from '../../../world/demand.ts';
import { type Scenario, ZONES } from '../../../world/scenario.ts';
import { t } from '../../catalogue/index.ts';
import { DemandAxes, stepPath, ZONE_DASHES } from '../../charts/DemandAxes.tsx';
import { ticksOf } from '../../charts/domain.ts';
import { useCommands } from '../../commandsContext.ts';
import { formatFixed } from '../../components/format.ts';
import { useWidth } from '../../components/useWidth.ts';
import { singledServer } from '../../selection.ts';
import { useApp } from '../../store.ts';
import type { CityMap } from './cityMap.ts';
import { daylight } from './daylight.ts';
import { hoverZone, useHoveredZone } from './zoneHover.ts';

const FIRST_WIDTH = 560;
const HEIGHT = 150;
const MARGIN = { left: 32, right: 18, top: 12, bottom: 24 };

/** Stretches of the day in which prices are multiplied, from one hour to another. */
function surgeHours({ surgeStart, surgeEnd, surgeFactor }: Scenario): [number, number][] {
  if (surgeFactor === 1) return [];
  const stretches: [number, number][] =
    surgeStart <= surgeEnd
      ? [[surgeStart, surgeEnd]]
      : [
          [0, surgeEnd],
          [surgeStart, HOURS],
        ];
  return stretches.filter(([from, to]) => from < to);
}

/** Expected tasks of a user by zone through the day, with the hour of now. */
export function DemandChart({ map }: { readonly map: CityMap }) {
  const commands = useCommands();
  const scenario = useApp((state) => state.scenario);
  const hour = useApp((state) => state.city.summary?.hour ?? null);
  const server = useApp(singledServer);
  const pointed = useHoveredZone();
  const zoneShown = pointed ?? (server === null ? null : (map.topology.zones[server] ?? null));
  const tasks = expectedTasks(scenario);
  const top = Math.max(10, Math.ceil(Math.max(...tasks) / 5) * 5);
  const surges = surgeHours(scenario);
  const [svg, width] = useWidth<SVGSVGElement>(FIRST_WIDTH);
  const right = width - MARGIN.right;
  const x = (at: number) => MARGIN.left + (at / HOURS) * (right - MARGIN.left);
  const y = (value: number) =>
    HEIGHT - MARGIN.bottom - (value / top) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const path = (zone: number) => stepPath(tasks.subarray(zone * HOURS, (zone + 1) * HOURS), x, y);
  return (
    <section className="demand" data-shown={zoneShown ?? undefined}>
      <div className="demand-head">
        <h2>{t('city.demand')}</h2>
        <button
          type="button"
          className="button button-plain"
          aria-label={t('city.demand.edit.about')}
          onClick={() => commands.setDemandOpen(true)}
        >
          {t('city.demand.edit')}
        </button>
      </div>
      <ul className="legend">
        {ZONES.map((zone, index) => (
          <li
            key={zone}
            data-shown={zone === zoneShown ? '' : undefined}
            onPointerEnter={() => hoverZone(zone)}
            onPointerLeave={() => hoverZone(null)}
          >
            <svg width="26" height="10" aria-hidden="true">
              <path
                d="M1 5h24"
                className="zone-line"
                data-zone={zone}
                strokeDasharray={ZONE_DASHES[zone]}
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
        <DemandAxes ticks={ticksOf([0, top], 3)} x={x} y={y} hoursAt={HEIGHT - 6} />
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
        {surges.map(([from, to]) => (
          <g key={from} className="demand-surge">
            <path d={`M${x(from)} ${MARGIN.top + 5}v-5H${x(to)}v5`} />
            <text className="tick" x={(x(from) + x(to)) / 2} y={MARGIN.top - 3} textAnchor="middle">
              {t('city.demand.surge', { factor: scenario.surgeFactor })}
            </text>
          </g>
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
          <g
            key={zone}
            onPointerEnter={() => hoverZone(zone)}
            onPointerLeave={() => hoverZone(null)}
          >
            <path
              className="zone-line"
              data-zone={zone}
              data-shown={zone === zoneShown ? '' : undefined}
              d={path(index)}
              strokeDasharray={ZONE_DASHES[zone]}
            />
            <path className="zone-reach" d={path(index)} />
          </g>
        ))}
      </svg>
      <p className="muted">{t('city.demand.about')}</p>
    </section>
  );
}

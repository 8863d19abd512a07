import { type PointerEvent, useRef, useState } from 'react';
import { HOURS } from '../../world/demand.ts';
import { type DemandTable, ZONES, type Zone } from '../../world/scenario.ts';
import { t } from '../catalogue/index.ts';
import { DemandAxes, stepPath, ZONE_DASHES } from '../charts/DemandAxes.tsx';
import { type Domain, roundDomain, steadyDomain, ticksOf } from '../charts/domain.ts';
import { useWidth } from '../components/useWidth.ts';
import { MOST_TASKS, type StrokePoint, withStroke } from './demandTable.ts';

const HEIGHT = 280;
const MARGIN = { left: 40, right: 16, top: 20, bottom: 30 };
/** Room over the highest value, so that more can be drawn. */
const HEADROOM = 1.25;

/**
 * The curves of all zones; the one in hand is drawn with the pointer, hour by hour. The axis holds
 * still: only a higher number in the table widens it.
 */
export function DemandDrawing(props: {
  readonly table: DemandTable;
  readonly zone: Zone;
  /** Hour of the city's clock; null before the first slot. */
  readonly now: number | null;
  readonly onDrawn: (table: DemandTable) => void;
}) {
  const { table, zone, now } = props;
  const [svg, width] = useWidth<SVGSVGElement>(560);
  const [stroke, setStroke] = useState<DemandTable | null>(null);
  /** The stroke so far: several moves of the pointer may come before the next render. */
  const held = useRef<{ readonly last: StrokePoint; readonly drawn: DemandTable }>(null);
  const domain = useRef<Domain>(null);
  const highest = Math.max(...ZONES.flatMap((each) => table[each]));
  domain.current = domain.current
    ? steadyDomain(domain.current, 0, highest)
    : roundDomain(0, Math.max(10, HEADROOM * highest));
  const top = Math.min(MOST_TASKS, domain.current[1]);
  const shown = stroke ?? table;
  const right = width - MARGIN.right;
  const bottom = HEIGHT - MARGIN.bottom;
  const x = (hour: number) => MARGIN.left + (hour / HOURS) * (right - MARGIN.left);
  const y = (tasks: number) => bottom - (tasks / top) * (bottom - MARGIN.top);

  const pointUnder = (event: PointerEvent<SVGSVGElement>): StrokePoint => {
    const box = event.currentTarget.getBoundingClientRect();
    const across = (event.clientX - box.left - MARGIN.left) / (right - MARGIN.left);
    const up = (bottom - (event.clientY - box.top)) / (bottom - MARGIN.top);
    const hour = Math.min(HOURS - 1, Math.max(0, Math.floor(across * HOURS)));
    return { hour, tasks: Math.min(1, Math.max(0, up)) * top };
  };
  const draw = (event: PointerEvent<SVGSVGElement>) => {
    const point = pointUnder(event);
    const { last = point, drawn: before = table } = held.current ?? {};
    const drawn = withStroke(before, zone, last, point);
    held.current = { last: point, drawn };
    setStroke(drawn);
  };
  const end = (isKept: boolean) => {
    const drawn = held.current?.drawn;
    held.current = null;
    setStroke(null);
    if (isKept && drawn) props.onDrawn(drawn);
  };

  return (
    <svg
      ref={svg}
      className="demand-drawing"
      height={HEIGHT}
      role="img"
      aria-label={t('edit.demand.drawing', { zone: t(`zone.${zone}`) })}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        draw(event);
      }}
      onPointerMove={(event) => {
        if (held.current) draw(event);
      }}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
    >
      <DemandAxes ticks={ticksOf([0, top], 4)} x={x} y={y} hoursAt={HEIGHT - 9} />
      <text className="tick" x={MARGIN.left} y={11}>
        {t('edit.demand.unit')}
      </text>
      {now === null ? null : (
        <rect
          className="demand-now"
          x={x(now)}
          y={MARGIN.top}
          width={x(1) - x(0)}
          height={bottom - MARGIN.top}
        />
      )}
      {ZONES.map((each) => (
        <path
          key={each}
          className="zone-line demand-curve"
          data-zone={each}
          data-active={each === zone}
          d={stepPath(shown[each], x, y)}
          strokeDasharray={ZONE_DASHES[each]}
        />
      ))}
    </svg>
  );
}

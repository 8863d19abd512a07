import { HOURS } from '../../world/demand.ts';
import type { Zone } from '../../world/scenario.ts';

/** A dash of its own for each zone, beside its hue. */
export const ZONE_DASHES: Readonly<Record<Zone, string>> = {
  residential: '',
  school: '7 4',
  commercial: '2 4',
  public: '10 3 2 3',
};

/**
 * Grid lines with their numbers, and the hours below.
 *
 * @param props.x,props.y places (px) of an hour, 0 to 24, and of a number of tasks
 * @param props.hoursAt baseline of the hours, px from the top
 */
export function DemandAxes(props: {
  readonly ticks: readonly number[];
  readonly x: (hour: number) => number;
  readonly y: (tasks: number) => number;
  readonly hoursAt: number;
}) {
  const { ticks, x, y } = props;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <path className="grid-line" d={`M${x(0)} 0H${x(HOURS)}`} />
          <text className="tick" x={x(0) - 7} dy="0.32em" textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {[0, 6, 12, 18, HOURS].map((hour) => (
        <text
          key={hour}
          className="tick"
          x={x(hour)}
          y={props.hoursAt}
          textAnchor={hour === HOURS ? 'end' : 'middle'}
        >
          {String(hour).padStart(2, '0')}:00
        </text>
      ))}
    </>
  );
}

/** The line of steps of a day: a number of tasks holds for a whole hour. */
export function stepPath(
  tasks: ArrayLike<number>,
  x: (hour: number) => number,
  y: (tasks: number) => number,
): string {
  const steps = Array.from(
    tasks,
    (value, hour) => `V${y(value).toFixed(1)}H${x(hour + 1).toFixed(1)}`,
  );
  return `M${x(0).toFixed(1)} ${y(tasks[0]!).toFixed(1)}${steps.join('')}`;
}

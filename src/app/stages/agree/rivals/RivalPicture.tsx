import { type CSSProperties, Fragment, useId, useMemo } from 'react';
import { t } from '../../../catalogue/index.ts';
import { formatNumber } from '../../../components/format.ts';
import { useWidth } from '../../../components/useWidth.ts';
import { textScale } from '../../../theme/theme.ts';
import { formatBytes } from '../bytes.ts';
import type { PictureEntry } from './entries.ts';
import { layOutPicture, type PictureLayout, type PlacedEntry } from './pictureLayout.ts';
import { type EntryKey, rivalName } from './rivalText.ts';

const HEIGHT = 340;
/** A narrow page has less room, and more below. */
const NARROW = { width: 460, height: 300 } as const;
/** Width of the column of names, where there is room for one. */
const COLUMN = 142;
/** How far from a course a pointer still means it. */
const REACH = 12;

/** Marks differ in shape: N2O round and full, its variants round and empty, the others angular. */
const MARKS: Readonly<Record<string, string>> = {
  maDql: 'M-5,-5L5,5M-5,5L5,-5',
  greedySweeps: 'M0,-6L6,5H-6Z',
  maxPlus: 'M-5,-5H5V5H-5Z',
  maxPlusLean: 'M-5,-5H5V5H-5ZM-5,0H5',
  dsa: 'M0,6L6,-5H-6Z',
  centralizedGradient: 'M-6,0H6M0,-6V6',
  gradientTracking: 'M-6,-4L0,5L6,-4',
  exactP2: 'M0,-7L7,0L0,7L-7,0Z',
  you: 'M0,-8L2,-2.6L7.6,-2.5L3.1,1L4.7,6.5L0,3.2L-4.7,6.5L-3.1,1L-7.6,-2.5L-2,-2.6Z',
};
const ROUND = 'M-5.5,0A5.5,5.5 0 1 0 5.5,0A5.5,5.5 0 1 0 -5.5,0Z';

interface Props {
  readonly entries: readonly PictureEntry[];
  /** What no decision exceeds, in the units of the picture; null where it is not known. */
  readonly ceiling: number | null;
  /** Whether that is the exact optimum, not only a bound of it. */
  readonly isExact: boolean;
  readonly measure: string;
  readonly axis: string;
  readonly format: (value: number) => string;
  /** What stands beside a mark: the rival's place in the table. */
  readonly numberOf: (key: EntryKey) => string;
  /** The rival that is looked at. */
  readonly shown: EntryKey | null;
  readonly onShow: (key: EntryKey | null) => void;
}

/** What each gets against the bytes that it takes, and how it came there. */
export function RivalPicture(props: Props) {
  const { entries, ceiling, isExact, measure, axis, format, numberOf, shown, onShow } = props;
  const [element, width] = useWidth<HTMLDivElement>(600);
  const scale = textScale();
  const clip = useId();
  const height = (width < NARROW.width ? NARROW.height : HEIGHT) * (0.5 + 0.5 * scale);
  const column = width < NARROW.width * scale ? 0 : COLUMN;
  const layout = useMemo(
    () => layOutPicture(entries, width, height, scale, ({ key }) => numberOf(key), column, ceiling),
    [entries, width, height, scale, numberOf, column, ceiling],
  );
  const list = entries
    .map(({ key, end }) =>
      t('rivals.picture.item', {
        rival: rivalName(key),
        value: format(end.value),
        bytes: formatBytes(end.bytes),
      }),
    )
    .join('; ');
  // The one that is looked at lies over all others.
  const order = layout.entries.toSorted(
    (one, other) => Number(one.entry.key === shown) - Number(other.entry.key === shown),
  );
  const { frame } = layout;
  return (
    <div ref={element} className="rivals-picture" data-shown={shown ?? undefined}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('rivals.picture.label', { measure, bytes: axis, list })}
        style={{ '--scale': scale } as CSSProperties}
        onPointerLeave={() => onShow(null)}
      >
        <clipPath id={clip}>
          <rect
            x={frame.left}
            y={frame.top - 3}
            width={frame.right - frame.left}
            height={frame.bottom - frame.top + 6}
          />
        </clipPath>
        <Axes layout={layout} measure={measure} axis={axis} />
        {ceiling === null ? null : (
          <Ceiling
            layout={layout}
            value={ceiling}
            text={t(isExact ? 'rivals.picture.exact' : 'rivals.picture.bound', {
              value: format(ceiling),
            })}
          />
        )}
        {order.map((placed) => (
          <Rival
            key={placed.entry.key}
            placed={placed}
            layout={layout}
            clip={clip}
            number={numberOf(placed.entry.key)}
            isShown={placed.entry.key === shown}
            onShow={onShow}
          />
        ))}
      </svg>
    </div>
  );
}

function Axes(props: {
  readonly layout: PictureLayout;
  readonly measure: string;
  readonly axis: string;
}) {
  const { layout, measure, axis } = props;
  const { frame, values, bytes, silent, first } = layout;
  const scale = textScale();
  return (
    <g className="rivals-axes">
      <rect
        className="rivals-silent"
        x={frame.left}
        y={frame.top - 3}
        width={first - frame.left - 8}
        height={frame.bottom - frame.top + 3}
      />
      {layout.valueTicks.map((tick) => (
        <Fragment key={tick}>
          <line x1={frame.left} x2={frame.right} y1={values(tick)} y2={values(tick)} />
          <text className="number" x={frame.left - 6} y={values(tick)} textAnchor="end" dy="0.32em">
            {formatNumber(tick)}
          </text>
        </Fragment>
      ))}
      <text className="rivals-title" x={0} y={13 * scale}>
        {measure}
      </text>
      <text x={silent - 4} y={frame.bottom + 16 * scale} textAnchor="middle">
        {t('rivals.picture.silent')}
      </text>
      {layout.byteTicks.map((tick) => (
        <Fragment key={tick}>
          <line
            className="rivals-tick"
            x1={bytes(tick)}
            x2={bytes(tick)}
            y1={frame.bottom}
            y2={frame.bottom + 4}
          />
          <text
            className="number"
            x={bytes(tick)}
            y={frame.bottom + 16 * scale}
            textAnchor="middle"
          >
            {formatBytes(tick)}
          </text>
        </Fragment>
      ))}
      <line
        className="rivals-tick"
        x1={first}
        x2={frame.right}
        y1={frame.bottom}
        y2={frame.bottom}
      />
      <text x={frame.right} y={frame.bottom + 36 * scale} textAnchor="end">
        {axis}
      </text>
    </g>
  );
}

function Ceiling(props: {
  readonly layout: PictureLayout;
  readonly value: number;
  readonly text: string;
}) {
  const { frame, values } = props.layout;
  const y = values(props.value);
  // A loose bound is far above everything that can be reached.
  if (y < frame.top) return null;
  return (
    <g className="rivals-ceiling">
      <line x1={frame.left} x2={frame.right} y1={y} y2={y} />
      <text x={frame.left + 4} y={y - 6}>
        {props.text}
      </text>
    </g>
  );
}

function Rival(props: {
  readonly placed: PlacedEntry;
  readonly layout: PictureLayout;
  readonly clip: string;
  readonly number: string;
  readonly isShown: boolean;
  readonly onShow: (key: EntryKey | null) => void;
}) {
  const { placed, layout, clip, number, isShown, onShow } = props;
  const { entry, x, y, path, label, nameY } = placed;
  const { key, error, end } = entry;
  const scale = textScale();
  const show = () => onShow(key);
  return (
    <g className="rivals-entry" data-rival={key} data-current={isShown || undefined}>
      <g clipPath={`url(#${clip})`}>
        <path className="rivals-course" d={path} />
        <path
          className="rivals-reach"
          d={path}
          strokeWidth={REACH}
          onPointerEnter={show}
          onPointerDown={show}
        />
      </g>
      {error === null ? null : (
        <path
          className="rivals-error"
          d={`M${x - 4},${layout.values(end.value - error)}h8M${x},${layout.values(end.value - error)}V${layout.values(end.value + error)}M${x - 4},${layout.values(end.value + error)}h8`}
        />
      )}
      {label.isFar ? (
        <line className="rivals-leader" x1={x} y1={y} x2={label.x} y2={label.y} />
      ) : null}
      <path className="rivals-mark" transform={`translate(${x},${y})`} d={MARKS[key] ?? ROUND} />
      <text x={label.x} y={label.y} dy="0.32em" textAnchor={label.anchor}>
        {number}
      </text>
      {layout.names === null ? null : (
        <g className="rivals-name" onPointerEnter={show} onPointerDown={show}>
          {isShown ? (
            <path
              className="rivals-leader"
              d={`M${x},${y}L${layout.frame.right + 4},${nameY}H${layout.names - 4}`}
            />
          ) : null}
          <rect
            className="rivals-target"
            x={layout.names - 4}
            y={nameY - 9 * scale}
            width={COLUMN * scale}
            height={18 * scale}
          />
          {key === 'you' ? null : (
            <text
              className="number"
              x={layout.names + 14 * scale}
              y={nameY}
              dy="0.32em"
              textAnchor="end"
            >
              {number}
            </text>
          )}
          <text x={layout.names + 21 * scale} y={nameY} dy="0.32em">
            {rivalName(key)}
          </text>
        </g>
      )}
      <circle
        className="rivals-reach"
        cx={x}
        cy={y}
        r={REACH}
        onPointerEnter={show}
        onPointerDown={show}
      />
    </g>
  );
}

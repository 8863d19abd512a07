import { type PointerEvent, useMemo } from 'react';
import { usePalette } from '../theme/theme.ts';
import type { Frame } from './axes.ts';
import {
  cellOfKey,
  type HourPrice,
  hourPriceAt,
  hourPriceFrame,
  paintHourPriceAxes,
  paintRead,
} from './hourPrice.ts';
import './hourPrice.css';
import { type Paint, PaintedCanvas } from './PaintedCanvas.tsx';

/** A table over hour and price with its title; it is read cell by cell with pointer or arrow keys. */
export function HourPriceMap(props: {
  readonly title: string;
  /** What a screen reader calls it. */
  readonly label: string;
  readonly prices: readonly [number, number];
  /** Paints the cells; a new function paints again. */
  readonly cells: (context: CanvasRenderingContext2D, frame: Frame) => void;
  readonly read: HourPrice | null;
  readonly onRead: (cell: HourPrice | null) => void;
}) {
  const { title, label, prices, cells, read, onRead } = props;
  const palette = usePalette();
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) => {
        const frame = hourPriceFrame(width, height);
        cells(context, frame);
        paintHourPriceAxes(context, palette, frame, prices);
        if (read) paintRead(context, palette, frame, read);
      },
    [palette, cells, prices, read],
  );
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const { clientWidth, clientHeight } = event.currentTarget;
    const box = event.currentTarget.getBoundingClientRect();
    const frame = hourPriceFrame(clientWidth, clientHeight);
    onRead(hourPriceAt(frame, event.clientX - box.left, event.clientY - box.top));
  };
  return (
    <figure className="hour-price">
      <figcaption>{title}</figcaption>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the map cell by cell
        tabIndex={0}
        data-arrows
        role="application"
        aria-label={label}
        onKeyDown={(event) => {
          const next = cellOfKey(event.key, read);
          if (next === undefined) return;
          event.preventDefault();
          onRead(next);
        }}
      >
        <PaintedCanvas
          className="hour-price-map"
          aria-hidden
          paint={paint}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={(event) => event.pointerType === 'mouse' && onRead(null)}
        />
      </div>
    </figure>
  );
}

/** A table over hour of the day and price on a canvas (the axes of the paper's Fig. 4). */
import { PRICE_BINS } from '../../experiments/distillation.ts';
import { HOURS } from '../../world/demand.ts';
import type { Palette } from '../theme/palette.ts';
import { textScale } from '../theme/theme.ts';
import { canvasFont, type Frame, linearScale, NUMBER_FONT, paintTimeAxis } from './axes.ts';

/** A cell of the table. */
export interface HourPrice {
  /** 0..23. */
  readonly hour: number;
  /** 0 the lowest. */
  readonly bin: number;
}

/** Index of a cell in tables of 24 x 10. */
export function cellIndex({ hour, bin }: HourPrice): number {
  return hour * PRICE_BINS + bin;
}

/** Where the cells of a picture of this size go. */
export function hourPriceFrame(width: number, height: number): Frame {
  const scale = textScale();
  return { left: 30 * scale, right: width - 12 * scale, top: 6, bottom: height - 22 * scale };
}

/** The cell under a point; null beside the table. */
export function hourPriceAt(frame: Frame, x: number, y: number): HourPrice | null {
  const hour = Math.floor(((x - frame.left) / (frame.right - frame.left)) * HOURS);
  const bin = Math.floor(((frame.bottom - y) / (frame.bottom - frame.top)) * PRICE_BINS);
  return hour < 0 || hour >= HOURS || bin < 0 || bin >= PRICE_BINS ? null : { hour, bin };
}

/** Rectangle of a cell: hours to the right, prices upwards. */
export function cellBox({ hour, bin }: HourPrice, { left, right, top, bottom }: Frame) {
  const width = (right - left) / HOURS;
  const height = (bottom - top) / PRICE_BINS;
  return { x: left + hour * width, y: bottom - (bin + 1) * height, width, height };
}

/** Borders of a price bin. */
export function pricesOfBin(bin: number, [from, to]: readonly [number, number]): [number, number] {
  const width = (to - from) / PRICE_BINS;
  return [from + bin * width, from + (bin + 1) * width];
}

const STEPS: Readonly<Record<string, readonly [hours: number, bins: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The cell that a key leads to; undefined for a key that means nothing here. */
export function cellOfKey(key: string, from: HourPrice | null): HourPrice | null | undefined {
  if (key === 'Escape') return from ? null : undefined;
  const step = STEPS[key];
  if (!step) return undefined;
  if (!from) return { hour: HOURS / 2, bin: PRICE_BINS / 2 };
  return {
    hour: Math.min(HOURS - 1, Math.max(0, from.hour + step[0])),
    bin: Math.min(PRICE_BINS - 1, Math.max(0, from.bin + step[1])),
  };
}

/** Calls for every cell. */
export function forEachCell(visit: (cell: HourPrice, index: number) => void): void {
  for (let index = 0; index < HOURS * PRICE_BINS; index += 1) {
    visit({ hour: Math.floor(index / PRICE_BINS), bin: index % PRICE_BINS }, index);
  }
}

/**
 * Fills the cells.
 *
 * @param colourOf null for a cell that never came up: it is left bare, with a dot
 */
export function paintCellColours(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  colourOf: (index: number) => string | null,
): void {
  forEachCell((cell, index) => {
    const { x, y, width, height } = cellBox(cell, frame);
    const colour = colourOf(index);
    if (colour) {
      context.fillStyle = colour;
      // A hair larger, so that no ground shines through between two cells.
      context.fillRect(x, y, width + 0.5, height + 0.5);
    } else if (width > 4) {
      context.fillStyle = palette.textMuted;
      context.fillRect(x + width / 2 - 0.75, y + height / 2 - 0.75, 1.5, 1.5);
    }
  });
}

/** Hours below, prices at the left. */
export function paintHourPriceAxes(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  prices: readonly [number, number],
): void {
  const time = linearScale([0, HOURS], [frame.left, frame.right]);
  paintTimeAxis(context, palette, frame, time, [0, 6, 12, 18, 24], String);
  context.font = canvasFont(11, NUMBER_FONT);
  context.textAlign = 'right';
  context.fillStyle = palette.textMuted;
  const [from, to] = prices;
  const price = linearScale(prices, [frame.bottom, frame.top]);
  for (const tick of [from, (from + to) / 2, to]) {
    context.textBaseline = tick === to ? 'top' : tick === from ? 'bottom' : 'middle';
    context.fillText(String(Number(tick.toPrecision(3))), frame.left - 5, price(tick));
  }
}

/** A frame around the cell that is read. */
export function paintRead(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  cell: HourPrice,
): void {
  const { x, y, width, height } = cellBox(cell, frame);
  context.lineWidth = 3;
  context.strokeStyle = palette.surface;
  context.strokeRect(x, y, width, height);
  context.lineWidth = 1.5;
  context.strokeStyle = palette.text;
  context.strokeRect(x, y, width, height);
}

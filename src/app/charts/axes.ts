/** Lines, ticks and labels that every chart of the app shares; all lengths in CSS px. */
import type { Palette } from '../theme/palette.ts';
import { textScale } from '../theme/theme.ts';
import type { Domain } from './domain.ts';

export const CHART_FONT = "'IBM Plex Sans Variable', system-ui, sans-serif";
export const NUMBER_FONT = "'IBM Plex Mono', ui-monospace, monospace";

/** A font of the canvas, as large as the page's text is. */
export function canvasFont(size: number, family = CHART_FONT, weight = 400): string {
  return `${weight} ${size * textScale()}px ${family}`;
}

/** Where the data of a chart go. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A linear scale as a plain function. */
export type Scale = (value: number) => number;

/** Maps a domain onto a range; a domain of no width maps to the middle. */
export function linearScale([from, to]: Domain, [start, end]: Domain): Scale {
  if (from === to) return () => (start + end) / 2;
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** Thin horizontal lines with their values left of the frame. */
export function paintValueAxis(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  scale: Scale,
  ticks: readonly number[],
  format: (value: number) => string,
): void {
  context.font = canvasFont(11, NUMBER_FONT);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.lineWidth = 1;
  for (const tick of ticks) {
    const y = Math.round(scale(tick)) + 0.5;
    context.strokeStyle = palette.line;
    context.beginPath();
    context.moveTo(frame.left, y);
    context.lineTo(frame.right, y);
    context.stroke();
    context.fillStyle = palette.textMuted;
    context.fillText(format(tick), frame.left - 7, y);
  }
}

/** Values below the frame, each with a short tick. */
export function paintTimeAxis(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  scale: Scale,
  ticks: readonly number[],
  format: (value: number) => string,
): void {
  context.font = canvasFont(11, NUMBER_FONT);
  context.textBaseline = 'top';
  context.strokeStyle = palette.lineStrong;
  context.fillStyle = palette.textMuted;
  context.lineWidth = 1;
  for (const tick of ticks) {
    const x = Math.round(scale(tick)) + 0.5;
    context.beginPath();
    context.moveTo(x, frame.bottom);
    context.lineTo(x, frame.bottom + 4);
    context.stroke();
    context.textAlign = 'center';
    context.fillText(format(tick), x, frame.bottom + 6);
  }
}

/** A title in words, on the chart itself. */
export function paintTitle(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  x: number,
  y: number,
  maximumWidth?: number,
): void {
  context.font = canvasFont(13);
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette.text;
  context.fillText(text, x, y, maximumWidth);
}

/** A label beside the end of a line, in the line's colour. */
export function paintEndLabel(
  context: CanvasRenderingContext2D,
  colour: string,
  text: string,
  x: number,
  y: number,
  weight = 500,
): void {
  context.font = canvasFont(12, CHART_FONT, weight);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** More points than this a px are drawn as the range that they cover. */
const POINTS_A_PIXEL = 3;

/**
 * A polyline through values, value i at time i; breaks where a value is not finite. `stepped` holds
 * every value until the next one. Long curves are thinned to their lowest and highest value a px.
 */
export function traceLine(
  context: CanvasRenderingContext2D,
  time: Scale,
  scale: Scale,
  values: ArrayLike<number>,
  stepped = false,
): void {
  const perPixel = 1 / Math.max(1e-9, time(1) - time(0));
  const stride = perPixel > POINTS_A_PIXEL ? Math.floor(perPixel) : 1;
  let open = false;
  let last = 0;
  for (let i = 0; i < values.length; i += stride) {
    const [low, high] = stride === 1 ? [values[i]!, values[i]!] : rangeOf(values, i, i + stride);
    if (!Number.isFinite(low)) {
      open = false;
      continue;
    }
    const x = time(i);
    if (!open) context.moveTo(x, scale(low));
    else if (stepped) context.lineTo(x, last);
    context.lineTo(x, scale(low));
    last = scale(high);
    if (high !== low) context.lineTo(x, last);
    open = true;
  }
}

function rangeOf(values: ArrayLike<number>, from: number, to: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = from; i < Math.min(to, values.length); i++) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

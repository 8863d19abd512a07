/** How far a line lies below a reference at the playhead: a measure with two ends and its number. */
import type { Palette } from '../theme/palette.ts';
import { textScale } from '../theme/theme.ts';
import { CHART_FONT, canvasFont, type Frame, type Scale } from './axes.ts';

export interface Shortfall {
  readonly values: Float64Array;
  readonly reference: number;
  /** Text of the shortfall of a value. */
  readonly format: (value: number) => string;
}

/** Shorter measures are not drawn, px. */
const SHORTEST = 3;
const END = 4;

/** @param x where the playhead stands */
export function paintShortfall(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { values, reference, format }: Shortfall,
  frame: Frame,
  x: number,
  scale: Scale,
  now: number,
): void {
  const value = values[Math.floor(now)]!;
  const from = scale(reference);
  const to = scale(value);
  if (!Number.isFinite(value) || Math.abs(to - from) < SHORTEST) return;
  context.strokeStyle = palette.problem;
  context.lineWidth = 2;
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(x, from);
  context.lineTo(x, to);
  for (const y of [from, to]) {
    context.moveTo(x - END, y);
    context.lineTo(x + END, y);
  }
  context.stroke();
  context.font = canvasFont(12, CHART_FONT, 600);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const text = format(value);
  const width = context.measureText(text).width + 8;
  const height = 17 * textScale();
  const isLeft = x + END + 4 + width > frame.right;
  const left = isLeft ? x - END - 4 - width : x + END + 4;
  const middle = (from + to) / 2;
  context.fillStyle = palette.surface;
  context.fillRect(left, middle - height / 2, width, height);
  context.fillStyle = palette.problem;
  context.fillText(text, left + 4, middle + 0.5);
}

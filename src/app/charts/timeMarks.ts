/** What stands on the axis of time beside the data: named stretches, and moments of change. */
import type { Palette } from '../theme/palette.ts';
import { textScale } from '../theme/theme.ts';
import { CHART_FONT, canvasFont, type Frame, type Scale } from './axes.ts';
import type { Domain } from './domain.ts';

/** A named stretch of time, written at the top of the first track. */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A moment at which something was changed. */
export interface TimeMark {
  readonly at: number;
  readonly label: string;
}

export function paintStretches(
  context: CanvasRenderingContext2D,
  palette: Palette,
  stretches: readonly Stretch[],
  time: Scale,
  first: Frame,
  last: Frame,
): void {
  stretches.forEach((stretch, index) => {
    const from = time(stretch.from);
    const to = time(stretch.to);
    if (index % 2 === 0) {
      context.fillStyle = palette.rentedNone;
      context.globalAlpha = 0.35;
      context.fillRect(from, first.top, to - from, last.bottom - first.top);
      context.globalAlpha = 1;
    }
  });
}

/** Names of the stretches, over whatever runs there. */
export function paintStretchNames(
  context: CanvasRenderingContext2D,
  palette: Palette,
  stretches: readonly Stretch[],
  time: Scale,
  { top }: Frame,
): void {
  context.font = canvasFont(12, CHART_FONT, 500);
  context.textBaseline = 'top';
  context.textAlign = 'center';
  for (const { name, from, to } of stretches) {
    const middle = (time(from) + time(to)) / 2;
    if (context.measureText(name).width > time(to) - time(from) - 4) continue;
    haloText(context, palette, name, middle, top + 4, palette.textMuted);
  }
}

/** Text that stays readable over lines. */
export function haloText(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  x: number,
  y: number,
  colour: string,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.surface;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** A label of a mark where it fits. */
export interface PlacedLabel {
  readonly left: number;
  /** 0 is the highest row. */
  readonly row: number;
  readonly text: string;
}

/** Gap between two labels of a row, px. */
const LABEL_GAP = 10;

/**
 * Labels right of their marks, left where they would leave the frame to the right, inside it in any
 * case; each in the highest row where it meets no other. Those that find no row are left out.
 */
export function placeLabels(
  marks: readonly { readonly x: number; readonly text: string; readonly width: number }[],
  [from, to]: Domain,
  rows: number,
): PlacedLabel[] {
  const placed: (PlacedLabel & { readonly end: number })[] = [];
  for (const { x, text, width } of marks) {
    const beside = x + 5 + width > to ? x - 5 - width : x + 5;
    const left = Math.max(from, beside);
    const end = left + width;
    for (let row = 0; row < rows; row++) {
      const meets = placed.some(
        (other) =>
          other.row === row && left < other.end + LABEL_GAP && other.left < end + LABEL_GAP,
      );
      if (meets) continue;
      placed.push({ left, row, text, end });
      break;
    }
  }
  return placed.map(({ left, row, text }) => ({ left, row, text }));
}

const MARK_ROWS = 3;

/** A dashed line through all tracks where something was changed, and what it was. */
export function paintMarks(
  context: CanvasRenderingContext2D,
  palette: Palette,
  marks: readonly TimeMark[],
  time: Scale,
  first: Frame,
  last: Frame,
): void {
  if (marks.length === 0) return;
  const scale = textScale();
  context.strokeStyle = palette.text;
  context.lineWidth = 1;
  for (const { at } of marks) {
    const x = Math.round(time(at)) + 0.5;
    context.setLineDash([6, 3]);
    context.beginPath();
    context.moveTo(x, first.top);
    context.lineTo(x, last.bottom);
    context.stroke();
    context.setLineDash([]);
    // A small flag: the line of a mark differs from every other line by more than its dash.
    context.fillStyle = palette.text;
    context.beginPath();
    context.moveTo(x, first.top - 5);
    context.lineTo(x + 7, first.top - 1.5);
    context.lineTo(x, first.top + 2);
    context.closePath();
    context.fill();
  }
  context.font = canvasFont(12, CHART_FONT, 500);
  context.textBaseline = 'top';
  context.textAlign = 'left';
  const wanted = marks.map(({ at, label }) => ({
    x: time(at),
    text: label,
    width: context.measureText(label).width,
  }));
  for (const { left, row, text } of placeLabels(wanted, [first.left, first.right], MARK_ROWS)) {
    // The names of the stretches have the row above.
    const y = first.top + (22 + 17 * row) * scale;
    haloText(context, palette, text, left, y, palette.text);
  }
}

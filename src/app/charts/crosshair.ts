/** One moment read on all tracks at once: a line through them and the value of every line there. */
import type { Palette } from '../theme/palette.ts';
import { textScale } from '../theme/theme.ts';
import { CHART_FONT, canvasFont, type Frame, NUMBER_FONT, type Scale } from './axes.ts';
import { spreadLabels } from './domain.ts';
import type { Track } from './tracks.ts';

export interface Crosshair {
  /** In units of the axis. */
  readonly at: number;
  /** What the moment is called on the axis. */
  readonly text: string;
  /** Stays where it is until it is let go. */
  readonly pinned: boolean;
}

export function paintCrosshair(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { at, pinned, text }: Crosshair,
  tracks: readonly Track[],
  frames: readonly Frame[],
  time: Scale,
  scales: readonly Scale[],
): void {
  const x = Math.round(time(at)) + 0.5;
  const first = frames[0]!;
  const last = frames.at(-1)!;
  context.strokeStyle = palette.text;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, first.top - 4);
  context.lineTo(x, last.bottom + 4);
  context.stroke();
  if (pinned) {
    context.fillStyle = palette.text;
    context.beginPath();
    context.arc(x, first.top - 5, 4, 0, 2 * Math.PI);
    context.fill();
  }
  tracks.forEach((track, index) => {
    paintValues(context, palette, track, frames[index]!, x, at, scales[index]!);
  });
  paintMoment(context, palette, text, x, last.bottom);
}

/** The values of all labelled lines of a track, beside the crosshair. */
function paintValues(
  context: CanvasRenderingContext2D,
  palette: Palette,
  track: Track,
  frame: Frame,
  x: number,
  at: number,
  scale: Scale,
): void {
  const index = Math.round(at);
  const shown = track.lines.filter((line) => line.format && Number.isFinite(line.values[index]));
  const places = shown.map((line) => scale(line.values[index]!));
  const gap = 18 * textScale();
  const heights = spreadLabels(places, gap, [frame.top + gap / 2, frame.bottom - gap / 2]);
  context.font = canvasFont(12, CHART_FONT, 600);
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  shown.forEach((line, row) => {
    const text = line.format!(line.values[index]!);
    const width = context.measureText(text).width + 10;
    const left = x + 8 + width > frame.right ? x - 8 - width : x + 8;
    const height = heights[row]!;
    context.fillStyle = palette.surfaceRaised;
    context.strokeStyle = line.colour;
    context.lineWidth = 1;
    context.setLineDash([]);
    context.beginPath();
    context.roundRect(left, height - gap / 2 + 1, width, gap - 2, 3);
    context.fill();
    context.stroke();
    context.fillStyle = line.colour;
    context.fillText(text, left + 5, height + 0.5);
    context.beginPath();
    context.arc(x, places[row]!, 3.5, 0, 2 * Math.PI);
    context.fill();
  });
}

/** The moment itself, on the axis. */
function paintMoment(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  x: number,
  bottom: number,
): void {
  const scale = textScale();
  context.font = canvasFont(11, NUMBER_FONT, 500);
  context.textAlign = 'center';
  context.textBaseline = 'top';
  const width = context.measureText(text).width + 8;
  context.fillStyle = palette.text;
  context.beginPath();
  context.roundRect(x - width / 2, bottom + 3, width, 17 * scale, 3);
  context.fill();
  context.fillStyle = palette.surface;
  context.fillText(text, x, bottom + 6);
}

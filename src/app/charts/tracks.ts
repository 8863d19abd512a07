/**
 * Tracks: charts that share one axis of time (episodes, iterations), one below the other, with a
 * playhead. What has happened stands in full colour; what is planned or still to come is faint.
 */
import type { Palette } from '../theme/palette.ts';
import {
  CHART_FONT,
  type Frame,
  linearScale,
  paintEndLabel,
  paintTimeAxis,
  paintTitle,
  paintValueAxis,
  type Scale,
  traceLine,
} from './axes.ts';
import { type Domain, extent, roundDomain, spreadLabels, ticksOf } from './domain.ts';
import type { Surface } from './PaintedCanvas.tsx';

/** One line of a track; value i belongs to time i. */
export interface TrackLine {
  readonly name: string;
  readonly values: Float64Array;
  readonly colour: string;
  readonly width: number;
  /** Opacity of what has happened. */
  readonly alpha?: number;
  readonly dash?: readonly number[];
  readonly stepped?: boolean;
  /** A fixed reference stands from the beginning in full colour and has no dot. */
  readonly reference?: boolean;
  /** Text of the present value beside the line; absent for a line without a label. */
  readonly format?: (value: number) => string;
}

export interface Track {
  readonly title: string;
  /** Share of the height. */
  readonly weight: number;
  readonly domain: Domain;
  readonly lines: readonly TrackLine[];
  /** Text of a value on the axis. */
  readonly format: (value: number) => string;
}

/** A named stretch of time, written at the top of the first track. */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface TimeAxis {
  readonly domain: Domain;
  /** Where the playhead stands, in units of the axis. */
  readonly now: number;
  readonly stretches: readonly Stretch[];
  readonly format: (value: number) => string;
}

/** A round domain around every finite value of these lines. */
export function domainOf(lines: readonly TrackLine[]): Domain {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    const [from, to] = extent(line.values);
    low = Math.min(low, from);
    high = Math.max(high, to);
  }
  return Number.isFinite(low) ? roundDomain(low, high, 3) : [0, 1];
}

const ROOM = { left: 40, right: 96, title: 27, between: 12, axis: 24 } as const;

/** Frames of the tracks in a canvas of this size, top to bottom. */
export function trackFrames(tracks: readonly Track[], width: number, height: number): Frame[] {
  const total = tracks.reduce((sum, track) => sum + track.weight, 0);
  const fixed = tracks.length * ROOM.title + (tracks.length - 1) * ROOM.between + ROOM.axis;
  let y = 0;
  return tracks.map((track) => {
    const top = y + ROOM.title;
    const bottom = top + Math.max(0, ((height - fixed) * track.weight) / total);
    y = bottom + ROOM.between;
    return { left: ROOM.left, right: width - ROOM.right, top, bottom };
  });
}

/** Time under a point of the canvas, kept inside the domain. */
export function timeAtPoint(x: number, width: number, [from, to]: Domain): number {
  const share = (x - ROOM.left) / (width - ROOM.right - ROOM.left);
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

/** Paints all tracks, the axis of time under the last one, and the playhead through all. */
export function paintTracks(
  { context, width, height }: Surface,
  palette: Palette,
  tracks: readonly Track[],
  axis: TimeAxis,
): void {
  const frames = trackFrames(tracks, width, height);
  const first = frames[0];
  const last = frames.at(-1);
  if (!first || !last) return;
  const time = linearScale(axis.domain, [ROOM.left, width - ROOM.right]);
  paintStretches(context, palette, axis, time, first, last);
  tracks.forEach((track, index) => {
    const frame = frames[index]!;
    const scale = linearScale(track.domain, [frame.bottom, frame.top]);
    paintTitle(context, palette, track.title, 0, frame.top - 12, width);
    const ticks = ticksFor(track.domain, frame);
    paintValueAxis(context, palette, frame, scale, ticks, track.format);
  });
  for (const frame of frames) paintPlayhead(context, palette, frame, time(axis.now));
  tracks.forEach((track, index) => {
    const frame = frames[index]!;
    const scale = linearScale(track.domain, [frame.bottom, frame.top]);
    paintLines(context, track, frame, time, scale, axis.now);
    paintPresent(context, palette, track, frame, time, scale, axis.now);
  });
  paintStretchNames(context, palette, axis, time, first);
  const ticks = ticksOf(axis.domain, width < 420 ? 2 : 5);
  paintTimeAxis(context, palette, last, time, ticks, axis.format);
}

/** Both ends where there is little room, else round values. */
function ticksFor(domain: Domain, { top, bottom }: Frame): readonly number[] {
  const height = bottom - top;
  return height < 60 ? domain : ticksOf(domain, height < 120 ? 3 : 5);
}

function paintLines(
  context: CanvasRenderingContext2D,
  track: Track,
  frame: Frame,
  time: Scale,
  scale: Scale,
  now: number,
): void {
  const here = time(now);
  for (const [from, to, happened] of [
    [here, frame.right + 2, false],
    [frame.left - 2, here, true],
  ] as const) {
    context.save();
    context.beginPath();
    context.rect(from, frame.top - 4, Math.max(0, to - from), frame.bottom - frame.top + 8);
    context.clip();
    for (const line of track.lines) {
      context.globalAlpha = line.reference ? 1 : happened ? (line.alpha ?? 1) : 0.25;
      context.strokeStyle = line.colour;
      context.lineWidth = line.width;
      context.lineJoin = 'round';
      context.setLineDash([...(line.dash ?? [])]);
      context.beginPath();
      traceLine(context, time, scale, line.values, line.stepped);
      context.stroke();
    }
    context.restore();
  }
}

/** The present value of every labelled line: a dot on the line and a text at the right. */
function paintPresent(
  context: CanvasRenderingContext2D,
  palette: Palette,
  track: Track,
  frame: Frame,
  time: Scale,
  scale: Scale,
  now: number,
): void {
  const index = Math.floor(now);
  const shown = track.lines.filter((line) => line.format && Number.isFinite(line.values[index]));
  const wanted = shown.map((line) => scale(line.values[index]!));
  const heights = spreadLabels(wanted, 15, [frame.top, frame.bottom]);
  shown.forEach((line, row) => {
    const value = line.format!(line.values[index]!);
    const text = line.name ? `${line.name} ${value}` : value;
    const weight = line.width >= 2 && !line.reference ? 650 : 450;
    paintEndLabel(context, line.colour, text, frame.right + 10, heights[row]!, weight);
    if (line.reference) return;
    context.beginPath();
    context.arc(time(now), wanted[row]!, Math.max(3, line.width + 1.5), 0, 2 * Math.PI);
    context.fillStyle = line.colour;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = palette.surface;
    context.stroke();
  });
}

function paintPlayhead(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { top, bottom }: Frame,
  x: number,
): void {
  context.strokeStyle = palette.lineStrong;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, top - 2);
  context.lineTo(Math.round(x) + 0.5, bottom);
  context.stroke();
}

function paintStretches(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { stretches }: TimeAxis,
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
function paintStretchNames(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { stretches }: TimeAxis,
  time: Scale,
  { top }: Frame,
): void {
  context.font = `500 12px ${CHART_FONT}`;
  context.textBaseline = 'top';
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.surface;
  context.fillStyle = palette.textMuted;
  for (const { name, from, to } of stretches) {
    const middle = (time(from) + time(to)) / 2;
    if (context.measureText(name).width > time(to) - time(from) - 4) continue;
    context.strokeText(name, middle, top + 4);
    context.fillText(name, middle, top + 4);
  }
}

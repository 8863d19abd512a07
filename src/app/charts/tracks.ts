/**
 * Tracks: charts that share one axis of time (episodes, iterations), one below the other, with a
 * playhead. What has happened stands in full colour; what is planned or still to come is faint.
 */
import type { Palette } from '../theme/palette.ts';
import { textScale } from '../theme/theme.ts';
import {
  canvasFont,
  type Frame,
  linearScale,
  paintEndLabel,
  paintTimeAxis,
  paintTitle,
  paintValueAxis,
  type Scale,
  traceLine,
} from './axes.ts';
import { paintBand, type TrackBand } from './bands.ts';
import { type Crosshair, paintCrosshair } from './crosshair.ts';
import { type Domain, extent, roundDomain, spreadLabels, ticksOf } from './domain.ts';
import type { Surface } from './PaintedCanvas.tsx';
import { paintShortfall, type Shortfall } from './shortfall.ts';
import {
  paintMarks,
  paintStretches,
  paintStretchNames,
  type Stretch,
  type TimeMark,
} from './timeMarks.ts';

export type { Crosshair, Stretch, TimeMark, TrackBand };

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
  /** How far the present value lies below a reference, at the playhead. */
  readonly shortfall?: Shortfall;
  /** What the lines are uncertain within, behind them. */
  readonly band?: TrackBand;
  /** Text of a value on the axis. */
  readonly format: (value: number) => string;
}

export interface TimeAxis {
  readonly domain: Domain;
  /** Where the playhead stands, in units of the axis. */
  readonly now: number;
  readonly stretches: readonly Stretch[];
  readonly format: (value: number) => string;
  /** What the axis counts, written at its end. */
  readonly name?: string;
  /**
   * Where moment i stands, in units of the axis, never falling; absent where that is i itself. The
   * domain and the ticks are of the axis, everything else counts moments.
   */
  readonly places?: Float64Array;
  /** Whether lines are named in a narrow chart too, which leaves less room for them. */
  readonly named?: boolean;
  /** Moments at which something was changed. */
  readonly marks?: readonly TimeMark[];
  /** The moment that is being read; null for none. */
  readonly crosshair?: Crosshair | null;
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
/** Narrower charts label their lines with the value alone. */
const NARROW = 460;
const NARROW_RIGHT = 54;
/** As much as the names need where they stand all the same. */
const NAMED_RIGHT = 90;

/** Space around the data, which grows with the text. */
function roomFor(width: number, named = false) {
  const scale = textScale();
  const narrow = width < NARROW * scale;
  return {
    left: ROOM.left * scale,
    right: (!narrow ? ROOM.right : named ? NAMED_RIGHT : NARROW_RIGHT) * scale,
    title: ROOM.title * scale,
    between: ROOM.between * scale,
    axis: ROOM.axis * scale,
    narrow: narrow && !named,
  };
}

/** Frames of the tracks in a canvas of this size, top to bottom. */
export function trackFrames(
  tracks: readonly Track[],
  width: number,
  height: number,
  named = false,
): Frame[] {
  const room = roomFor(width, named);
  const total = tracks.reduce((sum, track) => sum + track.weight, 0);
  const fixed = tracks.length * room.title + (tracks.length - 1) * room.between + room.axis;
  let y = 0;
  return tracks.map((track) => {
    const top = y + room.title;
    const bottom = top + Math.max(0, ((height - fixed) * track.weight) / total);
    y = bottom + room.between;
    return { left: room.left, right: width - room.right, top, bottom };
  });
}

/** Time under a point of the canvas, kept inside the domain. */
export function timeAtPoint(x: number, width: number, [from, to]: Domain, named = false): number {
  const { left, right } = roomFor(width, named);
  const share = (x - left) / (width - right - left);
  return from + Math.min(1, Math.max(0, share)) * (to - from);
}

/** Where a moment stands on the axis; between two, in proportion. */
function placeOf(places: Float64Array | undefined, moment: number): number {
  if (!places) return moment;
  const at = Math.min(Math.max(moment, 0), places.length - 1);
  const before = places[Math.floor(at)]!;
  return before + (at - Math.floor(at)) * (places[Math.ceil(at)]! - before);
}

/** The moment nearest to a point of the canvas. */
export function momentAtPoint(
  x: number,
  width: number,
  { domain, places, named }: Pick<TimeAxis, 'domain' | 'places' | 'named'>,
): number {
  const along = timeAtPoint(x, width, domain, named);
  if (!places) return Math.round(along);
  let nearest = 0;
  places.forEach((place, moment) => {
    if (Math.abs(place - along) < Math.abs(places[nearest]! - along)) nearest = moment;
  });
  return nearest;
}

/** Paints all tracks, the axis of time under the last one, and the playhead through all. */
export function paintTracks(
  { context, width, height }: Surface,
  palette: Palette,
  tracks: readonly Track[],
  axis: TimeAxis,
): void {
  const frames = trackFrames(tracks, width, height, axis.named);
  const first = frames[0];
  const last = frames.at(-1);
  if (!first || !last) return;
  const { narrow } = roomFor(width, axis.named);
  const along = linearScale(axis.domain, [first.left, first.right]);
  const time: Scale = (moment) => along(placeOf(axis.places, moment));
  const scales = tracks.map(({ domain }, index) => {
    const { top, bottom } = frames[index]!;
    return linearScale(domain, [bottom, top]);
  });
  paintStretches(context, palette, axis.stretches, time, first, last);
  tracks.forEach((track, index) => {
    const frame = frames[index]!;
    paintTitle(context, palette, track.title, 0, frame.top - 12 * textScale(), width);
    const ticks = ticksFor(track.domain, frame);
    paintValueAxis(context, palette, frame, scales[index]!, ticks, track.format);
  });
  for (const frame of frames) paintPlayhead(context, palette, frame, time(axis.now));
  tracks.forEach((track, index) => {
    const frame = frames[index]!;
    const scale = scales[index]!;
    if (track.band) paintBand(context, track.band, frame, time, scale);
    paintLines(context, track, frame, time, scale, axis.now);
    if (track.shortfall) {
      paintShortfall(context, palette, track.shortfall, frame, time(axis.now), scale, axis.now);
    }
    paintPresent(context, palette, track, frame, time, scale, axis.now, narrow);
  });
  paintStretchNames(context, palette, axis.stretches, time, first);
  paintMarks(context, palette, axis.marks ?? [], time, first, last);
  const ticks = ticksOf(axis.domain, roomFor(width).narrow ? 2 : 5);
  paintTimeAxis(context, palette, last, along, ticks, axis.format);
  if (axis.name) paintAxisName(context, palette, last, axis.name, width);
  if (axis.crosshair) {
    paintCrosshair(context, palette, axis.crosshair, tracks, frames, time, scales);
  }
}

/** What the axis counts, to the right of its last value. */
function paintAxisName(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { right, bottom }: Frame,
  name: string,
  width: number,
): void {
  context.font = canvasFont(11);
  context.textBaseline = 'top';
  context.textAlign = 'right';
  context.fillStyle = palette.textMuted;
  const left = right + 20 * textScale();
  if (context.measureText(name).width > width - left) return;
  context.fillText(name, width, bottom + 6);
}

/** Both ends where there is little room, else round values. */
function ticksFor(domain: Domain, { top, bottom }: Frame): readonly number[] {
  const height = (bottom - top) / textScale();
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
  narrow: boolean,
): void {
  const index = Math.floor(now);
  // A reference may end before the playhead: then it is told as it ended.
  const present = ({ reference, values }: TrackLine) =>
    values[reference ? Math.min(index, values.length - 1) : index]!;
  const shown = track.lines.filter((line) => line.format && Number.isFinite(present(line)));
  const wanted = shown.map((line) => scale(present(line)));
  const heights = spreadLabels(wanted, 15 * textScale(), [frame.top, frame.bottom]);
  shown.forEach((line, row) => {
    const value = line.format!(present(line));
    const text = line.name && !narrow ? `${line.name} ${value}` : value;
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

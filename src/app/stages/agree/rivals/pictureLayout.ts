/**
 * Where everything stands in the picture of rivals: values upwards, bytes to the right on a
 * logarithmic scale, and what sends nothing at its own place at the left. All lengths in CSS px.
 */
import { linearScale, type Scale } from '../../../charts/axes.ts';
import { type Domain, roundDomain, spreadLabels, ticksOf } from '../../../charts/domain.ts';
import type { PictureEntry, PicturePoint } from './entries.ts';
import { type LabelPlace, placeLabels } from './placeLabels.ts';

export interface PlacedEntry {
  readonly entry: PictureEntry;
  readonly x: number;
  readonly y: number;
  /** Path of its course, from its first byte on; empty where there is none. */
  readonly path: string;
  readonly label: LabelPlace;
  /** Middle of its line in the column of names. */
  readonly nameY: number;
}

export interface PictureLayout {
  readonly frame: { left: number; right: number; top: number; bottom: number };
  /** Middle of the place of what sends nothing. */
  readonly silent: number;
  /** Where the scale of bytes begins. */
  readonly first: number;
  readonly values: Scale;
  readonly valueTicks: readonly number[];
  readonly bytes: Scale;
  readonly byteTicks: readonly number[];
  readonly entries: readonly PlacedEntry[];
  /** Where the column of names begins; null where there is no room for one. */
  readonly names: number | null;
}

const ROOM = { left: 46, right: 14, top: 26, bottom: 44, silent: 78 } as const;
/** Between the frame and the column of names. */
const GUTTER = 26;
/** Half of a tick's text. */
const TICK = 26;
/** Between two names. */
const LINE = 18;
/** Of the logarithm: room at both ends of the scale of bytes. */
const MARGIN = 0.12;
/** Bytes where nobody sends any. */
const SOME_BYTES: Domain = [100, 10_000];

/**
 * @param width of the whole picture; `height` likewise
 * @param scale factor of text sizes
 * @param nameOf the text beside a point
 * @param column width of a column of names at the right; 0 for none
 * @param ceiling what none can exceed, in the picture too; null where it is not known
 */
export function layOutPicture(
  entries: readonly PictureEntry[],
  width: number,
  height: number,
  scale: number,
  nameOf: (entry: PictureEntry) => string,
  column = 0,
  ceiling: number | null = null,
): PictureLayout {
  const frame = {
    left: ROOM.left * scale,
    right: width - (column > 0 ? (GUTTER + column) * scale : ROOM.right),
    top: ROOM.top * scale,
    bottom: height - ROOM.bottom * scale,
  };
  const silent = frame.left + (ROOM.silent * scale) / 2;
  const first = frame.left + ROOM.silent * scale;
  const [from, to] = byteDomain(entries);
  const log = linearScale([Math.log10(from), Math.log10(to)], [first, frame.right]);
  const bytes: Scale = (value) => (value > 0 ? log(Math.log10(value)) : silent);
  const domain = valueDomain(entries, ceiling);
  const values = linearScale(domain, [frame.bottom, frame.top]);
  const points = entries.map(({ end }) => ({ x: bytes(end.bytes), y: values(end.value) }));
  const labels = placeLabels(
    points.map((point, index) => ({ ...point, text: nameOf(entries[index]!) })),
    { ...frame, top: 4, bottom: frame.bottom - 4 },
    scale,
  );
  // What ends higher stands higher; of equals in the order of the entries.
  const nameYs = spreadLabels(
    points.map(({ y }) => y),
    Math.min(LINE * scale, (frame.bottom - frame.top) / Math.max(1, entries.length - 1)),
    [frame.top, frame.bottom],
  );
  return {
    frame,
    names: column > 0 ? frame.right + GUTTER * scale : null,
    silent,
    first,
    values,
    valueTicks: ticksOf(domain, 4),
    bytes,
    // The first one leaves room for what is written below the place of silence.
    byteTicks: byteTicks(from, to).filter((tick) => bytes(tick) > first + TICK * scale),
    entries: entries.map((entry, index) => ({
      entry,
      ...points[index]!,
      path: coursePath(entry.course, bytes, values),
      label: labels[index]!,
      nameY: nameYs[index]!,
    })),
  };
}

/** All that is sent at any time, with room at both ends. */
function byteDomain(entries: readonly PictureEntry[]): Domain {
  const sent = entries
    .flatMap(({ end, course }) => [end, ...course])
    .map(({ bytes }) => bytes)
    .filter((bytes) => bytes > 0);
  if (sent.length === 0) return SOME_BYTES;
  const low = Math.log10(Math.min(...sent));
  const high = Math.log10(Math.max(...sent));
  const room = Math.max(0.15, MARGIN * (high - low));
  return [10 ** (low - room), 10 ** (high + room)];
}

/** Powers of ten, with halves and fifths between where there are few. */
function byteTicks(from: number, to: number): number[] {
  const digits = Math.log10(to / from) < 1.6 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.log10(to); power++) {
    for (const digit of digits) {
      const tick = digit * 10 ** power;
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  }
  return ticks;
}

/** What all end at, with their errors, and the ceiling: a course may begin below. */
function valueDomain(entries: readonly PictureEntry[], ceiling: number | null): Domain {
  const ends = entries.flatMap(({ end, error }) => [
    end.value - (error ?? 0),
    end.value + (error ?? 0),
  ]);
  if (ends.length === 0) return [0, 1];
  const low = Math.min(...ends);
  const high = Math.max(...ends, ceiling ?? low);
  // Room above for what is written over the best.
  return roundDomain(low - 0.06 * (high - low), high + 0.14 * (high - low), 4);
}

/** Level until the next decision has been paid for. */
function coursePath(course: readonly PicturePoint[], bytes: Scale, values: Scale): string {
  const sent = course.filter((point) => point.bytes > 0);
  return sent
    .map((point, index) => {
      const x = bytes(point.bytes).toFixed(1);
      const y = values(point.value).toFixed(1);
      return index === 0 ? `M${x},${y}` : `H${x}V${y}`;
    })
    .join('');
}

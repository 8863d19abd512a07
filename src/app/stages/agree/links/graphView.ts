/** Where the message graph is drawn: metres to pixels. */
import type { Point } from './bends.ts';
import type { LinkState } from './linkState.ts';

export interface GraphView {
  readonly height: number;
  /** Pixels a metre. */
  readonly scale: number;
  /** Of the servers, in pixels. */
  readonly points: readonly Point[];
  /** Of a server's circle, in pixels. */
  readonly radius: number;
  readonly hasNames: boolean;
}

/** The picture is at most as high as it is wide, and at least this share of it. */
const FLATTEST = 0.55;
const MARGIN = 14;
const SMALLEST = 3.5;
const LARGEST = 15;
const ROOM_FOR_NAME = 8;

/** Fits the area, and whatever stands outside of it, into a width in pixels. */
export function graphView({ ground, places }: LinkState, width: number): GraphView {
  const far = (values: ArrayLike<number>, least: number) => Math.max(least, ...Array.from(values));
  const across = far(places.x, ground.width);
  const down = far(places.y, ground.height);
  const height = Math.round(width * Math.min(1, Math.max(FLATTEST, down / across)));
  const room = (side: number) => Math.max(0, side - 2 * MARGIN);
  const scale = Math.min(room(width) / across, room(height) / down);
  const left = (width - across * scale) / 2;
  const top = (height - down * scale) / 2;
  const points = Array.from(places.x, (x, n) => ({
    x: left + x * scale,
    y: top + places.y[n]! * scale,
  }));
  const each = Math.sqrt((width * height) / Math.max(1, ground.count));
  const radius = Math.min(LARGEST, Math.max(SMALLEST, each * 0.14));
  return { height, scale, points, radius, hasNames: radius >= ROOM_FOR_NAME };
}

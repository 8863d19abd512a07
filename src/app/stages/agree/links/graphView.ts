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
const MARGIN = 4;
const SMALLEST = 3.5;
const LARGEST = 15;
const ROOM_FOR_NAME = 8;

/** What is shown of the area, in metres. */
export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Where servers stand, and around them half as far as they stand apart: room to drag one out, no
 * more, so that the graph fills its picture.
 */
export function extentOf({ ground, places }: Pick<LinkState, 'ground' | 'places'>): Extent {
  const xs = Array.from(places.x);
  const ys = Array.from(places.y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const across = Math.max(right - left, bottom - top);
  const apart =
    across > 0 ? across / Math.max(1, Math.sqrt(ground.count) - 1) : Math.max(ground.width, 1) / 2;
  const around = apart / 2;
  return {
    left: left - around,
    top: top - around,
    right: right + around,
    bottom: bottom + around,
  };
}

/** Fits an extent of the area into a width in pixels. */
export function graphView(
  { ground, places }: Pick<LinkState, 'ground' | 'places'>,
  width: number,
  extent: Extent,
): GraphView {
  const across = extent.right - extent.left;
  const down = extent.bottom - extent.top;
  const height = Math.round(width * Math.min(1, Math.max(FLATTEST, down / across)));
  const room = (side: number) => Math.max(0, side - 2 * MARGIN);
  const scale = Math.min(room(width) / across, room(height) / down);
  const left = (width - across * scale) / 2;
  const top = (height - down * scale) / 2;
  const points = Array.from(places.x, (x, n) => ({
    x: left + (x - extent.left) * scale,
    y: top + (places.y[n]! - extent.top) * scale,
  }));
  const each = Math.sqrt((width * height) / Math.max(1, ground.count));
  const radius = Math.min(LARGEST, Math.max(SMALLEST, each * 0.14));
  return { height, scale, points, radius, hasNames: radius >= ROOM_FOR_NAME };
}

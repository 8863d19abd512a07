/**
 * The ways of the links on the map: straight where nothing stands between two glyphs, else bent
 * around what does, as slightly as will do. Long links, and all where they are many, pass behind
 * the glyphs in a flat arc, so that they do not lie on the short ones.
 */
import {
  type GlyphFrame,
  type GlyphMap,
  glyphCentre,
  glyphFrame,
  groundAt,
  isInside,
  type Point,
} from './geometry.ts';

export interface Route {
  /** Indices of the two servers; the points lead from the first's frame to the second's. */
  readonly ends: readonly [number, number];
  readonly points: readonly Point[];
  /** Length of the way up to every point, px. */
  readonly lengths: readonly number[];
  /** Whether it passes behind other glyphs. */
  readonly behind: boolean;
}

/** How far the middle of a way may stand beside the straight line, in spacings; least first. */
const BENDS = [0, 0.22, -0.22, 0.4, -0.4, 0.5, -0.5, 0.7, -0.7, 1, -1, 1.4, -1.4];
const SAMPLES = 32;
/** A way keeps this far from other glyphs, px. */
const CLEARANCE = 3;

/** Links up to this long lead around what stands between, in spacings; half as far where many are. */
const LONGEST_AROUND = 2.3;
const LONGEST_AROUND_MANY = 1.5;
/** Many are more than this for each server. */
const MANY = 3;
/** How flat the arc of a link behind the glyphs is: its height a spacing of length. */
const ARC = 0.12;

export function buildRoutes(
  map: GlyphMap,
  links: readonly (readonly [number, number])[],
): readonly Route[] {
  const frames = map.table.cells.map((_, n) => glyphFrame(map, n));
  const most = links.length > MANY * frames.length ? LONGEST_AROUND_MANY : LONGEST_AROUND;
  return links.map((ends) => {
    const from = glyphCentre(map, ends[0]);
    const to = glyphCentre(map, ends[1]);
    const spacings = Math.hypot(to.x - from.x, to.y - from.y) / (map.spacing || 1);
    return spacings <= most ? bestRoute(map, frames, ends) : arc(map, frames, ends, spacings);
  });
}

/** Behind the glyphs, bent towards the middle of the map. */
function arc(
  map: GlyphMap,
  frames: readonly GlyphFrame[],
  ends: readonly [number, number],
  spacings: number,
): Route {
  const from = glyphCentre(map, ends[0]);
  const to = glyphCentre(map, ends[1]);
  const middle = {
    x: map.width / 2 - (from.x + to.x) / 2,
    y: map.height / 2 - (from.y + to.y) / 2,
  };
  const side = middle.y * (to.x - from.x) - middle.x * (to.y - from.y);
  const bend = (side < 0 ? -1 : 1) * Math.min(1.2, ARC * spacings);
  return measured(ends, curve(map, frames, ends, bend), true);
}

function bestRoute(
  map: GlyphMap,
  frames: readonly GlyphFrame[],
  ends: readonly [number, number],
): Route {
  let best: Route | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const bend of BENDS) {
    const route = measured(ends, curve(map, frames, ends, bend), false);
    const trouble = troubleOf(map, frames, route);
    if (trouble < least) {
      least = trouble;
      best = { ...route, behind: trouble > 0 };
    }
    if (least === 0) break;
  }
  return best!;
}

/** The part between the frames of a parabola through both centres. */
function curve(
  map: GlyphMap,
  frames: readonly GlyphFrame[],
  [a, b]: readonly [number, number],
  bend: number,
): readonly Point[] {
  const from = glyphCentre(map, a);
  const to = glyphCentre(map, b);
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const aside = (4 * bend * map.spacing) / length;
  const at = (t: number): Point => ({
    x: from.x + (to.x - from.x) * t - (to.y - from.y) * aside * t * (1 - t),
    y: from.y + (to.y - from.y) * t + (to.x - from.x) * aside * t * (1 - t),
  });
  const leave = crossing((t) => isInside(frames[a]!, at(t).x, at(t).y), 0, 0.5);
  const arrive = crossing((t) => isInside(frames[b]!, at(t).x, at(t).y), 1, 0.5);
  const parts = bend === 0 ? 1 : SAMPLES;
  return Array.from({ length: parts + 1 }, (_, k) => at(leave + ((arrive - leave) * k) / parts));
}

/** Where a condition that holds at `from` ends on the way to `to`. */
function crossing(holds: (t: number) => boolean, from: number, to: number): number {
  let inside = from;
  let outside = to;
  for (let step = 0; step < 24; step++) {
    const middle = (inside + outside) / 2;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** How much of a way runs through other glyphs or off the map; 0 where none of it does. */
function troubleOf(map: GlyphMap, frames: readonly GlyphFrame[], route: Route): number {
  let trouble = 0;
  const whole = route.lengths.at(-1)!;
  for (let k = 0; k <= SAMPLES; k++) {
    const { x, y } = pointAlong(route, (k / SAMPLES) * whole);
    if (x < 2 || y < 2 || x > map.width - 2 || y > map.height - 2) trouble += 2;
    // Every glyph keeps to its own ground, with more room around it than the clearance.
    const n = groundAt(map, x, y);
    if (n === null || route.ends.includes(n)) continue;
    if (isInside(frames[n]!, x, y, CLEARANCE)) trouble++;
  }
  return trouble;
}

function measured(
  ends: readonly [number, number],
  points: readonly Point[],
  behind: boolean,
): Route {
  const lengths = [0];
  for (let k = 1; k < points.length; k++) {
    const { x, y } = points[k - 1]!;
    lengths.push(lengths[k - 1]! + Math.hypot(points[k]!.x - x, points[k]!.y - y));
  }
  return { ends, points, lengths, behind };
}

/** A point at this length of the way, and the direction there (unit vector). */
export function pointAlong(
  { points, lengths }: Pick<Route, 'points' | 'lengths'>,
  length: number,
): Point & { readonly dx: number; readonly dy: number } {
  let k = 1;
  while (k < points.length - 1 && lengths[k]! < length) k++;
  const from = points[k - 1]!;
  const to = points[k]!;
  const piece = lengths[k]! - lengths[k - 1]! || 1;
  const share = (length - lengths[k - 1]!) / piece;
  const dx = (to.x - from.x) / piece;
  const dy = (to.y - from.y) / piece;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share, dx, dy };
}

/** The middle of a link. */
export function middleOf(route: Route): Point {
  return pointAlong(route, route.lengths.at(-1)! / 2);
}

/**
 * Where a link is marked, as a length along it: its middle, or for one behind the glyphs what is
 * seen of it nearest to there.
 */
export function markOf(map: GlyphMap, route: Route): number {
  const whole = route.lengths.at(-1)!;
  if (!route.behind) return whole / 2;
  for (let k = 0; k <= SAMPLES; k++) {
    const aside = (Math.ceil(k / 2) / SAMPLES) * whole * (k % 2 === 0 ? 1 : -1);
    const { x, y } = pointAlong(route, whole / 2 + aside);
    const n = groundAt(map, x, y);
    if (n === null || !isInside(glyphFrame(map, n), x, y, CLEARANCE)) return whole / 2 + aside;
  }
  return whole / 2;
}

/** Index of the route nearest to a point; null where none is within `reach` px. */
export function nearestRoute(
  routes: readonly Route[],
  x: number,
  y: number,
  reach: number,
): number | null {
  let best: number | null = null;
  let least = reach;
  routes.forEach(({ points }, index) => {
    for (let k = 1; k < points.length; k++) {
      const distance = distanceTo(points[k - 1]!, points[k]!, x, y);
      if (distance <= least) {
        least = distance;
        best = index;
      }
    }
  });
  return best;
}

function distanceTo(from: Point, to: Point, x: number, y: number): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const along = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(x - from.x - share * dx, y - from.y - share * dy);
}

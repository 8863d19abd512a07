/** Where the messages of an iteration are while they travel: for the painter and for the pointer. */
import { ease } from './copies.ts';
import { type Fates, linkKey } from './fates.ts';
import { type GlyphMap, type Point, packetSize } from './geometry.ts';
import type { Moment } from './moment.ts';
import { pointAlong, type Route } from './routes.ts';

/** How far a message comes whose link is down: those that were dropped stay close to their sender. */
const STOPS = { failed: 0.36, cut: 0, dropped: 0.26 } as const;
/** More messages than this at a time are a blur: only those of the server looked at are shown. */
export const MOST_PACKETS = 1200;

/** Share of its way that a message has come, 0..1. */
export function shareOfWay(fates: Fates, { ends }: Route, progress: number): number {
  const fate = fates.get(linkKey(ends[0], ends[1]));
  return ease(progress) * (fate ? STOPS[fate] : 1);
}

/**
 * Where a message is that has come a share of its way. Messages keep to the right of their link, so
 * that the two of a link pass each other.
 *
 * @param size side of a message, px
 */
export function placeOnWay(
  map: GlyphMap,
  route: Route,
  sender: number,
  size: number,
  share: number,
): Point {
  const isForward = route.ends[0] === sender;
  const whole = route.lengths.at(-1)!;
  const margin = Math.min(size / 2 + 3, whole / 2);
  const length = margin + share * (whole - 2 * margin);
  const { x, y, dx, dy } = pointAlong(route, isForward ? length : whole - length);
  const aside = 0.56 * size * (isForward ? 1 : -1);
  const inside = (at: number, room: number) =>
    Math.min(Math.max(at, size / 2 + 1), room - size / 2 - 1);
  return { x: inside(x - dy * aside, map.width), y: inside(y + dx * aside, map.height) };
}

/** Routes whose messages are drawn: all, or those of one server where they are too many. */
export function busyRoutes(routes: readonly Route[], server: number): readonly Route[] {
  if (2 * routes.length <= MOST_PACKETS) return routes;
  return routes.filter(({ ends }) => ends.includes(server));
}

/** A message on its way. */
export interface Flight {
  readonly route: Route;
  readonly sender: number;
}

/**
 * The message at a point while messages travel; null where there is none.
 *
 * @param routes those whose messages are shown
 * @param links number of all links
 */
export function flightAt(
  map: GlyphMap,
  routes: readonly Route[],
  fates: Fates,
  { phase, progress }: Moment,
  x: number,
  y: number,
  links: number,
): Flight | null {
  if (phase !== 'send') return null;
  const size = packetSize(map, links);
  // No wider than it is drawn: the link itself, between its two messages, is to be hit too.
  let least = Math.max(4, size / 2);
  let nearest: Flight | null = null;
  for (const route of routes) {
    if (fates.get(linkKey(route.ends[0], route.ends[1])) === 'cut') continue;
    const share = shareOfWay(fates, route, progress);
    for (const sender of route.ends) {
      const place = placeOnWay(map, route, sender, size, share);
      const distance = Math.max(Math.abs(place.x - x), Math.abs(place.y - y));
      if (distance > least) continue;
      least = distance;
      nearest = { route, sender };
    }
  }
  return nearest;
}

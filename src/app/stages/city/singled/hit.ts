/** What lies under the pointer on the map: a user, else a link. */
import type { CityFrame } from '../../../../workers/frame.ts';
import type { CityMap } from '../cityMap.ts';
import type { Glide } from '../glide.ts';
import { placeOf } from '../moment.ts';

interface Scene {
  readonly map: CityMap;
  readonly pixelsPerMetre: number;
}

/** Id of the user whose dot is nearest to a place (px), at most `reach` px away; else null. */
export function userAt(
  { pixelsPerMetre }: Scene,
  frame: CityFrame,
  glide: Glide,
  share: number,
  x: number,
  y: number,
  reach: number,
): number | null {
  let best: number | null = null;
  let least = reach * reach;
  for (let user = 0; user < frame.userCount; user++) {
    const place = placeOf(glide, frame, user, share);
    const dx = place.x * pixelsPerMetre - x;
    const dy = place.y * pixelsPerMetre - y;
    const square = dx * dx + dy * dy;
    if (square > least) continue;
    least = square;
    best = frame.ids[user]!;
  }
  return best;
}

/** The link nearest to a place (px), at most `reach` px away; else null. */
export function linkAt(
  { map, pixelsPerMetre }: Scene,
  x: number,
  y: number,
  reach: number,
): readonly [number, number] | null {
  const { topology } = map;
  let best: readonly [number, number] | null = null;
  let least = reach;
  for (const link of topology.links) {
    const [one, other] = link;
    const fromX = topology.x[one]! * pixelsPerMetre;
    const fromY = topology.y[one]! * pixelsPerMetre;
    const alongX = topology.x[other]! * pixelsPerMetre - fromX;
    const alongY = topology.y[other]! * pixelsPerMetre - fromY;
    const square = alongX * alongX + alongY * alongY;
    const way = ((x - fromX) * alongX + (y - fromY) * alongY) / square;
    const nearest = Math.min(1, Math.max(0, way));
    const distance = Math.hypot(fromX + nearest * alongX - x, fromY + nearest * alongY - y);
    if (distance >= least) continue;
    least = distance;
    best = link;
  }
  return best;
}

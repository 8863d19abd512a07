/** The moment between two slots that the map shows. */
import type { CityFrame } from '../../../workers/frame.ts';
import { reducedMotion } from '../../animation.ts';
import { live } from '../../live.ts';
import { appStore } from '../../store.ts';
import type { CityMap } from './cityMap.ts';
import { ease, type Glide, progress } from './glide.ts';

/** The newest frame, where it is of the servers shown. */
export function shownFrame(map: CityMap): CityFrame | null {
  const frame = live.city.current;
  return frame && frame.serverCount === map.topology.count ? frame : null;
}

/** How far the users are from the slot before to the newest one, 0..1. */
export function shareNow(): number {
  const { city } = appStore.getState();
  const since = performance.now() - live.city.receivedAt;
  return progress(since, city.slotsPerSecond, city.status === 'running', reducedMotion());
}

/** A new number in every frame until the glide is over, then the same one until the next slot. */
export function glideVersion(): () => number {
  let ticks = 0;
  let rested: CityFrame | null = null;
  return () => {
    const { current } = live.city;
    if (current === rested) return ticks;
    if (shareNow() >= 1) rested = current;
    return ++ticks;
  };
}

/** Where a user of the newest frame is seen now, m; `glide` has been updated to that frame. */
export function placeOf(glide: Glide, frame: CityFrame, user: number, share: number) {
  const way = ease(share);
  const [x, y] = [frame.x[user]!, frame.y[user]!];
  const fromX = glide.fromX[user]!;
  if (Number.isNaN(fromX)) return { x, y };
  const fromY = glide.fromY[user]!;
  return { x: fromX + (x - fromX) * way, y: fromY + (y - fromY) * way };
}

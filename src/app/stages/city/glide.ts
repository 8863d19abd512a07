/**
 * Where users are between two slots: those in both frames glide from place to place, new ones fade
 * in, those who left fade out where they were. Arrays grow and are used again; nothing is allocated
 * in a frame of the animation.
 */
import type { CityFrame } from '../../../workers/frame.ts';

type Moment = Pick<CityFrame, 'ids' | 'x' | 'y' | 'servedBy' | 'tasksOfUser' | 'userCount'>;

export class Glide {
  /** Users of the newest frame: where each comes from; NaN for one who just appeared. */
  fromX = new Float32Array(256);
  fromY = new Float32Array(256);
  /** Users who left since the frame before: indices into it. */
  left = new Int32Array(64);
  leftCount = 0;
  #frame: Moment | null = null;

  /** Matches the users of two frames by id (ascending in both). Does nothing for a known frame. */
  update(previous: Moment | null, current: Moment): void {
    if (this.#frame === current) return;
    this.#frame = current;
    if (this.fromX.length < current.userCount) {
      this.fromX = new Float32Array(2 * current.userCount);
      this.fromY = new Float32Array(2 * current.userCount);
    }
    const before = previous?.userCount ?? 0;
    if (this.left.length < before) this.left = new Int32Array(2 * before);
    this.leftCount = 0;
    let old = 0;
    for (let user = 0; user < current.userCount; user++) {
      const id = current.ids[user]!;
      while (old < before && previous!.ids[old]! < id) this.left[this.leftCount++] = old++;
      if (old < before && previous!.ids[old] === id) {
        this.fromX[user] = previous!.x[old]!;
        this.fromY[user] = previous!.y[old]!;
        old++;
      } else {
        this.fromX[user] = Number.NaN;
        this.fromY[user] = Number.NaN;
      }
    }
    while (old < before) this.left[this.leftCount++] = old++;
  }
}

/** Share of the way at a share of the time: slow, fast, slow. */
export function ease(share: number): number {
  return share * share * (3 - 2 * share);
}

/** Faster than this, users jump from slot to slot: nobody could follow a glide. */
const FASTEST_GLIDE = 24;
/** Time that a single step takes while the city is paused, s. */
const STEP_TIME = 0.4;

/** How far the users are between the last two slots, 0..1. */
export function progress(
  sinceFrame: number,
  slotsPerSecond: number,
  running: boolean,
  still: boolean,
): number {
  if (still || (running && slotsPerSecond > FASTEST_GLIDE)) return 1;
  const duration = running ? 1 / slotsPerSecond : STEP_TIME;
  return Math.min(1, Math.max(0, sinceFrame / 1000 / duration));
}

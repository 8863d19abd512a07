/** The user that is followed: where it has been, and what it chose. Read by a painter. */
import type { UserInspection } from '../../../../workers/protocol.ts';
import { live } from '../../../live.ts';

/** Places that are remembered, the present one included. */
const TRAIL = 16;

class Followed {
  id = -1;
  /** Its choice in the newest slot that was looked into. */
  inspection: UserInspection | null = null;
  /** x and y in turn, m, oldest first. */
  trail: number[] = [];

  follow(id: number): void {
    if (id === this.id) return;
    this.id = id;
    this.inspection = null;
    this.trail = [];
    this.note();
  }

  note(): void {
    const frame = live.city.current;
    if (this.id < 0 || !frame) return;
    const index = frame.ids.indexOf(this.id);
    if (index < 0) return;
    this.trail.push(frame.x[index]!, frame.y[index]!);
    if (this.trail.length > 2 * TRAIL) this.trail.splice(0, 2);
  }
}

export const followed = new Followed();
live.city.subscribe(() => followed.note());

/** The city's last rewards, slot by slot, and where somebody else took over. Read by a painter. */

import type { CityFrame } from '../../../workers/frame.ts';
import type { CityPolicy } from '../../../workers/protocol.ts';

/** A day of ten-minute slots. */
export const HISTORY = 144;

export interface Takeover {
  readonly slot: number;
  readonly policy: CityPolicy;
}

export class RewardHistory {
  readonly slots = new Float64Array(HISTORY);
  readonly rewards = new Float64Array(HISTORY);
  /** Entries in use; entry k (0 = oldest) lies at `index(k)`. */
  count = 0;
  /** Who decided from which slot on, oldest first. */
  takeovers: readonly Takeover[] = [];
  #next = 0;

  index(k: number): number {
    return (this.#next - this.count + k + 2 * HISTORY) % HISTORY;
  }

  /** The newest slot; -1 before the first. */
  get newest(): number {
    return this.count === 0 ? -1 : this.slots[this.index(this.count - 1)]!;
  }

  add(frame: Pick<CityFrame, 'slot' | 'systemReward'>, policy: CityPolicy): void {
    if (frame.slot < this.newest) this.clear();
    // The same slot again: a paused city is shown before its first decision, and then with it.
    if (frame.slot === this.newest) {
      this.rewards[this.index(this.count - 1)] = frame.systemReward;
      return;
    }
    if (this.takeovers.at(-1)?.policy !== policy) {
      this.takeovers = [...this.takeovers, { slot: frame.slot, policy }];
    }
    this.slots[this.#next] = frame.slot;
    this.rewards[this.#next] = frame.systemReward;
    this.#next = (this.#next + 1) % HISTORY;
    this.count = Math.min(HISTORY, this.count + 1);
    const gone = frame.slot - HISTORY;
    while (this.takeovers.length > 1 && this.takeovers[1]!.slot <= gone) {
      this.takeovers = this.takeovers.slice(1);
    }
  }

  clear(): void {
    this.count = 0;
    this.#next = 0;
    this.takeovers = [];
  }
}

/** The city's last rewards, slot by slot, and where somebody else took over. Read by a painter. */

import type { CityFrame } from '../../../workers/frame.ts';
import type { CityPolicy } from '../../../workers/protocol.ts';

/** A day of ten-minute slots. */
export const HISTORY = 144;

export interface Takeover {
  readonly slot: number;
  readonly policy: CityPolicy;
}

/** One slot of the history. */
export interface PastSlot extends Takeover {
  readonly timeOfDay: number;
  readonly slotsPerDay: number;
  readonly reward: number;
  /** Units rented by all servers together. */
  readonly units: number;
}

type Played = Pick<
  CityFrame,
  'slot' | 'timeOfDay' | 'slotsPerDay' | 'systemReward' | 'policy' | 'servers'
>;

export class RewardHistory {
  /** The last slots, oldest first; a frame that was not shown is missing. */
  #slots: PastSlot[] = [];
  /** Who decided from which slot on, oldest first. */
  takeovers: readonly Takeover[] = [];
  /** Grows with every change. */
  version = 0;

  get slots(): readonly PastSlot[] {
    return this.#slots;
  }

  /** The newest slot; -1 before the first. */
  get newest(): number {
    return this.#slots.at(-1)?.slot ?? -1;
  }

  add(frame: Played): void {
    const { slot, timeOfDay, slotsPerDay, systemReward: reward, policy, servers } = frame;
    if (slot < this.newest) this.clear();
    // The same slot again: a paused city is shown before its first decision, and then with it.
    if (slot === this.newest) {
      this.#slots.pop();
      this.takeovers = this.takeovers.filter((takeover) => takeover.slot < slot);
    }
    const units = servers.decision.reduce((sum, decision) => sum + decision, 0);
    this.#slots.push({ slot, timeOfDay, slotsPerDay, reward, policy, units });
    if (this.takeovers.at(-1)?.policy !== policy) {
      this.takeovers = [...this.takeovers, { slot, policy }];
    }
    const gone = slot - HISTORY;
    while (this.#slots[0]!.slot <= gone) this.#slots.shift();
    while (this.takeovers.length > 1 && this.takeovers[1]!.slot <= gone) {
      this.takeovers = this.takeovers.slice(1);
    }
    this.version++;
  }

  /** The slot played last at or before this one; null where there is none. */
  at(slot: number): PastSlot | null {
    return this.#slots.findLast((past) => past.slot <= slot) ?? this.#slots[0] ?? null;
  }

  clear(): void {
    this.#slots = [];
    this.takeovers = [];
    this.version++;
  }
}

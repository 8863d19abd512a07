/** The last differences of two cities, slot by slot, out of their frames. Read by a painter. */
import { live } from '../../../live.ts';
import { HISTORY } from '../rewardHistory.ts';

export interface SlotDifference {
  readonly slot: number;
  /** System reward of the visible city minus that of the other. */
  readonly difference: number;
}

export class DifferenceHistory {
  /** Oldest first; a slot of which a frame was not shown is missing. */
  slots: readonly SlotDifference[] = [];
  /** Grows with every change. */
  version = 0;

  add(slot: number, difference: number): void {
    const before = this.slots.filter((each) => each.slot < slot && each.slot > slot - HISTORY);
    this.slots = [...before, { slot, difference }];
    this.version++;
  }

  clear(): void {
    this.slots = [];
    this.version++;
  }
}

export const differences = new DifferenceHistory();
live.rival.subscribe(() => {
  if (!live.rival.current) differences.clear();
});
// The other city's frame of a slot comes first.
live.city.subscribe(() => {
  const [own, rival] = [live.city.current, live.rival.current];
  if (!own || own.slot !== rival?.slot) return;
  differences.add(own.slot, own.systemReward - rival.systemReward);
});

/**
 * Two policies on the same random numbers: their difference, slot by slot and day by day. Pure.
 *
 * Slots that follow each other resemble each other (users stay, demand follows the hour), so they
 * are no independent measurements. Days are nearly so: what an interval is computed from.
 */
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { CityPolicy } from './setup.ts';

/** Who decides in the city beside the visible one. */
export interface RivalPlan {
  readonly policy: CityPolicy;
  /** Of `n2o`; all other options of N2O are the visible city's. */
  readonly readOut: OrchestrationOptions['readOut'];
}

/** What has been compared since both began from the same state (structured-cloneable). */
export interface ComparisonState {
  readonly slots: number;
  /** Sums of the system rewards of the visible city and of the other. */
  readonly own: number;
  readonly rival: number;
  /** Mean difference a slot in each whole day, visible minus other. A day is counted from the start. */
  readonly days: readonly number[];
  /** Sum of the differences in the day that goes on. */
  readonly today: number;
}

export const NOTHING_COMPARED: ComparisonState = { slots: 0, own: 0, rival: 0, days: [], today: 0 };

/** One slot more. */
export function compared(
  state: ComparisonState,
  own: number,
  rival: number,
  slotsPerDay: number,
): ComparisonState {
  const slots = state.slots + 1;
  const today = state.today + own - rival;
  const isDayOver = slots % slotsPerDay === 0;
  return {
    slots,
    own: state.own + own,
    rival: state.rival + rival,
    days: isDayOver ? [...state.days, today / slotsPerDay] : state.days,
    today: isDayOver ? 0 : today,
  };
}

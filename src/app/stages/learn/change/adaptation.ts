/** How a run that was changed stands against an unchanged control, day by day (Fig. 8). */

/** Below this share of the control's reward a run counts as fallen. */
export const NEARLY = 0.9;

export interface Adaptation {
  /** Whole days since the change that both have lived. */
  readonly days: number;
  /** Mean system reward a slot of the last of these days. */
  readonly changed: number;
  readonly control: number;
  /** The day on which it stood lowest against the control, from 1, and the difference then. */
  readonly lowest: { readonly day: number; readonly difference: number };
  /** Difference on the first day, and the mean over all days. */
  readonly first: number;
  readonly mean: number;
  /**
   * The first day from which on it earned at least 90 % of the control; 1 where it never fell below,
   * null where it has not come back yet.
   */
  readonly back: number | null;
}

/**
 * @param changed mean system reward a slot of every episode of the run
 * @param control the same of the control, whose first point is of episode `from`
 * @param change episode from which on they differ
 * @param day episodes of a day
 * @returns null before the first whole day after the change
 */
export function adaptation(
  changed: Float64Array,
  control: { readonly from: number; readonly systemReward: Float64Array },
  change: number,
  day: number,
): Adaptation | null {
  const start = Math.max(change, control.from);
  const end = Math.min(changed.length, control.from + control.systemReward.length);
  const days = Math.floor((end - start) / day);
  if (days < 1) return null;
  const meansOf = (points: Float64Array, first: number) =>
    Array.from({ length: days }, (_, index) => {
      const from = first + index * day;
      return points.subarray(from, from + day).reduce((sum, value) => sum + value, 0) / day;
    });
  const ours = meansOf(changed, start);
  const theirs = meansOf(control.systemReward, start - control.from);
  const differences = ours.map((reward, index) => reward - theirs[index]!);
  const low = differences.indexOf(Math.min(...differences));
  // A share says nothing of a control that earns nothing: then the difference decides.
  const isNear = (index: number) => differences[index]! >= -(1 - NEARLY) * Math.abs(theirs[index]!);
  let back: number | null = days + 1;
  while (back > 1 && isNear(back - 2)) back -= 1;
  if (back > days) back = null;
  return {
    days,
    changed: ours.at(-1)!,
    control: theirs.at(-1)!,
    lowest: { day: low + 1, difference: differences[low]! },
    first: differences[0]!,
    mean: differences.reduce((sum, value) => sum + value, 0) / days,
    back,
  };
}

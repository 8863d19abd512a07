/** What came of a distillation, in the numbers that the page shows. */
import type {
  DistillationReport,
  PairedDifference,
  PlayedReward,
  PlayedRewards,
} from '../../../experiments/distillation.ts';
import { halfInterval } from '../../../experiments/statistics.ts';

/** A share with half the width of its 95 % interval over days; null of fewer than two. */
export interface Share {
  readonly value: number;
  readonly half: number | null;
}

/**
 * Student's reward as a share of the teacher's over the same days; its interval from what each day
 * leaves of the ratio. Null where the teacher earns nothing.
 */
export function rewardKept(student: PlayedReward, teacher: PlayedReward): Share | null {
  if (!(teacher.mean > 0)) return null;
  const value = student.mean / teacher.mean;
  const left = student.days.map((day, i) => day - value * teacher.days[i]!);
  const half = halfInterval(left);
  return { value, half: half === null ? null : half / teacher.mean };
}

/** Whether one earns more than the other, as far as the days tell. */
export type Standing = 'above' | 'below' | 'open' | 'few';

export function standingOf({ mean, halfInterval: half }: PairedDifference): Standing {
  if (half === null) return 'few';
  if (mean - half > 0) return 'above';
  return mean + half < 0 ? 'below' : 'open';
}

export function differenceTo(
  played: PlayedRewards,
  than: PairedDifference['than'],
): PairedDifference | null {
  return played.differences.find((each) => each.than === than) ?? null;
}

/** Whether it was distilled as in the paper: N2O teaches, squared error, own observation. */
export function isAsInPaper({ used }: Pick<DistillationReport, 'used'>): boolean {
  const { teacher, loss, observes } = used.settings;
  return teacher === 'n2o' && loss === 'squaredError' && observes === 'own';
}

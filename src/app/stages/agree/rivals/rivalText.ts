/** Names and numbers of rivals as text. */
import type {
  RivalCourse,
  RivalCourses,
  RivalKey,
} from '../../../../orchestration/rivals/rival.ts';
import '../../../catalogue/later/agreeRivals.ts';
import { isMessageKey, t } from '../../../catalogue/index.ts';
import { formatFixed } from '../../../components/format.ts';

/** A rival, or what the visitor decided by hand. */
export type EntryKey = RivalKey | 'you';

/** What needs somebody who hears everyone. */
const CENTRAL: readonly EntryKey[] = ['exactP2', 'centralizedGradient'];

export function needsCentre(key: EntryKey): boolean {
  return CENTRAL.includes(key);
}

export function rivalName(key: EntryKey): string {
  const message = `rivals.name.${key}`;
  return isMessageKey(message) ? t(message) : key;
}

/** The name at the beginning of a sentence. */
export function rivalNameFirst(key: EntryKey): string {
  const name = rivalName(key);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function rivalAbout(key: EntryKey): string {
  const message = `rivals.about.${key}`;
  return isMessageKey(message) ? t(message) : '';
}

/** As many decimals as tell apart what differs between these. */
export function decimalsOf(values: readonly number[]): number {
  const size = Math.max(0, ...values.map(Math.abs));
  return size >= 1000 ? 0 : size >= 10 ? 1 : 2;
}

export function objectiveText(courses: RivalCourses, value: number): string {
  return formatFixed(value, decimalsOf(courses.courses.map(({ objective }) => objective)));
}

/**
 * A share in per cent, one decimal, never rounded up to the whole or down to nothing: what is not
 * exact must not read as if it were.
 */
export function shareText(share: number): string {
  const percent = 100 * share;
  if (percent >= 100 - 1e-7) return `${formatFixed(100, 0)} %`;
  const shown = Math.min(percent, 99.9);
  return `${formatFixed(shown, 1)} %`;
}

/** The gap to the exact optimum: nothing, a tenth of a per cent or more, or less than that. */
export function gapText(gap: number): string {
  if (gap <= 1e-9) return `${formatFixed(0, 1)} %`;
  return gap < 0.0005 ? '< 0.1 %' : `${formatFixed(100 * gap, 1)} %`;
}

/** How many times less: 1/7, or as a share where it is more than half. */
export function partText(part: number): string {
  return part > 0.5 ? `${formatFixed(100 * part, 0)} %` : `1/${formatFixed(1 / part, 0)}`;
}

export function timeText(milliseconds: number): string {
  const decimals = milliseconds < 0.995 ? 2 : milliseconds < 9.95 ? 1 : 0;
  return formatFixed(milliseconds, decimals);
}

export function courseOf(courses: RivalCourses, key: RivalKey): RivalCourse | undefined {
  return courses.courses.find((course) => course.key === key);
}

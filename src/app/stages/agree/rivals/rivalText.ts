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

/** Of an objective: a smaller difference is the rounding of sums. */
const EVEN = 1e-9;

/** What needs somebody who hears everyone. */
const CENTRAL: readonly EntryKey[] = ['exactP2', 'centralizedGradient'];

export function needsCentre(key: EntryKey): boolean {
  return CENTRAL.includes(key);
}

export function rivalName(key: EntryKey): string {
  const message = `rivals.name.${key}`;
  return isMessageKey(message) ? t(message) : key;
}

/** What it says to whom, in one line. */
export function rivalSends(key: EntryKey): string {
  const message = `rivals.sends.${key}`;
  return isMessageKey(message) ? t(message) : '';
}

/** The best first; of equals the cheapest. */
export function ranked(courses: readonly RivalCourse[]): readonly RivalCourse[] {
  return courses.toSorted(
    (one, other) => other.objective - one.objective || one.bytes - other.bytes,
  );
}

/** What a rival is called where there is no room for a name: its place in the table. */
export function rivalNumber({ courses }: RivalCourses, key: EntryKey): string {
  if (key === 'you') return rivalName(key);
  return String(1 + ranked(courses).findIndex((course) => course.key === key));
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

/** How far short of exact, in reward units, and as a share of it where that says something. */
export function shortText(courses: RivalCourses, exact: number, objective: number): string {
  const missing = Math.max(0, exact - objective);
  const units = objectiveText(courses, missing);
  const gap = missing / exact;
  if (missing <= EVEN * Math.abs(exact)) return '0';
  return exact > 0 && gap <= 1 ? `${units} (${gapText(gap)})` : units;
}

/** Whether a course's gap is a share of the exact optimum that says something. */
export function hasShare(
  { exact }: RivalCourses,
  course: RivalCourse,
): course is RivalCourse & { readonly gap: number } {
  return exact !== null && course.gap !== null && course.gap <= 1;
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

/** What stands in the picture: every rival, and the visitor's own decision. */
import type { RivalRewards } from '../../../../experiments/rivalRewards.ts';
import type { RivalCourses } from '../../../../orchestration/rivals/rival.ts';
import type { Attempt } from '../../../state.ts';
import { type EntryKey, ranked } from './rivalText.ts';

export interface PicturePoint {
  readonly bytes: number;
  readonly value: number;
}

export interface PictureEntry {
  readonly key: EntryKey;
  /** Where it ends. */
  readonly end: PicturePoint;
  /** How it came there, by bytes; empty where nothing is known of it. */
  readonly course: readonly PicturePoint[];
  /** Of the value at the end; null where that is exact or not known. */
  readonly error: number | null;
}

/** Objective against bytes on one slot, the best first. */
export function slotEntries(
  { courses }: RivalCourses,
  attempt: Attempt | null,
): readonly PictureEntry[] {
  const entries: PictureEntry[] = ranked(courses).map(({ key, steps, bytes, objective }) => ({
    key,
    end: { bytes, value: objective },
    course: steps.map((step) => ({ bytes: step.bytes, value: step.objective })),
    error: null,
  }));
  if (attempt && attempt.objective !== null) {
    const end = { bytes: 0, value: attempt.objective };
    entries.push({ key: 'you', end, course: [], error: null });
  }
  return entries;
}

/** Reward against bytes a slot, over the days played so far, the best first. */
export function cityEntries({ earnings }: RivalRewards): readonly PictureEntry[] {
  const sorted = earnings.toSorted((one, other) => other.reward.value - one.reward.value);
  return sorted.map(({ key, reward, bytes }) => ({
    key,
    end: { bytes, value: reward.value },
    course: [],
    error: reward.standardError,
  }));
}

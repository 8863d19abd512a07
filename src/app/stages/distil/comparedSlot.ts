/** One slot of the compared day, and the day as a whole, site by site. */
import type { ComparedDay } from '../../../experiments/sideBySide.ts';

/** What is decided for one site in one slot. */
export interface SiteDecision {
  readonly teacher: number;
  /** Null where there is no student yet. */
  readonly student: number | null;
}

export function decisionOf(day: ComparedDay, slot: number, server: number): SiteDecision {
  const place = slot * day.levels.length + server;
  return { teacher: day.teacher[place]!, student: day.student?.[place] ?? null };
}

export function differs({ teacher, student }: SiteDecision): boolean {
  return student !== null && student !== teacher;
}

/** Share of the day's slots in which both decide alike for a site; null without a student. */
export function agreementOf(day: ComparedDay, server: number): number | null {
  if (!day.student) return null;
  let alike = 0;
  for (let slot = 0; slot < day.slots; slot += 1) {
    if (!differs(decisionOf(day, slot, server))) alike += 1;
  }
  return alike / day.slots;
}

/** Sites at which both differ in a slot. */
export function differingSites(day: ComparedDay, slot: number): number[] {
  return [...day.levels.keys()].filter((server) => differs(decisionOf(day, slot, server)));
}

/** Clock time of a slot of the day, e.g. 07:40. */
export function clockTime(timeOfDay: number, slotsPerDay: number): string {
  const minutes = Math.floor((24 * 60 * timeOfDay) / slotsPerDay);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

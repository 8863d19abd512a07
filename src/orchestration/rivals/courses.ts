/** The courses of all rivals on one slot, beside each other. */
import { exactOptimum } from '../exactOptimum.ts';
import { optimumBound } from '../optimumBound.ts';
import {
  RIVAL_KEYS,
  type RivalCourse,
  type RivalCourses,
  type RivalKey,
  type RivalRefusal,
  type RivalSetting,
} from './rival.ts';
import { rivalRefusal, runRival } from './runRival.ts';

/**
 * Runs rivals one after the other.
 *
 * @param now a clock in milliseconds
 * @throws InputError where the problem is malformed
 */
export function rivalCourses(
  setting: RivalSetting,
  now: () => number,
  keys: readonly RivalKey[] = RIVAL_KEYS,
): RivalCourses {
  const optimum = exactOptimum(setting.tables);
  const exact = 'reason' in optimum ? null : optimum.objective;
  const bound = exact === null ? optimumBound(setting.tables).upper : null;
  const courses: RivalCourse[] = [];
  const refused: RivalRefusal[] = [];
  for (const key of keys) {
    const reason = rivalRefusal(key, setting.tables);
    if (reason) refused.push({ key, reason });
    else courses.push(courseOf(key, setting, exact ?? bound!, now));
  }
  return { courses, refused, exact, bound };
}

function courseOf(
  key: RivalKey,
  setting: RivalSetting,
  reference: number,
  now: () => number,
): RivalCourse {
  const begin = now();
  const steps = [...runRival(key, setting)];
  const milliseconds = now() - begin;
  const { decision, iteration, messages, bytes } = steps.at(-1)!;
  const objective = setting.tables.objective(decision);
  return {
    key,
    steps: steps.map((step) => ({
      iteration: step.iteration,
      objective: setting.tables.objective(step.decision),
      messages: step.messages,
      bytes: step.bytes,
    })),
    decision: [...decision],
    objective,
    gap: reference > 0 ? 1 - objective / reference : null,
    iterations: iteration,
    messages,
    bytes,
    milliseconds,
  };
}

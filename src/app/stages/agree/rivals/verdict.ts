/** What comes out, in sentences that follow from the numbers alone. */
import type { RivalRewards } from '../../../../experiments/rivalRewards.ts';
import type { RivalCourse, RivalCourses } from '../../../../orchestration/rivals/rival.ts';
import { t } from '../../../catalogue/index.ts';
import { formatFixed } from '../../../components/format.ts';
import { formatBytes } from '../bytes.ts';
import { leastShareText } from '../optimum.ts';
import {
  courseOf,
  decimalsOf,
  hasShare,
  needsCentre,
  objectiveText,
  partText,
  rivalName,
  rivalNameFirst,
  shareText,
} from './rivalText.ts';

/** Differences below this share of the size of an objective are rounding errors of sums. */
const EVEN = 1e-9;

/** Whether one objective is above another by more than rounding. */
function isMore(one: number, other: number): boolean {
  return one - other > EVEN * Math.max(1, Math.abs(one), Math.abs(other));
}

/** N2O as configured against everybody else on this slot; empty where N2O is not among them. */
export function slotVerdict(courses: RivalCourses): readonly string[] {
  const n2o = courseOf(courses, 'n2o');
  if (!n2o) return [];
  const others = courses.courses.filter(({ key }) => key !== 'n2o' && !needsCentre(key));
  return [
    ownLine(courses, n2o),
    ...againstNothing(courses, n2o),
    againstOthers(courses, n2o, others),
  ];
}

function ownLine(courses: RivalCourses, n2o: RivalCourse): string {
  const bytes = formatBytes(n2o.bytes);
  if (courses.exact !== null && !isMore(courses.exact, n2o.objective)) {
    return t('rivals.verdict.n2oExact', { bytes });
  }
  if (hasShare(courses, n2o))
    return t('rivals.verdict.n2o', { share: shareText(1 - n2o.gap), bytes });
  const objective = objectiveText(courses, n2o.objective);
  if (courses.bound !== null && n2o.gap !== null && n2o.gap <= 1) {
    const share = leastShareText(n2o.objective, courses.bound);
    return t('rivals.verdict.n2oBound', { share, bytes });
  }
  return courses.exact === null
    ? t('rivals.verdict.n2oAlone', { objective, bytes })
    : t('rivals.verdict.n2oUnits', {
        objective,
        bytes,
        exact: objectiveText(courses, courses.exact),
      });
}

function againstNothing(courses: RivalCourses, n2o: RivalCourse): readonly string[] {
  const alone = courseOf(courses, 'maDql');
  if (!alone || isMore(n2o.objective, alone.objective)) return [];
  const isWorse = isMore(alone.objective, n2o.objective);
  return [t(isWorse ? 'rivals.verdict.worse' : 'rivals.verdict.silent')];
}

/**
 * The best of those that take fewer bytes and get no less; else the cheapest that get more with as
 * many bytes or more.
 */
function againstOthers(
  courses: RivalCourses,
  n2o: RivalCourse,
  others: readonly RivalCourse[],
): string {
  const about = (course: RivalCourse, isFirst = true) => ({
    rival: isFirst ? rivalNameFirst(course.key) : rivalName(course.key),
    bytes: formatBytes(course.bytes),
    share: hasShare(courses, course) ? shareText(1 - course.gap) : '',
    objective: objectiveText(courses, course.objective),
    part: partText(course.bytes / n2o.bytes),
  });
  const cheaper = others.filter(
    ({ bytes, objective }) => bytes > 0 && bytes < n2o.bytes && !isMore(n2o.objective, objective),
  );
  const best = cheaper.reduce<RivalCourse | null>(better, null);
  if (best) {
    if (!isMore(best.objective, n2o.objective)) return t('rivals.verdict.same', about(best));
    const key = hasShare(courses, best) ? 'rivals.verdict.more' : 'rivals.verdict.moreAlone';
    return t(key, about(best));
  }
  const dearer = others
    .filter(({ bytes, objective }) => bytes >= n2o.bytes && isMore(objective, n2o.objective))
    .sort((one, other) => one.bytes - other.bytes)[0];
  if (!dearer) return t('rivals.verdict.best');
  const key = hasShare(courses, dearer) ? 'rivals.verdict.dear' : 'rivals.verdict.dearAlone';
  return t(key, about(dearer, false));
}

/** More objective; of equals fewer bytes. */
function better(known: RivalCourse | null, course: RivalCourse): RivalCourse {
  if (!known || isMore(course.objective, known.objective)) return course;
  if (isMore(known.objective, course.objective)) return known;
  return course.bytes < known.bytes ? course : known;
}

/** What they earn in the city so far; null before a whole day has been played. */
export function cityVerdict({ earnings, days }: RivalRewards): string | null {
  const n2o = earnings.find(({ key }) => key === 'n2o');
  if (!n2o || days < 1) return null;
  const decimals = decimalsOf(earnings.map(({ reward }) => reward.value));
  const text = ({ reward }: typeof n2o) =>
    reward.standardError === null
      ? formatFixed(reward.value, decimals)
      : `${formatFixed(reward.value, decimals)} ± ${formatFixed(reward.standardError, decimals)}`;
  const best = earnings
    .filter(({ key }) => !needsCentre(key))
    .reduce((known, each) => (each.reward.value > known.reward.value ? each : known), n2o);
  const values = { days, n2o: text(n2o), rival: rivalName(best.key), best: text(best) };
  if (best === n2o) return t('rivals.verdict.cityBest', values);
  const line = t('rivals.verdict.city', values);
  const error = Math.max(n2o.reward.standardError ?? 0, best.reward.standardError ?? 0);
  const isNear = best.reward.value - n2o.reward.value < error;
  return isNear ? `${line} ${t('rivals.verdict.cityNear')}` : line;
}

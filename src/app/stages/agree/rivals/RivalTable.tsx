import type { ReactNode } from 'react';
import type { RivalEarnings, RivalRewards } from '../../../../experiments/rivalRewards.ts';
import type { RivalCourse, RivalCourses } from '../../../../orchestration/rivals/rival.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { Explained } from '../../../components/Explained.tsx';
import { formatFixed, formatWhole } from '../../../components/format.ts';
import type { Attempt } from '../../../state.ts';
import { formatBytes } from '../bytes.ts';
import { objectiveFormula } from '../formulas.ts';
import { rivalFormulas } from './rivalFormulas.ts';
import {
  decimalsOf,
  type EntryKey,
  objectiveText,
  ranked,
  rivalAbout,
  rivalName,
  rivalNumber,
  rivalSends,
  shortText,
  timeText,
} from './rivalText.ts';

const COLUMNS = ['objective', 'gap', 'iterations', 'messages', 'bytes', 'time', 'reward'] as const;

interface Props {
  readonly trace: AgreementTrace;
  readonly courses: RivalCourses;
  /** What the visitor decided by hand; null where that is nothing yet. */
  readonly attempt: Attempt | null;
  /** What is known of the city, for the options of now; null for nothing. */
  readonly rewards: RivalRewards | null;
  readonly shown: EntryKey | null;
  readonly onShow: (key: EntryKey | null) => void;
}

/** Every rival in numbers, the best first; its number is its name in the picture. */
export function RivalTable(props: Props) {
  const { courses, attempt, rewards, shown, onShow } = props;
  const row = (key: EntryKey, cells: readonly ReactNode[]) => (
    <tr
      key={key}
      data-rival={key}
      data-current={key === shown || undefined}
      onPointerEnter={() => onShow(key)}
      onPointerDown={() => onShow(key)}
      onFocus={() => onShow(key)}
    >
      <th scope="row">
        <span className="rivals-number number">
          {key === 'you' ? '' : rivalNumber(courses, key)}
        </span>
        <Explained term={rivalName(key)} formula={rivalFormulas[key]}>
          {rivalAbout(key)} {rivalSends(key)}
        </Explained>
      </th>
      {cells.map((cell, index) => (
        <td key={COLUMNS[index]} className="number">
          {cell}
        </td>
      ))}
    </tr>
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section className="rivals-scroll" aria-label={t('rivals.table.label')} tabIndex={0}>
      <table className="rivals-table" onPointerLeave={() => onShow(null)}>
        <thead>
          <tr>
            <th scope="col">{t('rivals.table.rival')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                <Explained
                  term={t(`rivals.table.${column}`)}
                  formula={column === 'objective' ? objectiveFormula : undefined}
                >
                  {t(`rivals.table.${column}.about`)}
                </Explained>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ranked(courses.courses).map((course) =>
            row(course.key, [...cellsOf(props, course), rewardCell(rewards, course.key)]),
          )}
          {attempt && attempt.objective !== null
            ? row('you', yourCells(props, attempt.objective))
            : null}
        </tbody>
      </table>
    </section>
  );
}

function cellsOf({ trace, courses }: Props, course: RivalCourse): readonly ReactNode[] {
  const { objective, iterations, messages, bytes, milliseconds } = course;
  return [
    objectiveText(courses, objective),
    shortCell(trace, courses, objective),
    formatWhole(iterations),
    formatWhole(messages),
    formatBytes(bytes),
    t('rivals.ms', { time: timeText(milliseconds) }),
  ];
}

function yourCells({ trace, courses }: Props, objective: number): readonly ReactNode[] {
  const none = <Unknown>{t('rivals.na.you')}</Unknown>;
  return [
    objectiveText(courses, objective),
    shortCell(trace, courses, objective),
    none,
    formatWhole(0),
    formatBytes(0),
    none,
    none,
  ];
}

function shortCell({ exact }: AgreementTrace, courses: RivalCourses, objective: number): ReactNode {
  if (courses.exact !== null) return shortText(courses, courses.exact, objective);
  const reason = 'reason' in exact ? exact.reason : '';
  if (courses.bound !== null) {
    const most = t('rivals.atMost', { short: shortText(courses, courses.bound, objective) });
    return (
      <Explained key="gap" term={most}>
        {t('rivals.atMost.about', { bound: objectiveText(courses, courses.bound), reason })}
      </Explained>
    );
  }
  return <Unknown key="gap">{t('rivals.na.exact', { reason })}</Unknown>;
}

function rewardCell(rewards: RivalRewards | null, key: EntryKey): ReactNode {
  const mine = rewards?.earnings.find((each) => each.key === key);
  if (!rewards || !mine) return <Unknown>{t('rivals.na.reward')}</Unknown>;
  return rewardText(rewards, mine);
}

/** A reward a slot with its standard error, where there is one. */
export function rewardText({ earnings }: RivalRewards, { reward }: RivalEarnings): string {
  const decimals = decimalsOf(earnings.map((each) => each.reward.value));
  const value = formatFixed(reward.value, decimals);
  return reward.standardError === null
    ? value
    : `${value} ± ${formatFixed(reward.standardError, decimals)}`;
}

/** A number that there is not, and why. */
function Unknown({ children }: { readonly children: ReactNode }) {
  return <Explained term={t('rivals.na')}>{children}</Explained>;
}

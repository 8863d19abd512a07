import type { PlayedKey, PlayedRewards } from '../../../experiments/distillation.ts';
import { PLAYED_KEYS } from '../../../experiments/distillation.ts';
import { studentQuantile } from '../../../experiments/statistics.ts';
import { t } from '../../catalogue/index.ts';
import { roundDomain } from '../../charts/domain.ts';
import { formatFixed } from '../../components/format.ts';
import { useApp } from '../../store.ts';

interface Row {
  readonly key: PlayedKey;
  readonly mean: number;
  /** Half the 95 % interval over days; null of fewer than two. */
  readonly half: number | null;
}

/** What each of them earns in the held-out city, growing day by day. */
export function Rewards({ played }: { readonly played: PlayedRewards }) {
  const teacher = useApp(({ distil }) => {
    const { distilled, begun } = distil;
    const measured = distilled?.report === played ? distilled.report.used.settings : begun;
    return measured?.teacher ?? 'n2o';
  });
  const rows = rowsOf(played).filter(({ key }) => key !== teacher);
  const reach = rows.map(({ mean, half }) => [mean - (half ?? 0), mean + (half ?? 0)] as const);
  const [low, high] = roundDomain(
    Math.min(...reach.map(([from]) => from)),
    Math.max(...reach.map(([, to]) => to)),
  );
  const at = (value: number) => `${(100 * (value - low)) / (high - low)}%`;
  const days = played.rewards.student.days.length;
  return (
    <section className="distil-rewards">
      <h3>{t('distil.rewards')}</h3>
      <ul>
        {rows.map(({ key, mean, half }) => (
          <li key={key} data-key={key}>
            <span className="distil-reward-name">
              {key === 'teacher'
                ? t('distil.rewards.teacher', { teacher: t(`distil.teacher.${teacher}`) })
                : t(`distil.rewards.${key}`)}
            </span>
            <span className="distil-reward-bar" aria-hidden>
              {low < 0 && high > 0 ? (
                <i className="distil-reward-zero" style={{ left: at(0) }} />
              ) : null}
              {half === null ? null : (
                <i
                  className="distil-reward-interval"
                  style={{ left: at(mean - half), width: `${(200 * half) / (high - low)}%` }}
                />
              )}
              <i className="distil-reward-mean" style={{ left: at(mean) }} />
            </span>
            <span className="number">
              {formatFixed(mean, 1)}
              {half === null ? '' : ` ± ${formatFixed(half, 1)}`}
            </span>
          </li>
        ))}
      </ul>
      <p className="distil-reward-ends number muted" aria-hidden>
        <span>{formatFixed(low, 0)}</span>
        <span>{formatFixed(high, 0)}</span>
      </p>
      <p className="muted distil-about">{t('distil.rewards.about', { days })}</p>
    </section>
  );
}

function rowsOf({ rewards }: PlayedRewards): Row[] {
  return PLAYED_KEYS.flatMap((key) => {
    const reward = rewards[key];
    if (!reward) return [];
    const { mean, standardError, days } = reward;
    const half = standardError === null ? null : standardError * studentQuantile(days.length - 1);
    return [{ key, mean, half }];
  });
}

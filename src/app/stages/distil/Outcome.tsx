import type { DistillationReport } from '../../../experiments/distillation.ts';
import { t } from '../../catalogue/index.ts';
import { Explained } from '../../components/Explained.tsx';
import { Figure, Figures } from '../../components/Figures.tsx';
import { formatFixed, formatWhole } from '../../components/format.ts';
import { math, mfrac, mi, mo, mrow, msub, mtext, munder } from '../../components/mathml.ts';
import { formatBytes } from '../agree/bytes.ts';
import { rewardKept, type Share } from './outcome.ts';

/** Agreement, reward kept, and what a decision costs either of them. */
export function Outcome({ report }: { readonly report: DistillationReport }) {
  const { rewards, cost, agreement, used } = report;
  const kept = rewardKept(rewards.student, rewards.teacher);
  const { teacher, student } = cost;
  return (
    <section className="distil-outcome" aria-label={t('distil.outcome')}>
      <h2>{t('distil.outcome')}</h2>
      <Figures>
        <Figure
          label={
            <Explained term={t('distil.agreement')} formula={agreementFormula}>
              {t('distil.agreement.about')}
            </Explained>
          }
          value={`${formatFixed(100 * agreement, 1)} %`}
          note={t('distil.agreement.note', { slots: formatWhole(used.settings.evaluationSlots) })}
        />
        <Figure
          label={
            <Explained term={t('distil.kept')} formula={keptFormula}>
              {t('distil.kept.about')}
            </Explained>
          }
          value={kept ? `${formatFixed(100 * kept.value, 1)} %` : '–'}
          note={keptNote(kept)}
        />
        <Figure
          label={t('distil.bytes')}
          value={formatBytes(student.bytes)}
          note={t('distil.instead', { teacher: formatBytes(teacher.bytes) })}
        />
        <Figure
          label={t('distil.time')}
          value={timeText(student.microseconds)}
          note={t('distil.instead', { teacher: timeText(teacher.microseconds) })}
        />
      </Figures>
      <p className="muted distil-about">{t('distil.cost.about')}</p>
    </section>
  );
}

function keptNote(kept: Share | null): string {
  if (!kept) return t('distil.kept.nothing');
  if (kept.half === null) return t('distil.kept.few');
  return t('distil.kept.interval', { half: formatFixed(100 * kept.half, 1) });
}

function timeText(microseconds: number | null): string {
  if (microseconds === null) return '–';
  if (microseconds >= 1000) return `${formatFixed(microseconds / 1000, 2)} ms`;
  return `${formatFixed(microseconds, microseconds < 10 ? 2 : 0)} µs`;
}

const student = msub(mi('a'), mtext('student'));
const teacher = msub(mi('a'), mtext('teacher'));
const agreementFormula = math(
  mfrac(
    mrow(mo('#'), mo('{'), student, mo('='), teacher, mo('}')),
    mrow(mi('N'), mo('·'), mi('T')),
  ),
);
const keptFormula = math(
  mfrac(
    mrow(munder(mo('∑'), mi('t')), msub(mi('R'), mtext('student'))),
    mrow(munder(mo('∑'), mi('t')), msub(mi('R'), mtext('teacher'))),
  ),
);

import type { PlayedRewards } from '../../../experiments/distillation.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { formatFixed } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { differenceTo, isAsInPaper, standingOf } from './outcome.ts';

/** The paper's surprising claim, tested: the student earns more than N2O. */
export function Claim({ played }: { readonly played: PlayedRewards }) {
  const commands = useCommands();
  const report = useApp((state) => state.distil.distilled?.report ?? null);
  const difference = differenceTo(played, 'n2o');
  if (!difference) return null;
  const standing = standingOf(difference);
  const isDone = played === report;
  const asInPaper = report !== null && isDone && isAsInPaper(report);
  const { mean, halfInterval, days } = difference;
  const values = {
    amount: formatFixed(Math.abs(mean), 1),
    half: formatFixed(halfInterval ?? 0, 1),
    days,
  };
  return (
    <section className="distil-claim" data-standing={standing}>
      <h2>{t('distil.claim')}</h2>
      <p className="muted distil-about">{t('distil.claim.paper')}</p>
      <p className="distil-verdict" aria-live="polite">
        <strong>{t(`distil.claim.${standing}`)}</strong> {t(`distil.claim.${standing}.why`, values)}
      </p>
      {isDone ? (
        <p className="muted distil-about">
          {t(asInPaper ? 'distil.claim.asInPaper' : 'distil.claim.otherwise')}{' '}
          {t('distil.claim.one')}
        </p>
      ) : (
        <p className="muted distil-about">{t('distil.claim.soFar')}</p>
      )}
      {isDone && asInPaper ? (
        <button
          type="button"
          className="button"
          onClick={() => {
            commands.changeDistillation({ teacher: 'greedySweeps', loss: 'classification' });
            commands.setDistilling(true);
          }}
        >
          {t('distil.claim.try')}
        </button>
      ) : null}
    </section>
  );
}

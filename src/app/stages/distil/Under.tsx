import type { DistillationProgress } from '../../../experiments/distillation.ts';
import { t } from '../../catalogue/index.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { formatWhole } from '../../components/format.ts';
import type { AppState } from '../../state.ts';
import { useApp } from '../../store.ts';
import { LossCurve } from './LossCurve.tsx';

const PHASES = ['collecting', 'training', 'tuning', 'evaluating'] as const;

/** Distil, stop, and how far it is: its phases, and the loss as it falls. */
export function Under() {
  const { status, reason, progress, distilled } = useApp((state) => state.distil);
  const curve = progress?.lossCurve ?? distilled?.report?.lossCurve ?? [];
  const every = progress?.lossEvery ?? distilled?.report?.lossEvery ?? 1;
  const steps = useApp(stepsOf);
  return (
    <section className="distil-under" aria-label={t('distil.under')}>
      <div className="distil-run">
        <ActionButton action="distil.run" look="primary" />
        <p aria-live="polite">
          <Status />
        </p>
      </div>
      {status === 'failed' ? (
        <p role="alert">{t('distil.failed', { reason: reason ?? '' })}</p>
      ) : null}
      {progress ? <Phases progress={progress} /> : null}
      {curve.length > 1 && progress ? (
        <LossCurve curve={curve} every={every} steps={steps} />
      ) : null}
      {curve.length > 1 && !progress ? (
        <details>
          <summary>{t('distil.loss.past')}</summary>
          <LossCurve curve={curve} every={every} steps={steps} />
        </details>
      ) : null}
    </section>
  );
}

/** Steps that the curve will have in the end. */
function stepsOf({ distil }: AppState): number {
  const { progress, distilled } = distil;
  if (progress?.phase === 'training') return progress.of;
  const curve = progress?.lossCurve ?? distilled?.report?.lossCurve ?? [];
  const every = progress?.lossEvery ?? distilled?.report?.lossEvery ?? 1;
  return curve.length * every;
}

function Status() {
  const { status, progress, distilled } = useApp((state) => state.distil);
  const now = useApp((state) => state.training.summary?.trainedSlots ?? 0);
  const scenario = useApp((state) => state.scenario);
  if (status === 'running') {
    if (!progress) return t('distil.beginning');
    return t(`distil.phase.${progress.phase}.now`, {
      done: formatWhole(progress.done),
      of: formatWhole(progress.of),
    });
  }
  if (status === 'stopped' && !distilled) return t('distil.stopped');
  if (!distilled) return now === 0 ? t('distil.noNetworks') : t('distil.ready');
  if (distilled.scenario !== scenario) return t('distil.otherCity');
  const { file, trainedSlots } = distilled;
  if (file) return t('distil.fromFile', { file });
  const trained = formatWhole(trainedSlots ?? 0);
  const since = now - (trainedSlots ?? 0);
  return since > 0
    ? t('distil.done.since', { trained, since: formatWhole(since) })
    : t('distil.done', { trained });
}

function Phases({ progress }: { readonly progress: DistillationProgress }) {
  const tunes = useApp(({ distil }) => (distil.chosen.tuningSlots ?? 0) > 0);
  const phases = PHASES.filter((phase) => phase !== 'tuning' || tunes);
  const at = phases.indexOf(progress.phase);
  return (
    <ol className="distil-phases">
      {phases.map((phase, place) => {
        const share = place < at ? 1 : place > at ? 0 : progress.done / progress.of;
        return (
          <li key={phase} aria-current={place === at ? 'step' : undefined}>
            <span>{t(`distil.phase.${phase}`)}</span>
            <progress max={1} value={share} aria-label={t(`distil.phase.${phase}`)} />
          </li>
        );
      })}
    </ol>
  );
}

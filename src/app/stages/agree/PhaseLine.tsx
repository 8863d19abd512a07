import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { useApp } from '../../store.ts';
import { type Moment, momentAt, SUB_PHASES } from './moment.ts';
import { storyOf } from './story.ts';

/** The moment of now, at the grain of sub-phases: renders a few times a second, not every frame. */
export function useMoment(iterations: number): Moment {
  const position = useApp((state) => Math.ceil(state.agreement.cursor * SUB_PHASES.length));
  return momentAt(position / SUB_PHASES.length, iterations);
}

/** Where in the iteration the run is, and what happens there. */
export function PhaseLine({ trace }: { readonly trace: AgreementTrace }) {
  const moment = useMoment(trace.iterations.length);
  return (
    <div className="agree-story">
      <ol className="agree-phases" aria-label={t('agree.phase.list')}>
        {SUB_PHASES.map((phase) => (
          <li key={phase} aria-current={phase === moment.phase ? 'step' : undefined}>
            {t(`agree.phase.${phase}`)}
          </li>
        ))}
      </ol>
      <p>{storyOf(trace, moment)}</p>
    </div>
  );
}

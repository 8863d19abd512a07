import { useMemo } from 'react';
import { t } from '../../catalogue/index.ts';
import { momentAt, SUB_PHASES } from './moment.ts';
import { detailOf, downText, storyOf } from './story.ts';
import { rowOf } from './subject.ts';
import { threadOf } from './thread.ts';
import { useCalmCursor } from './useCalm.ts';
import type { Looking } from './useScene.ts';

/** Where in the iteration the run is, what happens there, and what that is in one copy's numbers. */
export function PhaseLine({ looking }: { readonly looking: Looking }) {
  const { trace, focus, preview } = looking;
  const present = useCalmCursor();
  const moment = momentAt(preview ?? present, trace.iterations.length);
  const thread = useMemo(() => threadOf(trace), [trace]);
  const row = rowOf(focus);
  const followed =
    focus?.kind === 'cell' ? focus : row === null ? thread : { server: row, about: row };
  const down = downText(trace, moment.tau);
  const canFail = trace.options.failure > 0 || trace.options.cuts.length > 0;
  return (
    <div className="agree-story">
      <ol className="agree-phases" aria-label={t('agree.phase.list')}>
        {SUB_PHASES.map((phase) => (
          <li key={phase} aria-current={phase === moment.phase ? 'step' : undefined}>
            {t(`agree.phase.${phase}`)}
          </li>
        ))}
      </ol>
      <div className="agree-sentences" data-failing={canFail || undefined}>
        <p>{storyOf(trace, moment)}</p>
        {down ? <p className="agree-down">{down}</p> : null}
        <p className="agree-detail">{detailOf(trace, moment, followed.server, followed.about)}</p>
      </div>
    </div>
  );
}

import { useState } from 'react';
import type { TheoryReport, TheoryTerms } from '../../../../orchestration/theoryReport.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';
import '../../../catalogue/later/agreeTheory.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { Inspection } from '../../../components/Inspection.tsx';
import { useMeasurement } from '../measurement.ts';
import type { PanelProps } from '../panel.ts';
import { Assumptions } from './Assumptions.tsx';
import { Contrast } from './Contrast.tsx';
import { Corollary } from './Corollary.tsx';
import { measureTheory, theoryOfRun, useTheoryOf } from './measuredTheory.ts';
import { TermsPicture } from './TermsPicture.tsx';
import { theoryRows } from './theoryRows.ts';
import { theoryVerdict } from './theoryVerdict.ts';
import './theory.css';

/** Theorems 1 to 3 beside the run that is shown, and Corollary 1 on demand. */
export function TheoryPanel({ trace }: PanelProps) {
  const commands = useCommands();
  useTheoryOf(trace, commands);
  const { status, of, value, reason } = useMeasurement(theoryOfRun);
  const isOfNow = of === trace;
  const isGone = status === 'idle' && of !== null;
  return (
    <section className="theory" aria-busy={status === 'running'}>
      <header>
        <h2>{t('theory.title')}</h2>
        <p className="muted">{t('theory.lead')}</p>
      </header>
      {status === 'failed' || isGone ? (
        <div className="theory-problem" role="alert">
          <p>{isGone ? t('theory.gone') : t('theory.failed', { reason: reason ?? '' })}</p>
          <button type="button" className="button" onClick={() => measureTheory(trace, commands)}>
            {t('theory.again')}
          </button>
        </div>
      ) : null}
      {status === 'running' ? (
        <p className="theory-waiting muted" role="status">
          {t('theory.measuring')}
        </p>
      ) : null}
      {value && isOfNow ? <Measured trace={trace} report={value} /> : null}
      <Corollary />
    </section>
  );
}

function Measured(props: { readonly trace: AgreementTrace; readonly report: TheoryReport }) {
  const { trace, report } = props;
  const [read, setRead] = useState<TheoryTerms | null>(null);
  const last = report.terms.at(-1)!;
  // Another run may have come since it was read.
  const at = read && report.terms.includes(read) ? read : last;
  return (
    <>
      <div className="theory-verdict">
        {last.vacuous ? (
          <strong className="theory-vacuous">{t('theory.verdict.vacuous')}</strong>
        ) : null}
        {theoryVerdict(report, last).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <TermsPicture report={report} at={at} onRead={setRead} />
      <p className="muted theory-caution">{t('theory.verdict.grows')}</p>
      <Inspection
        title={t('theory.at', { iterations: at.iterations })}
        rows={theoryRows(trace, report, at)}
      />
      <Contrast trace={trace} report={report} />
      <Assumptions assumptions={report.assumptions} />
    </>
  );
}

import type { ReactNode } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { Explained } from '../../components/Explained.tsx';
import { Figure, Figures } from '../../components/Figures.tsx';
import { formatFixed, formatShare } from '../../components/format.ts';
import { formatBytes } from './bytes.ts';
import { agreementShare, bytesAt, copiesAfter } from './copies.ts';
import { objectiveFormula, shareFormula } from './formulas.ts';
import { leastShareText, leastText } from './optimum.ts';
import { isSameSubject, type Subject } from './subject.ts';
import { objectiveDecimals, startObjective } from './tracks.ts';
import { useCalmCursor } from './useCalm.ts';
import type { Focus } from './useFocus.ts';

/** Agreement, objective against the exact optimum, bytes, and how well W mixes. */
export function AgreementFigures(props: { readonly trace: AgreementTrace; readonly focus: Focus }) {
  const { trace, focus } = props;
  const cursor = useCalmCursor();
  const updates = Math.min(Math.floor(cursor), trace.iterations.length);
  const share = agreementShare(copiesAfter(trace, updates), trace.ids.length, trace.kept);
  const objective =
    updates === 0 ? startObjective(trace) : trace.iterations[updates - 1]!.objective;
  const decimals = objectiveDecimals(trace);
  const exact = 'decision' in trace.exact ? trace.exact.objective : null;
  const { bound } = trace;
  return (
    <div className="agree-figures">
      <Figures>
        <Figure
          value={<span className="agree-share">{formatShare(share)}</span>}
          label={
            <Explained term={t('agree.figure.share')} formula={shareFormula}>
              {t('agree.formula.share')}
            </Explained>
          }
        />
        <Figure
          value={Number.isNaN(objective) ? '–' : formatFixed(objective, decimals)}
          label={
            <Explained
              term={
                exact === null
                  ? bound
                    ? t('agree.figure.objective.bound', {
                        upper: formatFixed(bound.upper, decimals),
                      })
                    : t('agree.figure.objective.alone')
                  : t('agree.figure.objective', { exact: formatFixed(exact, decimals) })
              }
              formula={objectiveFormula}
            >
              {t('agree.formula.objective')}
            </Explained>
          }
        />
        {exact === null || Number.isNaN(objective) ? null : (
          <Figure
            value={formatFixed(Math.max(0, exact - objective), decimals)}
            label={shortText(exact, objective)}
          />
        )}
        {bound && bound.upper > 0 && objective >= 0 ? (
          <Figure value={leastShareText(objective, bound.upper)} label={t('agree.figure.bound')} />
        ) : null}
        <Figure
          value={formatBytes(bytesAt(trace, cursor))}
          label={
            <Opened subject={BYTES} focus={focus}>
              {t('agree.figure.bytes')}
            </Opened>
          }
        />
        <Figure
          value={formatFixed(trace.secondSingularValue, 3)}
          label={
            <Opened subject={MIXING} focus={focus}>
              {t('agree.figure.sigma')}
            </Opened>
          }
        />
      </Figures>
    </div>
  );
}

/** How far the objective is from exact, as a share of it where both are gains. */
function shortText(exact: number, objective: number): string {
  if (exact - objective < 1e-9) return t('agree.figure.short.none');
  if (objective < 0) return t('agree.figure.short.alone');
  return t('agree.figure.short', { share: formatShare((exact - objective) / exact) });
}

const BYTES = { kind: 'bytes' } as const;
const MIXING = { kind: 'mixing' } as const;

/** A term whose numbers open beside the matrix: by hover and focus for a while, by a click to stay. */
function Opened(props: {
  readonly subject: Subject;
  readonly focus: Focus;
  readonly children: ReactNode;
}) {
  const { subject, focus } = props;
  return (
    <button
      type="button"
      className="explained-term"
      aria-pressed={isSameSubject(focus.pinned, subject)}
      onPointerEnter={(event) => event.pointerType === 'mouse' && focus.hover(subject)}
      onPointerLeave={() => focus.hover(null)}
      onFocus={() => focus.hover(subject)}
      onBlur={() => focus.hover(null)}
      onClick={() => focus.pin(subject)}
    >
      {props.children}
    </button>
  );
}

/** What the whole run came to, in a sentence. */
export function Verdict({ trace }: { readonly trace: AgreementTrace }) {
  if (!('decision' in trace.exact)) {
    const refused = t('agree.figure.refused', { reason: trace.exact.reason });
    const least = leastText(trace, trace.objective);
    return <p className="muted">{least === null ? refused : `${least} ${refused}`}</p>;
  }
  const possible = trace.exact.objective - trace.greedy.objective;
  if (possible < 1e-9) return <p className="muted">{t('agree.figure.gap.none')}</p>;
  const share = (trace.objective - trace.greedy.objective) / possible;
  return <p className="muted">{t('agree.figure.gap', { share: formatShare(share) })}</p>;
}

import { JOINT_DECISION_LIMIT } from '../../../orchestration/objective.ts';
import { jointDecisions } from '../../../orchestration/problem.ts';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { Explained } from '../../components/Explained.tsx';
import { Figure, Figures } from '../../components/Figures.tsx';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { useApp } from '../../store.ts';
import { formatBytes } from './bytes.ts';
import { agreementShare, bytesAt, copiesAfter } from './copies.ts';
import { mixingFormulas, objectiveFormula, shareFormula } from './formulas.ts';
import { SUB_PHASES } from './moment.ts';
import { objectiveDecimals, startObjective } from './tracks.ts';

/** Agreement, objective against the exact optimum, bytes, and how well W mixes. */
export function AgreementFigures({ trace }: { readonly trace: AgreementTrace }) {
  const updates = useApp((state) => Math.floor(state.agreement.cursor));
  // A quarter of an iteration is as fine as the number has to move.
  const bytes = useApp((state) =>
    bytesAt(trace, Math.floor(state.agreement.cursor * SUB_PHASES.length) / SUB_PHASES.length),
  );
  const share = agreementShare(copiesAfter(trace, updates), trace.ids.length);
  const objective =
    updates === 0 ? startObjective(trace) : trace.iterations[updates - 1]!.objective;
  const decimals = objectiveDecimals(trace);
  const exact = 'decision' in trace.exact ? trace.exact.objective : null;
  const sigma = trace.secondSingularValue;
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
                  ? t('agree.figure.objective.alone')
                  : t('agree.figure.objective', { exact: formatFixed(exact, decimals) })
              }
              formula={objectiveFormula}
            >
              {t('agree.formula.objective')}
            </Explained>
          }
        />
        <Figure value={formatBytes(bytes)} label={t('agree.figure.bytes')} />
        <Figure
          value={formatFixed(sigma, 3)}
          label={
            <Explained
              term={t('agree.figure.sigma')}
              formula={mixingFormulas[trace.options.mixing]}
            >
              {t('agree.formula.mixing', { gap: formatFixed(1 - sigma, 3) })}
            </Explained>
          }
        />
      </Figures>
    </div>
  );
}

/** A count of any size: 847,288,609,443 or 6.5 × 10⁷⁷. */
function formatCount(count: number): string {
  if (count <= 1e15) return formatWhole(count);
  const [digits, power] = count.toExponential(1).split('e+');
  return `${digits} × 10${[...power!].map((digit) => SUPERSCRIPTS[Number(digit)]).join('')}`;
}
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What the whole run came to, in a sentence. */
export function Verdict({ trace }: { readonly trace: AgreementTrace }) {
  if (!('decision' in trace.exact)) {
    const joint = formatCount(jointDecisions(trace.levels));
    const limit = formatWhole(JOINT_DECISION_LIMIT);
    return <p className="muted">{t('agree.figure.refused', { joint, limit })}</p>;
  }
  const possible = trace.exact.objective - trace.greedy.objective;
  if (possible < 1e-9) return <p className="muted">{t('agree.figure.gap.none')}</p>;
  const share = (trace.objective - trace.greedy.objective) / possible;
  return <p className="muted">{t('agree.figure.gap', { share: formatShare(share) })}</p>;
}

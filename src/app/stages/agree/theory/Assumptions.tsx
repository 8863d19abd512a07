import type { Assumption, AssumptionVerdict } from '../../../../orchestration/theoryReport.ts';
import { t } from '../../../catalogue/index.ts';
import { assumptionName, evidenceText, theoremsText } from './assumptionText.ts';

/** Broken ones first, then what could not be told, then what holds. */
const ORDER: readonly AssumptionVerdict[] = ['broken', 'notRefuted', 'holds'];
/** A shape for every verdict, so that colour is never the only sign. */
const SIGNS: Readonly<Record<AssumptionVerdict, string>> = {
  holds: '✓',
  broken: '✕',
  notRefuted: '?',
};

/** What no theorem asks for comes after what one does. */
function placeOf({ verdict, theorems }: Assumption): number {
  return 2 * ORDER.indexOf(verdict) + (theorems.length === 0 ? 1 : 0);
}

/** What no theorem asks for cannot be broken. */
function verdictKey({ verdict, theorems }: Assumption) {
  const isOther = verdict === 'broken' && theorems.length === 0;
  return `theory.assume.${isOther ? 'other' : verdict}` as const;
}

/** What the theorems ask for, what this run makes of it, and how that is known. */
export function Assumptions({ assumptions }: { readonly assumptions: readonly Assumption[] }) {
  const sorted = assumptions.toSorted((one, other) => placeOf(one) - placeOf(other));
  return (
    <section className="theory-assumptions">
      <h3>{t('theory.assume.title')}</h3>
      <p className="muted">{t('theory.assume.lead')}</p>
      <ul>
        {sorted.map((assumption) => (
          <li
            key={assumption.key}
            data-verdict={assumption.verdict}
            data-beside={assumption.theorems.length === 0 || undefined}
          >
            <span className="theory-sign" aria-hidden>
              {SIGNS[assumption.verdict]}
            </span>
            <span className="theory-assumption">
              {assumptionName(assumption)}
              <span className="muted"> · {theoremsText(assumption)}</span>
              <span className="theory-evidence muted">{evidenceText(assumption)}</span>
            </span>
            <strong>{t(verdictKey(assumption))}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

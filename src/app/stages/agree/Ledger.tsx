import type { ReactNode } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';
import { inlineMath } from '../../components/mathml.ts';
import { symbols } from './formulas.ts';
import type { SubPhase } from './moment.ts';
import { updateTerms } from './update.ts';

/** Decimals of a term; a weight of 1/5 needs three. */
const DECIMALS = 3;

/**
 * The whole update of one copy with the present numbers of every term: what was heard, the own
 * pull, the new sum, and the move that follows.
 */
export function Ledger(props: {
  readonly trace: AgreementTrace;
  readonly tau: number;
  readonly server: number;
  readonly about: number;
  /** The part of the iteration under way, whose lines stand out. */
  readonly phase: SubPhase | 'start';
}) {
  const { trace, tau, phase } = props;
  const terms = updateTerms(trace, tau, props.server, props.about);
  const own = terms.heard[0]!;
  const number = (value: number) => formatFixed(value, DECIMALS);
  const product = (weight: number, dual: number) => `${number(weight)} × ${number(dual)}`;
  const pulled = terms.scale * terms.gradient;
  return (
    <table className="ledger number" data-phase={phase}>
      <caption>{t('agree.ledger.title', { tau })}</caption>
      <tbody>
        {terms.heard.slice(1).map((term) => (
          <Line
            key={term.from}
            part="send"
            name={t('agree.ledger.heard', { id: trace.ids[term.from]! })}
            working={
              term.missing
                ? t(`agree.ledger.missing.${term.missing}`)
                : product(term.weight, term.dual)
            }
            value={number(term.weight * term.dual)}
          />
        ))}
        <Line
          part="mix"
          name={t('agree.ledger.kept')}
          working={product(own.weight, own.dual)}
          value={number(own.weight * own.dual)}
        />
        <Line
          part="gradient"
          name={t('agree.ledger.pull')}
          working={terms.scale === 1 ? '' : product(terms.scale, terms.gradient)}
          value={number(pulled)}
        />
        <Line
          part="mix"
          isSum
          name={
            <>
              {t('agree.ledger.sum')} {inlineMath(symbols.dual)}
            </>
          }
          working=""
          value={number(terms.dual)}
        />
        <Line
          part="project"
          isSum
          name={
            <>
              {t('agree.ledger.copy')} {inlineMath(symbols.copy)}
            </>
          }
          working={moveWorking(terms)}
          value={number(terms.copy)}
        />
      </tbody>
    </table>
  );
}

/** `clip(2 − 0.071 × 1.204)`, and what it was before it was kept inside. */
function moveWorking({ anchor, step, dual, free, copy }: ReturnType<typeof updateTerms>): string {
  const values = {
    anchor: formatFixed(anchor, Number.isInteger(anchor) ? 0 : 1),
    step: formatFixed(step, DECIMALS),
    dual: formatFixed(dual, DECIMALS),
    free: formatFixed(free, DECIMALS),
  };
  const isClipped = Math.abs(free - copy) > 1e-12;
  return t(isClipped ? 'agree.ledger.move.clipped' : 'agree.ledger.move', values);
}

function Line(props: {
  readonly part: SubPhase;
  readonly name: ReactNode;
  readonly working: string;
  readonly value: string;
  readonly isSum?: boolean;
}) {
  return (
    <tr data-part={props.part} data-sum={props.isSum ? '' : undefined}>
      <th scope="row">{props.name}</th>
      <td className="ledger-working">{props.working}</td>
      <td>{props.value}</td>
    </tr>
  );
}

/** The formulas behind the stage, each one hover away from the number that it gives. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';
import { FormulaNote } from './FormulaNote.tsx';
import {
  formula,
  frac,
  i,
  n,
  op,
  root,
  row,
  sub,
  subsup,
  under,
  upright,
  words,
} from './mathml.ts';

const copy = (server: string, about?: string) =>
  subsup(i('a'), about ? row(i(server), op(','), i(about)) : i(server), op('′'));
const dual = (server: string) => sub(i('z'), i(server));
const at = (when: string, plusOne = false) =>
  plusOne ? row(op('('), i(when), op('+'), n(1), op(')')) : row(op('('), i(when), op(')'));
const half = frac(n(1), n(2));

export function UpdateFormula() {
  return (
    <FormulaNote name={t('agree.formula.update')}>
      {formula(
        sub(i('g'), i('n')),
        op('='),
        op('−'),
        frac(row(op('∂'), sub(i('Q'), i('n'))), row(op('∂'), copy('n'))),
      )}
      {formula(
        dual('n'),
        at('τ', true),
        op('='),
        under(op('∑'), i('m')),
        sub(i('W'), row(i('m'), i('n'))),
        dual('m'),
        at('τ'),
        op('+'),
        sub(i('g'), i('n')),
      )}
      {formula(
        copy('n'),
        at('τ', true),
        op('='),
        upright('clip'),
        op('('),
        sub(i('c'), i('n')),
        op('−'),
        frac(n(1), row(i('γ'), root(i('τ')))),
        dual('n'),
        at('τ', true),
        op(')'),
      )}
    </FormulaNote>
  );
}

export function ObjectiveFormula() {
  return (
    <FormulaNote name={t('agree.formula.objective')}>
      {formula(
        under(upright('max'), i('a')),
        under(op('∑'), i('n')),
        sub(i('Q'), i('n')),
        op('('),
        sub(i('o'), i('n')),
        op(','),
        sub(i('α'), i('n')),
        op(')'),
      )}
      <p>{t('agree.formula.objective.note')}</p>
    </FormulaNote>
  );
}

export function ShareFormula() {
  return (
    <FormulaNote name={t('agree.formula.share')}>
      {formula(
        op('⌊'),
        copy('n', 'i'),
        op('+'),
        half,
        op('⌋'),
        op('='),
        op('⌊'),
        copy('i', 'i'),
        op('+'),
        half,
        op('⌋'),
        words(' , '),
        i('n'),
        op('≠'),
        i('i'),
      )}
      <p>{t('agree.formula.share.note')}</p>
    </FormulaNote>
  );
}

export function MixingFormula({ trace }: { readonly trace: AgreementTrace }) {
  const gap = formatFixed(1 - trace.secondSingularValue, 3);
  return (
    <FormulaNote name={t('agree.formula.mixing')}>
      {mixingFormulas[trace.options.mixing]}
      <p>{t('agree.formula.mixing.note', { gap })}</p>
    </FormulaNote>
  );
}

const degree = (server: string) => sub(i('d'), i(server));
const laplacian = frac(
  row(i('D'), op('−'), i('A')),
  row(sub(i('δ'), upright('max')), op('+'), n(1)),
);

const mixingFormulas = {
  equation13: formula(i('W'), op('='), i('I'), op('−'), laplacian),
  lazy: formula(i('W'), op('='), i('I'), op('−'), half, laplacian),
  metropolis: formula(
    sub(i('W'), row(i('m'), i('n'))),
    op('='),
    frac(
      n(1),
      row(n(1), op('+'), upright('max'), op('('), degree('m'), op(','), degree('n'), op(')')),
    ),
  ),
} as const;

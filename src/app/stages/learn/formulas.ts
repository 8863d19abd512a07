/** The formula behind stage Learn. */
import {
  math,
  mfrac,
  mi,
  mo,
  mrow,
  msub,
  msubsup,
  mtext,
  munder,
} from '../../components/mathml.ts';

const n = mi('n');

/** What Q_n is pulled towards: its own reward and the best it expects next. */
export const targetFormula = math(
  msub(mi('y'), n),
  mo('='),
  mfrac(msub(mi('r'), n), mi('s')),
  mo('+'),
  mi('γ'),
  munder(mtext('max'), msub(mi('α'), n)),
  msubsup(mi('Q'), n, mo('−')),
  mo('('),
  mrow(msubsup(mi('o'), n, mo('′')), mo(','), msub(mi('α'), n)),
  mo(')'),
);

/** How a user of `paper` splits its tasks, as a formula, for each offloading policy. */
import type { ReactNode } from 'react';
import type { PaperScenario } from '../../../../world/scenario.ts';
import '../../../catalogue/later/inspect.ts';
import { t } from '../../../catalogue/index.ts';
import {
  math,
  mfrac,
  mi,
  mn,
  mo,
  mrow,
  msub,
  msup,
  mtext,
  munder,
  words,
} from '../../../components/mathml.ts';
import * as s from './symbols.ts';

const e = (cost: ReactNode) => msup(mi('e'), mrow(mo('−'), cost, mo('/'), s.temperature));
const costM = msub(mi('c'), mi('m'));
/** All tasks to the server for which something is least. */
const toLeast = (what: ReactNode) =>
  math(
    s.share,
    s.equals,
    mn(1),
    words(t('inspect.math.for')),
    mi('n'),
    s.equals,
    munder(mtext('arg min'), mi('m')),
    what,
  );

/** Cost of a server: what the policies but `nearest` compare. */
export const costFormula = math(
  s.cost,
  s.equals,
  s.transmission,
  s.plus,
  mfrac(s.estimate, s.decision),
);

const formulas: Readonly<Record<PaperScenario['offloading'], ReactNode>> = {
  softMin: math(
    s.share,
    s.equals,
    mfrac(e(s.cost), mrow(munder(s.sum, mi('m')), e(costM), s.plus, e(s.cloudDelay))),
  ),
  hardMin: toLeast(costM),
  nearest: toLeast(msub(mi('ℓ'), mi('m'))),
  sticky: math(s.share, s.equals, mn(1), words(t('inspect.math.sticky'))),
};

/** Share of a user's tasks that goes to server n. */
export function shareFormula(offloading: PaperScenario['offloading']): ReactNode {
  return formulas[offloading];
}

/** How a user of `released` picks a server, and how much it still wants, as formulas. */
import type { ReactNode } from 'react';
import { math, mfrac, mi, mn, mo, mrow, msup, munder } from '../../../components/mathml.ts';
import * as s from './symbols.ts';

const weightOf = (delay: ReactNode) => msup(mi('e'), mrow(mo('−'), delay));

export const chanceFormula = math(
  s.chance,
  s.equals,
  mfrac(weightOf(s.delay), mrow(munder(s.sum, mi('m')), weightOf(s.delayOf(mi('m'))))),
);

export const willingnessFormula = s.call(
  'max',
  mn(0.2),
  mfrac(mrow(mn(5), s.minus, s.delay), mn(5)),
);

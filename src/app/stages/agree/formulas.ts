/** The formulas behind the stage, each one hover away from the number that it gives. */
import { createElement, Fragment, type ReactNode } from 'react';
import type { OrchestrationOptions } from '../../../orchestration/options.ts';
import {
  math,
  mfrac,
  mi,
  mn,
  mo,
  mrow,
  msqrt,
  msub,
  msubsup,
  mtext,
  munder,
} from '../../components/mathml.ts';

const m = mi('m');
const n = mi('n');
const i = mi('i');
const dual = (server: ReactNode) => msub(mi('z'), server);
const gradient = msub(mi('g'), n);
const now = mrow(mo('('), mi('τ'), mo(')'));
const next = mrow(mo('('), mi('τ'), mo('+'), mn(1), mo(')'));
const copyOf = (...index: readonly ReactNode[]) => msubsup(mi('a'), mrow(...index), mo('′'));
const copy = copyOf(n);
const half = mfrac(mn(1), mn(2));
const weight = msub(mi('W'), mrow(m, n));

/** Algorithm 1: gradient, mixing and projection (eq. 3 and 4). */
export const updateFormula = createElement(
  Fragment,
  null,
  math(gradient, now, mo('='), mo('−'), mo('∂'), msub(mi('Q'), n), mo('/'), mo('∂'), copy, now),
  math(dual(n), next, mo('='), munder(mo('∑'), m), weight, dual(m), now, mo('+'), gradient, now),
  math(
    copy,
    next,
    mo('='),
    mtext('clip'),
    mo('('),
    msub(mi('c'), n),
    mo('−'),
    mfrac(mn(1), mrow(mi('γ'), msqrt(mi('τ')))),
    dual(n),
    next,
    mo(')'),
  ),
);

/** Problem P2. */
export const objectiveFormula = math(
  munder(mtext('max'), mi('a')),
  munder(mo('∑'), n),
  msub(mi('Q'), n),
  mo('('),
  msub(mi('o'), n),
  mo(','),
  msub(mi('α'), n),
  mo(')'),
);

const rounded = (entry: ReactNode) => mrow(mo('⌊'), entry, mo('+'), half, mo('⌋'));

/** When a copy agrees with its owner. */
export const shareFormula = math(
  rounded(copyOf(n, mo(','), i)),
  mo('='),
  rounded(copyOf(i, mo(','), i)),
  mtext(', '),
  n,
  mo('≠'),
  i,
);

const laplacian = mfrac(
  mrow(mi('D'), mo('−'), mi('A')),
  mrow(msub(mi('δ'), mtext('max')), mo('+'), mn(1)),
);
const degree = (server: ReactNode) => msub(mi('d'), server);

/** W of each kind; equation (13) and its variants. */
export const mixingFormulas: Readonly<Record<OrchestrationOptions['mixing'], ReactNode>> = {
  equation13: math(mi('W'), mo('='), mi('I'), mo('−'), laplacian),
  lazy: math(mi('W'), mo('='), mi('I'), mo('−'), half, laplacian),
  metropolis: math(
    weight,
    mo('='),
    mfrac(
      mn(1),
      mrow(mn(1), mo('+'), mtext('max'), mo('('), degree(m), mo(','), degree(n), mo(')')),
    ),
  ),
};

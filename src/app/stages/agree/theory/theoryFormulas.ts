/** The theorems as they are printed, one hover away from their numbers. */
import type { ReactNode } from 'react';
import {
  math,
  mfrac,
  mi,
  mn,
  mo,
  mrow,
  msub,
  msubsup,
  msup,
  mtext,
  munder,
} from '../../../components/mathml.ts';

const N = mi('N');
const T = mi('T');
const L = mi('L');
const tau = mi('τ');
const n = mi('n');
const i = mi('i');
const one = mn(1);
const betaAt = (at: ReactNode) => mrow(mi('β'), mo('('), at, mo(')'));
const sumOver = (index: ReactNode) => munder(mo('∑'), index);
const overTau = msubsup(mo('∑'), mrow(tau, mo('='), one), T);
const norm = (inside: ReactNode) => mrow(mo('‖'), inside, mo('‖'));
const meanDual = mi('z̄');
const squaredL = msup(L, mn(2));
const best = msup(mi('a'), mo('*'));
const logarithm = mrow(mi('log'), mo('('), T, msup(N, mn('1/2')), mo(')'));
const root = msup(T, mn('1/2'));

export const theorySymbols = {
  slope: L,
  auxiliary: mrow(mi('ψ'), mo('('), best, mo(')')),
  beta: betaAt(T),
  iterations: T,
  count: N,
  gamma: mi('γ'),
  sigma: msub(mi('σ'), mn(2)),
  lambda: msub(mi('λ'), mn(2)),
} as const;

export const optimisationFormula = math(
  mtext('OPT'),
  mo('='),
  mfrac(theorySymbols.auxiliary, mrow(T, betaAt(T))),
  mo('+'),
  mfrac(squaredL, mrow(mn(2), T)),
  overTau,
  betaAt(mrow(tau, mo('−'), one)),
);

export const communicationFormula = math(
  mtext('COMM'),
  mo('='),
  mfrac(L, T),
  overTau,
  betaAt(tau),
  mo('['),
  mfrac(mn(2), N),
  sumOver(n),
  norm(mrow(meanDual, mo('−'), msub(mi('z'), n))),
  mo('+'),
  norm(mrow(meanDual, mo('−'), msub(mi('z'), i))),
  mo(']'),
);

export const nonConvexityFormula = math(
  mtext('NONC'),
  mo('='),
  mfrac(mn(2), mrow(N, betaAt(T))),
  sumOver(n),
  msubsup(mi('ψ'), n, mtext('max')),
  mo('+'),
  mfrac(msup(mi('d'), mtext('max')), mrow(N, betaAt(T))),
  sumOver(n),
  msubsup(mi('ψ'), n, mtext('′ max')),
);

export const gapMeasuredFormula = math(
  munder(mtext('max'), i),
  mfrac(one, N),
  sumOver(n),
  mo('['),
  msub(mi('Q'), n),
  mo('('),
  best,
  mo(')'),
  mo('−'),
  msub(mi('Q'), n),
  mo('('),
  msubsup(mi('ā'), i, mo('′')),
  mo('('),
  T,
  mo(')'),
  mo(')'),
  mo(']'),
);

export const boundFormula = math(mtext('OPT'), mo('+'), mtext('COMM'), mo('+'), mtext('NONC'));

export const slopeFormula = math(
  mo('|'),
  msub(mi('Q'), n),
  mo('('),
  mi('α'),
  mo(')'),
  mo('−'),
  msub(mi('Q'), n),
  mo('('),
  mi('α̃'),
  mo(')'),
  mo('|'),
  mo('≤'),
  L,
  norm(mrow(mi('α'), mo('−'), mi('α̃'))),
);

const rate = (spectral: ReactNode) =>
  math(
    mi('O'),
    mo('('),
    mfrac(mrow(squaredL, logarithm), mrow(root, mo('('), one, mo('−'), spectral, mo(')'))),
    mo(')'),
  );
export const rate2Formula = rate(theorySymbols.sigma);
export const rate3Formula = rate(theorySymbols.lambda);

export const corollaryFormula = math(
  mi('O'),
  mo('('),
  mfrac(squaredL, root),
  mfrac(mrow(N, logarithm), msup(mi('k'), mn(2))),
  mo(')'),
);

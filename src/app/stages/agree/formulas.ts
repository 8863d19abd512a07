/** The formulas behind the stage, each one hover away from the number that it gives. */
import { createElement, Fragment, type ReactNode } from 'react';
import type { OrchestrationOptions } from '../../../orchestration/options.ts';
import '../../catalogue/later/agreement.ts';
import { t } from '../../catalogue/index.ts';
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
} from '../../components/mathml.ts';

const m = mi('m');
const n = mi('n');
const i = mi('i');
const comma = mo(',');
const half = mfrac(mn(1), mn(2));
const tau = mi('τ');
const gamma = mi('γ');
const sum = (index: ReactNode) => munder(mo('∑'), index);
const norm = (inside: ReactNode) => mrow(mo('‖'), inside, mo('‖'));

/** Symbols of single entries, for formulas and for the lists of what goes into them. */
export const symbols = {
  copy: msubsup(mi('a'), mrow(n, comma, i), mo('′')),
  ownersCopy: msubsup(mi('a'), mrow(i, comma, i), mo('′')),
  ownCopy: msubsup(mi('a'), mrow(n, comma, n), mo('′')),
  dual: msub(mi('z'), mrow(n, comma, i)),
  heardDual: msub(mi('z'), mrow(m, comma, i)),
  gradient: msub(mi('g'), mrow(n, comma, i)),
  weight: msub(mi('W'), mrow(m, n)),
  anchor: msub(mi('c'), mrow(n, comma, i)),
  levels: msub(mi('K'), i),
  scale: mi('s'),
  gamma,
  tau,
  sigma: msub(mi('σ'), mn(2)),
  degree: (server: ReactNode) => msub(mi('δ'), server),
  maximumDegree: msub(mi('δ'), mtext('max')),
  links: mrow(mo('|'), mi('E'), mo('|')),
  count: mi('N'),
  m,
  n,
} as const;

/** Algorithm 1 for one entry: line 5, line 7 and the projection (eq. 3 and 4). */
export const gradientFormula = math(
  symbols.gradient,
  mo('='),
  mo('−'),
  mo('∂'),
  msub(mi('Q'), n),
  mo('/'),
  mo('∂'),
  symbols.copy,
);
export const dualFormula = math(
  symbols.dual,
  mo('←'),
  sum(m),
  symbols.weight,
  symbols.heardDual,
  mo('+'),
  symbols.scale,
  symbols.gradient,
);
/** The power, not a root: few fonts can draw the sign. */
const stepFormula = mfrac(msup(tau, mrow(mo('−'), mn('1/2'))), gamma);
export const copyFormula = math(
  symbols.copy,
  mo('='),
  mtext('clip'),
  mo('('),
  symbols.anchor,
  mo('−'),
  stepFormula,
  symbols.dual,
  comma,
  mn(0),
  comma,
  symbols.levels,
  mo('−'),
  mn(1),
  mo(')'),
);
export const updateFormula = createElement(
  Fragment,
  null,
  gradientFormula,
  dualFormula,
  copyFormula,
);

/** Problem P2. */
export const objectiveFormula = math(
  munder(mtext('max'), mi('a')),
  sum(n),
  msub(mi('Q'), n),
  mo('('),
  msub(mi('o'), n),
  comma,
  msub(mi('α'), n),
  mo(')'),
);
/** The same sum at the own levels, rounded and not. */
const sumAt = (level: ReactNode) =>
  math(
    sum(n),
    msub(mi('Q'), n),
    mo('('),
    msub(mi('o'), n),
    comma,
    msub(
      mrow(mo('('), level, mo(')')),
      mrow(m, mo('∈'), msub(mi('B'), n), mo('∪'), mo('{'), n, mo('}')),
    ),
    mo(')'),
  );
const ofNeighbour = msubsup(mi('a'), mrow(m, comma, m), mo('′'));
const rounded = (entry: ReactNode) => mrow(mo('⌊'), entry, mo('+'), half, mo('⌋'));
export const roundedObjectiveFormula = sumAt(rounded(ofNeighbour));
export const relaxedObjectiveFormula = sumAt(ofNeighbour);

export const roundedFormula = math(rounded(symbols.copy));
export const ownRoundedFormula = math(rounded(symbols.ownCopy));
/** When a copy agrees with its owner. */
export const shareFormula = math(
  rounded(symbols.copy),
  mo('='),
  rounded(symbols.ownersCopy),
  mtext(', '),
  n,
  mo('≠'),
  i,
);

const distance = (ofServer: ReactNode, ofAnother: ReactNode) =>
  math(
    mfrac(mn(1), mi('N')),
    sum(n),
    norm(mrow(ofServer, mo('−'), mfrac(mn(1), mi('N')), sum(m), ofAnother)),
  );
export const copyDisagreementFormula = distance(
  msubsup(mi('a'), n, mo('′')),
  msubsup(mi('a'), m, mo('′')),
);
export const dualDisagreementFormula = distance(msub(mi('z'), n), msub(mi('z'), m));

const laplacian = mfrac(
  mrow(mi('D'), mo('−'), mi('A')),
  mrow(symbols.maximumDegree, mo('+'), mn(1)),
);

/** W of each kind; equation (13) and its variants. */
export const mixingFormulas: Readonly<Record<OrchestrationOptions['mixing'], ReactNode>> = {
  equation13: math(mi('W'), mo('='), mi('I'), mo('−'), laplacian),
  lazy: math(mi('W'), mo('='), mi('I'), mo('−'), half, laplacian),
  metropolis: math(
    symbols.weight,
    mo('='),
    mfrac(
      mn(1),
      mrow(
        mn(1),
        mo('+'),
        mtext('max'),
        mo('('),
        symbols.degree(m),
        comma,
        symbols.degree(n),
        mo(')'),
      ),
    ),
  ),
};

export const gapFormula = math(mn(1), mo('−'), symbols.sigma, mo('('), mi('W'), mo(')'));
export const rowSumFormula = math(sum(m), symbols.weight, mo('='), mn(1));

/** Bytes of one iteration, and of a message. */
export const messageBytesFormula = math(mn(8), symbols.count);
export const iterationBytesFormula = math(mn(2), symbols.links, mo('·'), mn(8), symbols.count);
export const totalBytesFormula = math(
  mtext(t('agree.math.anchors')),
  mo('+'),
  tau,
  mo('·'),
  mn(2),
  symbols.links,
  mo('·'),
  mn(8),
  symbols.count,
  mo('+'),
  mtext(t('agree.math.readOut')),
);
/** How fast a disagreement shrinks by mixing alone. */
export const decayFormula = math(msup(symbols.sigma, tau));

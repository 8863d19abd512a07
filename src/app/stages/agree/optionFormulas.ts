/** The formula behind every option of Algorithm 1, as it stands with the option's present value. */
import type { ReactNode } from 'react';
import type { OrchestrationOptions } from '../../../orchestration/options.ts';
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
import { dualFormula, gradientFormula } from './formulas.ts';

const n = mi('n');
const i = mi('i');
const k = mi('k');
const v = mi('v');
const tau = mi('τ');
const copy = msubsup(mi('a'), n, mo('′'));
const ownCopy = msubsup(mi('a'), mrow(n, mo(','), n), mo('′'));
const gamma = msub(mi('γ'), n);
const levels = msub(mi('K'), i);
const network = msub(mi('Q'), n);
const z = msub(mi('z'), n);
const inParentheses = (...parts: readonly ReactNode[]) => mrow(mo('('), ...parts, mo(')'));
const rounded = (entry: ReactNode) => mrow(mo('⌊'), entry, mo('+'), mfrac(mn(1), mn(2)), mo('⌋'));

const regulariser = math(
  msub(mi('ψ'), n),
  inParentheses(mi('a')),
  mo('='),
  mfrac(gamma, mn(2)),
  msup(mrow(mo('‖'), mi('a'), mo('−'), msub(mi('c'), n), mo('‖')), mn(2)),
);

const multilinearFormula = math(
  msub(mi('g'), n),
  mo('='),
  mo('−'),
  mfrac(mo('∂'), mrow(mo('∂'), copy)),
  munder(mo('∑'), v),
  network,
  inParentheses(v),
  munder(mo('∏'), i),
  inParentheses(
    mn(1),
    mo('−'),
    mo('|'),
    msub(mi('v'), i),
    mo('−'),
    msubsup(mi('a'), mrow(n, mo(','), i), mo('′')),
    mo('|'),
  ),
);

const STEPS: Readonly<Record<OrchestrationOptions['stepSize'], ReactNode>> = {
  inverseRoot: msup(tau, mrow(mo('−'), mn('1/2'))),
  inverse: msup(tau, mrow(mo('−'), mn(1))),
  constant: mn(1),
};

function projectionFormula(set: ReactNode): ReactNode {
  return math(
    copy,
    mo('='),
    munder(mtext('argmin'), mrow(mi('a'), mo('∈'), set)),
    mo('⟨'),
    z,
    mo(','),
    mi('a'),
    mo('⟩'),
    mo('+'),
    mfrac(mn(1), mrow(mi('β'), inParentheses(tau))),
    msub(mi('ψ'), n),
    inParentheses(mi('a')),
  );
}
const SETS: Readonly<Record<OrchestrationOptions['projection'], ReactNode>> = {
  box: mrow(mo('['), mn(0), mo(','), levels, mo('−'), mn(1), mo(']')),
  discrete: mrow(mo('{'), mn(0), mo(','), mtext('…'), mo(','), levels, mo('−'), mn(1), mo('}')),
};

const bytesFormula = math(
  mi('T'),
  mo('×'),
  mn(2),
  mo('|'),
  mi('E'),
  mo('|'),
  mo('×'),
  mi('N'),
  mo('×'),
  mn(8),
  mtext(' B'),
);
const horizonFormula = math(mtext('hops'), inParentheses(n, mo(','), i), mo('≤'), mi('h'));

const sweepFormula = math(
  msub(mi('a'), n),
  mo('←'),
  munder(mtext('argmax'), k),
  munder(mo('∑'), mrow(mi('m'), mo('∈'), msub(mi('B'), n), mo('∪'), mo('{'), n, mo('}'))),
  msub(mi('Q'), mi('m')),
  inParentheses(k, mo(','), msub(mi('a'), mtext('others'))),
);
const READ_OUTS: Readonly<Record<OrchestrationOptions['readOut'], ReactNode>> = {
  last: math(msub(mi('a'), n), mo('='), rounded(ownCopy)),
  average: math(
    msub(mi('a'), n),
    mo('='),
    rounded(mrow(mfrac(mn(1), mi('T')), munder(mo('∑'), tau), ownCopy, inParentheses(tau))),
  ),
  sweep: sweepFormula,
  best: math(
    munder(mtext('max'), tau),
    munder(mo('∑'), n),
    network,
    inParentheses(rounded(mrow(mi('a'), mo('′'), inParentheses(tau)))),
  ),
};

/** Fields of the panel, in the groups in which they stand. */
export const OPTION_GROUPS = {
  pull: ['anchor', 'gamma'],
  step: ['gradient', 'gradientScale', 'stepSize', 'projection'],
  run: ['iterations', 'horizon'],
  readOut: ['readOut', 'sweeps'],
} as const satisfies Readonly<Record<string, readonly (keyof OrchestrationOptions)[]>>;
export type OptionName = (typeof OPTION_GROUPS)[keyof typeof OPTION_GROUPS][number];

export function optionFormula(name: OptionName, options: OrchestrationOptions): ReactNode {
  switch (name) {
    case 'anchor':
    case 'gamma':
      return regulariser;
    case 'gradient':
      return options.gradient === 'network' ? gradientFormula : multilinearFormula;
    case 'gradientScale':
      return dualFormula;
    case 'stepSize':
      return math(mi('β'), inParentheses(tau), mo('='), STEPS[options.stepSize]);
    case 'projection':
      return projectionFormula(SETS[options.projection]);
    case 'iterations':
      return bytesFormula;
    case 'horizon':
      return horizonFormula;
    case 'readOut':
      return READ_OUTS[options.readOut];
    case 'sweeps':
      return sweepFormula;
  }
}

/** What a rival computes before it speaks, as far as one line of mathematics says it. */
import type { ReactNode } from 'react';
import { math, mi, mo, mrow, msub, msubsup, mtext, munder } from '../../../components/mathml.ts';
import type { EntryKey } from './rivalText.ts';

const n = mi('n');
const i = mi('i');
const k = mi('k');
const paren = (...inside: ReactNode[]) => mrow(mo('('), ...inside, mo(')'));
const arrow = (from: ReactNode, to: ReactNode) => msub(mi('m'), mrow(from, mo('→'), to));
const qOf = (...inside: ReactNode[]) => mrow(msub(mi('Q'), n), paren(...inside));
const level = msub(mi('a'), i);
const best = (of: ReactNode, ...rest: ReactNode[]) =>
  mrow(munder(mtext('max'), of), mo('['), ...rest, mo(']'));

const maxPlus = math(
  arrow(n, i),
  paren(k),
  mo('='),
  best(
    mrow(mi('a'), mo(':'), level, mo('='), k),
    qOf(mi('a')),
    mo('+'),
    munder(mo('∑'), mrow(mi('j'), mo('≠'), i)),
    arrow(mi('j'), n),
    paren(msub(mi('a'), mi('j'))),
  ),
);
const ownBest = math(
  level,
  mo('←'),
  mrow(
    munder(mtext('argmax'), k),
    munder(mo('∑'), n),
    qOf(k, mo(','), msub(mi('a'), mrow(mo('−'), i))),
  ),
);
const tracking = math(
  msubsup(mi('y'), n, mtext('new')),
  mo('='),
  munder(mo('∑'), mi('j')),
  msub(mi('W'), mrow(n, mi('j'))),
  msub(mi('y'), mi('j')),
  mo('+'),
  msubsup(mi('g'), n, mtext('new')),
  mo('−'),
  msubsup(mi('g'), n, mtext('old')),
);
const update = math(
  msub(mi('z'), n),
  mo('←'),
  munder(mo('∑'), mi('j')),
  msub(mi('W'), mrow(n, mi('j'))),
  msub(mi('z'), mi('j')),
  mo('+'),
  msub(mi('g'), n),
);
const exact = math(mrow(munder(mtext('max'), mi('a')), munder(mo('∑'), n), qOf(mi('a'))));
const alone = math(best(mi('a'), qOf(mi('a'))));

export const rivalFormulas: Readonly<Partial<Record<EntryKey, ReactNode>>> = {
  maDql: alone,
  greedySweeps: ownBest,
  dsa: ownBest,
  maxPlus,
  maxPlusLean: maxPlus,
  gradientTracking: tracking,
  n2o: update,
  n2oSweep: update,
  n2oBest: update,
  n2oMultilinear: update,
  exactP2: exact,
};

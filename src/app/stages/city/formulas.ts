/** The formula behind each number of a server, for both kinds of scenario. */
import type { ReactNode } from 'react';
import type { ScenarioKind } from '../../../world/scenario.ts';
import { math, mfrac, mi, mn, mo, mrow, msub, mtext, munder } from '../../components/mathml.ts';

export type ServerNumber =
  | 'load'
  | 'capacity'
  | 'processed'
  | 'computationDelay'
  | 'estimatedDelay'
  | 'usersInRange'
  | 'spectrum'
  | 'price'
  | 'reward';

const n = mi('n');
const ofServer = (name: string) => msub(mi(name), n);
const a = ofServer('a');
const w = ofServer('w');
const f = ofServer('f');
const p = ofServer('p');
const e = ofServer('e');
const u = mi('u');
const delay = msub(mi('d'), mtext('comp'));
const transmission = msub(mi('d'), mtext('tx'));
const cloud = mi('D');

const paper: Readonly<Partial<Record<ServerNumber, ReactNode>>> = {
  load: math(
    w,
    mo('='),
    munder(mo('∑'), mtext('users')),
    mtext('tasks'),
    mo('·'),
    mtext('share sent here'),
  ),
  capacity: math(u, mo('·'), a),
  processed: math(
    f,
    mo('='),
    mi('min'),
    mo('('),
    mn(1),
    mo(','),
    mfrac(mrow(mi('η'), mo('·'), u, mo('·'), a), w),
    mo(')'),
  ),
  computationDelay: math(
    delay,
    mo('='),
    mfrac(mrow(msub(mi('d'), mn(1)), mo('·'), u), mrow(u, mo('·'), a, mo('−'), f, mo('·'), w)),
  ),
  estimatedDelay: math(
    mtext('est'),
    mo('←'),
    mo('('),
    mn(1),
    mo('−'),
    mi('β'),
    mo(')'),
    mtext('est'),
    mo('+'),
    mi('β'),
    mo('·'),
    e,
    mo('·'),
    a,
  ),
  reward: math(
    ofServer('r'),
    mo('='),
    mi('v'),
    munder(mo('∑'), mtext('processed tasks')),
    mo('('),
    cloud,
    mo('−'),
    delay,
    mo('−'),
    transmission,
    mo(')'),
    mo('−'),
    p,
    mo('·'),
    a,
  ),
};

const released: Readonly<Partial<Record<ServerNumber, ReactNode>>> = {
  load: math(w, mo('='), munder(mo('∑'), mtext('users connected')), mtext('tasks')),
  capacity: paper.capacity,
  computationDelay: math(
    delay,
    mo('='),
    mfrac(mn(1), mrow(mi('max'), mo('('), u, mo('·'), a, mo('−'), w, mo(','), mn(0.2), mo(')'))),
  ),
  reward: math(
    ofServer('r'),
    mo('='),
    mi('s'),
    mo('('),
    mo('('),
    mi('V'),
    mo('−'),
    mi('λ'),
    mo('·'),
    mtext('delay'),
    mo(')'),
    w,
    mo('−'),
    a,
    mo('·'),
    p,
    mo(')'),
  ),
};

/** Formula of a number, as MathML; undefined where it is simply drawn or counted. */
export function formulaOf(kind: ScenarioKind, number: ServerNumber): ReactNode {
  return (kind === 'paper' ? paper : released)[number];
}

/** The letters of the model, as MathML; the same in every formula and beside every input. */
import type { ReactNode } from 'react';
import { mi, mn, mo, mrow, msub, mtext } from '../../../components/mathml.ts';

const n = mi('n');
const ofServer = (letter: string) => msub(mi(letter), n);

export const decision = ofServer('a');
export const load = ofServer('w');
export const processed = ofServer('f');
export const price = ofServer('p');
export const spectrum = ofServer('B');
export const inRange = ofServer('M');
export const experience = ofServer('e');
export const estimate = msub(mtext('est'), n);
export const reward = ofServer('r');
export const observation = ofServer('o');
export const computation = msub(mi('d'), mtext('comp'));
export const transmission = msub(mi('d'), mtext('tx'));
export const delayOf = (server: ReactNode) => msub(mtext('delay'), server);
export const delay = delayOf(n);
export const serviceRate = mi('u');
export const admission = mi('η');
export const unitDelay = msub(mi('d'), mn(1));
export const cloudDelay = mi('D');
export const valueOfDelay = mi('v');
export const weight = mi('β');
export const recovery = mi('ρ');
export const taskSize = mi('s');
export const maximumDelay = msub(mi('d'), mtext('max'));
export const snr = mtext('SNR');
export const temperature = mi('T');
export const cost = ofServer('c');
export const share = ofServer('φ');
export const chance = ofServer('P');
export const tasks = mi('x');
export const expectedTasks = mi('λ');
export const table = mi('τ');
export const demandScale = mi('κ');
export const radius = mi('R');
export const distance = mi('ℓ');
export const time = mi('t');
export const slotsPerDay = msub(mi('t'), mtext('day'));
export const taskValue = mi('V');
export const delayWeight = mi('λ');
export const rewardScale = mi('s');
export const surge = mi('g');
export const lowest = (of: ReactNode) => msub(of, mtext('min'));
export const highest = (of: ReactNode) => msub(of, mtext('max'));
export const mean = mi('μ');
export const deviation = mi('σ');

/** Operators that every formula needs. */
export const equals = mo('=');
export const times = mo('·');
export const minus = mo('−');
export const plus = mo('+');
export const comma = mo(',');
export const tilde = mo('∼');
export const becomes = mo('←');
export const sum = mo('∑');
export const open = mo('(');
export const close = mo(')');
/** A function of its arguments: max(a, b). */
export const call = (name: string, ...of: readonly ReactNode[]) =>
  mrow(
    mi(name),
    open,
    ...of.flatMap((each, index) => (index === 0 ? [each] : [comma, each])),
    close,
  );

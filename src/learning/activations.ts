/**
 * Activation functions of the networks. The default, algebraic SiLU, needs only + - * / and sqrt,
 * which every engine rounds alike; the others take exp from the project's own elementary functions.
 */
import { logistic, tanh } from '../elementary.ts';
import { ACTIVATIONS, type Activation } from './configuration.ts';

/** An activation as a small whole number, for inner loops: its place in ACTIVATIONS. */
export type ActivationCode = number;
/** Code of no activation at all: the output layer, and layers whose raw sums are wanted. */
export const LINEAR: ActivationCode = -1;
const ALGEBRAIC_SILU: ActivationCode = ACTIVATIONS.indexOf('algebraicSilu');
const RELU: ActivationCode = ACTIVATIONS.indexOf('relu');
const SILU: ActivationCode = ACTIVATIONS.indexOf('silu');

/** The code of an activation. */
export function activationCode(activation: Activation): ActivationCode {
  return ACTIVATIONS.indexOf(activation);
}

/** The activation at x. Small, so that the compiler can put it into the loops that call it. */
export function activate(code: ActivationCode, x: number): number {
  if (code === ALGEBRAIC_SILU) return 0.5 * x * (1 + x / Math.sqrt(1 + x * x));
  if (code === RELU) return Math.max(x, 0);
  if (code === LINEAR) return x;
  return code === SILU ? x * logistic(x) : tanh(x);
}

/** Derivative of the activation at x; for ReLU 0 at the kink. */
export function activationSlope(code: ActivationCode, x: number): number {
  if (code === ALGEBRAIC_SILU) {
    const square = 1 + x * x;
    const ratio = x / Math.sqrt(square);
    return 0.5 * (1 + ratio + ratio / square);
  }
  if (code === RELU) return x > 0 ? 1 : 0;
  if (code === LINEAR) return 1;
  if (code === SILU) {
    const share = logistic(x);
    return share * (1 + x * (1 - share));
  }
  const value = tanh(x);
  return 1 - value * value;
}

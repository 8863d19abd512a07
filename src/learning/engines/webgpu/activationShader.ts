/** Activation functions and their slopes in WGSL. */
import type { Activation } from '../../configuration.ts';

/** For T = f32 or vec4f: the literals are turned into it by the language. */
const BODIES: Readonly<Record<Activation, { readonly value: string; readonly slope: string }>> = {
  algebraicSilu: {
    value: 'return 0.5 * x * (1.0 + x * inverseSqrt(1.0 + x * x));',
    slope: `let inverse = inverseSqrt(1.0 + x * x);
  let ratio = x * inverse;
  return 0.5 * (1.0 + ratio + ratio * inverse * inverse);`,
  },
  relu: {
    value: 'return max(x, T());',
    slope: 'return select(0.0, 1.0, x > 0.0);',
  },
  silu: {
    value: 'return x * logistic(x);',
    slope: `let share = logistic(x);
  return share * (1.0 + x * (1.0 - share));`,
  },
  // The language's own tanh may be off by 5e-4.
  tanh: {
    value: 'return 2.0 * logistic(2.0 * x) - 1.0;',
    slope: `let value = activate(x);
  return 1.0 - value * value;`,
  },
};

/** `activate` for one number, or for four with `type` vec4f. exp is kept from overflowing. */
export function activationShader(activation: Activation, type: 'f32' | 'vec4f'): string {
  return /* wgsl */ `
alias T = ${type};
fn logistic(x: T) -> T {
  return 1.0 / (1.0 + exp(min(-x, T(80.0))));
}
fn activate(x: T) -> T {
  ${BODIES[activation].value}
}`;
}

/** `slope`, the derivative of `activate` for one number; for ReLU 0 at the kink. */
export function slopeShader(activation: Activation): string {
  return /* wgsl */ `
fn slope(x: f32) -> f32 {
  ${BODIES[activation].slope}
}`;
}

/**
 * How much an activation can bend on an interval: bounds of its slope and of its second and third
 * derivative, for enclosures of networks (affineGradient.ts). Each is an upper bound, not the value.
 */
import { exp } from '../elementary.ts';
import { type ActivationCode, activationCode } from './activations.ts';

const ALGEBRAIC_SILU = activationCode('algebraicSilu');
const SILU = activationCode('silu');

/** What an activation's slope lies between, whatever the sum. */
export interface SlopeRange {
  readonly least: number;
  readonly most: number;
}

/** Outward by at least as much as the digits below are rounded. */
const RANGES = {
  algebraicSilu: { least: -0.0443311, most: 1.0443311 },
  silu: { least: -0.0998394, most: 1.0998394 },
  relu: { least: 0, most: 1 },
  tanh: { least: 0, most: 1 },
} as const;

/** The range of an activation's slope. */
export function slopeRange(activation: keyof typeof RANGES): SlopeRange {
  return RANGES[activation];
}

/** Covers the rounding of the formulas below. */
const OUTWARD = 1 + 1e-12;

/** Largest |f''| where |x| >= `least`; for smooth activations only. */
export function curvatureBound(code: ActivationCode, least: number): number {
  if (code === ALGEBRAIC_SILU) {
    // |2 - x^2| / (2 q^5) <= (q^2 + 1) / (2 q^5), q^2 = 1 + x^2, falling.
    const square = 1 + least * least;
    return (OUTWARD * (0.5 * (square + 1))) / (square * square * Math.sqrt(square));
  }
  if (code === SILU) {
    // p |2 + x (1 - 2 s)|, p = s (1 - s) <= e^-|x|; 0.5 at 0.
    return OUTWARD * Math.min(0.5, exp(-least) * (2 + least));
  }
  // tanh: 2 |t| (1 - t^2), 1 - t^2 <= 4 e^(-2 |x|); 4 / (3 sqrt 3) at most.
  return OUTWARD * Math.min(0.7698004, 8 * exp(-2 * least));
}

/** Largest |f'''| where `least` <= |x| <= `most`; for smooth activations only. */
export function jerkBound(code: ActivationCode, least: number, most: number): number {
  if (code === ALGEBRAIC_SILU) {
    // 1.5 |x| |x^2 - 4| / q^7 <= 1.5 (q^2 + 3) / q^6, falling; and 6 |x| near 0.
    const square = 1 + least * least;
    const tail = (1.5 * (square + 3)) / (square * square * square);
    return OUTWARD * Math.min(1.371405, 6 * most, tail);
  }
  if (code === SILU) {
    // |3 p (1 - 2 s) + x p (1 - 6 p)|, and |p''| <= e^-|x|.
    return OUTWARD * Math.min(0.3085, exp(-least) * (3 + least));
  }
  return OUTWARD * Math.min(2, 16 * exp(-2 * least));
}

/** f'' of a smooth activation at x. */
export function activationCurvature(code: ActivationCode, x: number): number {
  if (code === ALGEBRAIC_SILU) {
    const square = 1 + x * x;
    return (0.5 * (2 - x * x)) / (square * square * Math.sqrt(square));
  }
  if (code === SILU) {
    const power = exp(-Math.abs(x));
    const share = 1 / (1 + power);
    // (1 - 2 s) x is even, s (1 - s) too.
    return share * (1 - share) * (2 + Math.abs(x) * (1 - 2 * share));
  }
  const power = exp(-2 * Math.abs(x));
  const value = (1 - power) / (1 + power);
  const curvature = -2 * value * (1 - value * value);
  return x < 0 ? -curvature : curvature;
}

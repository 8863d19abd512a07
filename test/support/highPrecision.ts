/** e^x and ln x to 300 binary digits, in whole numbers: what the core's functions are held against. */

const BITS = 300n;
const ONE = 1n << BITS;

/** A double, exactly, as a fraction of 2^-300 after multiplication by 2^shift. */
function exactly(x: number, shift = 0): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const pattern = view.getBigUint64(0);
  const biased = Number((pattern >> 52n) & 0x7ffn);
  const fraction = pattern & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  const power = BigInt(Math.max(biased, 1) - 1075 + shift) + BITS;
  const size = power >= 0n ? mantissa << power : mantissa >> -power;
  return pattern >> 63n ? -size : size;
}

const LN2 = (() => {
  let sum = 0n;
  for (let k = 1n; k < 310n; k++) sum += ONE / (k << k);
  return sum;
})();

/** e^rest for |rest| < 1. */
function exponentialSeries(rest: bigint): bigint {
  let term = ONE;
  let sum = ONE;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    term = (term * rest) / ONE / k;
    sum += term;
  }
  return sum;
}

/** A value 2^power * significand / 2^300. */
interface Precise {
  readonly significand: bigint;
  readonly power: number;
}

export function preciseExp(x: number): Precise {
  const exact = exactly(x);
  const power = exact / LN2;
  return { significand: exponentialSeries(exact - power * LN2), power: Number(power) };
}

export function preciseLog(x: number): Precise {
  const power = Math.floor(Math.log2(x));
  const mantissa = exactly(x, -power);
  // ln m = 2 artanh((m - 1) / (m + 1))
  const ratio = ((mantissa - ONE) * ONE) / (mantissa + ONE);
  const square = (ratio * ratio) / ONE;
  let term = ratio;
  let sum = 0n;
  for (let k = 1n; term !== 0n && term !== -1n; k += 2n) {
    sum += term / k;
    term = (term * square) / ONE;
  }
  return { significand: 2n * sum + BigInt(power) * LN2, power: 0 };
}

/** (e^2x - 1) / (e^2x + 1), for |x| below 100. */
export function preciseTanh(x: number): Precise {
  const { significand, power } = preciseExp(2 * x);
  const value = power >= 0 ? significand << BigInt(power) : significand >> BigInt(-power);
  return { significand: ((value - ONE) * ONE) / (value + ONE), power: 0 };
}

/** 1 / (1 + e^-x), for |x| below 100. */
export function preciseLogistic(x: number): Precise {
  const { significand, power } = preciseExp(-x);
  const value = power >= 0 ? significand << BigInt(power) : significand >> BigInt(-power);
  return { significand: (ONE * ONE) / (ONE + value), power: 0 };
}

/** Distance of a double from the true value, in units of the double's last place. */
export function ulpsOff(found: number, { significand, power }: Precise): number {
  const size = Math.abs(found);
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const place = Math.max(Number((view.getBigUint64(0) >> 52n) & 0x7ffn), 1) - 1075;
  const difference = exactly(found, -power) - significand;
  const unit = BigInt(place - power) + BITS;
  // Two guard digits of 2^-20 keep the quotient a readable number.
  return Math.abs(Number((difference << 20n) >> unit)) / 1048576;
}

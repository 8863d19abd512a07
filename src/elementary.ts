/**
 * Exponential, logarithm and their relatives in plain IEEE arithmetic (+ - * / and tables).
 * `Math.exp` and its kind may differ in the last bit between browsers; these do not, so a run is
 * bit-identical everywhere. Errors stay below one unit in the last place (two for
 * `logistic`, 1.1 for subnormal results).
 */

/** 2^(j/32), j = 0..31, rounded to a double. */
const ROOT_HIGH = new Float64Array([
  1,
  1.0218971486541166,
  1.0442737824274138,
  1.0671404006768237,
  1.0905077326652577,
  1.1143867425958924,
  1.1387886347566916,
  1.1637248587775775,
  1.189207115002721,
  1.215247359980469,
  1.241857812073484,
  1.2690509571917332,
  1.2968395546510096,
  1.3252366431597413,
  1.3542555469368927,
  1.383909881963832,
  Math.SQRT2,
  1.4451808069770467,
  1.4768261459394993,
  1.5091644275934228,
  1.5422108254079407,
  1.5759808451078865,
  1.6104903319492543,
  1.645755478153965,
  1.681792830507429,
  1.718619298122478,
  1.7562521603732995,
  1.7947090750031072,
  1.8340080864093424,
  1.8741676341103,
  1.9152065613971474,
  1.9571441241754002,
]);
/** What rounding took off 2^(j/32). */
const ROOT_LOW = new Float64Array([
  0, 5.109225028973444e-17, 8.551889705537965e-17, -7.899853966841582e-17, -3.046782079812471e-17,
  1.0410278456845571e-16, 8.912812676025408e-17, 3.8292048369240935e-17, 3.982015231465646e-17,
  -7.712630692681488e-17, 4.658027591836937e-17, 2.667932131342186e-18, 2.5382502794888315e-17,
  -2.8587312100388614e-17, 7.70094837980299e-17, -6.770511658794786e-17, -9.667293313452913e-17,
  -3.0237581349939873e-17, -3.483994556892796e-17, -1.016455327754295e-16, 7.949834809697621e-17,
  -1.0136916471278304e-17, 2.4707192569797888e-17, -1.0125679913674773e-16, 8.199010020581497e-17,
  -1.851380418263111e-17, 2.960140695448873e-17, 1.8227458427912087e-17, 3.283107224245627e-17,
  -6.122763413004143e-17, -1.0619946056195963e-16, 8.960767791036668e-17,
]);

/** ln 2 in two parts: the first has 33 bits, so that whole multiples of it are exact. */
const LN2_HIGH = 0.6931471804855391;
const LN2_LOW = 7.440617110012397e-11;
const STEP_HIGH = LN2_HIGH / 32;
const STEP_LOW = LN2_LOW / 32;
const STEPS_PER_UNIT = 46.16624130844683;
const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_TO_54 = 18014398509481984;

/** 2^k for k = -1022..1023 at index k + 1022. */
const POWERS_OF_TWO = new Float64Array(2046);
for (let index = 0, power = SMALLEST_NORMAL; index < 2046; index++, power *= 2) {
  POWERS_OF_TWO[index] = power;
}

const bits = new DataView(new ArrayBuffer(8));

/** x times x: the power operator may round differently between browsers. */
export function square(x: number): number {
  return x * x;
}

/** e^x. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019412) return 0;
  if (Number.isNaN(x)) return x;
  // x = steps * ln2 / 32 + rest, |rest| <= ln2 / 64.
  const steps = Math.floor(x * STEPS_PER_UNIT + 0.5);
  const rest = x - steps * STEP_HIGH - steps * STEP_LOW;
  const series =
    rest +
    rest *
      rest *
      (1 / 2 +
        rest * (1 / 6 + rest * (1 / 24 + rest * (1 / 120 + rest * (1 / 720 + rest / 5040)))));
  const root = steps & 31;
  const high = ROOT_HIGH[root]!;
  const value = high + (ROOT_LOW[root]! + high * series);
  const power = (steps - root) / 32;
  if (power < -1021) return value * POWERS_OF_TWO[power + 54 + 1022]! * (1 / TWO_TO_54);
  if (power > 1023) return value * 2 * POWERS_OF_TWO[2045]!;
  return value * POWERS_OF_TWO[power + 1022]!;
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let power = 0;
  let scaled = x;
  if (x < SMALLEST_NORMAL) {
    scaled = x * TWO_TO_54;
    power = -54;
  }
  bits.setFloat64(0, scaled);
  const top = bits.getUint32(0);
  power += (top >>> 20) - 1023;
  bits.setUint32(0, (top & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    power += 1;
  }
  // log(1 + f) = f - f^2/2 + s (f^2/2 + tail(s^2)), s = f / (2 + f), |s| < 0.172.
  const f = mantissa - 1;
  const s = f / (2 + f);
  const z = s * s;
  const halfSquare = 0.5 * f * f;
  const w = z * z;
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19 + w * (2 / 23))))));
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  const correction = s * (halfSquare + (odd + even));
  if (power === 0) return f - (halfSquare - correction);
  return power * LN2_HIGH - (halfSquare - (correction + power * LN2_LOW) - f);
}

/** 1 / (1 + e^-x). */
export function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const power = exp(x);
  return power / (1 + power);
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.75) {
    // Lambert's continued fraction, nine levels deep, written as x - x * p(z) / q(z).
    const z = x * x;
    const p = z * (11486475 + z * (810810 + z * (12870 + z * 44)));
    const q = 34459425 + z * (16216200 + z * (945945 + z * (13860 + z * 45)));
    return x - (x * p) / q;
  }
  if (!(size < 22)) return Number.isNaN(x) ? x : x < 0 ? -1 : 1;
  const value = 1 - 2 / (exp(2 * size) + 1);
  return x < 0 ? -value : value;
}

/**
 * Centralised DQL in single precision. Networks are wide here, so arrays are laid out for whole
 * vectors: values as [unit][column], a column a sample, columns in multiples of eight; weights as
 * [unit][input]. Every sum runs over its terms in one order whatever is computed beside it. Strides
 * are bytes.
 */

/** A first moment below this moves no parameter; below 1.2e-38 arithmetic would be a hundred times slower. */
const SMALLEST_MOMENT: f32 = 1e-30;
/** Its root is nothing beside the 1e-7 that is added to it. */
const SMALLEST_SQUARE: f32 = 1e-36;

/**
 * target[row][column] = bias[row] + sum over k of left[row][k] right[k][column].
 *
 * @param left entry (row, k) at row * leftRow + k * leftStep
 * @param width columns
 * @param biases 0 for none
 */
export function multiply(
  left: usize,
  leftRow: usize,
  leftStep: usize,
  depth: i32,
  right: usize,
  target: usize,
  rows: i32,
  width: i32,
  biases: usize,
): void {
  const stride = <usize>width << 2;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const from = left + <usize>row * leftRow;
    const to = target + <usize>row * stride;
    const bias = biases == 0 ? 0 : biases + (<usize>row << 2);
    let column = 0;
    for (; column + 7 < width; column += 8) {
      const at = <usize>column << 2;
      fourRows(from, leftRow, leftStep, depth, right + at, stride, to + at, bias);
    }
    for (; column < width; column++) {
      const at = <usize>column << 2;
      for (let lane: usize = 0; lane < 4; lane++) {
        const own = bias == 0 ? 0 : bias + (lane << 2);
        single(from + lane * leftRow, leftStep, depth, right + at, stride, to + lane * stride + at, own);
      }
    }
  }
  for (; row < rows; row++) {
    const from = left + <usize>row * leftRow;
    const to = target + <usize>row * stride;
    const bias = biases == 0 ? 0 : biases + (<usize>row << 2);
    for (let column = 0; column < width; column++) {
      const at = <usize>column << 2;
      single(from, leftStep, depth, right + at, stride, to + at, bias);
    }
  }
}

@inline
function start(bias: usize, lane: usize): v128 {
  return bias == 0 ? f32x4.splat(0) : v128.load32_splat(bias + (lane << 2));
}

/** Four rows at eight columns. */
@inline
function fourRows(
  from: usize,
  row: usize,
  step: usize,
  depth: i32,
  right: usize,
  stride: usize,
  to: usize,
  bias: usize,
): void {
  let a0 = start(bias, 0);
  let b0 = start(bias, 1);
  let c0 = start(bias, 2);
  let d0 = start(bias, 3);
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  let a = from;
  let b = from + row;
  let c = b + row;
  let d = c + row;
  for (let k = 0; k < depth; k++) {
    const x = v128.load(right, 0);
    const y = v128.load(right, 16);
    let factor = v128.load32_splat(a);
    a0 = f32x4.add(a0, f32x4.mul(factor, x));
    a1 = f32x4.add(a1, f32x4.mul(factor, y));
    factor = v128.load32_splat(b);
    b0 = f32x4.add(b0, f32x4.mul(factor, x));
    b1 = f32x4.add(b1, f32x4.mul(factor, y));
    factor = v128.load32_splat(c);
    c0 = f32x4.add(c0, f32x4.mul(factor, x));
    c1 = f32x4.add(c1, f32x4.mul(factor, y));
    factor = v128.load32_splat(d);
    d0 = f32x4.add(d0, f32x4.mul(factor, x));
    d1 = f32x4.add(d1, f32x4.mul(factor, y));
    a += step;
    b += step;
    c += step;
    d += step;
    right += stride;
  }
  v128.store(to, a0, 0);
  v128.store(to, a1, 16);
  to += stride;
  v128.store(to, b0, 0);
  v128.store(to, b1, 16);
  to += stride;
  v128.store(to, c0, 0);
  v128.store(to, c1, 16);
  to += stride;
  v128.store(to, d0, 0);
  v128.store(to, d1, 16);
}

function single(
  from: usize,
  step: usize,
  depth: i32,
  right: usize,
  stride: usize,
  to: usize,
  bias: usize,
): void {
  let sum: f32 = bias == 0 ? 0 : load<f32>(bias);
  for (let k = 0; k < depth; k++) {
    sum += load<f32>(from) * load<f32>(right);
    from += step;
    right += stride;
  }
  store<f32>(to, sum);
}

/**
 * Raises maxima[column] to the largest of the outputs from ... to - 1 there; NaN wins.
 *
 * @param weights of output 0; [output][depth]
 * @param values [depth][width], width in multiples of eight
 */
export function raiseMaxima(
  weights: usize,
  biases: usize,
  depth: i32,
  values: usize,
  width: i32,
  from: i32,
  to: i32,
  maxima: usize,
): void {
  const row = <usize>depth << 2;
  const stride = <usize>width << 2;
  for (let output = from; output < to; output += 4) {
    // The last four again where fewer are left: a maximum does not mind.
    const first = min(output, max(to - 4, 0));
    const left = min(to - first, 4);
    const place = weights + <usize>first * row;
    const bias = biases + (<usize>first << 2);
    const second = left > 1 ? row : 0;
    const third = left > 2 ? row : 0;
    const fourth = left > 3 ? row : 0;
    for (let at: usize = 0; at < stride; at += 32) {
      let a0 = v128.load32_splat(bias);
      let b0 = v128.load32_splat(bias + (left > 1 ? 4 : 0));
      let c0 = v128.load32_splat(bias + (left > 2 ? 8 : left > 1 ? 4 : 0));
      let d0 = v128.load32_splat(bias + (<usize>(left - 1) << 2));
      let a1 = a0;
      let b1 = b0;
      let c1 = c0;
      let d1 = d0;
      let a = place;
      let b = a + second;
      let c = b + third;
      let d = c + fourth;
      let right = values + at;
      for (const end = a + row; a < end; a += 4) {
        const x = v128.load(right, 0);
        const y = v128.load(right, 16);
        let factor = v128.load32_splat(a);
        a0 = f32x4.add(a0, f32x4.mul(factor, x));
        a1 = f32x4.add(a1, f32x4.mul(factor, y));
        factor = v128.load32_splat(b);
        b0 = f32x4.add(b0, f32x4.mul(factor, x));
        b1 = f32x4.add(b1, f32x4.mul(factor, y));
        factor = v128.load32_splat(c);
        c0 = f32x4.add(c0, f32x4.mul(factor, x));
        c1 = f32x4.add(c1, f32x4.mul(factor, y));
        factor = v128.load32_splat(d);
        d0 = f32x4.add(d0, f32x4.mul(factor, x));
        d1 = f32x4.add(d1, f32x4.mul(factor, y));
        b += 4;
        c += 4;
        d += 4;
        right += stride;
      }
      a0 = f32x4.max(f32x4.max(a0, b0), f32x4.max(c0, d0));
      a1 = f32x4.max(f32x4.max(a1, b1), f32x4.max(c1, d1));
      v128.store(maxima + at, f32x4.max(v128.load(maxima + at, 0), a0), 0);
      v128.store(maxima + at, f32x4.max(v128.load(maxima + at, 16), a1), 16);
    }
  }
}

/**
 * Goes on looking for the greatest of the outputs from ... to - 1 at one column of values.
 *
 * @param values [depth]
 * @param best the greatest value so far (f32) and its output (i32); the first of equal ones stays
 */
export function raiseGreatest(
  weights: usize,
  biases: usize,
  depth: i32,
  values: usize,
  from: i32,
  to: i32,
  best: usize,
): void {
  const row = <usize>depth << 2;
  const whole = <usize>(depth & ~3) << 2;
  let greatest = load<f32>(best);
  let place = weights + <usize>from * row;
  for (let output = from; output < to; output++) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    let k: usize = 0;
    for (; k + 16 < whole; k += 32) {
      low = f32x4.add(low, f32x4.mul(v128.load(place + k, 0), v128.load(values + k, 0)));
      high = f32x4.add(high, f32x4.mul(v128.load(place + k, 16), v128.load(values + k, 16)));
    }
    if (k < whole) low = f32x4.add(low, f32x4.mul(v128.load(place + k), v128.load(values + k)));
    low = f32x4.add(low, high);
    let sum: f32 =
      f32x4.extract_lane(low, 0) +
      f32x4.extract_lane(low, 1) +
      (f32x4.extract_lane(low, 2) + f32x4.extract_lane(low, 3));
    for (k = whole; k < row; k += 4) sum += load<f32>(place + k) * load<f32>(values + k);
    sum += load<f32>(biases + (<usize>output << 2));
    if (sum > greatest) {
      greatest = sum;
      store<f32>(best, sum);
      store<i32>(best, output, 4);
    }
    place += row;
  }
}

/** target[column][row] of source[row][column]. */
export function transpose(source: usize, rows: i32, columns: i32, target: usize): void {
  for (let row = 0; row < rows; row++) {
    let to = target + (<usize>row << 2);
    for (let column = 0; column < columns; column++) {
      store<f32>(to, load<f32>(source));
      source += 4;
      to += <usize>rows << 2;
    }
  }
}

/**
 * e^x of numbers within [-87, 87], by 2^n times a polynomial (Cephes' expf); within two units in the
 * last place. Only + - * and whole numbers, so that every browser comes to the same bits.
 */
@inline
function exponential(x: v128): v128 {
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.mul(f32x4.mul(p, r), r), f32x4.add(r, f32x4.splat(1)));
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127));
  return f32x4.mul(p, i32x4.shl(exponent, 23));
}

/** 1 / (1 + e^-x). */
@inline
function logistic(x: v128): v128 {
  const one = f32x4.splat(1);
  const within = f32x4.max(f32x4.min(f32x4.neg(x), f32x4.splat(87)), f32x4.splat(-87));
  return f32x4.div(one, f32x4.add(one, exponential(within)));
}

/**
 * Values and slopes of `count` sums, in whole vectors.
 *
 * @param code place of the activation in ACTIVATIONS: algebraicSilu, relu, silu, tanh
 * @param slopes 0 where none are wanted
 */
export function activateAll(
  code: i32,
  sums: usize,
  values: usize,
  slopes: usize,
  count: i32,
): void {
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  const zero = f32x4.splat(0);
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 16) {
    const x = v128.load(sums + i);
    let value = x;
    let slope = one;
    if (code == 0) {
      const square = f32x4.add(one, f32x4.mul(x, x));
      const ratio = f32x4.div(x, f32x4.sqrt(square));
      value = f32x4.mul(f32x4.mul(half, x), f32x4.add(one, ratio));
      slope = f32x4.mul(half, f32x4.add(f32x4.add(one, ratio), f32x4.div(ratio, square)));
    } else if (code == 1) {
      value = f32x4.max(x, zero);
      slope = v128.and(f32x4.gt(x, zero), one);
    } else if (code == 2) {
      const share = logistic(x);
      value = f32x4.mul(x, share);
      slope = f32x4.mul(share, f32x4.add(one, f32x4.mul(x, f32x4.sub(one, share))));
    } else {
      const twice = f32x4.add(x, x);
      const share = logistic(twice);
      value = f32x4.sub(f32x4.add(share, share), one);
      slope = f32x4.sub(one, f32x4.mul(value, value));
    }
    v128.store(values + i, value);
    if (slopes != 0) v128.store(slopes + i, slope);
  }
}

/** target[i] *= factors[i], in whole vectors. */
export function scaleAll(target: usize, factors: usize, count: i32): void {
  for (let i: usize = 0, end = <usize>count << 2; i < end; i += 16) {
    v128.store(target + i, f32x4.mul(v128.load(target + i), v128.load(factors + i)));
  }
}

/** target[row] = sum of a row; width in multiples of four. */
export function sumRows(source: usize, rows: i32, width: i32, target: usize): void {
  for (let row = 0; row < rows; row++) {
    let sum = f32x4.splat(0);
    for (let column = 0; column < width; column += 4) {
      sum = f32x4.add(sum, v128.load(source));
      source += 16;
    }
    const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    const high = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    store<f32>(target + (<usize>row << 2), low + high);
  }
}

/** Sum of squares of `count` numbers, added up in double precision. */
export function sumOfSquares(source: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = source + (<usize>count << 2);
  for (; source + 12 < end; source += 16) {
    const x = v128.load(source);
    const one = f64x2.promote_low_f32x4(x);
    const two = f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(one, one));
    high = f64x2.add(high, f64x2.mul(two, two));
  }
  low = f64x2.add(low, high);
  let sum = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  for (; source < end; source += 4) {
    const x = <f64>load<f32>(source);
    sum += x * x;
  }
  return sum;
}

/**
 * One step of Adam on `count` numbers of each array: p -= rate * m / (sqrt(v) + 1e-7).
 *
 * @param gradient 0 where it is nothing but zeros
 * @param rate learning rate times the bias correction
 * @param scale factor of the gradient (from the global-norm clip)
 */
export function adamSingle(
  parameters: usize,
  gradient: usize,
  firstMoments: usize,
  secondMoments: usize,
  count: i32,
  rate: f32,
  scale: f32,
): void {
  const end = <usize>count << 2;
  const rest = end & 15;
  const whole = end - rest;
  if (gradient == 0) {
    for (let i: usize = 0; i < whole; i += 16) {
      let first = v128.load(firstMoments + i);
      let second = v128.load(secondMoments + i);
      first = decayed(first, 0.9, SMALLEST_MOMENT);
      second = decayed(second, 0.999, SMALLEST_SQUARE);
      v128.store(firstMoments + i, first);
      v128.store(secondMoments + i, second);
      v128.store(parameters + i, moved(v128.load(parameters + i), first, second, rate));
    }
    if (rest == 0) return;
  } else {
    for (let i: usize = 0; i < whole; i += 16) {
      const slope = f32x4.mul(v128.load(gradient + i), f32x4.splat(scale));
      const first = firstMoment(v128.load(firstMoments + i), slope);
      const second = secondMoment(v128.load(secondMoments + i), slope);
      v128.store(firstMoments + i, first);
      v128.store(secondMoments + i, second);
      v128.store(parameters + i, moved(v128.load(parameters + i), first, second, rate));
    }
  }
  // One number at a time in the first lane, by the same operations.
  for (let i = whole; i < end; i += 4) {
    const raw = gradient == 0 ? f32x4.splat(0) : v128.load32_splat(gradient + i);
    const slope = f32x4.mul(raw, f32x4.splat(scale));
    const first = firstMoment(v128.load32_splat(firstMoments + i), slope);
    const second = secondMoment(v128.load32_splat(secondMoments + i), slope);
    const parameter = moved(v128.load32_splat(parameters + i), first, second, rate);
    store<f32>(firstMoments + i, f32x4.extract_lane(first, 0));
    store<f32>(secondMoments + i, f32x4.extract_lane(second, 0));
    store<f32>(parameters + i, f32x4.extract_lane(parameter, 0));
  }
}

@inline
function flushed(x: v128, smallest: f32): v128 {
  return v128.and(x, f32x4.ge(f32x4.abs(x), f32x4.splat(smallest)));
}

@inline
function decayed(moment: v128, decay: f32, smallest: f32): v128 {
  return flushed(f32x4.mul(f32x4.splat(decay), moment), smallest);
}

@inline
function firstMoment(moment: v128, slope: v128): v128 {
  const old = f32x4.mul(f32x4.splat(0.9), moment);
  return flushed(f32x4.add(old, f32x4.mul(f32x4.splat(0.1), slope)), SMALLEST_MOMENT);
}

@inline
function secondMoment(moment: v128, slope: v128): v128 {
  const old = f32x4.mul(f32x4.splat(0.999), moment);
  const share = f32x4.mul(f32x4.mul(f32x4.splat(0.001), slope), slope);
  return flushed(f32x4.add(old, share), SMALLEST_SQUARE);
}

@inline
function moved(parameter: v128, first: v128, second: v128, rate: f32): v128 {
  const divisor = f32x4.add(f32x4.sqrt(second), f32x4.splat(1e-7));
  return f32x4.sub(parameter, f32x4.div(f32x4.mul(f32x4.splat(rate), first), divisor));
}

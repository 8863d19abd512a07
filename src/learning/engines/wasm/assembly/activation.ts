/** The two activations that need only + - * / and the root, which every processor rounds alike. */
export const RELU: i32 = 1;

/** Four values in single precision. */
@inline
export function activate(code: i32, x: v128): v128 {
  if (code == RELU) return f32x4.pmax(x, f32x4.splat(0));
  const one = f32x4.splat(1);
  const ratio = f32x4.div(x, f32x4.sqrt(f32x4.add(one, f32x4.mul(x, x))));
  return f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), f32x4.add(one, ratio));
}

/** Two values in double precision, in the order of operations of activations.ts. */
@inline
export function activateValue(code: i32, x: v128): v128 {
  const zero = f64x2.splat(0);
  // The sum makes +0 of -0, as Math.max does.
  if (code == RELU) return f64x2.add(f64x2.pmax(x, zero), zero);
  const one = f64x2.splat(1);
  const ratio = f64x2.div(x, f64x2.sqrt(f64x2.add(one, f64x2.mul(x, x))));
  return f64x2.mul(f64x2.mul(f64x2.splat(0.5), x), f64x2.add(one, ratio));
}

/** Two values in double precision, and the slopes there, in the order of operations of activations.ts. */
@inline
export function activateWithSlope(code: i32, x: v128, value: usize, slope: usize): void {
  const one = f64x2.splat(1);
  if (code == RELU) {
    const zero = f64x2.splat(0);
    // The sum makes +0 of -0, as Math.max does.
    v128.store(value, f64x2.add(f64x2.pmax(x, zero), zero));
    v128.store(slope, v128.and(f64x2.gt(x, zero), one));
    return;
  }
  const half = f64x2.splat(0.5);
  const square = f64x2.add(one, f64x2.mul(x, x));
  const ratio = f64x2.div(x, f64x2.sqrt(square));
  v128.store(value, f64x2.mul(f64x2.mul(half, x), f64x2.add(one, ratio)));
  const sum = f64x2.add(f64x2.add(one, ratio), f64x2.div(ratio, square));
  v128.store(slope, f64x2.mul(half, sum));
}

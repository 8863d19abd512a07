/**
 * How many multiply-adds this processor makes with four lanes: twelve sums that nothing else waits
 * for, all in registers. 96 operations a round.
 */
export function peak(rounds: i32): f32 {
  const factor = f32x4.splat(0.999);
  const summand = f32x4.splat(0.001);
  let a = f32x4.splat(0);
  let b = f32x4.splat(1);
  let c = f32x4.splat(2);
  let d = f32x4.splat(3);
  let e = f32x4.splat(4);
  let f = f32x4.splat(5);
  let g = f32x4.splat(6);
  let h = f32x4.splat(7);
  let i = f32x4.splat(8);
  let j = f32x4.splat(9);
  let k = f32x4.splat(10);
  let l = f32x4.splat(11);
  for (let round = 0; round < rounds; round++) {
    a = f32x4.add(f32x4.mul(a, factor), summand);
    b = f32x4.add(f32x4.mul(b, factor), summand);
    c = f32x4.add(f32x4.mul(c, factor), summand);
    d = f32x4.add(f32x4.mul(d, factor), summand);
    e = f32x4.add(f32x4.mul(e, factor), summand);
    f = f32x4.add(f32x4.mul(f, factor), summand);
    g = f32x4.add(f32x4.mul(g, factor), summand);
    h = f32x4.add(f32x4.mul(h, factor), summand);
    i = f32x4.add(f32x4.mul(i, factor), summand);
    j = f32x4.add(f32x4.mul(j, factor), summand);
    k = f32x4.add(f32x4.mul(k, factor), summand);
    l = f32x4.add(f32x4.mul(l, factor), summand);
  }
  a = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  e = f32x4.add(f32x4.add(e, f), f32x4.add(g, h));
  i = f32x4.add(f32x4.add(i, j), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(f32x4.add(a, e), i), 0);
}

/**
 * How many multiply-adds this processor makes with four lanes: twelve sums that nothing else waits
 * for, all in registers, four times between two counts of the loop. 384 operations a round.
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
    a = four(a, factor, summand);
    b = four(b, factor, summand);
    c = four(c, factor, summand);
    d = four(d, factor, summand);
    e = four(e, factor, summand);
    f = four(f, factor, summand);
    g = four(g, factor, summand);
    h = four(h, factor, summand);
    i = four(i, factor, summand);
    j = four(j, factor, summand);
    k = four(k, factor, summand);
    l = four(l, factor, summand);
  }
  a = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  e = f32x4.add(f32x4.add(e, f), f32x4.add(g, h));
  i = f32x4.add(f32x4.add(i, j), f32x4.add(k, l));
  return f32x4.extract_lane(f32x4.add(f32x4.add(a, e), i), 0);
}

@inline
function four(sum: v128, factor: v128, summand: v128): v128 {
  const first = f32x4.add(f32x4.mul(sum, factor), summand);
  const second = f32x4.add(f32x4.mul(first, factor), summand);
  const third = f32x4.add(f32x4.mul(second, factor), summand);
  return f32x4.add(f32x4.mul(third, factor), summand);
}

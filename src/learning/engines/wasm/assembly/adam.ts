/** One step of Adam, in double precision and in the order of operations of adam.ts. */
const FIRST_DECAY: f64 = 0.9;
const SECOND_DECAY: f64 = 0.999;
const EPSILON: f64 = 1e-7;

/**
 * On `length` numbers of each array: p -= rate * m / (sqrt(v) + 1e-7).
 *
 * @param rate learning rate times the bias correction
 * @param scale factor of the gradient (from the global-norm clip)
 */
export function adam(
  parameters: usize,
  gradient: usize,
  firstMoments: usize,
  secondMoments: usize,
  length: i32,
  rate: f64,
  scale: f64,
): void {
  const end = <usize>length << 3;
  let i: usize = 0;
  for (; i + 8 < end; i += 16) {
    const slope = f64x2.mul(v128.load(gradient + i), f64x2.splat(scale));
    const first = f64x2.add(
      f64x2.mul(f64x2.splat(FIRST_DECAY), v128.load(firstMoments + i)),
      f64x2.mul(f64x2.splat(1 - FIRST_DECAY), slope),
    );
    const second = f64x2.add(
      f64x2.mul(f64x2.splat(SECOND_DECAY), v128.load(secondMoments + i)),
      f64x2.mul(f64x2.mul(f64x2.splat(1 - SECOND_DECAY), slope), slope),
    );
    v128.store(firstMoments + i, first);
    v128.store(secondMoments + i, second);
    const divisor = f64x2.add(f64x2.sqrt(second), f64x2.splat(EPSILON));
    const move = f64x2.div(f64x2.mul(f64x2.splat(rate), first), divisor);
    v128.store(parameters + i, f64x2.sub(v128.load(parameters + i), move));
  }
  if (i < end) {
    const slope = load<f64>(gradient + i) * scale;
    const first = FIRST_DECAY * load<f64>(firstMoments + i) + (1 - FIRST_DECAY) * slope;
    const second = SECOND_DECAY * load<f64>(secondMoments + i) + (1 - SECOND_DECAY) * slope * slope;
    store<f64>(firstMoments + i, first);
    store<f64>(secondMoments + i, second);
    const move = (rate * first) / (sqrt<f64>(second) + EPSILON);
    store<f64>(parameters + i, load<f64>(parameters + i) - move);
  }
}

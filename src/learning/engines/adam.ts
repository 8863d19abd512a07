/** Adam as method and prototype have it: the small constant outside the root. */
export const FIRST_DECAY = 0.9;
export const SECOND_DECAY = 0.999;
export const EPSILON = 1e-7;

/** sqrt(1 - b2^t) / (1 - b1^t), the correction of both moments' start at zero. */
export function biasCorrection(step: number): number {
  return Math.sqrt(1 - power(SECOND_DECAY, step)) / (1 - power(FIRST_DECAY, step));
}

/**
 * One step on parameters[start .. end): p -= rate * m / (sqrt(v) + 1e-7).
 *
 * @param rate learning rate times `biasCorrection`
 * @param scale factor of the gradient (from the global-norm clip)
 */
export function adamStep(
  arrays: {
    readonly parameters: Float64Array;
    readonly gradient: Float64Array;
    readonly firstMoments: Float64Array;
    readonly secondMoments: Float64Array;
  },
  start: number,
  end: number,
  rate: number,
  scale: number,
): void {
  const { parameters, gradient, firstMoments, secondMoments } = arrays;
  for (let i = start; i < end; i += 1) {
    const slope = gradient[i]! * scale;
    const first = FIRST_DECAY * firstMoments[i]! + (1 - FIRST_DECAY) * slope;
    const second = SECOND_DECAY * secondMoments[i]! + (1 - SECOND_DECAY) * slope * slope;
    firstMoments[i] = first;
    secondMoments[i] = second;
    parameters[i] = parameters[i]! - (rate * first) / (Math.sqrt(second) + EPSILON);
  }
}

/** Factor that brings a gradient's 2-norm down to `limit`; 1 where it is within. */
export function clipFactor(norm: number, limit: number): number {
  return norm > limit ? limit / norm : 1;
}

/** base^exponent for whole exponents, by squaring: multiplications only, alike everywhere. */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/**
 * One layer on one column of values, and back: the kernels of a gradient of N2O. Four sums run at a
 * time, so that none waits for its own last addition; each sum is taken in the order of
 * denseLayer.ts (bias first, then inputs ascending), so that both agree bit by bit.
 */
import type { DenseLayer } from './denseLayer.ts';

/** Writes start + W^T values into `sums`: `count` inputs of the layer, from number `first` on. */
export function addLayer(
  layer: DenseLayer,
  first: number,
  count: number,
  values: Float64Array,
  start: Float64Array,
  sums: Float64Array,
): void {
  const { outputs, weights } = layer;
  const begin = first * outputs;
  let unit = 0;
  for (; unit + 3 < outputs; unit += 4) {
    let s0 = start[unit]!;
    let s1 = start[unit + 1]!;
    let s2 = start[unit + 2]!;
    let s3 = start[unit + 3]!;
    let place = begin + unit;
    for (let input = 0; input < count; input += 1) {
      const value = values[input]!;
      s0 += value * weights[place]!;
      s1 += value * weights[place + 1]!;
      s2 += value * weights[place + 2]!;
      s3 += value * weights[place + 3]!;
      place += outputs;
    }
    sums[unit] = s0;
    sums[unit + 1] = s1;
    sums[unit + 2] = s2;
    sums[unit + 3] = s3;
  }
  for (; unit < outputs; unit += 1) {
    let sum = start[unit]!;
    for (let input = 0; input < count; input += 1) {
      sum += values[input]! * weights[begin + input * outputs + unit]!;
    }
    sums[unit] = sum;
  }
}

/** Writes W errors into `below`: `count` inputs of the layer, from number `first` on. */
export function layerErrors(
  layer: DenseLayer,
  first: number,
  count: number,
  errors: Float64Array,
  below: Float64Array,
): void {
  const { outputs, weights } = layer;
  let input = 0;
  for (; input + 3 < count; input += 4) {
    let place0 = (first + input) * outputs;
    let place1 = place0 + outputs;
    let place2 = place1 + outputs;
    let place3 = place2 + outputs;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let unit = 0; unit < outputs; unit += 1) {
      const error = errors[unit]!;
      s0 += weights[place0++]! * error;
      s1 += weights[place1++]! * error;
      s2 += weights[place2++]! * error;
      s3 += weights[place3++]! * error;
    }
    below[input] = s0;
    below[input + 1] = s1;
    below[input + 2] = s2;
    below[input + 3] = s3;
  }
  for (; input < count; input += 1) {
    let place = (first + input) * outputs;
    let sum = 0;
    for (let unit = 0; unit < outputs; unit += 1) sum += weights[place++]! * errors[unit]!;
    below[input] = sum;
  }
}

/**
 * One layer on many columns at once: the kernel of every joint maximum and every forward pass.
 *
 * Arrays of values are unit-major, [unit][column]; columns come in multiples of COLUMN_TILE. Every
 * sum is taken in one order (bias first, then inputs ascending), whichever kernel runs, so that a
 * result does not depend on how the columns are cut into blocks.
 */
import { type ActivationCode, activate, LINEAR } from './activations.ts';

/** Columns come in multiples of this, so that the kernels need no remainder. */
export const COLUMN_TILE = 4;

/** The number of columns that `count` of them take with the remainder filled up. */
export function tiledColumns(count: number): number {
  return Math.ceil(count / COLUMN_TILE) * COLUMN_TILE;
}

/** A layer's parameters: weights as [input][output], row-major. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/** Writes activate(W^T source + b) into `target`; `columns` is a multiple of COLUMN_TILE. */
export function denseForward(
  layer: DenseLayer,
  source: Float64Array,
  columns: number,
  code: ActivationCode,
  target: Float64Array,
): void {
  if (layer.inputs === 8) {
    denseFromEight(layer, source, columns, code, target);
    return;
  }
  const { outputs } = layer;
  let unit = 0;
  for (; unit + 1 < outputs; unit += 2) densePair(layer, unit, source, columns, target);
  if (unit < outputs) denseSingle(layer, unit, source, columns, target);
  activateAll(code, target, outputs * columns);
}

/** Applies the activation to the first `length` values in place. */
export function activateAll(code: ActivationCode, values: Float64Array, length: number): void {
  if (code === LINEAR) return;
  for (let i = 0; i < length; i += 1) values[i] = activate(code, values[i]!);
}

/** Sums of two units, four columns at a time: eight sums in registers, a weight loaded once. */
function densePair(
  layer: DenseLayer,
  unit: number,
  source: Float64Array,
  columns: number,
  target: Float64Array,
): void {
  const { inputs, outputs, weights, biases } = layer;
  const first = biases[unit]!;
  const second = biases[unit + 1]!;
  for (let column = 0; column < columns; column += COLUMN_TILE) {
    let a0 = first;
    let a1 = first;
    let a2 = first;
    let a3 = first;
    let b0 = second;
    let b1 = second;
    let b2 = second;
    let b3 = second;
    for (let input = 0; input < inputs; input += 1) {
      const weight = input * outputs + unit;
      const place = input * columns + column;
      const x0 = source[place]!;
      const x1 = source[place + 1]!;
      const x2 = source[place + 2]!;
      const x3 = source[place + 3]!;
      const wa = weights[weight]!;
      const wb = weights[weight + 1]!;
      a0 += wa * x0;
      a1 += wa * x1;
      a2 += wa * x2;
      a3 += wa * x3;
      b0 += wb * x0;
      b1 += wb * x1;
      b2 += wb * x2;
      b3 += wb * x3;
    }
    const out = unit * columns + column;
    target[out] = a0;
    target[out + 1] = a1;
    target[out + 2] = a2;
    target[out + 3] = a3;
    const next = out + columns;
    target[next] = b0;
    target[next + 1] = b1;
    target[next + 2] = b2;
    target[next + 3] = b3;
  }
}

/** Sums of the last unit of a layer with an odd number of them (the output layer has one). */
function denseSingle(
  layer: DenseLayer,
  unit: number,
  source: Float64Array,
  columns: number,
  target: Float64Array,
): void {
  const { inputs, outputs, weights, biases } = layer;
  const row = unit * columns;
  for (let column = 0; column < columns; column += 1) {
    let sum = biases[unit]!;
    for (let input = 0; input < inputs; input += 1) {
      sum += weights[input * outputs + unit]! * source[input * columns + column]!;
    }
    target[row + column] = sum;
  }
}

/**
 * The layer of the default network that costs most, 8 -> 32: two columns' inputs stay in registers
 * while the units pass, and two activations a step hide their square roots behind the sums.
 */
function denseFromEight(
  layer: DenseLayer,
  source: Float64Array,
  columns: number,
  code: ActivationCode,
  target: Float64Array,
): void {
  const { outputs, weights, biases } = layer;
  const stride1 = outputs;
  const stride2 = 2 * outputs;
  const stride3 = 3 * outputs;
  const stride4 = 4 * outputs;
  const stride5 = 5 * outputs;
  const stride6 = 6 * outputs;
  const stride7 = 7 * outputs;
  for (let column = 0; column < columns; column += 2) {
    let place = column;
    const x0 = source[place]!;
    const y0 = source[place + 1]!;
    place += columns;
    const x1 = source[place]!;
    const y1 = source[place + 1]!;
    place += columns;
    const x2 = source[place]!;
    const y2 = source[place + 1]!;
    place += columns;
    const x3 = source[place]!;
    const y3 = source[place + 1]!;
    place += columns;
    const x4 = source[place]!;
    const y4 = source[place + 1]!;
    place += columns;
    const x5 = source[place]!;
    const y5 = source[place + 1]!;
    place += columns;
    const x6 = source[place]!;
    const y6 = source[place + 1]!;
    place += columns;
    const x7 = source[place]!;
    const y7 = source[place + 1]!;
    let out = column;
    for (let unit = 0; unit < outputs; unit += 1) {
      const w0 = weights[unit]!;
      const w1 = weights[unit + stride1]!;
      const w2 = weights[unit + stride2]!;
      const w3 = weights[unit + stride3]!;
      const w4 = weights[unit + stride4]!;
      const w5 = weights[unit + stride5]!;
      const w6 = weights[unit + stride6]!;
      const w7 = weights[unit + stride7]!;
      const bias = biases[unit]!;
      target[out] = activate(
        code,
        bias + w0 * x0 + w1 * x1 + w2 * x2 + w3 * x3 + w4 * x4 + w5 * x5 + w6 * x6 + w7 * x7,
      );
      target[out + 1] = activate(
        code,
        bias + w0 * y0 + w1 * y1 + w2 * y2 + w3 * y3 + w4 * y4 + w5 * y5 + w6 * y6 + w7 * y7,
      );
      out += columns;
    }
  }
}

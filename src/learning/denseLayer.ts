/** One layer on many columns at once: the kernel of every joint maximum and every forward pass. */
import { type ActivationCode, activate } from './activations.ts';

/** Columns come in multiples of this, so that the kernel needs no remainder. */
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

/**
 * Writes activate(W^T source + b) into `target`. Both are unit-major: [unit][column], `columns`
 * (a multiple of COLUMN_TILE) entries a unit. Two units and four columns are summed at a time:
 * eight sums stay in registers while a weight is loaded once for four columns. The order of every
 * sum is bias first, then inputs ascending, whatever the tile.
 */
export function denseForward(
  layer: DenseLayer,
  source: Float64Array,
  columns: number,
  code: ActivationCode,
  target: Float64Array,
): void {
  const { inputs, outputs, weights, biases } = layer;
  let unit = 0;
  for (; unit + 1 < outputs; unit += 2) {
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
      let weight = unit;
      let place = column;
      for (let input = 0; input < inputs; input += 1) {
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
        weight += outputs;
        place += columns;
      }
      let out = unit * columns + column;
      target[out] = activate(code, a0);
      target[out + 1] = activate(code, a1);
      target[out + 2] = activate(code, a2);
      target[out + 3] = activate(code, a3);
      out += columns;
      target[out] = activate(code, b0);
      target[out + 1] = activate(code, b1);
      target[out + 2] = activate(code, b2);
      target[out + 3] = activate(code, b3);
    }
  }
  if (unit < outputs) denseUnit(layer, unit, source, columns, code, target);
}

/** The last unit of a layer with an odd number of them (the output layer has one). */
function denseUnit(
  layer: DenseLayer,
  unit: number,
  source: Float64Array,
  columns: number,
  code: ActivationCode,
  target: Float64Array,
): void {
  const { inputs, outputs, weights, biases } = layer;
  const bias = biases[unit]!;
  const row = unit * columns;
  for (let column = 0; column < columns; column += COLUMN_TILE) {
    let a0 = bias;
    let a1 = bias;
    let a2 = bias;
    let a3 = bias;
    let place = column;
    for (let input = 0; input < inputs; input += 1) {
      const weight = weights[input * outputs + unit]!;
      a0 += weight * source[place]!;
      a1 += weight * source[place + 1]!;
      a2 += weight * source[place + 2]!;
      a3 += weight * source[place + 3]!;
      place += columns;
    }
    const out = row + column;
    target[out] = activate(code, a0);
    target[out + 1] = activate(code, a1);
    target[out + 2] = activate(code, a2);
    target[out + 3] = activate(code, a3);
  }
}

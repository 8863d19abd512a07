/**
 * Forward and backward pass of one network over a minibatch, and Adam, in double precision: every
 * sum in the order of the plain TypeScript engine (regression.ts, adam.ts there), so that both agree
 * bit by bit on the same targets. Arrays are [unit][sample]; lanes are samples.
 */
import { activateWithSlope } from './activation';
import { Layer, layerOf, Shape } from './shape';

/** Where a regression's arrays are; the host makes room for them. */
@unmanaged
export class Minibatch {
  /** As they come, [sample][...]: f64. */
  observations: usize;
  decisions: usize;
  targets: usize;
  /** [input][column]; the others [unit][column], the layers one after the other. */
  inputs: usize;
  values: usize;
  slopes: usize;
  errors: usize;
  /** Norm of the gradient, written. */
  norm: f64;
}

/**
 * Writes the gradient of 1/2 mean (Q - y)^2 and its norm.
 *
 * @param flat the LSM's weights
 * @param gradient its part of the gradient
 * @returns the loss
 */
export function differentiate(
  shapeAt: usize,
  batchAt: usize,
  size: i32,
  flat: usize,
  gradient: usize,
): f64 {
  const shape = changetype<Shape>(shapeAt);
  const batch = changetype<Minibatch>(batchAt);
  const columns = (size + 3) & ~3;
  loadInputs(shape, batch, size, columns);
  forward(shape, batch, columns, flat);
  const loss = compare(shape, batch, size, columns);
  backward(shape, batch, columns, flat, gradient);
  batch.norm = norm(gradient, shape.length);
  return loss;
}

/** Place of a layer's rows in an array of all units. */
@inline
function rowsOf(array: usize, layer: Layer, columns: i32): usize {
  return array + (<usize>(layer.unitsBefore * columns) << 3);
}

function loadInputs(shape: Shape, batch: Minibatch, size: i32, columns: i32): void {
  let row = batch.inputs;
  for (let i = 0; i < shape.observationSize; i++) {
    loadRow(batch.observations, i, shape.observationSize, size, columns, 1, row);
    row += <usize>columns << 3;
  }
  for (let member = 0; member < shape.members; member++) {
    const scale = load<f64>(shape.scales + (<usize>member << 3));
    loadRow(batch.decisions, member, shape.members, size, columns, scale, row);
    row += <usize>columns << 3;
  }
}

@inline
function loadRow(
  source: usize,
  first: i32,
  stride: i32,
  size: i32,
  columns: i32,
  scale: f64,
  row: usize,
): void {
  let place = source + (<usize>first << 3);
  for (let sample = 0; sample < size; sample++) {
    store<f64>(row + (<usize>sample << 3), load<f64>(place) * scale);
    place += <usize>stride << 3;
  }
  for (let sample = size; sample < columns; sample++) store<f64>(row + (<usize>sample << 3), 0);
}

function forward(shape: Shape, batch: Minibatch, columns: i32, flat: usize): void {
  const row = <usize>columns << 3;
  let source = batch.inputs;
  for (let depth = 0; depth < shape.depth; depth++) {
    const layer = layerOf(shape, depth);
    const values = rowsOf(batch.values, layer, columns);
    const slopes = rowsOf(batch.slopes, layer, columns);
    forwardLayer(layer, flat + layer.flat, row, source, values);
    if (depth < shape.depth - 1) {
      for (let i: usize = 0, end = <usize>layer.outputs * row; i < end; i += 16) {
        activateWithSlope(shape.activation, v128.load(values + i), values + i, slopes + i);
      }
    }
    source = values;
  }
}

/** W^T source + b: four units of four columns at a time, then the units that are left. */
function forwardLayer(layer: Layer, weights: usize, row: usize, source: usize, target: usize): void {
  const inputs = layer.inputs;
  const outputs = layer.outputs;
  const stride = <usize>outputs << 3;
  const biases = weights + <usize>inputs * stride;
  let unit = 0;
  for (; unit + 3 < outputs; unit += 4) {
    const bias = biases + (<usize>unit << 3);
    for (let column: usize = 0; column < row; column += 32) {
      let a0 = v128.load64_splat(bias, 0);
      let b0 = v128.load64_splat(bias, 8);
      let c0 = v128.load64_splat(bias, 16);
      let d0 = v128.load64_splat(bias, 24);
      let a1 = a0;
      let b1 = b0;
      let c1 = c0;
      let d1 = d0;
      let weight = weights + (<usize>unit << 3);
      let place = source + column;
      for (let input = 0; input < inputs; input++) {
        const x = v128.load(place, 0);
        const y = v128.load(place, 16);
        let factor = v128.load64_splat(weight, 0);
        a0 = f64x2.add(a0, f64x2.mul(factor, x));
        a1 = f64x2.add(a1, f64x2.mul(factor, y));
        factor = v128.load64_splat(weight, 8);
        b0 = f64x2.add(b0, f64x2.mul(factor, x));
        b1 = f64x2.add(b1, f64x2.mul(factor, y));
        factor = v128.load64_splat(weight, 16);
        c0 = f64x2.add(c0, f64x2.mul(factor, x));
        c1 = f64x2.add(c1, f64x2.mul(factor, y));
        factor = v128.load64_splat(weight, 24);
        d0 = f64x2.add(d0, f64x2.mul(factor, x));
        d1 = f64x2.add(d1, f64x2.mul(factor, y));
        weight += stride;
        place += row;
      }
      let out = target + <usize>unit * row + column;
      v128.store(out, a0, 0);
      v128.store(out, a1, 16);
      out += row;
      v128.store(out, b0, 0);
      v128.store(out, b1, 16);
      out += row;
      v128.store(out, c0, 0);
      v128.store(out, c1, 16);
      out += row;
      v128.store(out, d0, 0);
      v128.store(out, d1, 16);
    }
  }
  for (; unit < outputs; unit++) {
    for (let column: usize = 0; column < row; column += 32) {
      let a0 = v128.load64_splat(biases + (<usize>unit << 3));
      let a1 = a0;
      let weight = weights + (<usize>unit << 3);
      let place = source + column;
      for (let input = 0; input < inputs; input++) {
        const factor = v128.load64_splat(weight);
        a0 = f64x2.add(a0, f64x2.mul(factor, v128.load(place, 0)));
        a1 = f64x2.add(a1, f64x2.mul(factor, v128.load(place, 16)));
        weight += stride;
        place += row;
      }
      const out = target + <usize>unit * row + column;
      v128.store(out, a0, 0);
      v128.store(out, a1, 16);
    }
  }
}

/** Errors of the output layer, and the loss. */
function compare(shape: Shape, batch: Minibatch, size: i32, columns: i32): f64 {
  const output = layerOf(shape, shape.depth - 1);
  const values = rowsOf(batch.values, output, columns);
  const errors = rowsOf(batch.errors, output, columns);
  let sum: f64 = 0;
  for (let sample = 0; sample < size; sample++) {
    const place = <usize>sample << 3;
    const error = load<f64>(values + place) - load<f64>(batch.targets + place);
    sum += error * error;
    store<f64>(errors + place, error / <f64>size);
  }
  for (let sample = size; sample < columns; sample++) store<f64>(errors + (<usize>sample << 3), 0);
  return (0.5 * sum) / <f64>size;
}

function backward(
  shape: Shape,
  batch: Minibatch,
  columns: i32,
  flat: usize,
  gradient: usize,
): void {
  const row = <usize>columns << 3;
  for (let depth = shape.depth - 1; depth >= 0; depth--) {
    const layer = layerOf(shape, depth);
    const errors = rowsOf(batch.errors, layer, columns);
    if (depth == 0) {
      parameterGradient(layer, batch.inputs, errors, row, gradient + layer.flat);
      return;
    }
    const below = layerOf(shape, depth - 1);
    const source = rowsOf(batch.values, below, columns);
    parameterGradient(layer, source, errors, row, gradient + layer.flat);
    const slopes = rowsOf(batch.slopes, below, columns);
    const errorsBelow = rowsOf(batch.errors, below, columns);
    backpropagate(layer, flat + layer.flat, errors, row, slopes, errorsBelow);
  }
}

/** The sum of four lanes in two vectors, as s0 + s1 + (s2 + s3). */
@inline
function total(low: v128, high: v128): f64 {
  const left = f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1);
  return left + (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1));
}

/** dLoss/dW = source errors^T and dLoss/db = errors 1: four inputs of one unit at a time. */
function parameterGradient(
  layer: Layer,
  source: usize,
  errors: usize,
  row: usize,
  gradient: usize,
): void {
  const inputs = layer.inputs;
  const outputs = layer.outputs;
  const stride = <usize>outputs << 3;
  const biases = gradient + <usize>inputs * stride;
  const zero = f64x2.splat(0);
  for (let unit = 0; unit < outputs; unit++) {
    const error = errors + <usize>unit * row;
    let place = gradient + (<usize>unit << 3);
    let input = 0;
    for (; input + 3 < inputs; input += 4) {
      let a0 = zero;
      let a1 = zero;
      let b0 = zero;
      let b1 = zero;
      let c0 = zero;
      let c1 = zero;
      let d0 = zero;
      let d1 = zero;
      const first = source + <usize>input * row;
      for (let column: usize = 0; column < row; column += 32) {
        const x = v128.load(error + column, 0);
        const y = v128.load(error + column, 16);
        let from = first + column;
        a0 = f64x2.add(a0, f64x2.mul(v128.load(from, 0), x));
        a1 = f64x2.add(a1, f64x2.mul(v128.load(from, 16), y));
        from += row;
        b0 = f64x2.add(b0, f64x2.mul(v128.load(from, 0), x));
        b1 = f64x2.add(b1, f64x2.mul(v128.load(from, 16), y));
        from += row;
        c0 = f64x2.add(c0, f64x2.mul(v128.load(from, 0), x));
        c1 = f64x2.add(c1, f64x2.mul(v128.load(from, 16), y));
        from += row;
        d0 = f64x2.add(d0, f64x2.mul(v128.load(from, 0), x));
        d1 = f64x2.add(d1, f64x2.mul(v128.load(from, 16), y));
      }
      store<f64>(place, total(a0, a1));
      place += stride;
      store<f64>(place, total(b0, b1));
      place += stride;
      store<f64>(place, total(c0, c1));
      place += stride;
      store<f64>(place, total(d0, d1));
      place += stride;
    }
    for (; input < inputs; input++) {
      let a0 = zero;
      let a1 = zero;
      const first = source + <usize>input * row;
      for (let column: usize = 0; column < row; column += 32) {
        a0 = f64x2.add(a0, f64x2.mul(v128.load(first + column, 0), v128.load(error + column, 0)));
        a1 = f64x2.add(a1, f64x2.mul(v128.load(first + column, 16), v128.load(error + column, 16)));
      }
      store<f64>(place, total(a0, a1));
      place += stride;
    }
    let sum: f64 = 0;
    for (let column: usize = 0; column < row; column += 8) sum += load<f64>(error + column);
    store<f64>(biases + (<usize>unit << 3), sum);
  }
}

/** Errors of the layer below: (W errors) times the slopes there. */
function backpropagate(
  layer: Layer,
  weights: usize,
  errors: usize,
  row: usize,
  slopes: usize,
  below: usize,
): void {
  const inputs = layer.inputs;
  const outputs = layer.outputs;
  const stride = <usize>outputs << 3;
  const zero = f64x2.splat(0);
  let input = 0;
  for (; input + 3 < inputs; input += 4) {
    const first = weights + <usize>input * stride;
    for (let column: usize = 0; column < row; column += 32) {
      let a0 = zero;
      let a1 = zero;
      let b0 = zero;
      let b1 = zero;
      let c0 = zero;
      let c1 = zero;
      let d0 = zero;
      let d1 = zero;
      let place = errors + column;
      for (let unit: usize = 0; unit < stride; unit += 8) {
        const x = v128.load(place, 0);
        const y = v128.load(place, 16);
        let weight = first + unit;
        let factor = v128.load64_splat(weight);
        a0 = f64x2.add(a0, f64x2.mul(factor, x));
        a1 = f64x2.add(a1, f64x2.mul(factor, y));
        weight += stride;
        factor = v128.load64_splat(weight);
        b0 = f64x2.add(b0, f64x2.mul(factor, x));
        b1 = f64x2.add(b1, f64x2.mul(factor, y));
        weight += stride;
        factor = v128.load64_splat(weight);
        c0 = f64x2.add(c0, f64x2.mul(factor, x));
        c1 = f64x2.add(c1, f64x2.mul(factor, y));
        weight += stride;
        factor = v128.load64_splat(weight);
        d0 = f64x2.add(d0, f64x2.mul(factor, x));
        d1 = f64x2.add(d1, f64x2.mul(factor, y));
        place += row;
      }
      let out = <usize>input * row + column;
      storeSloped(a0, a1, slopes + out, below + out);
      out += row;
      storeSloped(b0, b1, slopes + out, below + out);
      out += row;
      storeSloped(c0, c1, slopes + out, below + out);
      out += row;
      storeSloped(d0, d1, slopes + out, below + out);
    }
  }
  for (; input < inputs; input++) {
    const first = weights + <usize>input * stride;
    for (let column: usize = 0; column < row; column += 32) {
      let a0 = zero;
      let a1 = zero;
      let place = errors + column;
      for (let unit: usize = 0; unit < stride; unit += 8) {
        const factor = v128.load64_splat(first + unit);
        a0 = f64x2.add(a0, f64x2.mul(factor, v128.load(place, 0)));
        a1 = f64x2.add(a1, f64x2.mul(factor, v128.load(place, 16)));
        place += row;
      }
      const out = <usize>input * row + column;
      storeSloped(a0, a1, slopes + out, below + out);
    }
  }
}

@inline
function storeSloped(low: v128, high: v128, slopes: usize, target: usize): void {
  v128.store(target, f64x2.mul(low, v128.load(slopes, 0)), 0);
  v128.store(target, f64x2.mul(high, v128.load(slopes, 16)), 16);
}

function norm(gradient: usize, length: i32): f64 {
  let sum: f64 = 0;
  for (let place = gradient, end = gradient + (<usize>length << 3); place < end; place += 8) {
    const slope = load<f64>(place);
    sum += slope * slope;
  }
  return sqrt<f64>(sum);
}

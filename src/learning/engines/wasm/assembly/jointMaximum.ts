/**
 * max over all joint decisions of Q_n, in single precision: four joint decisions in the four lanes,
 * weights splatted. Two vectors run at a time, so that a weight is loaded once for both: the same
 * four joint decisions at two observations, or eight joint decisions at one.
 *
 * Every sum is taken in one order (bias, then inputs ascending), so that a value does not depend on
 * what else runs beside it, nor on how the work is cut into slices.
 */
import { activate } from './activation';
import { layerOf, Shape } from './shape';

/** Where a sweep stands; the host makes room for it. Vectors of firstUnits follow it. */
@unmanaged
export class Sweep {
  /** When all is done: largest values, and the joint decisions where they are first reached. */
  valueA: f64;
  valueB: f64;
  indexA: i32;
  indexB: i32;
  /** What the first layer is shifted by: vectors of firstUnits. */
  observedA: usize;
  observedB: usize;
  shiftedA: usize;
  shiftedB: usize;
  /** Two blocks of eight columns, [unit][8]. */
  blockA: usize;
  blockB: usize;
  /** Largest values so far in each lane, and their indices: four vectors. */
  best: usize;
}

/**
 * One slice of a joint maximum: the joint decisions whose head has the number from ... to - 1. The
 * slice from 0 begins anew, the one up to shape.heads writes the result.
 *
 * @param observations one row, or two where `pair` is 1 (f64)
 */
export function sweep(
  shapeAt: usize,
  packed: usize,
  sweepAt: usize,
  observations: usize,
  pair: i32,
  from: i32,
  to: i32,
): void {
  const shape = changetype<Shape>(shapeAt);
  const state = changetype<Sweep>(sweepAt);
  if (from == 0) begin(shape, packed, state, observations, pair);
  for (let head = from; head < to; head++) {
    shift(shape, packed, head, state.observedA, state.shiftedA);
    if (pair) {
      shift(shape, packed, head, state.observedB, state.shiftedB);
      sweepTail(shape, packed, state, head, state.shiftedB, 0, 16);
    } else {
      sweepTail(shape, packed, state, head, state.shiftedA, 16, 32);
    }
  }
  if (to == shape.heads) finish(state, pair);
}

function begin(shape: Shape, packed: usize, state: Sweep, observations: usize, pair: i32): void {
  observe(shape, packed, observations, state.observedA);
  if (pair) {
    const next = observations + (<usize>shape.observationSize << 3);
    observe(shape, packed, next, state.observedB);
  }
  const lowest = f32x4.splat(-Infinity);
  v128.store(state.best, lowest, 0);
  v128.store(state.best, lowest, 16);
  v128.store(state.best, i32x4.splat(0), 32);
  v128.store(state.best, i32x4.splat(0), 48);
}

/** b + W1 * o. */
function observe(shape: Shape, packed: usize, observation: usize, target: usize): void {
  const row = <usize>shape.firstUnits << 2;
  const biases = packed + layerOf(shape, 0).packedBiases;
  const weights = packed + shape.packedObserved;
  for (let unit: usize = 0; unit < row; unit += 16) {
    let sum = v128.load(biases + unit);
    let weight = weights + unit;
    for (let i = 0; i < shape.observationSize; i++) {
      const value = f32x4.splat(<f32>load<f64>(observation + (<usize>i << 3)));
      sum = f32x4.add(sum, f32x4.mul(v128.load(weight), value));
      weight += row;
    }
    v128.store(target + unit, sum);
  }
}

/** Adds W1 * alpha of the head with this number. */
function shift(shape: Shape, packed: usize, head: i32, observed: usize, target: usize): void {
  const row = <usize>shape.firstUnits << 2;
  for (let unit: usize = 0; unit < row; unit += 16) {
    let sum = v128.load(observed + unit);
    let rest = head;
    for (let member = shape.headMembers - 1; member >= 0; member--) {
      const levels = load<i32>(shape.levels + (<usize>member << 2));
      const level = f32x4.splat(<f32>(rest % levels));
      rest /= levels;
      const weight = v128.load(packed + shape.packedHead + <usize>member * row + unit);
      sum = f32x4.add(sum, f32x4.mul(weight, level));
    }
    v128.store(target + unit, sum);
  }
}

/**
 * All joint decisions of the tail at one head.
 *
 * @param shiftedB first-layer shifts of the second vector
 * @param second the second vector's place in the tail, in bytes after the first's
 * @param step bytes of the tail from one pair of vectors to the next
 */
@inline
function sweepTail(
  shape: Shape,
  packed: usize,
  state: Sweep,
  head: i32,
  shiftedB: usize,
  second: usize,
  step: usize,
): void {
  const code = shape.activation;
  const depth = shape.depth;
  const units = layerOf(shape, 0).outputs;
  const row = <usize>shape.tailColumns << 2;
  const tail = packed + shape.packedTail;
  const first = i32x4.add(i32x4.splat(head * shape.tailCount), i32x4(0, 1, 2, 3));
  let bestA = v128.load(state.best, 0);
  let bestB = v128.load(state.best, 16);
  let indexA = v128.load(state.best, 32);
  let indexB = v128.load(state.best, 48);
  for (let column: usize = 0; column < row; column += step) {
    // An odd vector at the end runs twice: the second time as a later, equal decision.
    const beside = column + second < row ? second : 0;
    let source = state.blockA;
    let target = state.blockB;
    shiftTail(code, units, row, tail + column, beside, state.shiftedA, shiftedB, source);
    for (let i = 1; i < depth - 1; i++) {
      const layer = layerOf(shape, i);
      const weights = packed + layer.packedWeights;
      const biases = packed + layer.packedBiases;
      hiddenLayer(code, layer.inputs, layer.outputs, weights, biases, source, target);
      const swap = source;
      source = target;
      target = swap;
    }
    const output = layerOf(shape, depth - 1);
    let weight = packed + output.packedWeights;
    let a = v128.load32_splat(packed + output.packedBiases);
    let b = a;
    for (let end = source + (<usize>output.inputs << 5); source < end; source += 32) {
      const factor = v128.load32_splat(weight);
      a = f32x4.add(a, f32x4.mul(factor, v128.load(source, 0)));
      b = f32x4.add(b, f32x4.mul(factor, v128.load(source, 16)));
      weight += 16;
    }
    const index = i32x4.add(first, i32x4.splat(<i32>(column >> 2)));
    const betterA = f32x4.gt(a, bestA);
    const betterB = f32x4.gt(b, bestB);
    bestA = v128.bitselect(a, bestA, betterA);
    bestB = v128.bitselect(b, bestB, betterB);
    indexA = v128.bitselect(index, indexA, betterA);
    const indexBeside = i32x4.add(index, i32x4.splat(<i32>(second >> 2)));
    indexB = v128.bitselect(indexBeside, indexB, betterB);
  }
  v128.store(state.best, bestA, 0);
  v128.store(state.best, bestB, 16);
  v128.store(state.best, indexA, 32);
  v128.store(state.best, indexB, 48);
}

/** First layer: activate(shift + W1 * alpha), eight columns. */
@inline
function shiftTail(
  code: i32,
  units: i32,
  row: usize,
  tail: usize,
  beside: usize,
  shiftedA: usize,
  shiftedB: usize,
  target: usize,
): void {
  let place = tail;
  let block = target;
  for (let unit: usize = 0, end = <usize>units << 2; unit < end; unit += 4) {
    const a = f32x4.add(v128.load32_splat(shiftedA + unit), v128.load(place));
    const b = f32x4.add(v128.load32_splat(shiftedB + unit), v128.load(place + beside));
    v128.store(block, activate(code, a), 0);
    v128.store(block, activate(code, b), 16);
    place += row;
    block += 32;
  }
}

/** activate(W^T source + b), eight columns, four units at a time: eight sums in registers. */
@inline
function hiddenLayer(
  code: i32,
  inputs: i32,
  outputs: i32,
  weights: usize,
  biases: usize,
  source: usize,
  target: usize,
): void {
  let weight = weights;
  let bias = biases;
  let block = target;
  const end = source + (<usize>inputs << 5);
  for (let unit = 0; unit < outputs; unit += 4) {
    let a0 = v128.load32_splat(bias, 0);
    let b0 = v128.load32_splat(bias, 4);
    let c0 = v128.load32_splat(bias, 8);
    let d0 = v128.load32_splat(bias, 12);
    let a1 = a0;
    let b1 = b0;
    let c1 = c0;
    let d1 = d0;
    for (let place = source; place < end; place += 32) {
      const x = v128.load(place, 0);
      const y = v128.load(place, 16);
      let factor = v128.load32_splat(weight, 0);
      a0 = f32x4.add(a0, f32x4.mul(factor, x));
      a1 = f32x4.add(a1, f32x4.mul(factor, y));
      factor = v128.load32_splat(weight, 4);
      b0 = f32x4.add(b0, f32x4.mul(factor, x));
      b1 = f32x4.add(b1, f32x4.mul(factor, y));
      factor = v128.load32_splat(weight, 8);
      c0 = f32x4.add(c0, f32x4.mul(factor, x));
      c1 = f32x4.add(c1, f32x4.mul(factor, y));
      factor = v128.load32_splat(weight, 12);
      d0 = f32x4.add(d0, f32x4.mul(factor, x));
      d1 = f32x4.add(d1, f32x4.mul(factor, y));
      weight += 16;
    }
    v128.store(block, activate(code, a0), 0);
    v128.store(block, activate(code, a1), 16);
    v128.store(block, activate(code, b0), 32);
    v128.store(block, activate(code, b1), 48);
    v128.store(block, activate(code, c0), 64);
    v128.store(block, activate(code, c1), 80);
    v128.store(block, activate(code, d0), 96);
    v128.store(block, activate(code, d1), 112);
    block += 128;
    bias += 16;
  }
}

/** Out of the lanes: the largest value, and its smallest index. */
function finish(state: Sweep, pair: i32): void {
  state.valueA = largest(state.best, pair ? 1 : 2);
  state.indexA = firstOf(state.best, pair ? 1 : 2, <f32>state.valueA);
  if (!pair) return;
  state.valueB = largest(state.best + 16, 1);
  state.indexB = firstOf(state.best + 16, 1, <f32>state.valueB);
}

/** Of the lanes of one vector, or two; -Infinity where no value was a number. */
function largest(best: usize, vectors: i32): f32 {
  let value: f32 = -Infinity;
  for (let lane = 0; lane < 4 * vectors; lane++) {
    const other = load<f32>(best + (<usize>lane << 2));
    if (other > value) value = other;
  }
  return value;
}

function firstOf(best: usize, vectors: i32, value: f32): i32 {
  let index = i32.MAX_VALUE;
  for (let lane = 0; lane < 4 * vectors; lane++) {
    const place = best + (<usize>lane << 2);
    if (load<f32>(place) == value) index = min(index, load<i32>(place, 32));
  }
  return index;
}

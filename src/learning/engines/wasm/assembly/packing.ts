/** Turns a flat part (float64) into a packed part (float32): once a copy of the target network. */
import { Layer, layerOf, Shape, whole } from './shape';

/** Writes the packed part of one LSM; what fills up groups and columns is written too. */
export function pack(shapeAt: usize, flat: usize, packed: usize): void {
  const shape = changetype<Shape>(shapeAt);
  packFirst(shape, flat, packed);
  for (let depth = 1; depth < shape.depth; depth++) {
    const layer = layerOf(shape, depth);
    packGroups(layer, flat + layer.flat, packed + layer.packedWeights);
    const biases = flat + layer.flat + (<usize>(layer.inputs * layer.outputs) << 3);
    packRow(biases, layer.outputs, 1, packed + layer.packedBiases);
  }
}

/** `count` numbers times a factor, then zeros up to a whole vector. */
@inline
function packRow(source: usize, count: i32, factor: f64, target: usize): void {
  for (let i = 0; i < count; i++) {
    store<f32>(target + (<usize>i << 2), <f32>(load<f64>(source + (<usize>i << 3)) * factor));
  }
  for (let i = count; i < whole(count); i++) store<f32>(target + (<usize>i << 2), 0);
}

/** [input][output] -> [group of four units][input][4]. */
function packGroups(layer: Layer, source: usize, target: usize): void {
  const inputs = layer.inputs;
  const outputs = layer.outputs;
  let place = target;
  for (let unit = 0; unit < outputs; unit += 4) {
    for (let input = 0; input < inputs; input++) {
      const row = source + (<usize>(input * outputs + unit) << 3);
      for (let lane = 0; lane < 4; lane++) {
        const weight = unit + lane < outputs ? load<f64>(row + (<usize>lane << 3)) : 0;
        store<f32>(place + (<usize>lane << 2), <f32>weight);
      }
      place += 16;
    }
  }
}

function packFirst(shape: Shape, flat: usize, packed: usize): void {
  const layer = layerOf(shape, 0);
  const units = layer.outputs;
  const row = <usize>units << 3;
  const packedRow = <usize>shape.firstUnits << 2;
  let source = flat + layer.flat;
  for (let i = 0; i < shape.observationSize; i++) {
    packRow(source, units, 1, packed + shape.packedObserved + <usize>i * packedRow);
    source += row;
  }
  const decisions = source;
  for (let member = 0; member < shape.members; member++) {
    if (member < shape.headMembers) {
      const scale = load<f64>(shape.scales + (<usize>member << 3));
      packRow(source, units, scale, packed + shape.packedHead + <usize>member * packedRow);
    }
    source += row;
  }
  packRow(source, units, 1, packed + layer.packedBiases);
  for (let unit = 0; unit < units; unit++) packTail(shape, decisions, unit, packed);
}

/**
 * W1 * alpha of one unit at every joint decision of the tail, the last member fastest. Members from
 * the last to the first: each repeats what stands there, shifted by its levels.
 */
function packTail(shape: Shape, decisions: usize, unit: i32, packed: usize): void {
  const units = layerOf(shape, 0).outputs;
  const target = packed + shape.packedTail + (<usize>(unit * shape.tailColumns) << 2);
  store<f32>(target, 0);
  let filled = 1;
  for (let member = shape.members - 1; member >= shape.headMembers; member--) {
    const scale = load<f64>(shape.scales + (<usize>member << 3));
    const weight = load<f64>(decisions + (<usize>(member * units + unit) << 3)) * scale;
    const levels = load<i32>(shape.levels + (<usize>member << 2));
    for (let level = 1; level < levels; level++) {
      const shift = f32x4.splat(<f32>(<f64>level * weight));
      const start = target + (<usize>(level * filled) << 2);
      // Whole vectors: what is written beyond is written again, or filled up below.
      for (let i: usize = 0, end = <usize>filled << 2; i < end; i += 16) {
        v128.store(start + i, f32x4.add(v128.load(target + i), shift));
      }
    }
    filled *= levels;
  }
  // The last joint decision again: it never comes before itself.
  const last = load<f32>(target + (<usize>(filled - 1) << 2));
  for (let i = filled; i < shape.tailColumns; i++) store<f32>(target + (<usize>i << 2), last);
}

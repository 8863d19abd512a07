/**
 * One LSM's Q-network at one observation, as orchestration reads it: in double precision, every sum
 * in the order of the plain TypeScript code (oneColumn.ts, jointValues.ts), so that both agree bit
 * by bit. The host lays it out (networkMemory.ts); places are bytes.
 *
 * Vectors are of two units or inputs; a row with an odd number of them is read and written one
 * number beyond its end. What stands there goes into no sum.
 */
@unmanaged
export class Network {
  /** Network outputs times this are in reward units. */
  valueScale: f64;
  /** 0 for algebraicSilu, 1 for relu. */
  activation: i32;
  observationSize: i32;
  /** Members of the scope. */
  members: i32;
  /** Members before the tail of a table, and joint decisions of the head and of the tail. */
  headMembers: i32;
  heads: i32;
  tailCount: i32;
  /** Layers, the output layer included; each a NetworkLayer. */
  depth: i32;
  layers: usize;
  /** K of each member: i32. */
  levels: usize;
  /** Number of each member among all LSMs: i32. */
  scope: usize;
  /** Factor of each member's level: f64. The following are f64 too. */
  scales: usize;
  observation: usize;
  /** Sums of the first layer before any decision enters: b + W o. Written by `prepareNetwork`. */
  base: usize;
  /** Of each member: level asked for, and dQ / d level (reward units a level). */
  alpha: usize;
  gradient: usize;
  /** Scratch: first-layer inputs, zeros, the table's tail [unit][4 columns ...] and two blocks of it. */
  inputs: usize;
  zeros: usize;
  shifted: usize;
  tail: usize;
  blockA: usize;
  blockB: usize;
}

@unmanaged
export class NetworkLayer {
  inputs: i32;
  outputs: i32;
  /** [input][output], then the biases. */
  weights: usize;
  biases: usize;
  /** [output][input] with rows of whole vectors; of the first layer the scope's inputs alone. */
  transposed: usize;
  /** Scratch: sums, then values after the activation; its slopes; dQ / d sums. */
  values: usize;
  slopes: usize;
  errors: usize;
}

@inline
export function networkLayer(network: Network, depth: i32): NetworkLayer {
  return changetype<NetworkLayer>(network.layers + <usize>depth * offsetof<NetworkLayer>());
}

/** Bytes of a row of whole vectors. */
@inline
export function wholeRow(count: i32): usize {
  return <usize>((count + 1) & ~1) << 3;
}

/** Bytes of the first layer's weights of the observation. */
@inline
export function observedWeights(network: Network, first: NetworkLayer): usize {
  return <usize>(network.observationSize * first.outputs) << 3;
}

/** Writes what a new observation or new weights change: the base, and the transposed weights. */
export function prepareNetwork(at: usize): void {
  const network = changetype<Network>(at);
  const first = networkLayer(network, 0);
  addColumn(
    first.weights,
    <usize>first.outputs << 3,
    first.outputs,
    network.observationSize,
    network.observation,
    first.biases,
    network.base,
  );
  const decisions = first.weights + observedWeights(network, first);
  transpose(decisions, network.members, first.outputs, first.transposed);
  for (let depth = 1; depth < network.depth; depth++) {
    const layer = networkLayer(network, depth);
    transpose(layer.weights, layer.inputs, layer.outputs, layer.transposed);
  }
}

function transpose(weights: usize, inputs: i32, outputs: i32, target: usize): void {
  const row = wholeRow(inputs);
  const stride = <usize>outputs << 3;
  for (let unit = 0; unit < outputs; unit++) {
    let source = weights + (<usize>unit << 3);
    let place = target + <usize>unit * row;
    for (let input = 0; input < inputs; input++) {
      store<f64>(place, load<f64>(source));
      source += stride;
      place += 8;
    }
  }
}

/**
 * Writes start + M^T values: `outputs` sums over `count` values, in their order.
 *
 * @param matrix [value][output], rows `stride` bytes apart
 */
export function addColumn(
  matrix: usize,
  stride: usize,
  outputs: i32,
  count: i32,
  values: usize,
  start: usize,
  sums: usize,
): void {
  const row = <usize>outputs << 3;
  const end = values + (<usize>count << 3);
  let unit: usize = 0;
  for (; unit + 48 < row; unit += 64) {
    let s0 = v128.load(start + unit, 0);
    let s1 = v128.load(start + unit, 16);
    let s2 = v128.load(start + unit, 32);
    let s3 = v128.load(start + unit, 48);
    let place = matrix + unit;
    for (let value = values; value < end; value += 8) {
      const factor = v128.load64_splat(value);
      s0 = f64x2.add(s0, f64x2.mul(factor, v128.load(place, 0)));
      s1 = f64x2.add(s1, f64x2.mul(factor, v128.load(place, 16)));
      s2 = f64x2.add(s2, f64x2.mul(factor, v128.load(place, 32)));
      s3 = f64x2.add(s3, f64x2.mul(factor, v128.load(place, 48)));
      place += stride;
    }
    v128.store(sums + unit, s0, 0);
    v128.store(sums + unit, s1, 16);
    v128.store(sums + unit, s2, 32);
    v128.store(sums + unit, s3, 48);
  }
  for (; unit < row; unit += 16) {
    let sum = v128.load(start + unit);
    let place = matrix + unit;
    for (let value = values; value < end; value += 8) {
      sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(value), v128.load(place)));
      place += stride;
    }
    v128.store(sums + unit, sum);
  }
}

/**
 * What LSMs of one shape have in common, as the host writes it into the memory (shapes.ts there).
 * Every number is an i32; places are bytes.
 *
 * A *flat* part is one LSM's stretch of the weight layout: float64, layer by layer, the weights
 * ([input][output]) before the biases. A *packed* part is the same network as the joint maximum
 * reads it: float32, with the first layer multiplied out over the last members of the scope (the
 * *tail*); what comes before them is the *head*.
 */
@unmanaged
export class Shape {
  /** 0 for algebraicSilu, 1 for relu. */
  activation: i32;
  observationSize: i32;
  /** Members of the scope. */
  members: i32;
  /** K of each member: i32. */
  levels: usize;
  /** 1 / (K - 1) of each member: f64. */
  scales: usize;
  headMembers: i32;
  /** Joint decisions of the tail, and filled up to whole vectors. */
  tailCount: i32;
  tailColumns: i32;
  /** Joint decisions of the head. */
  heads: i32;
  /** Units of the first layer, filled up to whole vectors. */
  firstUnits: i32;
  /** In a packed part: [observation][firstUnits], [head member][firstUnits], [unit][tailColumns]. */
  packedObserved: usize;
  packedHead: usize;
  packedTail: usize;
  /** Numbers in a flat part. */
  length: i32;
  /** Layers, the output layer included; each a Layer. */
  depth: i32;
  layers: usize;
}

@unmanaged
export class Layer {
  inputs: i32;
  outputs: i32;
  /** Place of its weights in a flat part; the biases follow. */
  flat: usize;
  /** In a packed part: [group of four units][input][4], and the biases. The first layer: biases only. */
  packedWeights: usize;
  packedBiases: usize;
  /** Units of all layers before it. */
  unitsBefore: i32;
}

@inline
export function layerOf(shape: Shape, depth: i32): Layer {
  return changetype<Layer>(shape.layers + <usize>depth * offsetof<Layer>());
}

/** Units filled up to whole groups of four. */
@inline
export function whole(units: i32): i32 {
  return (units + 3) & ~3;
}

/** Where the arrays of centralised DQL stand in the kernels' memory, and views of them. */
import type { CentralizedLayout } from '../../centralizedLayout.ts';
import { LARGEST_BATCH } from '../../configuration.ts';
import { EngineFailure } from '../../engine.ts';
import { Arena } from '../wasm/arena.ts';
import type { Kernels } from '../wasm/kernels.ts';

const BEST_BYTES = 8;

/** A stretch of float32. */
export interface Stretch {
  readonly place: number;
  readonly numbers: Float32Array;
}

/** Values [unit][column] of the inputs or of one hidden layer, as wide as the largest minibatch. */
export interface Units {
  readonly values: Stretch;
  readonly slopes: Stretch;
  readonly errors: Stretch;
}

export class WasmMemory {
  readonly weights: Stretch;
  readonly target: Stretch;
  readonly firstMoments: Stretch;
  readonly secondMoments: Stretch;
  /** Of the hidden layers, as they stand in the flat array. */
  readonly hiddenGradient: Stretch;
  /** A row for each output that the minibatch touches. */
  readonly touchedGradient: Stretch;
  /** Of all outputs' biases. */
  readonly biasGradient: Stretch;
  /** Inputs first, then the hidden layers. */
  readonly units: readonly Units[];
  /** One layer's values as [column][unit]. */
  readonly transposed: Stretch;
  readonly maxima: Stretch;
  /** Greatest value so far (f32) and its output (i32). */
  readonly best: number;
  readonly bestValue: Float32Array;
  readonly bestOutput: Int32Array;

  /** @throws EngineFailure where there is not enough memory */
  constructor(kernels: Kernels, layout: CentralizedLayout) {
    const arena = new Arena(kernels);
    const { layers, length, inputs, outputs } = layout;
    const output = layers.at(-1)!;
    const widths = [inputs, ...layers.slice(0, -1).map((layer) => layer.outputs)];
    const sizes = [
      ...[length, length, length, length],
      ...[output.weightsOffset, LARGEST_BATCH * output.inputs, outputs],
      ...[LARGEST_BATCH * Math.max(...widths), LARGEST_BATCH],
      ...widths.flatMap((width) => Array<number>(3).fill(width * LARGEST_BATCH)),
    ];
    const places = sizes.map((size) => arena.reserve(4 * size));
    this.best = arena.reserve(BEST_BYTES);
    const buffer = committed(arena);
    const stretches = sizes.map((size, i) => {
      const place = places[i]!;
      return { place, numbers: new Float32Array(buffer, place, size) };
    });
    const next = () => stretches.shift()!;
    this.weights = next();
    this.target = next();
    this.firstMoments = next();
    this.secondMoments = next();
    this.hiddenGradient = next();
    this.touchedGradient = next();
    this.biasGradient = next();
    this.transposed = next();
    this.maxima = next();
    this.units = widths.map(() => ({ values: next(), slopes: next(), errors: next() }));
    this.bestValue = new Float32Array(buffer, this.best, 1);
    this.bestOutput = new Int32Array(buffer, this.best + 4, 1);
  }
}

function committed(arena: Arena): ArrayBuffer {
  try {
    return arena.commit();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new EngineFailure(`There is not enough memory for centralised DQL: ${error.message}`);
  }
}

/**
 * The outputs that a minibatch took: at most one a sample, of up to hundreds of thousands. Forward
 * and back through the output layer at these alone; all others have no error.
 */
import type { CentralizedLayout } from '../../centralizedLayout.ts';
import type { CentralizedBatch } from './engine.ts';
import type { WasmMemory } from './wasmMemory.ts';

export class TouchedOutputs {
  readonly #layout: CentralizedLayout;
  readonly #memory: WasmMemory;
  /** Ascending; each has a row in the memory's `touchedGradient`. */
  outputs: readonly number[] = [];

  constructor(layout: CentralizedLayout, memory: WasmMemory) {
    this.#layout = layout;
    this.#memory = memory;
  }

  /** Weights of one output. */
  get width(): number {
    return this.#layout.layers.at(-1)!.inputs;
  }

  /**
   * Q of the taken outputs against the targets: writes their gradient and the errors of the last
   * hidden layer, from its values and slopes. Answers the loss.
   */
  compare(batch: CentralizedBatch, targets: Float64Array, columns: number): number {
    const { inputs: width, weightsOffset, biasesOffset } = this.#layout.layers.at(-1)!;
    const weights = this.#memory.weights.numbers;
    const gradient = this.#memory.touchedGradient.numbers;
    const biasGradient = this.#memory.biasGradient.numbers;
    const hidden = this.#memory.units.at(-1)!;
    const [values, slopes] = [hidden.values.numbers, hidden.slopes.numbers];
    const errors = hidden.errors.numbers;

    for (const output of this.outputs) biasGradient[output] = 0;
    const slots = this.#slots(batch);
    gradient.fill(0, 0, this.outputs.length * width);
    let sum = 0;
    for (let sample = 0; sample < batch.size; sample += 1) {
      const output = batch.taken[sample]!;
      const start = weightsOffset + output * width;
      let q = weights[biasesOffset + output]!;
      for (let i = 0; i < width; i += 1) q += weights[start + i]! * values[i * columns + sample]!;
      const difference = q - targets[sample]!;
      sum += difference * difference;
      const error = difference / batch.size;
      const row = slots.get(output)! * width;
      for (let i = 0; i < width; i += 1) {
        const at = i * columns + sample;
        gradient[row + i] = gradient[row + i]! + error * values[at]!;
        errors[at] = error * weights[start + i]! * slopes[at]!;
      }
      biasGradient[output] = biasGradient[output]! + error;
    }
    for (let i = 0; i < width; i += 1) errors.fill(0, i * columns + batch.size, (i + 1) * columns);
    return (0.5 * sum) / batch.size;
  }

  /** Sum of squares of the touched biases' gradient. */
  biasSquares(biasGradient: Float32Array): number {
    return this.outputs.reduce((sum, output) => {
      const slope = biasGradient[output]!;
      return sum + slope * slope;
    }, 0);
  }

  /** Finds the touched outputs; answers the row of each. */
  #slots({ taken, size }: CentralizedBatch): ReadonlyMap<number, number> {
    this.outputs = [...new Set(taken.subarray(0, size))].sort((one, other) => one - other);
    return new Map(this.outputs.map((output, slot) => [output, slot]));
  }
}

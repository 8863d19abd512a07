/**
 * The hidden layers of centralised DQL on the kernels: forward over the columns of a minibatch, and
 * back to the gradient of their parameters.
 */
import { activationCode } from '../../activations.ts';
import type { CentralizedLayout } from '../../centralizedLayout.ts';
import type { Kernels } from '../wasm/kernels.ts';
import type { Stretch, WasmMemory } from './wasmMemory.ts';

/** Columns filled up to what the kernels take at once. */
export const wholeColumns = (count: number) => Math.ceil(count / 8) * 8;

export class HiddenLayers {
  readonly #kernels: Kernels;
  readonly #layout: CentralizedLayout;
  readonly #memory: WasmMemory;

  constructor(kernels: Kernels, layout: CentralizedLayout, memory: WasmMemory) {
    this.#kernels = kernels;
    this.#layout = layout;
    this.#memory = memory;
  }

  /** Writes rows of observations as the inputs' values, [input][column]. */
  load(rows: Float64Array, row: (i: number) => number, count: number, columns: number): void {
    const { inputs } = this.#layout;
    const { numbers } = this.#memory.units[0]!.values;
    for (let column = 0; column < columns; column += 1) {
      const start = column < count ? row(column) * inputs : -1;
      for (let i = 0; i < inputs; i += 1) {
        numbers[i * columns + column] = start < 0 ? 0 : rows[start + i]!;
      }
    }
  }

  /** The hidden layers, from the inputs' values. */
  forward(flat: Stretch, columns: number, withSlopes: boolean): void {
    const code = activationCode(this.#layout.activation);
    this.#layout.layers.slice(0, -1).forEach((layer, depth) => {
      const { inputs, outputs, weightsOffset, biasesOffset } = layer;
      const below = this.#memory.units[depth]!.values.place;
      const { values, slopes } = this.#memory.units[depth + 1]!;
      const left = flat.place + 4 * weightsOffset;
      const biases = flat.place + 4 * biasesOffset;
      const row = 4 * inputs;
      this.#kernels.multiply(left, row, 4, inputs, below, values.place, outputs, columns, biases);
      const count = outputs * columns;
      const sums = values.place;
      this.#kernels.activateAll(code, sums, sums, withSlopes ? slopes.place : 0, count);
    });
  }

  /** From the errors of the last hidden layer to the gradient of all hidden layers. */
  backward(size: number, columns: number): void {
    const { units, transposed, weights, hiddenGradient } = this.#memory;
    const kernels = this.#kernels;
    for (let depth = this.#layout.layers.length - 2; depth >= 0; depth -= 1) {
      const { inputs, outputs, weightsOffset, biasesOffset } = this.#layout.layers[depth]!;
      const errors = units[depth + 1]!.errors.place;
      const below = units[depth]!;
      const gradient = hiddenGradient.place + 4 * weightsOffset;
      kernels.transpose(below.values.place, inputs, columns, transposed.place);
      const row = 4 * columns;
      kernels.multiply(errors, row, 4, size, transposed.place, gradient, outputs, inputs, 0);
      kernels.sumRows(errors, outputs, columns, hiddenGradient.place + 4 * biasesOffset);
      if (depth === 0) return;
      const left = weights.place + 4 * weightsOffset;
      const target = below.errors.place;
      kernels.multiply(left, 4, 4 * inputs, outputs, errors, target, inputs, columns, 0);
      kernels.scaleAll(target, below.slopes.place, inputs * columns);
    }
  }
}

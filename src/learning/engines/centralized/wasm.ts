/**
 * Centralised DQL on own kernels (../wasm/assembly/centralized.ts), in single precision. Only the
 * outputs that the minibatch touches go forward and back; the target's maximum looks at all of them,
 * as one matrix product cut into slices; then one dense pass of Adam, in which the untouched
 * parameters move on by their moments. Moments below 1e-30 (second: 1e-36) become zero: they move
 * no parameter, but would slow the processor down.
 *
 * Nothing is fused or reordered, so that Node and every browser come to the same bits. Against the
 * TypeScript engine on the same minibatches, weights (of the order of 0.1) stay within 2e-5 over 100
 * updates; what differs is rounding, most where Adam divides one tiny gradient by another.
 */
import { activationCode } from '../../activations.ts';
import type { CentralizedLayout } from '../../centralizedLayout.ts';
import { isSound, type UpdateSettings } from '../../engine.ts';
import type { EngineId } from '../../engineChoice.ts';
import { type Slices, WorkMeter } from '../../slices.ts';
import type { Steps } from '../../steps.ts';
import { biasCorrection, clipFactor } from '../adam.ts';
import { RememberedRows } from '../rememberedRows.ts';
import type { CompiledKernels, Kernels } from '../wasm/kernels.ts';
import {
  type CentralizedBatch,
  CentralizedDivergence,
  type CentralizedEngine,
  type CentralizedState,
  type Numbers,
} from './engine.ts';
import { TouchedOutputs } from './touchedOutputs.ts';
import { type Stretch, WasmMemory } from './wasmMemory.ts';

/** Multiply-adds of a slice: half a millisecond on a laptop, a few on a slow phone. */
const SLICE_WORK = 8e6;
/** A parameter that Adam moves, a weight that is read once or a number that is copied costs as much. */
const ADAM_WORK = 32;
const READ_WORK = 4;
/** Most parameters in one piece of work. */
const PIECE = 131_072;

/** Columns filled up to what the kernels take at once. */
const whole = (count: number) => Math.ceil(count / 8) * 8;

export class CentralizedWasmEngine implements CentralizedEngine {
  readonly id = 'wasm' satisfies EngineId;
  readonly layout: CentralizedLayout;
  readonly #kernels: Kernels;
  readonly #memory: WasmMemory;
  readonly #touched: TouchedOutputs;
  readonly #remembered = new RememberedRows();
  readonly #meter = new WorkMeter(SLICE_WORK);
  /** What has begun to change the weights or the target, and has to end before anything else. */
  #pending: Slices | null = null;
  #updates = 0;

  /** @throws EngineFailure where there is not enough memory */
  constructor(compiled: CompiledKernels, layout: CentralizedLayout, weights: Numbers) {
    this.layout = layout;
    this.#kernels = compiled.instantiate();
    this.#memory = new WasmMemory(this.#kernels, layout);
    this.#touched = new TouchedOutputs(layout, this.#memory);
    this.#memory.weights.numbers.set(weights);
    this.#memory.target.numbers.set(weights);
  }

  get updates(): number {
    return this.#updates;
  }

  *greedy(observations: Float64Array): Steps<number> {
    yield* this.#settle();
    const { best, bestValue, bestOutput, units, weights } = this.#memory;
    units[0]!.values.numbers.set(observations);
    this.#forward(weights, 1, false);
    bestValue[0] = Number.NEGATIVE_INFINITY;
    bestOutput[0] = 0;
    const values = units.at(-1)!.values.place;
    const { inputs, places } = this.#output(weights);
    for (const [from, to] of this.#pieces(inputs)) {
      if (this.#meter.announce((to - from) * inputs * READ_WORK)) yield;
      this.#kernels.raiseGreatest(...places, inputs, values, from, to, best);
    }
    return bestOutput[0];
  }

  *update(batch: CentralizedBatch, settings: UpdateSettings): Steps<number> {
    yield* this.#settle();
    const targets = yield* this.#targets(batch, settings.discount);
    yield;
    const columns = whole(batch.size);
    this.#load(batch.observations, (i) => i, batch.size, columns);
    this.#forward(this.#memory.weights, columns, true);
    yield;
    const loss = this.#touched.compare(batch, targets, columns);
    this.#backward(batch.size, columns);
    const { hiddenGradient, touchedGradient, biasGradient } = this.#memory;
    const norm = Math.sqrt(
      this.#squares(hiddenGradient, hiddenGradient.numbers.length) +
        this.#squares(touchedGradient, this.#touched.outputs.length * this.#touched.width) +
        this.#touched.biasSquares(biasGradient.numbers),
    );
    if (!isSound(loss, norm)) throw new CentralizedDivergence(this.#updates + 1, loss);
    yield;
    this.#updates += 1;
    const rate = settings.learningRate * biasCorrection(this.#updates);
    this.#pending = this.#step(rate, clipFactor(norm, settings.gradientClip));
    yield* this.#settle();
    return loss;
  }

  *copyTarget(): Steps {
    yield* this.#settle();
    this.#remembered.clear();
    this.#pending = this.#copy();
    yield* this.#settle();
  }

  *weights(): Steps<Numbers> {
    yield* this.#settle();
    return this.#memory.weights.numbers.slice();
  }

  *save(): Steps<CentralizedState> {
    yield* this.#settle();
    const { weights, target, firstMoments, secondMoments } = this.#memory;
    const copies: Float32Array[] = [];
    for (const { numbers } of [weights, target, firstMoments, secondMoments]) {
      if (copies.length > 0) yield;
      copies.push(numbers.slice());
    }
    const [weightsNow, targetWeights, first, second] = copies as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    return {
      weights: weightsNow,
      targetWeights,
      firstMoments: first,
      secondMoments: second,
      updates: this.#updates,
    };
  }

  restore(state: CentralizedState): void {
    const { weights, target, firstMoments, secondMoments } = this.#memory;
    this.#pending = null;
    weights.numbers.set(state.weights);
    target.numbers.set(state.targetWeights);
    firstMoments.numbers.set(state.firstMoments);
    secondMoments.numbers.set(state.secondMoments);
    this.#updates = state.updates;
    this.#remembered.clear();
  }

  /** Nothing is held outside of JavaScript's memory. */
  dispose(): void {}

  /** Ends what was given up after it had begun to change something. */
  *#settle(): Slices {
    while (this.#pending) {
      if (this.#pending.next().done) this.#pending = null;
      else yield;
    }
  }

  /** y of every sample, in network units. */
  *#targets(batch: CentralizedBatch, discount: number): Slices<Float64Array> {
    const { size, rewards, nextRows, nextObservations } = batch;
    const missing: number[] = [];
    for (let sample = 0; sample < size; sample += 1) {
      if (!this.#remembered.has(nextRows[sample]!)) missing.push(sample);
    }
    if (missing.length > 0) {
      const columns = whole(missing.length);
      this.#load(nextObservations, (i) => missing[i]!, missing.length, columns);
      this.#forward(this.#memory.target, columns, false);
      yield* this.#raiseMaxima(columns);
    }
    const found = this.#memory.maxima.numbers;
    const maxima = new Map(missing.map((sample, i) => [sample, found[i]!]));
    const targets = rewards.slice(0, size);
    for (let sample = 0; sample < size; sample += 1) {
      const maximum = maxima.get(sample) ?? this.#remembered.get(nextRows[sample]!);
      targets[sample] = targets[sample]! / this.layout.valueScale + discount * maximum;
    }
    // Only now: a row that comes in may push one out that this minibatch has looked up.
    for (const [sample, maximum] of maxima) this.#remembered.set(nextRows[sample]!, maximum);
    return targets;
  }

  *#raiseMaxima(columns: number): Slices {
    const { target, maxima, units } = this.#memory;
    maxima.numbers.fill(Number.NEGATIVE_INFINITY, 0, columns);
    const values = units.at(-1)!.values.place;
    const { inputs, places } = this.#output(target);
    for (const [from, to] of this.#pieces((inputs * columns) / READ_WORK)) {
      if (this.#meter.announce((to - from) * inputs * columns)) yield;
      this.#kernels.raiseMaxima(...places, inputs, values, columns, from, to, maxima.place);
    }
  }

  /** The outputs in stretches of about a slice's work. */
  *#pieces(workOfOne: number): Generator<readonly [from: number, to: number], void, void> {
    const step = Math.max(4, 4 * Math.floor(SLICE_WORK / READ_WORK / workOfOne / 4));
    for (let from = 0; from < this.layout.outputs; from += step) {
      yield [from, Math.min(this.layout.outputs, from + step)];
    }
  }

  /** Writes rows of observations as the inputs' values, [input][column]. */
  #load(rows: Float64Array, row: (i: number) => number, count: number, columns: number): void {
    const { inputs } = this.layout;
    const { numbers } = this.#memory.units[0]!.values;
    for (let column = 0; column < columns; column += 1) {
      const start = column < count ? row(column) * inputs : -1;
      for (let i = 0; i < inputs; i += 1) {
        numbers[i * columns + column] = start < 0 ? 0 : rows[start + i]!;
      }
    }
  }

  /** The hidden layers, from the inputs' values. */
  #forward(flat: Stretch, columns: number, withSlopes: boolean): void {
    const code = activationCode(this.layout.activation);
    this.layout.layers.slice(0, -1).forEach((layer, depth) => {
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
  #backward(size: number, columns: number): void {
    const { units, transposed, weights, hiddenGradient } = this.#memory;
    const kernels = this.#kernels;
    for (let depth = this.layout.layers.length - 2; depth >= 0; depth -= 1) {
      const { inputs, outputs, weightsOffset, biasesOffset } = this.layout.layers[depth]!;
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

  #squares({ place }: Stretch, count: number): number {
    return this.#kernels.sumOfSquares(place, count);
  }

  /** One step of Adam on every parameter. */
  *#step(rate: number, scale: number): Slices {
    const { hiddenGradient, touchedGradient, biasGradient } = this.#memory;
    const { weightsOffset, inputs, biasesOffset } = this.layout.layers.at(-1)!;
    yield* this.#move(0, weightsOffset, hiddenGradient.place, rate, scale);
    let next = weightsOffset;
    for (const [slot, output] of this.#touched.outputs.entries()) {
      const start = weightsOffset + output * inputs;
      yield* this.#move(next, start, 0, rate, scale);
      next = start + inputs;
      yield* this.#move(start, next, touchedGradient.place + 4 * slot * inputs, rate, scale);
    }
    yield* this.#move(next, biasesOffset, 0, rate, scale);
    yield* this.#move(biasesOffset, this.layout.length, biasGradient.place, rate, scale);
  }

  /** Adam on the parameters from ... to - 1; a gradient at 0 is nothing but zeros. */
  *#move(from: number, to: number, gradient: number, rate: number, scale: number): Slices {
    const { weights, firstMoments, secondMoments } = this.#memory;
    for (let start = from; start < to; start += PIECE) {
      const count = Math.min(PIECE, to - start);
      if (this.#meter.announce(count * ADAM_WORK)) yield;
      this.#kernels.adamSingle(
        weights.place + 4 * start,
        gradient === 0 ? 0 : gradient + 4 * (start - from),
        firstMoments.place + 4 * start,
        secondMoments.place + 4 * start,
        count,
        rate,
        scale,
      );
    }
  }

  *#copy(): Slices {
    const { weights, target } = this.#memory;
    for (let start = 0; start < this.layout.length; start += PIECE) {
      const end = Math.min(this.layout.length, start + PIECE);
      if (this.#meter.announce((end - start) * READ_WORK)) yield;
      target.numbers.set(weights.numbers.subarray(start, end), start);
    }
  }

  #output(flat: Stretch) {
    const { inputs, weightsOffset, biasesOffset } = this.layout.layers.at(-1)!;
    const places: [number, number] = [
      flat.place + 4 * weightsOffset,
      flat.place + 4 * biasesOffset,
    ];
    return { inputs, places };
  }
}

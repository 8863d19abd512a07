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
import type { CentralizedLayout } from '../../centralizedLayout.ts';
import { isSound, type UpdateSettings } from '../../engine.ts';
import type { EngineId } from '../../engineChoice.ts';
import { KERNEL_SLICE, type Slices, WorkMeter } from '../../slices.ts';
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
import { HiddenLayers, wholeColumns } from './hiddenLayers.ts';
import { TouchedOutputs } from './touchedOutputs.ts';
import { type Stretch, WasmMemory } from './wasmMemory.ts';

/** What a parameter that Adam moves, a weight that is read once and a number that is copied cost. */
const ADAM_WORK = 32;
const READ_WORK = 4;
const COPY_WORK = 16;
/** Most parameters in one piece of work. */
const PIECE = 131_072;

export class CentralizedWasmEngine implements CentralizedEngine {
  readonly id = 'wasm' satisfies EngineId;
  readonly layout: CentralizedLayout;
  readonly #kernels: Kernels;
  readonly #memory: WasmMemory;
  readonly #hidden: HiddenLayers;
  readonly #touched: TouchedOutputs;
  readonly #remembered = new RememberedRows();
  readonly #meter = new WorkMeter(KERNEL_SLICE);
  /** What has begun to change the weights or the target, and has to end before anything else. */
  #pending: Slices | null = null;
  #updates = 0;

  /** @throws EngineFailure where there is not enough memory */
  constructor(compiled: CompiledKernels, layout: CentralizedLayout, weights: Numbers) {
    this.layout = layout;
    this.#kernels = compiled.instantiate();
    this.#memory = new WasmMemory(this.#kernels, layout);
    this.#hidden = new HiddenLayers(this.#kernels, layout, this.#memory);
    this.#touched = new TouchedOutputs(layout, this.#memory);
    this.#memory.weights.numbers.set(weights);
    this.#memory.target.numbers.set(weights);
  }

  get updates(): number {
    return this.#updates;
  }

  /** Its whole memory. */
  get bytes(): number {
    return this.#kernels.memory.buffer.byteLength;
  }

  *greedy(observations: Float64Array): Steps<number> {
    yield* this.#settle();
    const { best, bestValue, bestOutput, units, weights } = this.#memory;
    units[0]!.values.numbers.set(observations);
    this.#hidden.forward(weights, 1, false);
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
    const columns = wholeColumns(batch.size);
    this.#hidden.load(batch.observations, (i) => i, batch.size, columns);
    this.#hidden.forward(this.#memory.weights, columns, true);
    yield;
    const loss = this.#touched.compare(batch, targets, columns);
    this.#hidden.backward(batch.size, columns);
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
    this.#pending = this.#copy(this.#memory.weights.numbers, this.#memory.target.numbers);
    yield* this.#settle();
  }

  *weights(): Steps<Numbers> {
    yield* this.#settle();
    return yield* this.#copyOf(this.#memory.weights);
  }

  *save(): Steps<CentralizedState> {
    yield* this.#settle();
    const { weights, target, firstMoments, secondMoments } = this.#memory;
    return {
      weights: yield* this.#copyOf(weights),
      targetWeights: yield* this.#copyOf(target),
      firstMoments: yield* this.#copyOf(firstMoments),
      secondMoments: yield* this.#copyOf(secondMoments),
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
      const columns = wholeColumns(missing.length);
      this.#hidden.load(nextObservations, (i) => missing[i]!, missing.length, columns);
      this.#hidden.forward(this.#memory.target, columns, false);
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
    const step = Math.max(4, 4 * Math.floor(KERNEL_SLICE / READ_WORK / workOfOne / 4));
    for (let from = 0; from < this.layout.outputs; from += step) {
      yield [from, Math.min(this.layout.outputs, from + step)];
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

  *#copyOf({ numbers }: Stretch): Slices<Float32Array> {
    const copy = new Float32Array(numbers.length);
    yield* this.#copy(numbers, copy);
    return copy;
  }

  *#copy(source: Float32Array, target: Float32Array): Slices {
    for (let start = 0; start < source.length; start += PIECE) {
      const end = Math.min(source.length, start + PIECE);
      if (this.#meter.announce((end - start) * COPY_WORK)) yield;
      target.set(source.subarray(start, end), start);
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

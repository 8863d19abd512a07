/**
 * The fused WebGPU engine: a chunk of S updates is two kernels (one pass of joint maxima, as the
 * target stands still, and one of training), one upload, one submission and one answer. Where a copy
 * of the target falls into a chunk it is two more. It stays within the default limits of a device.
 *
 * It computes in single precision. On the same minibatches no weight (of the order of 1), target or
 * moment (relative to the largest) is further than 3e-6 from the TypeScript engine's after 1 and
 * after 8 updates, and 5e-6 after 100. Measured on a software adapter: 6e-7, 6e-7 and 1.2e-6.
 *
 * Updates are noted when they are asked for and made when the engine settles. A chunk with a bad
 * update is made again up to that one, from a copy of the state that it began with. Acting is on
 * the processor, on the weights as settled: in double precision, or in single on our own kernels
 * (wasm/kernelActing.ts).
 */
import {
  DivergenceError,
  type EngineState,
  isSound,
  type LearningEngine,
  type Minibatch,
  type UpdateSettings,
} from '../../engine.ts';
import type { EngineId } from '../../engineChoice.ts';
import type { WeightLayout } from '../../layout.ts';
import type { Slices } from '../../slices.ts';
import { type Acting, type ActingFactory, plainActing } from '../greedyActing.ts';
import { type Noted, noteUpdate, portionsOf } from './chunk.ts';
import type { DeviceGuard } from './deviceGuard.ts';
import { FusedDevice } from './fusedDevice.ts';
import { type NetworkTable, networkTable, pack, unpack } from './networkTable.ts';

interface BadUpdate {
  /** Index among the noted. */
  readonly place: number;
  readonly server: number;
  readonly loss: number;
}

export class WebGpuEngine implements LearningEngine {
  readonly id = 'webgpu' satisfies EngineId;
  readonly layout: WeightLayout;
  readonly #guard: DeviceGuard;
  readonly #table: NetworkTable;
  readonly #fused: FusedDevice;
  /** The weights as settled, and acting on them. */
  readonly #weights: Float64Array;
  readonly #acting: Acting;
  #noted: Noted[] = [];
  #updates = 0;

  /**
   * @param makeActing as `actingOn` of the kernels, where they are there
   * @throws EngineFailure where the networks are too large for one binding of the device
   */
  constructor(
    guard: DeviceGuard,
    layout: WeightLayout,
    weights: Float64Array,
    makeActing: ActingFactory = plainActing,
  ) {
    this.layout = layout;
    this.#guard = guard;
    this.#table = networkTable(layout);
    this.#fused = new FusedDevice(guard.device, this.#table);
    this.#weights = new Float64Array(layout.length);
    this.#acting = makeActing(layout, this.#weights);
    const zeros = new Float64Array(layout.length);
    this.restore({
      weights,
      targetWeights: weights,
      firstMoments: zeros,
      secondMoments: zeros,
      updates: 0,
    });
  }

  get updates(): number {
    return this.#updates;
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    this.#acting.greedyLevels(observations, wanted, levels);
  }

  greedyInSlices(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices {
    return this.#acting.greedyInSlices(observations, wanted, levels);
  }

  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void {
    this.#noted.push(noteUpdate(this.#table, batches, settings, losses));
  }

  copyTarget(): void {
    this.#noted.push('copyTarget');
  }

  settle(): void | Promise<void> {
    if (this.#noted.length > 0) return this.#settle();
  }

  weights(): Float64Array {
    return this.#weights.slice();
  }

  async save(): Promise<EngineState> {
    await this.settle();
    const numbers = await this.#guard.run(() => this.#fused.save());
    const { length } = this.layout;
    const part = (index: number) =>
      Float64Array.from(numbers.subarray(index * length, (index + 1) * length));
    return {
      weights: this.weights(),
      targetWeights: unpack(this.#table, numbers.subarray(3 * length)),
      firstMoments: part(1),
      secondMoments: part(2),
      updates: this.#updates,
    };
  }

  restore(state: EngineState): void {
    this.#noted = [];
    this.#updates = state.updates;
    const { length } = this.layout;
    const numbers = new Float32Array(3 * length);
    numbers.set(state.weights);
    numbers.set(state.firstMoments, length);
    numbers.set(state.secondMoments, 2 * length);
    this.#fused.write(numbers, pack(this.#table, state.targetWeights));
    // What acts and what is saved are the weights that train, in single precision.
    this.#takeWeights(numbers.subarray(0, length));
  }

  dispose(): void {
    this.#noted = [];
    this.#fused.dispose();
  }

  async #settle(): Promise<void> {
    const noted = this.#noted;
    this.#noted = [];
    const bad = await this.#try(noted);
    if (!bad) return;
    this.#fused.goBack();
    const good = noted.slice(0, bad.place);
    if (good.length > 0) await this.#try(good);
    throw new DivergenceError(bad.server, this.#updates + 1, bad.loss);
  }

  /** Makes what was noted. Where an update is bad, nothing is settled. */
  async #try(noted: readonly Noted[]): Promise<BadUpdate | null> {
    const portions = portionsOf(noted, this.#table);
    const numbers = await this.#guard.run(() => this.#fused.train(portions, this.#updates));
    const bad = this.#noteAnswers(noted, numbers);
    if (bad) return bad;
    this.#updates += noted.filter((each) => each !== 'copyTarget').length;
    this.#takeWeights(numbers.subarray(numbers.length - this.layout.length));
    return null;
  }

  /** Writes the losses down, up to the first update that is bad. */
  #noteAnswers(noted: readonly Noted[], numbers: Float32Array): BadUpdate | null {
    const { agents } = this.layout;
    let next = 0;
    for (const [place, each] of noted.entries()) {
      if (each === 'copyTarget') continue;
      let bad: BadUpdate | null = null;
      for (const [agent, { id }] of agents.entries()) {
        const loss = numbers[next++]!;
        const norm = numbers[next++]!;
        each.losses[agent] = loss;
        if (!bad && !isSound(loss, norm)) bad = { place, server: id, loss };
      }
      if (bad) return bad;
    }
    return null;
  }

  #takeWeights(weights: Float32Array): void {
    this.#weights.set(weights);
    this.#acting.weightsChanged();
  }
}

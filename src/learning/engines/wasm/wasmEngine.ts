/**
 * The WebAssembly engine: own kernels in AssemblyScript (assembly/) with SIMD, on a memory of its
 * own. It answers at once.
 *
 * Numbers: joint maxima and acting in single precision, four joint decisions at a time; gradient,
 * norm, loss and Adam in double precision and in the order of the plain TypeScript engine. Given the
 * same targets both engines agree bit by bit (a discount of 0 shows it), so all that differs between
 * them is the rounding of the maxima: over 100 updates losses stay within 2e-6 of their size and
 * weights (of the order of 1) within 1e-5. Nothing is fused or reordered, so that Node and every
 * browser come to the same bits. State goes out and in as it is, without rounding.
 *
 * Activations: algebraicSilu and relu. For others there are no kernels: the constructor refuses, and
 * whoever starts engines asks `hasKernels` first and stays with the plain TypeScript engine.
 */
import { InputError } from '../../../schema.ts';
import { LARGEST_BATCH } from '../../configuration.ts';
import type {
  EngineState,
  FlatViews,
  LearningEngine,
  Minibatch,
  UpdateSettings,
} from '../../engine.ts';
import type { EngineId } from '../../engineChoice.ts';
import { checkSingleNumbers } from '../../engineOptions.ts';
import type { WeightLayout } from '../../layout.ts';
import { finish, KERNEL_SLICE, type Slices, WorkMeter } from '../../slices.ts';
import { FlatState } from '../flatState.ts';
import { updateAll } from '../updateAll.ts';
import { Arena } from './arena.ts';
import { JointSweep } from './jointSweep.ts';
import { GreedySweep } from './kernelActing.ts';
import { hasKernels } from './kernelActivations.ts';
import type { CompiledKernels, Kernels } from './kernels.ts';
import { RegressionMemory } from './regressionMemory.ts';
import { reserveShapes, type Shape } from './shapes.ts';
import { Targets } from './targets.ts';

const FLAT_ARRAYS = 5;
/** A multiply-add of a regression is in double precision and takes as long as so many of a sweep. */
const REGRESSION_COST = 4;

export class WasmEngine implements LearningEngine {
  readonly id = 'wasm' satisfies EngineId;
  readonly layout: WeightLayout;
  readonly #kernels: Kernels;
  readonly #shapes: readonly Shape[];
  /** Places of the flat arrays, and views of them. */
  readonly #places: readonly number[];
  readonly #state: FlatState;
  readonly #targets: Targets;
  readonly #regression: RegressionMemory;
  readonly #acting: GreedySweep;
  readonly #meter = new WorkMeter(KERNEL_SLICE);

  /**
   * @throws InputError for an activation without kernels
   * @throws RangeError where there is not enough memory
   */
  constructor(compiled: CompiledKernels, layout: WeightLayout, weights: Float64Array) {
    if (!hasKernels(layout.activation)) {
      const allowed = 'algebraicSilu or relu on the WebAssembly engine';
      throw new InputError('learner.activation', layout.activation, allowed);
    }
    checkSingleNumbers('wasm', layout.agents);
    this.layout = layout;
    this.#kernels = compiled.instantiate();
    const arena = new Arena(this.#kernels);
    this.#places = Array.from({ length: FLAT_ARRAYS }, () => arena.reserve(8 * layout.length));
    this.#shapes = reserveShapes(layout, arena);
    const sweep = new JointSweep(this.#kernels, layout, arena, this.#meter);
    const options = { sweep, arena, largestBatch: LARGEST_BATCH };
    this.#targets = new Targets(this.#kernels, layout, this.#shapes, options);
    this.#regression = new RegressionMemory(layout, arena, LARGEST_BATCH);
    const meter = this.#meter;
    this.#acting = new GreedySweep(this.#kernels, layout, this.#shapes, { arena, meter });

    const buffer = arena.commit();
    for (const part of [...this.#shapes, sweep, this.#regression, this.#acting]) part.write(buffer);
    const view = (array: number) => new Float64Array(buffer, this.#places[array]!, layout.length);
    const arrays = { weights: view(0), target: view(1), gradient: view(2) };
    const moments = { firstMoments: view(3), secondMoments: view(4) };
    this.#state = new FlatState({ ...arrays, ...moments }, weights);
    this.copyTarget();
  }

  get updates(): number {
    return this.#state.updates;
  }

  /** Its whole memory. */
  get bytes(): number {
    return this.#kernels.memory.buffer.byteLength;
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    finish(this.greedyInSlices(observations, wanted, levels));
  }

  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void {
    finish(this.updateInSlices(batches, settings, losses));
  }

  greedyInSlices(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices {
    return this.#acting.run(this.#places[0]!, observations, wanted, levels);
  }

  *updateInSlices(
    batches: readonly Minibatch[],
    settings: UpdateSettings,
    losses: Float64Array,
  ): Slices {
    const { agents } = this.layout;
    yield* updateAll(this.layout, this.#state, settings, losses, {
      differentiate: (agent) => this.#differentiate(agent, batches[agent]!, settings.discount),
      step: (agent, rate, scale) =>
        this.#kernels.adam(
          this.#flat(0, agent),
          this.#flat(2, agent),
          this.#flat(3, agent),
          this.#flat(4, agent),
          agents[agent]!.length,
          rate,
          scale,
        ),
    });
  }

  get flat(): FlatViews {
    return this.#state;
  }

  copyTarget(share = 1): void {
    this.#state.follow(share);
    this.#targets.refresh(this.#places[1]!);
  }

  /** Every update has been made when it was asked for. */
  settle(): void {}

  /** Nothing is held outside of JavaScript's memory. */
  dispose(): void {}

  weights(): Float64Array {
    return this.#state.weights.slice();
  }

  save(): EngineState {
    return this.#state.save();
  }

  restore(state: EngineState): void {
    this.#state.restore(state);
    this.#targets.refresh(this.#places[1]!);
  }

  *#differentiate(agent: number, batch: Minibatch, discount: number) {
    const { place, targets } = this.#regression;
    yield* this.#targets.write(agent, batch, discount, targets);
    const work = 3 * this.layout.agents[agent]!.length * batch.size;
    if (this.#meter.announce(REGRESSION_COST * work)) yield;
    this.#regression.load(batch);
    const [flat, gradient] = [this.#flat(0, agent), this.#flat(2, agent)];
    const shape = this.#shapes[agent]!.place;
    const loss = this.#kernels.differentiate(shape, place, batch.size, flat, gradient);
    return { loss, norm: this.#regression.norm };
  }

  /** Place of one LSM's part of a flat array: weights, target, gradient or one of the moments. */
  #flat(array: number, agent: number): number {
    return this.#places[array]! + 8 * this.layout.agents[agent]!.offset;
  }
}

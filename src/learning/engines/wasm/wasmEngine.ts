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
import type { Activation } from '../../configuration.ts';
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
import { biasCorrection, clipFactor } from '../adam.ts';
import { Arena } from './arena.ts';
import { JointSweep } from './jointSweep.ts';
import type { CompiledKernels, Kernels } from './kernels.ts';
import { RegressionMemory } from './regressionMemory.ts';
import { reserveShapes, type Shape } from './shapes.ts';
import { Targets } from './targets.ts';

/** As the schema allows. */
const LARGEST_BATCH = 256;
const FLAT_ARRAYS = 5;

/** Whether there are kernels for networks with this activation. */
export function hasKernels(activation: Activation): boolean {
  return activation === 'algebraicSilu' || activation === 'relu';
}

export class WasmEngine implements LearningEngine {
  readonly id = 'wasm' satisfies EngineId;
  readonly layout: WeightLayout;
  readonly #kernels: Kernels;
  readonly #shapes: readonly Shape[];
  /** Places of the flat arrays, and views of them. */
  readonly #places: readonly number[];
  readonly #weights: Float64Array;
  readonly #target: Float64Array;
  readonly #firstMoments: Float64Array;
  readonly #secondMoments: Float64Array;
  readonly #targets: Targets;
  readonly #regression: RegressionMemory;
  /** Acting: its own sweep, and the packed network of the LSM in turn. */
  readonly #acting: JointSweep;
  readonly #packed: number;
  readonly #norms: Float64Array;
  #updates = 0;

  /**
   * @throws InputError for an activation without kernels
   * @throws RangeError where there is not enough memory
   */
  constructor(compiled: CompiledKernels, layout: WeightLayout, weights: Float64Array) {
    if (!hasKernels(layout.activation)) {
      const allowed = 'algebraicSilu or relu on the WebAssembly engine';
      throw new InputError('learner.activation', layout.activation, allowed);
    }
    this.layout = layout;
    this.#kernels = compiled.instantiate();
    const arena = new Arena(this.#kernels);
    this.#places = Array.from({ length: FLAT_ARRAYS }, () => arena.reserve(8 * layout.length));
    this.#shapes = reserveShapes(layout, arena);
    const sweep = new JointSweep(this.#kernels, layout, arena);
    const options = { sweep, arena, largestBatch: LARGEST_BATCH };
    this.#targets = new Targets(this.#kernels, layout, this.#shapes, options);
    this.#regression = new RegressionMemory(layout, arena, LARGEST_BATCH);
    this.#acting = new JointSweep(this.#kernels, layout, arena);
    this.#packed = arena.reserve(Math.max(...this.#shapes.map(({ packedSize }) => packedSize)));
    this.#norms = new Float64Array(layout.agents.length);

    const buffer = arena.commit();
    for (const part of [...this.#shapes, sweep, this.#regression, this.#acting]) part.write(buffer);
    const view = (array: number) => new Float64Array(buffer, this.#places[array]!, layout.length);
    [this.#weights, this.#target] = [view(0), view(1)];
    [this.#firstMoments, this.#secondMoments] = [view(3), view(4)];
    this.#weights.set(weights);
    this.copyTarget();
  }

  get updates(): number {
    return this.#updates;
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    finish(this.greedyInSlices(observations, wanted, levels));
  }

  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void {
    finish(this.updateInSlices(batches, settings, losses));
  }

  /**
   * `greedyLevels` for a caller that has other things to do: yields about every half millisecond.
   * The engine must not be asked for anything else before the end.
   */
  *greedyInSlices(
    observations: Float64Array,
    wanted: Uint8Array,
    levels: Int32Array,
  ): Generator<void, void, void> {
    const { agents, observationSize } = this.layout;
    for (let agent = 0; agent < agents.length; agent += 1) {
      if (wanted[agent] !== 1) continue;
      const shape = this.#shapes[agent]!;
      this.#kernels.pack(shape.place, this.#flat(0, agent), this.#packed);
      this.#acting.observe(0, observations, agent * observationSize);
      yield* this.#acting.run(shape, this.#packed, 0);
      levels[agent] = this.#acting.ownLevel(shape, 0);
    }
  }

  /**
   * `update` for a caller that has other things to do: yields about every half millisecond, all of
   * them before the first weight changes. One that is given up has not happened.
   */
  *updateInSlices(
    batches: readonly Minibatch[],
    settings: UpdateSettings,
    losses: Float64Array,
  ): Generator<void, void, void> {
    const { agents } = this.layout;
    const { place, targets } = this.#regression;
    // All gradients first: where one is not finite, no LSM has taken a step.
    for (let agent = 0; agent < agents.length; agent += 1) {
      const batch = batches[agent]!;
      yield* this.#targets.write(agent, batch, settings.discount, targets);
      this.#regression.load(batch);
      const shape = this.#shapes[agent]!.place;
      const [flat, gradient] = [this.#flat(0, agent), this.#flat(2, agent)];
      const loss = this.#kernels.differentiate(shape, place, batch.size, flat, gradient);
      losses[agent] = loss;
      this.#norms[agent] = this.#regression.norm;
      if (!isSound(loss, this.#norms[agent]!)) {
        throw new DivergenceError(agents[agent]!.id, this.#updates + 1, loss);
      }
    }
    this.#updates += 1;
    const rate = settings.learningRate * biasCorrection(this.#updates);
    for (let agent = 0; agent < agents.length; agent += 1) {
      const scale = clipFactor(this.#norms[agent]!, settings.gradientClip);
      this.#kernels.adam(
        this.#flat(0, agent),
        this.#flat(2, agent),
        this.#flat(3, agent),
        this.#flat(4, agent),
        agents[agent]!.length,
        rate,
        scale,
      );
    }
  }

  copyTarget(): void {
    this.#target.set(this.#weights);
    this.#targets.refresh(this.#places[1]!);
  }

  /** Every update has been made when it was asked for. */
  settle(): void {}

  /** Nothing is held outside of JavaScript's memory. */
  dispose(): void {}

  weights(): Float64Array {
    return this.#weights.slice();
  }

  save(): EngineState {
    return {
      weights: this.#weights.slice(),
      targetWeights: this.#target.slice(),
      firstMoments: this.#firstMoments.slice(),
      secondMoments: this.#secondMoments.slice(),
      updates: this.#updates,
    };
  }

  restore(state: EngineState): void {
    this.#weights.set(state.weights);
    this.#target.set(state.targetWeights);
    this.#firstMoments.set(state.firstMoments);
    this.#secondMoments.set(state.secondMoments);
    this.#updates = state.updates;
    this.#targets.refresh(this.#places[1]!);
  }

  /** Place of one LSM's part of a flat array: weights, target, gradient or one of the moments. */
  #flat(array: number, agent: number): number {
    return this.#places[array]! + 8 * this.layout.agents[agent]!.offset;
  }
}

function finish(slices: Generator<void, void, void>): void {
  while (!slices.next().done);
}

/**
 * The TensorFlow.js engine: LSMs of one shape are stacked, so that an update is a fixed number of
 * kernels however many servers there are.
 *
 * It computes in single precision. On the same minibatches no weight (of the order of 1), target or
 * moment (relative to the largest) is further than 5e-6 from the TypeScript engine's after 1 and
 * after 8 updates, and 1e-5 after 50. Measured: up to 1.2e-6, 1.2e-6 and 1.4e-6 on cpu, wasm and
 * WebGPU, 99 % of the weights within 5e-8, 1.1e-7 and 3e-7. Rounding grows slowly (each update adds
 * half a last digit); the largest differences come at once, in weights whose gradient is so small
 * (about 3e-6 and less) that Adam divides one rounding error by another.
 *
 * Updates are noted when they are asked for and made when the engine settles: a chunk is one
 * upload, one pass over all its joint maxima (the target stands still in between) and one answer.
 * Tensors never change, so a chunk with a bad update is made again up to that one, from the
 * tensors that it began with: nothing has to be read in between to be able to stop.
 *
 * Acting is on the processor, on the weights as settled: in double precision, or in single on our
 * own kernels (wasm/kernelActing.ts).
 */
import {
  clone,
  concat,
  dispose,
  keep,
  reshape,
  scalar,
  slice,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tensor3d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import {
  DivergenceError,
  type EngineState,
  isSound,
  type LearningEngine,
  type Minibatch,
  type UpdateSettings,
} from '../../engine.ts';
import type { EngineId } from '../../engineChoice.ts';
import { checkSingleNumbers } from '../../engineOptions.ts';
import type { WeightLayout } from '../../layout.ts';
import type { Slices } from '../../slices.ts';
import { biasCorrection } from '../adam.ts';
import { type Acting, type ActingFactory, plainActing } from '../greedyActing.ts';
import {
  type AgentGroup,
  agentGroups,
  type GroupBatch,
  groupBatch,
  stacked,
  unstack,
} from './agentGroups.ts';
import type { TensorFlowBackend } from './backend.ts';
import { Constants } from './constants.ts';
import { GroupMaxima } from './groupMaxima.ts';
import { type GroupParameters, GroupTrainer } from './groupTrainer.ts';
import { tensorActivations } from './tensorActivations.ts';

interface NotedUpdate {
  readonly batches: readonly GroupBatch[];
  readonly settings: UpdateSettings;
  readonly losses: Float64Array;
}
/** An update or a copy of the target, as asked for. */
type Noted = NotedUpdate | 'copyTarget';

interface BadUpdate {
  /** Index among the noted, and among the updates of them. */
  readonly place: number;
  readonly update: number;
  readonly server: number;
  readonly loss: number;
}

interface GroupState extends GroupParameters {
  readonly target: Tensor2D;
}

/** A group with its tensors. */
interface Group {
  readonly layout: AgentGroup;
  readonly maxima: GroupMaxima;
  readonly trainer: GroupTrainer;
  state: GroupState;
}

export class TensorFlowEngine implements LearningEngine {
  readonly id: EngineId;
  readonly layout: WeightLayout;
  readonly #backend: TensorFlowBackend;
  readonly #constants = new Constants();
  readonly #groups: readonly Group[];
  /** The weights as settled, and acting on them. */
  readonly #weights: Float64Array;
  readonly #acting: Acting;
  #noted: Noted[] = [];
  #updates = 0;
  /** Tensors that the chunk under way began with: it may have to go back to them. */
  #held: ReadonlySet<Tensor> = new Set();

  /**
   * The backend has to be the one that is in use.
   *
   * @param makeActing as `actingOn` of the kernels, where they are there
   */
  constructor(
    backend: TensorFlowBackend,
    layout: WeightLayout,
    weights: Float64Array,
    makeActing: ActingFactory = plainActing,
  ) {
    checkSingleNumbers(backend.id, layout.agents);
    this.id = backend.id;
    this.#backend = backend;
    this.layout = layout;
    this.#weights = weights.slice();
    this.#acting = makeActing(layout, this.#weights);
    const activation = tensorActivations[layout.activation];
    const constants = this.#constants;
    const zeros = new Float64Array(layout.length);
    this.#groups = agentGroups(layout).map((group) => ({
      layout: group,
      maxima: new GroupMaxima(
        group,
        layout.observationSize,
        activation,
        constants,
        backend.blockSize,
      ),
      trainer: new GroupTrainer(group, activation, constants),
      state: groupState(group, {
        weights,
        targetWeights: weights,
        firstMoments: zeros,
        secondMoments: zeros,
      }),
    }));
    for (const { maxima, state } of this.#groups) maxima.refresh(state.target);
    // What acts and what is saved are the weights that train, in single precision.
    this.#takeWeights(Float64Array.from(Float32Array.from(weights)));
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
    const copies = this.#groups.map(({ layout }) => groupBatch(layout, batches, this.layout));
    this.#noted.push({ batches: copies, settings, losses });
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
    const states = this.#groups.map(({ state }) => state);
    const parts = ['target', 'firstMoments', 'secondMoments'] as const;
    const rows = await this.#backend.guard(() =>
      readAll(() => parts.flatMap((part) => states.map((state) => state[part]))),
    );
    const { length } = this.layout;
    const saved = parts.map((_, index) => this.#flat(rows.subarray(index * length)));
    return {
      weights: this.weights(),
      targetWeights: saved[0]!,
      firstMoments: saved[1]!,
      secondMoments: saved[2]!,
      updates: this.#updates,
    };
  }

  restore(state: EngineState): void {
    this.#noted = [];
    this.#updates = state.updates;
    for (const group of this.#groups) {
      dispose(Object.values(group.state));
      group.state = groupState(group.layout, state);
      group.maxima.refresh(group.state.target);
    }
    this.#takeWeights(Float64Array.from(Float32Array.from(state.weights)));
  }

  dispose(): void {
    this.#noted = [];
    for (const { maxima, state } of this.#groups) {
      maxima.dispose();
      dispose(Object.values(state));
    }
    this.#constants.dispose();
  }

  async #settle(): Promise<void> {
    const noted = this.#noted;
    this.#noted = [];
    const began = this.#groups.map(({ state }) => state);
    this.#held = new Set(began.flatMap((state) => Object.values(state) as Tensor[]));
    const bad = await this.#try(noted);
    if (bad) {
      this.#groups.forEach((group, index) => {
        this.#replace(group, began[index]!);
      });
      for (const { maxima, state } of this.#groups) maxima.refresh(state.target);
      await this.#try(noted.slice(0, bad.place));
    }
    const held = this.#held;
    this.#held = new Set();
    const alive = new Set(this.#groups.flatMap(({ state }) => Object.values(state) as Tensor[]));
    for (const tensor of held) if (!alive.has(tensor)) tensor.dispose();
    if (bad) throw new DivergenceError(bad.server, this.#updates + 1, bad.loss);
  }

  /** Makes what was noted. Where an update is bad, nothing is settled. */
  async #try(noted: readonly Noted[]): Promise<BadUpdate | null> {
    const updates = noted.filter((each) => each !== 'copyTarget');
    const numbers = await this.#backend.guard(() =>
      readAll(() => {
        const checks = this.#make(noted);
        return [...checks, ...this.#groups.map(({ state }) => state.weights)];
      }),
    );
    const { length } = this.layout;
    const bad = this.#noteChecks(updates, numbers);
    if (bad) return { ...bad, place: noted.indexOf(updates[bad.update]!) };
    this.#updates += updates.length;
    this.#takeWeights(this.#flat(numbers.subarray(numbers.length - length)));
    return null;
  }

  /**
   * Makes what was noted, one after the other. Inside a tidy.
   *
   * @returns for each update and group the losses and then the norms of the gradients
   */
  #make(noted: readonly Noted[]): Tensor1D[] {
    const checks: Tensor1D[] = [];
    let count = this.#updates;
    let rest = noted;
    while (rest.length > 0) {
      const copy = rest.indexOf('copyTarget');
      const updates = rest.slice(0, copy < 0 ? rest.length : copy) as NotedUpdate[];
      // The target stands still until it is copied: one pass for all of these updates.
      const maxima = this.#groups.map((group, index) => maximaOf(group, updates, index));
      let start = 0;
      for (const { batches, settings } of updates) {
        count += 1;
        const rate = scalar(settings.learningRate * biasCorrection(count), 'float32');
        this.#groups.forEach((group, index) => {
          const batch = batches[index]!;
          const own = slice(maxima[index]!, [0, start], [group.layout.members.length, batch.size]);
          const made = group.trainer.update(group.state, batch, own, { ...settings, rate });
          this.#replace(group, { ...group.state, ...made.parameters });
          checks.push(made.losses, made.norms);
        });
        start += batches[0]!.size;
      }
      dispose(maxima);
      if (copy >= 0) this.#copyTargets();
      rest = rest.slice(updates.length + 1);
    }
    return checks;
  }

  #copyTargets(): void {
    for (const group of this.#groups) {
      this.#replace(group, { ...group.state, target: keep(clone(group.state.weights)) });
      group.maxima.refresh(group.state.target);
    }
  }

  /** Goes on with other tensors; those that nobody needs any more are let go. */
  #replace(group: Group, next: GroupState): void {
    const kept = new Set<Tensor>(Object.values(next));
    for (const tensor of Object.values(group.state) as Tensor[]) {
      if (!kept.has(tensor) && !this.#held.has(tensor)) tensor.dispose();
    }
    group.state = next;
  }

  /** Writes the losses down, up to the first update that is bad. */
  #noteChecks(
    updates: readonly NotedUpdate[],
    numbers: Float32Array,
  ): Omit<BadUpdate, 'place'> | null {
    const { agents } = this.layout;
    const norms = new Float64Array(agents.length);
    let next = 0;
    for (const [update, { losses }] of updates.entries()) {
      for (const { members } of this.#groups.map(({ layout }) => layout)) {
        for (const index of members) losses[index] = numbers[next++]!;
        for (const index of members) norms[index] = numbers[next++]!;
      }
      const server = agents.findIndex((_, index) => !isSound(losses[index]!, norms[index]!));
      if (server >= 0) return { update, server: agents[server]!.id, loss: losses[server]! };
    }
    return null;
  }

  #takeWeights(weights: Float64Array): void {
    this.#weights.set(weights);
    this.#acting.weightsChanged();
  }

  /** Rows of all groups, one group after the other, in the flat layout. */
  #flat(rows: Float32Array): Float64Array {
    const flat = new Float64Array(this.layout.length);
    let start = 0;
    for (const { layout } of this.#groups) {
      const count = layout.members.length * layout.length;
      unstack(layout, rows.subarray(start, start + count), flat);
      start += count;
    }
    return flat;
  }
}

/** Tensors of a group, kept until they are disposed of. */
function groupState(group: AgentGroup, state: Omit<EngineState, 'updates'>): GroupState {
  const shape: [number, number] = [group.members.length, group.length];
  const rows = (flat: Float64Array) => keep(tensor2d(stacked(group, flat), shape, 'float32'));
  return {
    weights: rows(state.weights),
    target: rows(state.targetWeights),
    firstMoments: rows(state.firstMoments),
    secondMoments: rows(state.secondMoments),
  };
}

/** Maxima of the target at the next observations of several updates: A x (updates x size). */
function maximaOf(group: Group, updates: readonly NotedUpdate[], index: number): Tensor2D {
  const agents = group.layout.members.length;
  return tidy(() => {
    const parts = updates.map(({ batches }) => {
      const { size, nextObservations } = batches[index]!;
      const width = nextObservations.length / (agents * size);
      return tensor3d(nextObservations, [agents, size, width], 'float32');
    });
    if (parts.length === 0) return zeros([agents, 0]) as Tensor2D;
    return group.maxima.maxima(parts.length === 1 ? parts[0]! : concat(parts, 1));
  });
}

/** Reads tensors as one row of numbers: one answer, however many there are. */
async function readAll(make: () => Tensor[]): Promise<Float32Array> {
  const packed = tidy(() => concat(make().map((tensor) => reshape(tensor, [tensor.size]))));
  try {
    return (await packed.data()) as Float32Array;
  } finally {
    packed.dispose();
  }
}

/**
 * The plain TypeScript engine: Float64Array, no dependencies, bit-identical wherever it runs. The
 * oracle for every faster engine.
 */
import type {
  EngineState,
  FlatViews,
  LearningEngine,
  Minibatch,
  UpdateSettings,
} from '../engine.ts';
import { networksFromWeights, type WeightLayout } from '../layout.ts';
import type { LocalNetworks } from '../network.ts';
import { finish, PLAIN_SLICE, type Slices, WorkMeter } from '../slices.ts';
import { adamStep } from './adam.ts';
import { FlatState } from './flatState.ts';
import { GreedyActing } from './greedyActing.ts';
import { Regression } from './regression.ts';
import { TargetMaxima } from './targetMaxima.ts';
import { updateAll } from './updateAll.ts';

export class TypeScriptEngine implements LearningEngine {
  readonly id = 'typescript';
  readonly layout: WeightLayout;
  readonly #state: FlatState;
  /** Views of the flat arrays. */
  readonly #networks: LocalNetworks;
  readonly #gradients: LocalNetworks;
  readonly #acting: GreedyActing;
  readonly #maxima: TargetMaxima;
  /** By input width and minibatch size. */
  readonly #regressions = new Map<string, Regression>();
  #targets = new Float64Array(0);
  readonly #meter = new WorkMeter(PLAIN_SLICE);

  constructor(layout: WeightLayout, weights: Float64Array) {
    this.layout = layout;
    const array = () => new Float64Array(layout.length);
    this.#state = new FlatState(
      {
        weights: array(),
        target: array(),
        gradient: array(),
        firstMoments: array(),
        secondMoments: array(),
      },
      weights,
    );
    this.#networks = networksFromWeights(layout, this.#state.weights);
    this.#gradients = networksFromWeights(layout, this.#state.gradient);
    this.#acting = new GreedyActing(this.#networks, this.#meter);
    this.#maxima = new TargetMaxima(networksFromWeights(layout, this.#state.target), this.#meter);
  }

  get updates(): number {
    return this.#state.updates;
  }

  get bytes(): number {
    const scratch = [...this.#regressions.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    return this.#state.bytes + this.#targets.byteLength + scratch;
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    finish(this.greedyInSlices(observations, wanted, levels));
  }

  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void {
    finish(this.updateInSlices(batches, settings, losses));
  }

  greedyInSlices(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): Slices {
    return this.#acting.greedyInSlices(observations, wanted, levels);
  }

  *updateInSlices(
    batches: readonly Minibatch[],
    settings: UpdateSettings,
    losses: Float64Array,
  ): Slices {
    const { agents } = this.layout;
    const { weights: parameters, gradient, firstMoments, secondMoments } = this.#state;
    const arrays = { parameters, gradient, firstMoments, secondMoments };
    yield* updateAll(this.layout, this.#state, settings, losses, {
      differentiate: (agent) => this.#differentiate(agent, batches[agent]!, settings.discount),
      step: (agent, rate, scale) => {
        const { offset, length } = agents[agent]!;
        adamStep(arrays, offset, offset + length, rate, scale);
      },
    });
    this.#acting.weightsChanged();
  }

  get flat(): FlatViews {
    return this.#state;
  }

  copyTarget(share = 1): void {
    this.#state.follow(share);
    this.#maxima.refresh();
  }

  /** Every update has been made when it was asked for. */
  settle(): void {}

  dispose(): void {}

  weights(): Float64Array {
    return this.#state.weights.slice();
  }

  save(): EngineState {
    return this.#state.save();
  }

  restore(state: EngineState): void {
    this.#state.restore(state);
    this.#acting.weightsChanged();
    this.#maxima.refresh();
  }

  *#differentiate(agent: number, batch: Minibatch, discount: number) {
    const { size } = batch;
    const targets = batch.targets ?? (yield* this.#targetsOf(agent, batch, discount));
    const network = this.#networks.agents[agent]!;
    const gradient = this.#gradients.agents[agent]!.layers;
    const regression = this.#regressionFor(agent, size);
    const loss = yield* regression.runInSlices(network, batch, targets, gradient, this.#meter);
    return { loss, norm: this.#normOf(agent) };
  }

  *#targetsOf(agent: number, batch: Minibatch, discount: number): Slices<Float64Array> {
    const { size, rewards, nextObservations, nextRows, discounts } = batch;
    const { observationSize, valueScale } = this.layout;
    if (this.#targets.length < size) this.#targets = new Float64Array(size);
    const targets = this.#targets;
    for (let sample = 0; sample < size; sample += 1) {
      const offset = sample * observationSize;
      const row = nextRows[sample]!;
      const maximum = yield* this.#maxima.at(agent, row, nextObservations, offset);
      targets[sample] = rewards[sample]! / valueScale + (discounts?.[sample] ?? discount) * maximum;
    }
    return targets;
  }

  #normOf(agent: number): number {
    const { offset, length } = this.layout.agents[agent]!;
    const { gradient } = this.#state;
    let sum = 0;
    for (let i = offset; i < offset + length; i += 1) sum += gradient[i]! * gradient[i]!;
    return Math.sqrt(sum);
  }

  #regressionFor(agent: number, size: number): Regression {
    const { layers } = this.#networks.agents[agent]!;
    const key = `${layers[0]!.inputs} ${size}`;
    let regression = this.#regressions.get(key);
    if (!regression) {
      regression = new Regression(layers, this.layout.activation, size);
      this.#regressions.set(key, regression);
    }
    return regression;
  }
}

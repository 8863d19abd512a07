/**
 * The plain TypeScript engine: Float64Array, no dependencies, bit-identical wherever it runs. The
 * oracle for every faster engine.
 */
import {
  DivergenceError,
  type EngineState,
  isSound,
  type LearningEngine,
  type Minibatch,
  type UpdateSettings,
} from '../engine.ts';
import { networksFromWeights, type WeightLayout } from '../layout.ts';
import type { LocalNetworks } from '../network.ts';
import { adamStep, biasCorrection, clipFactor } from './adam.ts';
import { GreedyActing } from './greedyActing.ts';
import { Regression } from './regression.ts';
import { TargetMaxima } from './targetMaxima.ts';

export class TypeScriptEngine implements LearningEngine {
  readonly id = 'typescript';
  readonly layout: WeightLayout;
  readonly #weights: Float64Array;
  readonly #target: Float64Array;
  readonly #gradient: Float64Array;
  readonly #firstMoments: Float64Array;
  readonly #secondMoments: Float64Array;
  /** Norm of each LSM's gradient. */
  readonly #norms: Float64Array;
  #updates = 0;

  /** Views of the flat arrays above. */
  readonly #networks: LocalNetworks;
  readonly #gradients: LocalNetworks;
  readonly #acting: GreedyActing;
  readonly #maxima: TargetMaxima;
  /** By input width and minibatch size. */
  readonly #regressions = new Map<string, Regression>();
  #targets = new Float64Array(0);

  constructor(layout: WeightLayout, weights: Float64Array) {
    this.layout = layout;
    this.#weights = weights.slice();
    this.#target = weights.slice();
    this.#gradient = new Float64Array(layout.length);
    this.#firstMoments = new Float64Array(layout.length);
    this.#secondMoments = new Float64Array(layout.length);
    this.#networks = networksFromWeights(layout, this.#weights);
    this.#gradients = networksFromWeights(layout, this.#gradient);
    this.#acting = new GreedyActing(this.#networks);
    this.#maxima = new TargetMaxima(networksFromWeights(layout, this.#target));
    this.#norms = new Float64Array(layout.agents.length);
  }

  get updates(): number {
    return this.#updates;
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    this.#acting.greedyLevels(observations, wanted, levels);
  }

  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void {
    const { agents } = this.layout;
    // All gradients first: where one is not finite, no LSM has taken a step.
    for (let agent = 0; agent < agents.length; agent += 1) {
      losses[agent] = this.#differentiate(agent, batches[agent]!, settings.discount);
      this.#norms[agent] = this.#normOf(agent);
      if (!isSound(losses[agent]!, this.#norms[agent]!)) {
        throw new DivergenceError(agents[agent]!.id, this.#updates + 1, losses[agent]!);
      }
    }
    this.#updates += 1;
    const rate = settings.learningRate * biasCorrection(this.#updates);
    const arrays = {
      parameters: this.#weights,
      gradient: this.#gradient,
      firstMoments: this.#firstMoments,
      secondMoments: this.#secondMoments,
    };
    agents.forEach(({ offset, length }, agent) => {
      const scale = clipFactor(this.#norms[agent]!, settings.gradientClip);
      adamStep(arrays, offset, offset + length, rate, scale);
    });
    this.#acting.weightsChanged();
  }

  copyTarget(): void {
    this.#target.set(this.#weights);
    this.#maxima.refresh();
  }

  /** Every update has been made when it was asked for. */
  settle(): void {}

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
    this.#acting.weightsChanged();
    this.#maxima.refresh();
  }

  /** Writes one LSM's gradient and returns its loss. */
  #differentiate(agent: number, batch: Minibatch, discount: number): number {
    const { size, rewards, nextObservations, nextRows } = batch;
    const { observationSize, valueScale } = this.layout;
    if (this.#targets.length < size) this.#targets = new Float64Array(size);
    const targets = this.#targets;
    for (let sample = 0; sample < size; sample += 1) {
      const offset = sample * observationSize;
      const maximum = this.#maxima.at(agent, nextRows[sample]!, nextObservations, offset);
      targets[sample] = rewards[sample]! / valueScale + discount * maximum;
    }
    const network = this.#networks.agents[agent]!;
    const gradient = this.#gradients.agents[agent]!.layers;
    return this.#regressionFor(agent, size).run(network, batch, targets, gradient);
  }

  #normOf(agent: number): number {
    const { offset, length } = this.layout.agents[agent]!;
    let sum = 0;
    for (let i = offset; i < offset + length; i += 1) {
      sum += this.#gradient[i]! * this.#gradient[i]!;
    }
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

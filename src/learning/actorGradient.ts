/**
 * Loss of an actor on a minibatch, and its gradient: the mean of (a - mu)^2 over the samples (the
 * paper's equation (6)), the mean cross-entropy of a softmax over the levels, or, for fine-tuning,
 * minus the mean reward that is expected where the softmax draws the level.
 */
import { exp, log } from '../elementary.ts';
import { type ActivationCode, activationCode, activationSlope, LINEAR } from './activations.ts';
import type { ActorLoss } from './actors.ts';
import type { Activation } from './configuration.ts';
import { activateAll, type DenseLayer, denseForward, tiledColumns } from './denseLayer.ts';
import { backpropagate, parameterGradient } from './engines/regression.ts';

/** `reward`: outputs as for classification. */
export type ActorObjective = ActorLoss | 'reward';

/**
 * Scratch for actors of one shape and minibatches of one size. Arrays are [unit][sample], the
 * samples filled up with zeros to whole tiles; their errors are zero, so they add nothing.
 */
export class ActorGradient {
  /** To be filled before `run`: [input][sample], `columns` a row. */
  readonly inputs: Float64Array;
  /** To be filled before `run`: the level of every sample. */
  readonly levels: Uint8Array;
  /** For `reward`, to be filled before `run`: what each level earns, [level][sample]. */
  readonly rewards: Float64Array;
  readonly columns: number;
  readonly #loss: ActorObjective;
  readonly #code: ActivationCode;
  readonly #size: number;
  readonly #sums: readonly Float64Array[];
  readonly #values: readonly Float64Array[];
  readonly #errors: readonly Float64Array[];

  constructor(
    layers: readonly DenseLayer[],
    loss: ActorObjective,
    activation: Activation,
    size: number,
  ) {
    this.#loss = loss;
    this.#code = activationCode(activation);
    this.#size = size;
    this.columns = tiledColumns(size);
    const make = (units: number) => new Float64Array(units * this.columns);
    this.inputs = make(layers[0]!.inputs);
    this.levels = new Uint8Array(size);
    this.rewards = make(layers.at(-1)!.outputs);
    this.#sums = layers.map(({ outputs }) => make(outputs));
    this.#values = layers.map(({ outputs }) => make(outputs));
    this.#errors = layers.map(({ outputs }) => make(outputs));
  }

  /**
   * @param gradient written: dLoss / d parameter, layer by layer
   * @returns the loss
   */
  run(layers: readonly DenseLayer[], gradient: readonly DenseLayer[]): number {
    const last = layers.length - 1;
    let source = this.inputs;
    layers.forEach((layer, depth) => {
      const sums = this.#sums[depth]!;
      denseForward(layer, source, this.columns, LINEAR, sums);
      source = this.#values[depth]!;
      source.set(sums);
      if (depth < last) activateAll(this.#code, source, source.length);
    });
    const outputs = this.#sums[last]!;
    const errors = this.#errors[last]!;
    const loss = this.#compare(outputs, errors, layers[last]!.outputs);
    this.#backward(layers, gradient);
    return loss;
  }

  #compare(outputs: Float64Array, errors: Float64Array, classes: number): number {
    if (this.#loss === 'squaredError') return this.#squaredError(outputs, errors);
    if (this.#loss === 'reward') return this.#expectedReward(outputs, errors, classes);
    return this.#crossEntropy(outputs, errors, classes);
  }

  #squaredError(outputs: Float64Array, errors: Float64Array): number {
    let sum = 0;
    for (let sample = 0; sample < this.#size; sample += 1) {
      const error = outputs[sample]! - this.levels[sample]!;
      sum += error * error;
      errors[sample] = (2 * error) / this.#size;
    }
    return sum / this.#size;
  }

  #crossEntropy(outputs: Float64Array, errors: Float64Array, classes: number): number {
    const { columns } = this;
    let sum = 0;
    for (let sample = 0; sample < this.#size; sample += 1) {
      const { highest, total } = this.#exponentials(outputs, errors, classes, sample);
      for (let level = 0; level < classes; level += 1) {
        const place = level * columns + sample;
        const wanted = level === this.levels[sample] ? 1 : 0;
        errors[place] = (errors[place]! / total - wanted) / this.#size;
      }
      sum += log(total) + highest - outputs[this.levels[sample]! * columns + sample]!;
    }
    return sum / this.#size;
  }

  #expectedReward(outputs: Float64Array, errors: Float64Array, classes: number): number {
    const { columns } = this;
    let sum = 0;
    for (let sample = 0; sample < this.#size; sample += 1) {
      const { total } = this.#exponentials(outputs, errors, classes, sample);
      let expected = 0;
      for (let level = 0; level < classes; level += 1) {
        const place = level * columns + sample;
        expected += (errors[place]! / total) * this.rewards[place]!;
      }
      for (let level = 0; level < classes; level += 1) {
        const place = level * columns + sample;
        const share = errors[place]! / total;
        errors[place] = (share * (expected - this.rewards[place]!)) / this.#size;
      }
      sum -= expected;
    }
    return sum / this.#size;
  }

  /** Writes e^(score - highest score) of every level of a sample, whose sum is `total`. */
  #exponentials(outputs: Float64Array, target: Float64Array, classes: number, sample: number) {
    const { columns } = this;
    let highest = outputs[sample]!;
    for (let level = 1; level < classes; level += 1) {
      highest = Math.max(highest, outputs[level * columns + sample]!);
    }
    let total = 0;
    for (let level = 0; level < classes; level += 1) {
      const place = level * columns + sample;
      const share = exp(outputs[place]! - highest);
      target[place] = share;
      total += share;
    }
    return { highest, total };
  }

  #backward(layers: readonly DenseLayer[], gradient: readonly DenseLayer[]): void {
    for (let depth = layers.length - 1; depth >= 0; depth -= 1) {
      const errors = this.#errors[depth]!;
      const source = depth === 0 ? this.inputs : this.#values[depth - 1]!;
      parameterGradient(source, errors, this.columns, gradient[depth]!);
      if (depth === 0) return;
      const below = this.#errors[depth - 1]!;
      backpropagate(layers[depth]!, errors, this.columns, below);
      const sums = this.#sums[depth - 1]!;
      for (let i = 0; i < below.length; i += 1) {
        below[i] = below[i]! * activationSlope(this.#code, sums[i]!);
      }
    }
  }
}

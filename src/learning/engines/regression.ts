/** Forward and backward pass of one network over a minibatch; loss 1/2 mean (Q - y)^2. */
import { type ActivationCode, activationCode, activationSlope, LINEAR } from '../activations.ts';
import type { Activation } from '../configuration.ts';
import { writeDecision } from '../decisionInput.ts';
import {
  activateAll,
  COLUMN_TILE,
  type DenseLayer,
  denseForward,
  tiledColumns,
} from '../denseLayer.ts';
import type { Minibatch } from '../engine.ts';
import type { LocalNetwork } from '../network.ts';
import { finish, PLAIN_SLICE, type Slices, WorkMeter } from '../slices.ts';

/**
 * Scratch for networks of one shape and minibatches of one size. Arrays are [unit][sample], the
 * samples filled up with zeros to whole tiles; their errors are zero, so they add nothing.
 */
export class Regression {
  readonly #code: ActivationCode;
  readonly #size: number;
  readonly #columns: number;
  readonly #inputs: Float64Array;
  readonly #sums: readonly Float64Array[];
  readonly #values: readonly Float64Array[];
  readonly #errors: readonly Float64Array[];

  constructor(layers: readonly DenseLayer[], activation: Activation, size: number) {
    this.#code = activationCode(activation);
    this.#size = size;
    this.#columns = tiledColumns(size);
    const make = (units: number) => new Float64Array(units * this.#columns);
    this.#inputs = make(layers[0]!.inputs);
    this.#sums = layers.map((layer) => make(layer.outputs));
    this.#values = layers.map((layer) => make(layer.outputs));
    this.#errors = layers.map((layer) => make(layer.outputs));
  }

  get bytes(): number {
    const arrays = [this.#inputs, ...this.#sums, ...this.#values, ...this.#errors];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /**
   * @param targets y, in network units
   * @param gradient written: dLoss / d parameter, layer by layer as in `network.layers`
   * @returns the loss
   */
  run(
    network: LocalNetwork,
    batch: Minibatch,
    targets: Float64Array,
    gradient: readonly DenseLayer[],
  ): number {
    const meter = new WorkMeter(PLAIN_SLICE);
    return finish(this.runInSlices(network, batch, targets, gradient, meter));
  }

  /** `run` with pauses between the layers. */
  *runInSlices(
    network: LocalNetwork,
    batch: Minibatch,
    targets: Float64Array,
    gradient: readonly DenseLayer[],
    meter: WorkMeter,
  ): Slices<number> {
    this.#load(network, batch);
    yield* this.#forward(network.layers, meter);
    const loss = this.#compare(targets);
    yield* this.#backward(network.layers, gradient, meter);
    return loss;
  }

  #load(network: LocalNetwork, batch: Minibatch): void {
    const members = network.levels.length;
    const observed = batch.observations.length / batch.size;
    for (let sample = 0; sample < this.#size; sample += 1) {
      for (let i = 0; i < observed; i += 1) {
        this.#inputs[i * this.#columns + sample] = batch.observations[sample * observed + i]!;
      }
      const { decisions } = batch;
      const at = sample * members;
      writeDecision(network, decisions, at, this.#inputs, observed, this.#columns, sample);
    }
  }

  *#forward(layers: readonly DenseLayer[], meter: WorkMeter): Slices {
    let source = this.#inputs;
    for (const [depth, layer] of layers.entries()) {
      if (meter.announce(this.#workOf(layer))) yield;
      const sums = this.#sums[depth]!;
      const values = this.#values[depth]!;
      denseForward(layer, source, this.#columns, LINEAR, sums);
      values.set(sums);
      if (depth < layers.length - 1) activateAll(this.#code, values, values.length);
      source = values;
    }
  }

  #compare(targets: Float64Array): number {
    const outputs = this.#sums.at(-1)!;
    const errors = this.#errors.at(-1)!;
    let sum = 0;
    for (let sample = 0; sample < this.#size; sample += 1) {
      const error = outputs[sample]! - targets[sample]!;
      sum += error * error;
      errors[sample] = error / this.#size;
    }
    return (0.5 * sum) / this.#size;
  }

  *#backward(
    layers: readonly DenseLayer[],
    gradient: readonly DenseLayer[],
    meter: WorkMeter,
  ): Slices {
    for (let depth = layers.length - 1; depth >= 0; depth -= 1) {
      if (meter.announce(2 * this.#workOf(layers[depth]!))) yield;
      const errors = this.#errors[depth]!;
      const source = depth === 0 ? this.#inputs : this.#values[depth - 1]!;
      parameterGradient(source, errors, this.#columns, gradient[depth]!);
      if (depth > 0) {
        const below = this.#errors[depth - 1]!;
        backpropagate(layers[depth]!, errors, this.#columns, below);
        const sums = this.#sums[depth - 1]!;
        for (let i = 0; i < below.length; i += 1) {
          below[i] = below[i]! * activationSlope(this.#code, sums[i]!);
        }
      }
    }
  }

  /** Multiply-adds of a layer's forward pass. */
  #workOf({ inputs, outputs }: DenseLayer): number {
    return inputs * outputs * this.#columns;
  }
}

/** dLoss/dW = source errors^T and dLoss/db = errors 1. */
export function parameterGradient(
  source: Float64Array,
  errors: Float64Array,
  columns: number,
  gradient: DenseLayer,
): void {
  const { inputs, outputs, weights, biases } = gradient;
  for (let unit = 0; unit < outputs; unit += 1) {
    const row = unit * columns;
    let total = 0;
    for (let column = 0; column < columns; column += 1) total += errors[row + column]!;
    biases[unit] = total;
    for (let input = 0; input < inputs; input += 1) {
      const place = input * columns;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let column = 0; column < columns; column += COLUMN_TILE) {
        s0 += source[place + column]! * errors[row + column]!;
        s1 += source[place + column + 1]! * errors[row + column + 1]!;
        s2 += source[place + column + 2]! * errors[row + column + 2]!;
        s3 += source[place + column + 3]! * errors[row + column + 3]!;
      }
      weights[input * outputs + unit] = s0 + s1 + (s2 + s3);
    }
  }
}

/** Errors of the layer below, before its activation's slope: W errors. */
export function backpropagate(
  layer: DenseLayer,
  errors: Float64Array,
  columns: number,
  below: Float64Array,
): void {
  const { inputs, outputs, weights } = layer;
  for (let input = 0; input < inputs; input += 1) {
    const row = input * outputs;
    for (let column = 0; column < columns; column += COLUMN_TILE) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let unit = 0; unit < outputs; unit += 1) {
        const weight = weights[row + unit]!;
        const place = unit * columns + column;
        s0 += weight * errors[place]!;
        s1 += weight * errors[place + 1]!;
        s2 += weight * errors[place + 2]!;
        s3 += weight * errors[place + 3]!;
      }
      const out = input * columns + column;
      below[out] = s0;
      below[out + 1] = s1;
      below[out + 2] = s2;
      below[out + 3] = s3;
    }
  }
}

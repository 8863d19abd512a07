/**
 * Centralised DQL in plain TypeScript and double precision, one sample after the other: the oracle
 * of the other engines, and what computes where WebAssembly is missing. It answers at once.
 */
import { activationCode, activationSlope } from '../../activations.ts';
import type { CentralizedLayout } from '../../centralizedLayout.ts';
import { greatestOutput, hiddenPass, unitSum } from '../../centralizedNetwork.ts';
import { isSound, type UpdateSettings } from '../../engine.ts';
import type { EngineId } from '../../engineChoice.ts';
import { answered, type Steps } from '../../steps.ts';
import { adamStep, biasCorrection, clipFactor } from '../adam.ts';
import {
  type CentralizedBatch,
  CentralizedDivergence,
  type CentralizedEngine,
  type CentralizedState,
  type Numbers,
} from './engine.ts';

export class CentralizedTypeScriptEngine implements CentralizedEngine {
  readonly id = 'typescript' satisfies EngineId;
  readonly layout: CentralizedLayout;
  readonly #weights: Float64Array;
  readonly #target: Float64Array;
  readonly #gradient: Float64Array;
  readonly #firstMoments: Float64Array;
  readonly #secondMoments: Float64Array;
  #updates = 0;

  constructor(layout: CentralizedLayout, weights: Numbers) {
    this.layout = layout;
    this.#weights = Float64Array.from(weights);
    this.#target = this.#weights.slice();
    this.#gradient = new Float64Array(layout.length);
    this.#firstMoments = new Float64Array(layout.length);
    this.#secondMoments = new Float64Array(layout.length);
  }

  get updates(): number {
    return this.#updates;
  }

  /** Of its five arrays. */
  get bytes(): number {
    return 5 * this.#weights.byteLength;
  }

  greedy(observations: Float64Array): Steps<number> {
    const network = { layout: this.layout, weights: this.#weights };
    return answered(greatestOutput(network, observations).index);
  }

  *update(batch: CentralizedBatch, settings: UpdateSettings): Steps<number> {
    const loss = yield* this.#differentiate(batch, settings.discount);
    const norm = this.#gradientNorm();
    if (!isSound(loss, norm)) throw new CentralizedDivergence(this.#updates + 1, loss);
    this.#updates += 1;
    const arrays = {
      parameters: this.#weights,
      gradient: this.#gradient,
      firstMoments: this.#firstMoments,
      secondMoments: this.#secondMoments,
    };
    const rate = settings.learningRate * biasCorrection(this.#updates);
    adamStep(arrays, 0, this.layout.length, rate, clipFactor(norm, settings.gradientClip));
    return loss;
  }

  copyTarget(): Steps {
    return answered(this.#target.set(this.#weights));
  }

  weights(): Steps<Numbers> {
    return answered(this.#weights.slice());
  }

  save(): Steps<CentralizedState> {
    return answered({
      weights: this.#weights.slice(),
      targetWeights: this.#target.slice(),
      firstMoments: this.#firstMoments.slice(),
      secondMoments: this.#secondMoments.slice(),
      updates: this.#updates,
    });
  }

  restore(state: CentralizedState): void {
    this.#weights.set(state.weights);
    this.#target.set(state.targetWeights);
    this.#firstMoments.set(state.firstMoments);
    this.#secondMoments.set(state.secondMoments);
    this.#updates = state.updates;
  }

  dispose(): void {}

  /** Writes the gradient, with a pause after each sample; answers the loss. */
  *#differentiate(batch: CentralizedBatch, discount: number): Steps<number> {
    const { inputs, valueScale } = this.layout;
    this.#gradient.fill(0);
    let sum = 0;
    for (let sample = 0; sample < batch.size; sample += 1) {
      const row = [sample * inputs, (sample + 1) * inputs] as const;
      const next = batch.nextObservations.subarray(...row);
      const { value } = greatestOutput({ layout: this.layout, weights: this.#target }, next);
      const target = batch.rewards[sample]! / valueScale + discount * value;
      const observation = batch.observations.subarray(...row);
      const error = this.#addSample(observation, batch.taken[sample]!, target, batch.size);
      sum += error * error;
      yield;
    }
    return (0.5 * sum) / batch.size;
  }

  #gradientNorm(): number {
    let sum = 0;
    for (const slope of this.#gradient) sum += slope * slope;
    return Math.sqrt(sum);
  }

  /** Adds one sample's part to the gradient: only the taken output has an error. Answers Q - y. */
  #addSample(observation: Float64Array, taken: number, target: number, size: number): number {
    const { layers } = this.layout;
    const weights = this.#weights;
    const gradient = this.#gradient;
    const code = activationCode(this.layout.activation);
    const { sums, values } = hiddenPass({ layout: this.layout, weights }, observation);
    const output = layers.at(-1)!;
    const difference = unitSum(output, weights, taken, values.at(-1)!) - target;

    /** Of each layer's units; of the output layer, of the taken unit alone. */
    let units = [taken];
    let errors = Float64Array.of(difference / size);
    for (let depth = layers.length - 1; depth >= 0; depth -= 1) {
      const { inputs, weightsOffset, biasesOffset } = layers[depth]!;
      const below = values[depth]!;
      const errorsBelow = new Float64Array(inputs);
      units.forEach((unit, place) => {
        const error = errors[place]!;
        const start = weightsOffset + unit * inputs;
        for (let i = 0; i < inputs; i += 1) {
          gradient[start + i] = gradient[start + i]! + error * below[i]!;
          errorsBelow[i] = errorsBelow[i]! + error * weights[start + i]!;
        }
        gradient[biasesOffset + unit] = gradient[biasesOffset + unit]! + error;
      });
      if (depth === 0) break;
      const sumsBelow = sums[depth - 1]!;
      units = Array.from({ length: inputs }, (_, unit) => unit);
      errors = errorsBelow.map((error, unit) => error * activationSlope(code, sumsBelow[unit]!));
    }
    return difference;
  }
}

/**
 * Centralised DQL on TensorFlow.js as most people would write it: a LayersModel and its target, the
 * loss on the output that was taken, Adam. It computes what our engines compute, but for the clip
 * of the gradient.
 */
import {
  type AdamOptimizer,
  add,
  argMax,
  cast,
  dispose,
  div,
  max,
  mean,
  mul,
  oneHot,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  train,
  transpose,
} from '@tensorflow/tfjs-core';
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers';
import type { CentralizedLayout } from '../../src/learning/centralizedLayout.ts';
import type { CentralizedBatch } from '../../src/learning/engines/centralized/engine.ts';

export class CentralizedModel {
  readonly #layout: CentralizedLayout;
  readonly #online: LayersModel;
  readonly #target: LayersModel;
  readonly #optimizer: AdamOptimizer;

  /** For networks with SiLU, which the library calls swish. */
  constructor(layout: CentralizedLayout, weights: Float32Array, learningRate: number) {
    this.#layout = layout;
    this.#online = buildModel(layout, weights);
    this.#target = buildModel(layout, weights);
    this.#optimizer = train.adam(learningRate);
  }

  /** Number of the best joint decision. */
  act(observations: Float64Array): number {
    return tidy(() => {
      const inputs = tensor2d(Float32Array.from(observations), [1, this.#layout.inputs]);
      return argMax(this.#online.predictOnBatch(inputs) as Tensor2D, 1).dataSync()[0]!;
    });
  }

  /** One step of Adam; the loss before it, 1/2 mean (Q - y)^2 over the taken outputs. */
  update(batch: CentralizedBatch, discount: number): number {
    const { inputs, outputs, valueScale } = this.#layout;
    const rows = (numbers: Float64Array) => {
      return tensor2d(Float32Array.from(numbers), [batch.size, inputs]);
    };
    const targets = tidy(() => {
      const next = this.#target.predictOnBatch(rows(batch.nextObservations)) as Tensor2D;
      const rewards = div(tensor1d(Float32Array.from(batch.rewards)), valueScale);
      return add(rewards, mul(max(next, 1), discount)) as Tensor1D;
    });
    const observations = rows(batch.observations);
    // On this backend only whole numbers come out right (TensorFlow.js 4.22).
    const taken = tidy(() => cast(oneHot(tensor1d(batch.taken, 'int32'), outputs), 'float32'));
    const loss = this.#optimizer.minimize(() => {
      const values = this.#online.apply(observations, { training: true }) as Tensor2D;
      const errors = sub(sum(mul(values, taken), 1), targets);
      return mul(mean(square(errors)), 0.5) as Scalar;
    }, true)!;
    const value = loss.dataSync()[0]!;
    dispose([targets, observations, taken, loss]);
    return value;
  }

  dispose(): void {
    for (const each of [this.#online, this.#target, this.#optimizer]) each.dispose();
  }
}

function buildModel({ layers: places }: CentralizedLayout, flat: Float32Array): LayersModel {
  const model = sequential();
  places.forEach(({ inputs, outputs }, depth) => {
    model.add(
      layers.dense({
        units: outputs,
        ...(depth === 0 ? { inputShape: [inputs] } : {}),
        ...(depth < places.length - 1 ? { activation: 'swish' as const } : {}),
      }),
    );
  });
  const weights = tidy(() =>
    places.flatMap(({ inputs, outputs, weightsOffset, biasesOffset }) => [
      transpose(tensor2d(flat.slice(weightsOffset, biasesOffset), [outputs, inputs])),
      tensor1d(flat.slice(biasesOffset, biasesOffset + outputs)),
    ]),
  );
  model.setWeights(weights);
  dispose(weights);
  return model;
}

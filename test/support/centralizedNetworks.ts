/** Random networks and minibatches of centralised DQL. */
import { type CentralizedLayout, layoutCentralized } from '../../src/learning/centralizedLayout.ts';
import type { Activation } from '../../src/learning/configuration.ts';
import type { CentralizedBatch } from '../../src/learning/engines/centralized/engine.ts';
import { RandomStream } from '../../src/random.ts';
import { naiveActivations } from './naiveLearning.ts';

/** Of servers with these levels, whatever the size; one server's value scale is 30. */
export function centralizedOf(
  levels: readonly number[],
  hidden: readonly number[] = [256, 256, 128],
  activation: Activation = 'silu',
): CentralizedLayout {
  return layoutCentralized(levels, { hidden, activation }, 30);
}

/** A minibatch; `seed` decides everything. Rows are named after the seed: no two alike. */
export function randomCentralizedBatch(
  layout: CentralizedLayout,
  seed: number,
  size = 32,
): CentralizedBatch {
  const stream = new RandomStream(seed, 'replay', 77);
  const { inputs, outputs } = layout;
  return {
    size,
    observations: Float64Array.from({ length: size * inputs }, () => 2 * stream.uniform() - 0.5),
    taken: Int32Array.from({ length: size }, () => stream.integer(outputs)),
    rewards: Float64Array.from({ length: size }, () => 60 * stream.normal()),
    nextObservations: Float64Array.from(
      { length: size * inputs },
      () => 2 * stream.uniform() - 0.5,
    ),
    nextRows: Float64Array.from({ length: size }, (_, sample) => seed * 1000 + sample),
  };
}

/** Outputs of all joint decisions, one after the other, with JavaScript's own functions. */
export function naiveOutputs(
  layout: CentralizedLayout,
  weights: ArrayLike<number>,
  observation: readonly number[],
): number[] {
  let values = [...observation];
  layout.layers.forEach(({ inputs, outputs, weightsOffset, biasesOffset }, depth) => {
    const sums = Array.from({ length: outputs }, (_, unit) =>
      values.reduce(
        (sum, x, i) => sum + x * weights[weightsOffset + unit * inputs + i]!,
        weights[biasesOffset + unit]!,
      ),
    );
    const last = depth === layout.layers.length - 1;
    values = last ? sums : sums.map(naiveActivations[layout.activation]);
  });
  return values;
}

/** 1/2 mean squared error over all outputs, where those that were not taken count as right. */
export function naiveCentralizedLoss(
  layout: CentralizedLayout,
  { weights, target }: { readonly weights: ArrayLike<number>; readonly target: ArrayLike<number> },
  batch: CentralizedBatch,
  discount: number,
): number {
  const row = (rows: Float64Array, sample: number) =>
    Array.from(rows.slice(sample * layout.inputs, (sample + 1) * layout.inputs));
  let sum = 0;
  for (let sample = 0; sample < batch.size; sample++) {
    const next = naiveOutputs(layout, target, row(batch.nextObservations, sample));
    const y = batch.rewards[sample]! / layout.valueScale + discount * Math.max(...next);
    const q = naiveOutputs(layout, weights, row(batch.observations, sample));
    const wanted = q.map((value, output) => (output === batch.taken[sample] ? y : value));
    sum += q.reduce((all, value, output) => all + (value - wanted[output]!) ** 2, 0);
  }
  return sum / (2 * batch.size);
}

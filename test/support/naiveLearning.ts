/** Q-networks and their training written down a second time, slowly and with other means. */
import type { Activation } from '../../src/learning/configuration.ts';
import type { Minibatch } from '../../src/learning/engine.ts';
import type { WeightLayout } from '../../src/learning/layout.ts';
import type { LocalNetwork, LocalNetworks } from '../../src/learning/network.ts';
import { RandomStream } from '../../src/random.ts';
import { jointDecisionsOf } from './objectives.ts';

export const naiveActivations: Record<Activation, (x: number) => number> = {
  algebraicSilu: (x) => (x / 2) * (1 + x / Math.hypot(1, x)),
  relu: (x) => (x + Math.abs(x)) / 2,
  silu: (x) => x / (1 + Math.exp(-x)),
  tanh: (x) => Math.tanh(x),
};

/** Q in network units, one unit at a time. */
export function naiveValue(
  network: LocalNetwork,
  activation: Activation,
  observation: readonly number[],
  levels: readonly number[],
): number {
  let values = [...observation, ...levels.map((a, i) => a * network.decisionScales[i]!)];
  network.layers.forEach((layer, depth) => {
    const rows = Array.from({ length: layer.outputs }, (_, unit) =>
      values.reduce((sum, x, i) => sum + x * layer.weights[i * layer.outputs + unit]!, 0),
    );
    const sums = rows.map((sum, unit) => sum + layer.biases[unit]!);
    values = depth < network.layers.length - 1 ? sums.map(naiveActivations[activation]) : sums;
  });
  return values[0]!;
}

/** The largest Q over all joint levels, in network units. */
export function naiveMaximum(
  network: LocalNetwork,
  activation: Activation,
  observation: readonly number[],
): number {
  const joint = jointDecisionsOf(network.levels);
  return Math.max(...joint.map((levels) => naiveValue(network, activation, observation, levels)));
}

/** 1/2 mean squared error of one LSM's minibatch against y from the target network. */
export function naiveLoss(
  networks: LocalNetworks,
  targets: LocalNetworks,
  agent: number,
  batch: Minibatch,
  discount: number,
): number {
  const { activation, observationSize, valueScale } = networks;
  const network = networks.agents[agent]!;
  const rows = (array: Float64Array, width: number, sample: number) =>
    Array.from(array.slice(sample * width, (sample + 1) * width));
  let sum = 0;
  for (let sample = 0; sample < batch.size; sample++) {
    const next = rows(batch.nextObservations, observationSize, sample);
    const maximum = discount && naiveMaximum(targets.agents[agent]!, activation, next);
    const y = batch.rewards[sample]! / valueScale + discount * maximum;
    const observation = rows(batch.observations, observationSize, sample);
    const levels = rows(batch.decisions, network.scope.length, sample);
    sum += (naiveValue(network, activation, observation, levels) - y) ** 2;
  }
  return sum / (2 * batch.size);
}

/** A layout of unlike LSMs: scopes of 1 to `count` members, mixed levels. Not a grid's. */
export function layoutOf(
  scopes: readonly { readonly id: number; readonly levels: readonly number[] }[],
  hidden: readonly number[] = [8, 32, 8],
  activation: Activation = 'algebraicSilu',
  valueScale = 30,
): WeightLayout {
  let next = 0;
  const agents = scopes.map(({ id, levels }) => {
    const offset = next;
    const widths = [5 + levels.length, ...hidden, 1];
    const layers = widths.slice(1).map((outputs, depth) => {
      const inputs = widths[depth]!;
      const weightsOffset = next;
      next += inputs * outputs;
      const biasesOffset = next;
      next += outputs;
      return { inputs, outputs, weightsOffset, biasesOffset };
    });
    const decisionScales = levels.map((count) => 1 / (count - 1));
    const scope = levels.map((_, i) => i);
    return { id, scope, levels, decisionScales, offset, length: next - offset, layers };
  });
  return { activation, observationSize: 5, valueScale, agents, length: next };
}

/** Normal weights, large enough that every unit bends. */
export function randomWeights(layout: WeightLayout, seed: number, deviation = 0.6): Float64Array {
  const stream = new RandomStream(seed, 'initialisation');
  return Float64Array.from({ length: layout.length }, () => deviation * stream.normal());
}

/** Minibatches of uniform observations and random rewards, decisions off the whole numbers. */
export function randomBatches(layout: WeightLayout, seed: number, size = 32): Minibatch[] {
  const stream = new RandomStream(seed, 'replay');
  const uniform = (length: number, scale = 1, shift = 0) =>
    Float64Array.from({ length }, () => shift + scale * stream.uniform());
  return layout.agents.map(({ levels }) => ({
    size,
    observations: uniform(5 * size),
    decisions: Float64Array.from(
      { length: size * levels.length },
      (_, i) => stream.integer(levels[i % levels.length]!) + stream.uniform() - 0.5,
    ),
    rewards: uniform(size, 60, -20),
    nextObservations: uniform(5 * size),
    nextRows: Float64Array.from({ length: size }, (_, i) => 1000 * seed + i),
  }));
}

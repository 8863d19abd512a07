/** Actors, written down a second time, slowly and with other means. */
import type { ActorLoss, ActorNetwork, ActorNetworks } from '../../src/learning/actors.ts';
import type { Activation } from '../../src/learning/configuration.ts';
import type { DenseLayer } from '../../src/learning/denseLayer.ts';
import { RandomStream } from '../../src/random.ts';
import { naiveActivations } from './naiveLearning.ts';

/** Layers of the given widths with weights on (-1, 1). */
export function randomLayers(seed: number, widths: readonly number[]): DenseLayer[] {
  const stream = new RandomStream(seed, 'actors');
  const draw = (length: number) => Float64Array.from({ length }, () => 2 * stream.uniform() - 1);
  return widths.slice(1).map((outputs, depth) => {
    const inputs = widths[depth]!;
    return { inputs, outputs, weights: draw(inputs * outputs), biases: draw(outputs) };
  });
}

/** Actors of a line of servers with the given levels; each sees its neighbours if so asked. */
export function randomActors(
  seed: number,
  levels: readonly number[],
  loss: ActorLoss,
  { sees = 'own', activation = 'relu' as Activation, hidden = [6, 4] as readonly number[] } = {},
): ActorNetworks {
  const last = levels.length - 1;
  const agents = levels.map((count, n): ActorNetwork => {
    const others = sees === 'own' ? [] : [n - 1, n + 1].filter((i) => i >= 0 && i <= last);
    const widths = [5 * (1 + others.length), ...hidden, loss === 'squaredError' ? 1 : count];
    return { id: n, levels: count, sees: [n, ...others], layers: randomLayers(seed + n, widths) };
  });
  return { loss, activation, observationSize: 5, agents };
}

/** Outputs of an actor for what it sees, one unit at a time. */
export function naiveOutputs(
  layers: readonly DenseLayer[],
  activation: Activation,
  inputs: readonly number[],
): number[] {
  return layers.reduce<number[]>(
    (values, { outputs, weights, biases }, depth) =>
      Array.from(biases, (bias, unit) => {
        const sum = values.reduce((all, x, i) => all + x * weights[i * outputs + unit]!, bias);
        return depth === layers.length - 1 ? sum : naiveActivations[activation](sum);
      }),
    [...inputs],
  );
}

/** Mean loss over samples: (a - mu)^2, or minus the log of the softmax's share of the level. */
export function naiveActorLoss(
  layers: readonly DenseLayer[],
  activation: Activation,
  loss: ActorLoss,
  samples: readonly { readonly inputs: readonly number[]; readonly level: number }[],
): number {
  const losses = samples.map(({ inputs, level }) => {
    const outputs = naiveOutputs(layers, activation, inputs);
    if (loss === 'squaredError') return (level - outputs[0]!) ** 2;
    const total = outputs.reduce((sum, score) => sum + Math.exp(score), 0);
    return -Math.log(Math.exp(outputs[level]!) / total);
  });
  return losses.reduce((sum, each) => sum + each, 0) / losses.length;
}

/** First weights of the Q-networks. */
import { RandomStream } from '../random.ts';
import type { WeightLayout } from './layout.ts';

/** Biases start uniform within this of zero. */
const BIAS_BOUND = 0.05;

/**
 * Uniform weights on (-l, l), l = sqrt(6 / fan-in); sqrt(3 / fan-in) for tanh and for the output
 * layer. Each LSM draws from a stream of its own, in the order of the layout.
 */
export function initialWeights(layout: WeightLayout, seed: number): Float64Array {
  const weights = new Float64Array(layout.length);
  for (const agent of layout.agents) {
    const id = layout.ids?.[agent.id] ?? agent.id;
    const stream = new RandomStream(seed, 'initialisation', id);
    const last = agent.layers.length - 1;
    agent.layers.forEach(({ inputs, outputs, weightsOffset, biasesOffset }, depth) => {
      const gain = depth === last || layout.activation === 'tanh' ? 3 : 6;
      const bound = Math.sqrt(gain / inputs);
      for (let i = 0; i < inputs * outputs; i += 1) {
        weights[weightsOffset + i] = bound * (2 * stream.uniform() - 1);
      }
      for (let i = 0; i < outputs; i += 1) {
        weights[biasesOffset + i] = BIAS_BOUND * (2 * stream.uniform() - 1);
      }
    });
  }
  return weights;
}

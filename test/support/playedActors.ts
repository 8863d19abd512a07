/** Actors that always decide the same level, whatever they observe. */
import type { ActorNetworks } from '../../src/learning/actors.ts';

export function actorsOf(count: number, level: number, levels = 3): ActorNetworks {
  const agents = Array.from({ length: count }, (_, id) => ({
    id,
    levels,
    sees: [id],
    layers: [
      { inputs: 5, outputs: 1, weights: new Float64Array(5), biases: Float64Array.of(level) },
    ],
  }));
  return { loss: 'squaredError', activation: 'relu', observationSize: 5, agents };
}

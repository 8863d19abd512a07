import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../../../src/learning/configuration.ts';
import { Regression } from '../../../src/learning/engines/regression.ts';
import { networksFromWeights } from '../../../src/learning/layout.ts';
import { layoutOf, naiveLoss, randomBatches, randomWeights } from '../../support/naiveLearning.ts';

describe.each(ACTIVATIONS)('regression of %s networks', (activation) => {
  it.each([
    { hidden: [8, 32, 8], size: 32 },
    { hidden: [5, 3], size: 7 },
  ])('has the gradient of the finite difference for every weight: %o', ({ hidden, size }) => {
    const layout = layoutOf([{ id: 0, levels: [3, 4, 2] }], hidden, activation);
    const weights = randomWeights(layout, 8, 0.5);
    const networks = networksFromWeights(layout, weights);
    const gradient = new Float64Array(layout.length);
    const layers = networksFromWeights(layout, gradient).agents[0]!.layers;
    const [batch] = randomBatches(layout, 4, size);
    // Without discount the target network drops out of the naive loss.
    const targets = batch!.rewards.map((reward) => reward / layout.valueScale);
    const regression = new Regression(networks.agents[0]!.layers, activation, size);
    const loss = regression.run(networks.agents[0]!, batch!, targets, layers);
    const naive = () => naiveLoss(networks, networks, 0, batch!, 0);
    expect(loss).toBeCloseTo(naive(), 11);
    const step = 1e-6;
    for (let i = 0; i < layout.length; i += 5) {
      const kept = weights[i]!;
      weights[i] = kept + step;
      const above = naive();
      weights[i] = kept - step;
      const below = naive();
      weights[i] = kept;
      expect(gradient[i]).toBeCloseTo((above - below) / (2 * step), 6);
    }
  });
});

/** What ours is compared with computes the same. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startWasm } from '../../src/learning/engines/tensorflow/backends/wasm.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { networksFromWeights } from '../../src/learning/layout.ts';
import { naiveMaximum, randomBatches } from '../support/naiveLearning.ts';
import { benchObservations } from './engineSteps.ts';
import { expectSameLearning } from './expectSameLearning.ts';
import { PerAgentModels } from './perAgentModels.ts';
import { BENCH_ACTIVATIONS, layoutOf, UPDATE_SETTINGS } from './workloads.ts';

beforeAll(async () => {
  await startWasm(null);
});

describe.each(BENCH_ACTIVATIONS)('one LayersModel an LSM, %s', (activation) => {
  const { discount, learningRate } = UPDATE_SETTINGS;
  const layout = layoutOf('4x4c', activation);
  const weights = initialWeights(layout, 1);

  it('has our targets', () => {
    const models = new PerAgentModels(layout, weights, learningRate);
    const networks = networksFromWeights(layout, weights);
    randomBatches(layout, 3).forEach((batch, index) => {
      const y = models.agents[index]!.targets(batch, discount).dataSync();
      for (const sample of [0, 13, 31]) {
        const next = [...batch.nextObservations.slice(5 * sample, 5 * sample + 5)];
        const maximum = naiveMaximum(networks.agents[index]!, activation, next);
        expect(y[sample]).toBeCloseTo(batch.rewards[sample]! / 30 + discount * maximum, 5);
      }
    });
    models.dispose();
  });

  it('acts, loses and learns as our oracle does', async () => {
    const models = new PerAgentModels(layout, weights, learningRate);
    const oracle = new TypeScriptEngine(layout, weights);
    const count = layout.agents.length;
    const [losses, expected] = [new Float64Array(count), new Float64Array(count)];
    const [levels, own] = [new Int32Array(count), new Int32Array(count)];
    for (let update = 1; update <= 8; update++) {
      const batches = randomBatches(layout, update);
      oracle.update(batches, UPDATE_SETTINGS, expected);
      await models.update(batches, discount, losses);
      // Theirs is the mean squared error, ours half of it.
      losses.forEach((loss, n) => {
        expect(loss / 2 / expected[n]!).toBeCloseTo(1, 3);
      });
      const observations = benchObservations(layout).map((each) => each / update);
      models.act(observations, levels);
      oracle.greedyLevels(observations, new Uint8Array(count).fill(1), own);
      expect([...levels]).toEqual([...own]);
    }
    const learnt = models.agents.flatMap((agent) => [...agent.weights()]);
    expectSameLearning(weights, oracle.weights(), learnt);
    models.dispose();
  });
});

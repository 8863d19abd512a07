import { getBackend, memory } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { initialCentralizedWeights } from '../../../src/learning/centralizedLayout.ts';
import { CentralizedTensorFlowEngine } from '../../../src/learning/engines/centralized/tensorFlow.ts';
import { CentralizedTypeScriptEngine } from '../../../src/learning/engines/centralized/typescript.ts';
import { startWebGpu } from '../../../src/learning/engines/tensorflow/backends/webgpu.ts';
import { runLater, runNow } from '../../../src/learning/steps.ts';
import { findAdapter, requestDevice } from '../../../src/workers/adapter.ts';
import { centralizedOf, randomCentralizedBatch } from '../../support/centralizedNetworks.ts';

test('centralised DQL on TensorFlow.js and WebGPU agrees with TypeScript', async () => {
  const found = (await findAdapter())!;
  const { backend } = await startWebGpu(async () => ({
    device: await requestDevice(found),
    info: found.adapter.info,
  }));
  const layout = centralizedOf([3, 2, 4], [20, 12]);
  const weights = initialCentralizedWeights(layout, 1);
  const engine = new CentralizedTensorFlowEngine(backend, layout, weights);
  const oracle = new CentralizedTypeScriptEngine(layout, weights);
  expect(getBackend()).toBe('webgpu');
  for (let update = 1; update <= 8; update += 1) {
    const batch = randomCentralizedBatch(layout, update);
    // Clipped in every other update.
    const gradientClip = update % 2 === 0 ? 1e-3 : 10;
    const settings = { learningRate: 5e-4, discount: 0.5, gradientClip };
    const loss = await runLater(engine.update(batch, settings));
    expect(Math.abs(loss / runNow(oracle.update(batch, settings)) - 1)).toBeLessThan(2e-5);
    if (update === 4) {
      await runLater(engine.copyTarget());
      runNow(oracle.copyTarget());
    }
    const observations = batch.observations.slice(0, layout.inputs);
    expect(await runLater(engine.greedy(observations))).toBe(runNow(oracle.greedy(observations)));
    const [own, expected] = [await runLater(engine.weights()), runNow(oracle.weights())];
    own.forEach((weight, i) => {
      expect(Math.abs(weight - expected[i]!)).toBeLessThan(2e-5);
    });
  }
  engine.dispose();
  expect(memory().numTensors).toBe(0);
  backend.end();
});

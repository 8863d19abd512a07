/** What ours is compared with computes the same. */
import { expect, it } from 'vitest';
import {
  initialCentralizedWeights,
  layoutCentralized,
} from '../../src/learning/centralizedLayout.ts';
import { CentralizedTypeScriptEngine } from '../../src/learning/engines/centralized/typescript.ts';
import { startWasm } from '../../src/learning/engines/tensorflow/backends/wasm.ts';
import { runNow } from '../../src/learning/steps.ts';
import { centralizedBatch } from './centralised.ts';
import { CentralizedModel } from './centralizedModel.ts';
import { UPDATE_SETTINGS } from './workloads.ts';

it('one LayersModel acts and loses as our oracle of centralised DQL does', async () => {
  await startWasm(null);
  const shape = { hidden: [16, 12], activation: 'silu' as const };
  const layout = layoutCentralized([3, 2, 4], shape, 30);
  const weights = initialCentralizedWeights(layout, 1);
  const oracle = new CentralizedTypeScriptEngine(layout, weights);
  const model = new CentralizedModel(layout, weights, UPDATE_SETTINGS.learningRate);
  const batch = centralizedBatch(layout);
  for (let update = 0; update < 8; update++) {
    const observations = batch.observations.slice(update * 15, update * 15 + 15);
    expect(model.act(observations)).toBe(runNow(oracle.greedy(observations)));
    const expected = runNow(oracle.update(batch, UPDATE_SETTINGS));
    expect(model.update(batch, UPDATE_SETTINGS.discount) / expected).toBeCloseTo(1, 4);
  }
  model.dispose();
});

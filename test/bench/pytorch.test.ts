/** The PyTorch step computes what our oracle does, where there is a Python with PyTorch. */
import { afterAll, expect, it } from 'vitest';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { networksFromWeights } from '../../src/learning/layout.ts';
import { naiveMaximum } from '../support/naiveLearning.ts';
import { benchBatches, benchObservations } from './engineSteps.ts';
import { expectSameLearning } from './expectSameLearning.ts';
import { startPyTorch } from './pytorch.ts';
import { BENCH_ACTIVATIONS, layoutOf, UPDATE_SETTINGS } from './workloads.ts';

const pytorch = await startPyTorch();
afterAll(() => {
  if (typeof pytorch !== 'string') pytorch.end();
});

it.skipIf(typeof pytorch === 'string').each(BENCH_ACTIVATIONS)('%s', async (activation) => {
  if (typeof pytorch === 'string') return;
  const layout = layoutOf('9x4c', activation);
  const weights = initialWeights(layout, 1);
  const batches = benchBatches(layout);
  const observations = benchObservations(layout);
  await pytorch.start(layout, weights, batches, observations);
  const oracle = new TypeScriptEngine(layout, weights);
  const networks = networksFromWeights(layout, weights);
  const count = layout.agents.length;
  const losses = new Float64Array(count);
  const levels = new Int32Array(count);
  for (let step = 0; step < 5; step++) {
    const answer = await pytorch.step();
    oracle.greedyLevels(observations, new Uint8Array(count).fill(1), levels);
    oracle.update(batches, UPDATE_SETTINGS, losses);
    expect(answer.levels).toEqual([...levels]);
    answer.losses.forEach((loss, n) => {
      expect(loss / losses[n]!).toBeCloseTo(1, 3);
    });
    expectSameLearning(weights, oracle.weights(), answer.weights);
    batches.forEach(({ rewards, nextObservations }, n) => {
      // The target stands still; one row of each LSM is enough.
      const sample = (7 * n + step) % 32;
      const next = [...nextObservations.slice(5 * sample, 5 * sample + 5)];
      const maximum = naiveMaximum(networks.agents[n]!, activation, next);
      const y = rewards[sample]! / 30 + UPDATE_SETTINGS.discount * maximum;
      expect(answer.targets[n]![sample]).toBeCloseTo(y, 5);
    });
  }
});

it.skipIf(typeof pytorch === 'string')('many joint decisions, block by block', async () => {
  if (typeof pytorch === 'string') return;
  const layout = layoutOf('9x8c', 'relu');
  const weights = initialWeights(layout, 1);
  const batches = benchBatches(layout);
  const observations = benchObservations(layout);
  await pytorch.start(layout, weights, batches, observations);
  const oracle = new TypeScriptEngine(layout, weights);
  const count = layout.agents.length;
  const losses = new Float64Array(count);
  const levels = new Int32Array(count);
  oracle.greedyLevels(observations, new Uint8Array(count).fill(1), levels);
  oracle.update(batches, UPDATE_SETTINGS, losses);
  const answer = await pytorch.step();
  expect(answer.levels).toEqual([...levels]);
  answer.losses.forEach((loss, n) => {
    expect(loss / losses[n]!).toBeCloseTo(1, 4);
  });
});

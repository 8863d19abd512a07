/** Where Node and Chromium meet: both train this on the WASM engine and compare the bits. */
import { NumberHash } from '../../../src/hash.ts';
import type { WasmEngine } from '../../../src/learning/engines/wasm/wasmEngine.ts';
import type { WeightLayout } from '../../../src/learning/layout.ts';
import { layoutOf, randomBatches, randomWeights } from '../../support/naiveLearning.ts';

export const WASM_RUN_HASH = '9c5cb99ee36804d8';

/** 60 updates of unlike LSMs, with copies of the target, under either activation. */
export function wasmRunHash(
  create: (layout: WeightLayout, weights: Float64Array) => WasmEngine,
): string {
  const hash = new NumberHash();
  for (const activation of ['algebraicSilu', 'relu'] as const) {
    const scopes = [[3, 3, 3, 3, 3], [2], [6, 5, 4, 3], [2, 3, 2, 3, 2, 3, 2, 2, 2]];
    const agents = scopes.map((levels, id) => ({ id, levels }));
    const layout = layoutOf(agents, [8, 32, 8], activation);
    const engine = create(layout, randomWeights(layout, 1));
    const losses = new Float64Array(agents.length);
    const levels = new Int32Array(agents.length);
    const wanted = new Uint8Array(agents.length).fill(1);
    const settings = { learningRate: 0.005, discount: 0.5, gradientClip: 0.5 };
    for (let update = 1; update <= 60; update += 1) {
      const batches = randomBatches(layout, update);
      engine.update(batches, settings, losses);
      const observations = randomBatches(layout, update, agents.length)[0]!.observations;
      engine.greedyLevels(observations, wanted, levels);
      hash.addAll(losses).addAll(levels);
      if (update % 20 === 0) engine.copyTarget();
    }
    const { weights, targetWeights, firstMoments, secondMoments } = engine.save();
    for (const array of [weights, targetWeights, firstMoments, secondMoments]) hash.addAll(array);
  }
  return hash.digest();
}

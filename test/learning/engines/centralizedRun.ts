/** Where Node and Chromium meet: both train centralised DQL on the WASM engine and compare the bits. */
import { NumberHash } from '../../../src/hash.ts';
import { initialCentralizedWeights } from '../../../src/learning/centralizedLayout.ts';
import { ACTIVATIONS } from '../../../src/learning/configuration.ts';
import type { CentralizedEngineFactory } from '../../../src/learning/engines/centralized/engine.ts';
import { runNow } from '../../../src/learning/steps.ts';
import { centralizedOf, randomCentralizedBatch } from '../../support/centralizedNetworks.ts';

export const CENTRALIZED_RUN_HASH = '26b9f1a4b4cda7d9';

/** 40 updates under every activation, with copies of the target, clipped and not. */
export function centralizedRunHash(create: CentralizedEngineFactory): string {
  const hash = new NumberHash();
  for (const activation of ACTIVATIONS) {
    const layout = centralizedOf([3, 4, 2, 5], [31, 18, 12], activation);
    const engine = create(layout, initialCentralizedWeights(layout, 1));
    for (let update = 1; update <= 40; update += 1) {
      const batch = randomCentralizedBatch(layout, update, update % 2 === 0 ? 32 : 11);
      const gradientClip = update % 3 === 0 ? 0.01 : 10;
      hash.add(runNow(engine.update(batch, { learningRate: 1e-3, discount: 0.5, gradientClip })));
      hash.add(runNow(engine.greedy(batch.observations.slice(0, layout.inputs))));
      if (update % 15 === 0) runNow(engine.copyTarget());
    }
    const state = runNow(engine.save());
    for (const array of [
      state.weights,
      state.targetWeights,
      state.firstMoments,
      state.secondMoments,
    ]) {
      hash.addAll(array);
    }
  }
  return hash.digest();
}

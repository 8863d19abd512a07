/** Engines as the learner's worker starts them, measured against the TypeScript engine. */
import { getBackend, memory } from '@tensorflow/tfjs-core';
import type { EngineId } from '../../../src/learning/engineChoice.ts';
import { startEngine } from '../../../src/workers/engineStart.ts';
import { exposeApi } from '../../../src/workers/expose.ts';
import { type AgreementCase, deviations } from '../../support/engineAgreement.ts';

const api = {
  /** Starts an engine, says what really ran, and ends it. */
  async deviations(id: EngineId, { until, ...each }: AgreementCase & { readonly until: number }) {
    const { create, adapter, end } = await startEngine(id);
    const found = await deviations(create, each, until);
    const ran = { found, adapter, backend: getBackend(), tensors: memory().numTensors };
    end();
    return ran;
  },
};

export type EnginesApi = typeof api;

exposeApi(api);

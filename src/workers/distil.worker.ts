/** Thread of distillation: stateless, so that it can be ended by ending the worker. */
import { distil } from '../experiments/distil.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import { citySeed } from '../session/setup.ts';
import type { DistilWorkerApi } from './distilProtocol.ts';
import { exposeApi } from './expose.ts';
import { LateAccelerator } from './lateAccelerator.ts';
import { Breath } from './turns.ts';

/** Milliseconds between two reports of progress. */
const REPORT_EVERY = 50;

const accelerator = new LateAccelerator();
const clock = () => performance.now();

const api: DistilWorkerApi = {
  distil: async ({ setup, weights, settings, orchestration }, report) => {
    const { scenario, learner, seed } = setup;
    const networks = networksFromWeights(buildLayout(scenario, learner), weights);
    const evaluationSeed = citySeed(seed);
    const setting = { scenario, settings, networks, orchestration, accelerator, evaluationSeed };
    const steps = distil({ ...setting, clock });
    const breath = new Breath();
    let reported = Number.NEGATIVE_INFINITY;
    try {
      for (;;) {
        const next = steps.next();
        if (next.done) return next.value;
        if (clock() - reported < REPORT_EVERY && next.value.played === null) continue;
        reported = clock();
        report(next.value);
        // The kernels arrive in between.
        await breath.take();
      }
    } finally {
      breath.end();
    }
  },
};

exposeApi(api);

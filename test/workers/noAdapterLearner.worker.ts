/** The learner's worker in a browser that has WebGPU and no graphics adapter for it. */
import './noAdapter.ts';
import '../../src/workers/learner.worker.ts';

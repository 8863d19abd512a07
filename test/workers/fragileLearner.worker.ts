/** The learner's worker with a graphics device and kernels that can be taken away from it. */
import './fragileDevice.ts';
import './fragileKernels.ts';
import '../../src/workers/learner.worker.ts';

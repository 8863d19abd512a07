/** The learner's worker with a graphics device that can be taken away from it. */
import './fragileDevice.ts';
import '../../src/workers/learner.worker.ts';

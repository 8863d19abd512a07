/** The learner's worker with a software adapter that does not look like one. */
import './hardwareAdapter.ts';
import '../../src/workers/learner.worker.ts';

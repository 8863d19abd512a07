/** The learner's worker on an adapter that looks like hardware and refuses our own kernels. */
import './hardwareAdapter.ts';
import './withoutFused.ts';
import '../../src/workers/learner.worker.ts';

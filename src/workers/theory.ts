/** What the theory says of a run, worked out beside it. */
import { corollary } from '../experiments/corollary.ts';
import { theory } from '../orchestration/bounds.ts';
import { orchestrate } from '../orchestration/orchestrate.ts';
import { problemOf } from './agreement.ts';
import type {
  CorollaryReport,
  CorollarySetting,
  OrchestrationRequest,
  TheoryReport,
} from './protocol.ts';

/** @throws InputError as `agreementTrace` */
export function theoryOf(request: OrchestrationRequest): TheoryReport {
  // Certified slopes are those of the plain objectives, whatever did the arithmetic of the run.
  const problem = problemOf(request, null);
  return theory(problem, orchestrate(problem, request.options, request.snapshot.slot));
}

/** Corollary 1 measured, from the first point to the last. */
export function corollaryOf(setting: CorollarySetting): CorollaryReport {
  const points = corollary(setting);
  for (;;) {
    const next = points.next();
    if (next.done) return next.value;
  }
}

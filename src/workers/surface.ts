/** The surface that an LSM's gradient is taken on, for the picture of its copy's way over it. */
import { type ValueSurface, valueSurface } from '../learning/valueSurface.ts';
import { multilinearObjectives } from '../orchestration/multilinear.ts';
import { problemOf } from './agreement.ts';
import type { OrchestrationRequest, SurfaceRequest } from './protocol.ts';

/** Q of one LSM over its own and one other decision, on the slot of the request. */
export function surfaceAt(request: OrchestrationRequest, at: SurfaceRequest): ValueSurface {
  const objective = problemOf(request, null).objectives[at.server]!;
  const [followed] =
    request.options.gradient === 'multilinear'
      ? multilinearObjectives([objective], [objective.table()])
      : [objective];
  return valueSurface(followed!, at.alpha, at.other);
}

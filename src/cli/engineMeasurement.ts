/** `--engine auto`: the engines that could be the quickest here, tried on the run itself. */
import { beginTraining, type TrainingRequest } from '../experiments/train.ts';
import type { EngineFactory } from '../learning/engine.ts';
import { hasWasmSimd } from '../learning/engines/wasm/kernels.ts';
import { hasKernels } from '../learning/engines/wasm/wasmEngine.ts';
import { WARM_UP } from '../learning/experience.ts';
import type { Note } from './command.ts';
import { type NodeEngine, startNodeEngine } from './engines.ts';

export interface MeasuredEngine {
  readonly id: NodeEngine;
  readonly create: EngineFactory;
}

/** What one engine's trial takes, ms, and the stretches of it of which the quickest counts. */
const BUDGET = 200;
const STRETCH = 20;

/**
 * Starts the engines that train such networks, gives each a fraction of a second of the run (on
 * learners of their own) and takes the quickest. Says what was measured.
 */
export async function quickestEngine(
  request: TrainingRequest,
  note: Note,
): Promise<MeasuredEngine> {
  const kernels = hasWasmSimd() && hasKernels(request.learner.activation);
  const ids: NodeEngine[] = [...(kernels ? (['wasm'] as const) : []), 'typescript', 'tfjs-wasm'];
  const trials: (MeasuredEngine & { readonly time: number })[] = [];
  for (const id of ids) {
    try {
      const create = await startNodeEngine(id);
      trials.push({ id, create, time: await slotTime(request, create) });
    } catch (error) {
      note(`engine ${id} cannot be used: ${error instanceof Error ? error.message : error}`);
    }
  }
  trials.sort((one, other) => one.time - other.time);
  const [best] = trials;
  if (!best) throw new Error('No engine can train here.');
  const times = trials.map(({ id, time }) => `${id} ${time.toPrecision(2)}`);
  note(`engine ${best.id}: the quickest here (ms a training slot: ${times.join(', ')})`);
  return best;
}

/** Milliseconds of one training slot, the simulated world included. */
async function slotTime(request: TrainingRequest, create: EngineFactory): Promise<number> {
  const learner = beginTraining(oneByOne(request), request.seeds[0]!, create);
  // Nothing is learnt before there are enough transitions, and the first updates compile code.
  const unmeasured = Math.max(learner.slots, WARM_UP) + 3;
  while (learner.slots < unmeasured) await learner.advanceLater();
  let quickest = Number.POSITIVE_INFINITY;
  const end = performance.now() + BUDGET;
  do {
    const start = performance.now();
    const first = learner.slots;
    do await learner.advanceLater();
    while (performance.now() - start < STRETCH);
    quickest = Math.min(quickest, (performance.now() - start) / (learner.slots - first));
  } while (performance.now() < end);
  learner.dispose();
  return quickest;
}

/** Without a lag: a chunk of many slots would be long for a trial. */
function oneByOne({ learner, resumed, ...request }: TrainingRequest): TrainingRequest {
  const quick = { ...learner, actingLag: 1 };
  return {
    ...request,
    learner: quick,
    resumed: resumed && { checkpoint: { ...resumed.checkpoint, learner: quick } },
  };
}

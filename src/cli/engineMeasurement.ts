/** `--engine auto`: the engines that could be the quickest here, tried on the run itself. */
import { beginTraining, type TrainingRequest } from '../experiments/train.ts';
import type { EngineFactory } from '../learning/engine.ts';
import { demandingOption } from '../learning/engineOptions.ts';
import { hasKernels } from '../learning/engines/wasm/kernelActivations.ts';
import { hasWasmSimd } from '../learning/engines/wasm/kernels.ts';
import { measureEngine } from '../workers/engineTrial.ts';
import type { Note } from './command.ts';
import { type NodeEngine, startNodeEngine } from './engines.ts';

export interface MeasuredEngine {
  readonly id: NodeEngine;
  readonly create: EngineFactory;
}

/** Milliseconds of a turn. Engines take several, so that other work on the machine has no say. */
const BUDGET = 100;
const TURNS = 3;
/** An engine that takes so many times as long as the quickest has no further turn. */
const FAR_BEHIND = 3;

/**
 * Starts the engines that train such networks, gives each a fraction of a second on a copy of the
 * run's weights (as the page does) and takes the quickest. Says what was measured.
 */
export async function quickestEngine(
  request: TrainingRequest,
  note: Note,
): Promise<MeasuredEngine> {
  const kernels = hasWasmSimd() && hasKernels(request.learner.activation);
  const likely: NodeEngine[] = [...(kernels ? (['wasm'] as const) : []), 'typescript', 'tfjs-wasm'];
  const ids = likely.filter((id) => demandingOption(id, request.learner) === null);
  const learner = beginTraining(request, request.seeds[0]!, await startNodeEngine('typescript'));
  const { engine: state } = learner.checkpoint();
  const trial = { batchSize: request.learner.batchSize, lag: 1, budget: BUDGET };
  const tried: (MeasuredEngine & { readonly time: number })[] = [];
  for (const id of ids) {
    // The likely ones come first. Where one step takes that long, the others would take minutes.
    if (tried.some(({ time }) => time > BUDGET)) break;
    const create = await startNodeEngine(id);
    tried.push({ id, create, time: await measureEngine(create, learner.layout, state, trial) });
  }
  for (let turn = 1; turn < TURNS; turn += 1) {
    const best = Math.min(...tried.map(({ time }) => time));
    for (const [place, { id, create, time }] of tried.entries()) {
      if (time > FAR_BEHIND * best) continue;
      const again = await measureEngine(create, learner.layout, state, trial);
      tried[place] = { id, create, time: Math.min(time, again) };
    }
  }
  tried.sort((one, other) => one.time - other.time);
  const quickest = tried[0]!;
  const times = tried.map(({ id, time }) => `${id} ${Number(time.toPrecision(3))}`);
  const untried = ids.slice(tried.length).map((id) => `; ${id} not tried`);
  const measured = `${times.join(', ')}${untried.join('')}`;
  const verdict = untried.length > 0 ? 'likely the quickest here' : 'the quickest here';
  note(`engine ${quickest.id}: ${verdict} (ms a training step: ${measured})`);
  return quickest;
}

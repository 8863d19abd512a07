/** `train --method centralized`: centralised DQL, with checkpoints of its own. */

import { wholeCurve } from '../experiments/train.ts';
import {
  beginCentralized,
  type CentralizedRun,
  type CentralizedTrainingRequest,
} from '../experiments/trainCentralized.ts';
import { packCentralized, readCentralized } from '../learning/centralizedCheckpointFile.ts';
import {
  type CentralizedConfiguration,
  centralizedPlan,
  parseCentralized,
} from '../learning/centralizedConfiguration.ts';
import { centralizedLayout } from '../learning/centralizedLayout.ts';
import { hasWasmSimd } from '../learning/engines/wasm/kernels.ts';
import { runLater } from '../learning/steps.ts';
import { InputError } from '../schema.ts';
import { startCentralizedEngine } from './centralizedEngines.ts';
import type { Note } from './command.ts';
import { type EngineOption, NODE_ENGINES, type NodeEngine } from './engines.ts';
import { readBytes, readJson } from './files.ts';
import { type GivenOptions, naming } from './options.ts';
import { readScenario, readSeeds } from './scenarioOptions.ts';
import { checkGoingOn, freshSetup, readSlots } from './trainingOptions.ts';
import { type CheckpointOutput, trainAll } from './trainingRuns.ts';

/** @throws InputError naming the option, or the field in the file that one names */
export async function readCentralizedRequest(
  given: GivenOptions,
): Promise<CentralizedTrainingRequest> {
  refuseLocal(given);
  const path = given.get('checkpoint-in');
  if (path !== undefined) return goingOn(given, path);
  const setup = freshSetup(given, readScenario(given));
  const { scenario } = setup;
  const centralized = parseCentralized(centralizedFile(given));
  const learner = centralizedPlan(setup.learner, centralized);
  // A network that is too large is refused now, not when training begins.
  naming('scenario', given, () => centralizedLayout(scenario, centralized, learner.valueScale));
  const slots = readSlots(given, learner, 0);
  return { scenario, learner, centralized, seeds: readSeeds(given), slots, resumed: null };
}

async function goingOn(given: GivenOptions, path: string): Promise<CentralizedTrainingRequest> {
  const resumed = await readCentralized(readBytes('--checkpoint-in', path));
  const { scenario, learner, centralized, seed, slots } = resumed.checkpoint;
  checkGoingOn(given, { scenario, learner, seed, method: 'centralized' });
  checkSame(centralizedFile(given), centralized);
  return {
    scenario,
    learner,
    centralized,
    seeds: [seed],
    slots: readSlots(given, learner, slots),
    resumed,
  };
}

/** Fields of `--centralized` as they stand in its file, unchecked; none without. */
function centralizedFile(given: GivenOptions): Readonly<Record<string, unknown>> {
  const path = given.get('centralized');
  if (path === undefined) return {};
  const value = readJson('--centralized', path);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InputError('centralized', value, 'an object with fields of centralised DQL');
}

function checkSame(file: Readonly<Record<string, unknown>>, own: CentralizedConfiguration): void {
  const said: Record<string, unknown> = { ...parseCentralized({ ...own, ...file }) };
  for (const field of Object.keys(file)) {
    const wanted = JSON.stringify(own[field as keyof CentralizedConfiguration]);
    if (JSON.stringify(said[field]) === wanted) continue;
    const allowed = `${wanted}, as in the checkpoint`;
    throw new InputError(`centralized.${field}`, said[field], allowed);
  }
}

/** There are no networks of LSMs to begin with or to hand on. */
function refuseLocal(given: GivenOptions): void {
  for (const name of ['networks-in', 'networks-out', 'tensorflow-out']) {
    const value = given.get(name);
    if (value === undefined) continue;
    const allowed = 'only of maDql or vdn: the one network of centralised DQL is in its checkpoint';
    throw new InputError(`--${name}`, value, allowed);
  }
}

/** As asked for; else what has trained so far; else our kernels, twenty times as fast as TypeScript. */
export function centralizedEngine(
  asked: EngineOption | undefined,
  { resumed }: CentralizedTrainingRequest,
  note: Note,
): NodeEngine {
  const before = resumed?.trainedOn;
  const known = NODE_ENGINES.find((id) => id === before);
  const choice = asked ?? known ?? 'auto';
  const engine = choice === 'auto' ? (hasWasmSimd() ? 'wasm' : 'typescript') : choice;
  if (before === engine) note(`engine ${before}: the one of the checkpoint`);
  else if (before !== undefined) {
    note(`the checkpoint is of engine ${before}: from here on numbers may differ from its own`);
  }
  return engine;
}

/** @throws Interrupted, CentralizedDivergence, EngineFailure */
export async function trainCentralized(
  request: CentralizedTrainingRequest,
  engine: NodeEngine,
  output: CheckpointOutput,
  note: Note,
): Promise<CentralizedRun[]> {
  const { seeds, slots, resumed } = request;
  const create = await startCentralizedEngine(engine);
  let size = 0;
  const runs = await trainAll(
    {
      seeds,
      slots,
      phase: 'centralised training',
      begin: (seed) => beginCentralized(request, seed, create),
      async pack(learner) {
        const checkpoint = await runLater(learner.checkpointing());
        const curve = wholeCurve(learner, resumed);
        const bytes = await packCentralized(checkpoint, { trainedOn: engine, curve });
        size = bytes.length;
        return bytes;
      },
      keep: (learner, seed) => {
        return { seed, slots: learner.slots, curve: wholeCurve(learner, resumed) };
      },
    },
    output,
    note,
  );
  if (size > 0) note(`the checkpoint takes ${(size / 1e6).toPrecision(3)} MB`);
  return runs;
}

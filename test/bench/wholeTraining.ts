/** Sections `training` and `page`: a whole training of 1,200 episodes, simulation included. */
import { parseLearner } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import type { Host } from './host.ts';
import { type Row, rowOf, type Section } from './rows.ts';
import { scenarioOf, type WorkloadName } from './workloads.ts';

export const EPISODES = 1200;

/** On our WebAssembly engine, alone on a thread. */
export async function measureTraining(
  { clock, engines }: Host,
  workload: WorkloadName,
): Promise<Row[]> {
  const engine = engines.find(({ id }) => id === 'wasm')!;
  const learner = parseLearner({ episodes: EPISODES });
  const setup = { scenario: scenarioOf(workload), learner, seed: 1 };
  const training = new MultiAgentLearner(setup, engine.create);
  const slots = EPISODES * learner.slotsPerEpisode;
  const time = await clock.time(() => {
    for (let slot = 0; slot < slots; slot++) training.advance();
  });
  training.dispose();
  return [trainingRow({ section: 'training', workload, engine: 'wasm' }, time, slots)];
}

/** @param time of the whole training, in milliseconds */
export function trainingRow(
  identity: { readonly section: Section; readonly workload: string; readonly engine: string },
  time: number,
  slots: number,
): Row {
  return rowOf(
    { ...identity, activation: 'algebraicSilu' },
    { times: [time / slots] },
    { seconds: time / 1000 },
  );
}

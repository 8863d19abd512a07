/** `adapt`: what a change of the city costs LSMs that have learnt another, and how they come back. */
import {
  type AdaptedRun,
  type AdaptRequest,
  adaptFile,
  adaptSeed,
  type Difference,
  LIVES,
  summariseLives,
} from '../../experiments/adapt.ts';
import { packCheckpoint } from '../../learning/checkpointFile.ts';
import { InputError } from '../../schema.ts';
import { parseSchedule, type Schedule, type ScheduledRun } from '../../session/schedule.ts';
import { demandTable, turnedDemand } from '../../world/demand.ts';
import type { Command, Note } from '../command.ts';
import { NODE_ENGINES, readEngineChoice, startNodeEngine } from '../engines.ts';
import { checkDistinct, checkWritable, readJson, replaceFile, writeJson } from '../files.ts';
import type { GivenOptions } from '../options.ts';
import { ProgressReport } from '../progress.ts';
import { table } from '../table.ts';
import { readTrainingRequest, TRAINING_OPTIONS } from '../trainingOptions.ts';

/** Left out of what `train` takes: networks have no memory to go on with, and all of a plan is lived. */
const NOT_HERE = ['method', 'networks-in', 'slots'];
/** Of the plan, where the city changes if no schedule is given. */
const USUAL_MOMENT = 0.6;

export const adaptCommand: Command = {
  name: 'adapt',
  summary: 'changes the city in mid-training, beside an unchanged control and frozen networks',
  options: [
    ...TRAINING_OPTIONS.filter(({ name }) => !NOT_HERE.includes(name)),
    {
      name: 'schedule',
      value: 'FILE',
      help: 'JSON list of {episode, scenario, reopened} (the day turns round after 60 % of the plan)',
    },
    { name: 'engine', value: 'typescript | wasm', help: 'what trains (wasm)' },
    {
      name: 'checkpoint-out',
      value: 'FILE',
      help: 'writes where training stood at the first change (of one seed)',
    },
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given, note) {
    const engine = readEngine(given);
    const training = await readTrainingRequest(given, note);
    const { scenario, learner, seeds, resumed } = training;
    const schedule = readSchedule(given, { scenario, learner });
    const request = { scenario, learner, seeds, schedule, resumed: resumed?.checkpoint ?? null };
    checkResumed(request);
    checkOutputs(given, request);
    const runs = await adaptAll(given, request, engine, note);
    const data = adaptFile(request, engine, runs);
    const out = given.get('out');
    if (out !== undefined) writeJson('--out', out, data);
    return { data, text: () => adaptTable(request, engine, runs) };
  },
};

function readEngine(given: GivenOptions): 'typescript' | 'wasm' {
  const choice = readEngineChoice(given) ?? 'wasm';
  if (choice === 'typescript' || choice === 'wasm') return choice;
  const others = NODE_ENGINES.filter((id) => id === 'typescript' || id === 'wasm').join(' | ');
  throw new InputError('--engine', choice, `${others}: lives go on from a checkpoint to the bit`);
}

function readSchedule(given: GivenOptions, run: ScheduledRun): Schedule {
  const path = given.get('schedule');
  const { scenario, learner } = run;
  const usual = {
    episode: Math.round(USUAL_MOMENT * learner.episodes),
    scenario: { demand: turnedDemand(demandTable(scenario)) },
  };
  const schedule = parseSchedule(path === undefined ? [usual] : readJson('--schedule', path), run);
  const first = schedule[0];
  if (!first || first.episode < 1) {
    throw new InputError('schedule', schedule, 'at least one change, in episode 1 or later');
  }
  return schedule;
}

function checkResumed({ resumed, schedule, learner }: AdaptRequest): void {
  if (!resumed) return;
  const start = schedule[0]!.episode * learner.slotsPerEpisode;
  if (resumed.slots <= start) return;
  const done = Math.ceil(resumed.slots / learner.slotsPerEpisode);
  const allowed = `an episode from ${done} on, which the checkpoint has not reached yet`;
  throw new InputError('schedule[0].episode', schedule[0]!.episode, allowed);
}

function checkOutputs(given: GivenOptions, { seeds }: AdaptRequest): void {
  const path = given.get('checkpoint-out');
  if (path !== undefined && seeds.length > 1) {
    throw new InputError('--checkpoint-out', path, 'one --seed, not --seeds');
  }
  const names = ['out', 'checkpoint-out'].filter((name) => given.has(name));
  checkDistinct(names.map((name) => [`--${name}`, given.get(name)!]));
  for (const name of names) checkWritable(`--${name}`, given.get(name)!);
}

async function adaptAll(
  given: GivenOptions,
  request: AdaptRequest,
  engine: 'typescript' | 'wasm',
  note: Note,
): Promise<AdaptedRun[]> {
  const create = await startNodeEngine(engine);
  const runs: AdaptedRun[] = [];
  const report = new ProgressReport(() => performance.now(), note);
  for (const seed of request.seeds) {
    const { before, ...run } = await adaptSeed(request, seed, create, (done, total) =>
      report.update({ phase: 'adapting', seed, done, total }),
    );
    runs.push(run);
    const path = given.get('checkpoint-out');
    if (path === undefined) continue;
    replaceFile('--checkpoint-out', path, await packCheckpoint(before, { trainedOn: engine }));
  }
  return runs;
}

function adaptTable(request: AdaptRequest, engine: string, runs: readonly AdaptedRun[]): string {
  const summary = summariseLives(runs);
  const { seeds, learner, schedule } = request;
  const rows = LIVES.map((life) => {
    const { first, last, firstLost, lastLost } = summary[life];
    return [life, text(first), text(last), text(firstLost), text(lastLost)];
  });
  const changes = schedule.map(({ episode, scenario }) => {
    return `episode ${episode} (${Object.keys(scenario).join(', ') || 'explores again'})`;
  });
  return [
    `changed at ${changes.join(', ')} of ${learner.episodes}; n = ${seeds.length} seeds, engine ${engine}`,
    'mean system reward a slot after the first change, +- half of the 95 % interval over seeds',
    '',
    table([
      ['life', 'first day', 'last quarter', 'first day, lost', 'last quarter, lost'],
      ...rows,
    ]),
  ].join('\n');
}

function text({ mean, half }: Difference): string {
  return half === null ? mean.toFixed(1) : `${mean.toFixed(1)} +- ${half.toFixed(1)}`;
}

/** `orchestrate`: one N2O run on networks and observations from files. */
import { orchestrateFiles } from '../../experiments/orchestrate.ts';
import type { OptimumBound } from '../../orchestration/optimumBound.ts';
import type { OrchestrationTrace } from '../../orchestration/orchestrate.ts';
import { traceFile } from '../../orchestration/traceFile.ts';
import { InputError } from '../../schema.ts';
import { startNodeAccelerator } from '../accelerator.ts';
import type { Command } from '../command.ts';
import { checkWritable, readJson, writeJson } from '../files.ts';
import { type GivenOptions, naming } from '../options.ts';
import { ORCHESTRATION_OPTIONS, readOrchestration } from '../orchestrationOptions.ts';
import { table } from '../table.ts';

export const orchestrateCommand: Command = {
  name: 'orchestrate',
  summary: 'runs N2O on given networks and observations and prints every iteration',
  options: [
    { name: 'networks', value: 'FILE', help: 'Q-networks, n2o-networks' },
    { name: 'observations', value: 'FILE', help: 'one observation an agent, n2o-observations' },
    ...ORCHESTRATION_OPTIONS,
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given) {
    const options = readOrchestration(given);
    const out = given.get('out');
    if (out !== undefined) checkWritable('--out', out);
    const networks = readJson('--networks', required(given, 'networks'));
    const observations = readJson('--observations', required(given, 'observations'));
    const accelerator = await startNodeAccelerator();
    const trace = naming('orchestration', given, () => {
      return orchestrateFiles(networks, observations, options, accelerator);
    });
    const data = traceFile(trace);
    if (out !== undefined) writeJson('--out', out, data);
    return { data, text: () => summary(trace) };
  },
};

function required(given: GivenOptions, name: string): string {
  const value = given.get(name);
  if (value === undefined) throw new InputError(`--${name}`, undefined, 'FILE');
  return value;
}

function summary(trace: OrchestrationTrace): string {
  const { exact, bound, greedy } = trace;
  const rows = [['', 'objective', 'decision']];
  const add = (name: string, objective: number, decision: ArrayLike<number>) => {
    rows.push([name, objective.toFixed(4), Array.from(decision).join(' ')]);
  };
  add('greedy', greedy.objective, greedy.decision);
  add('N2O', trace.objective, trace.decision);
  if ('reason' in exact) rows.push(['exact', '-', exact.reason]);
  else add('exact', exact.objective, exact.decision);
  if (bound) {
    add('best known', bound.best.objective, bound.best.decision);
    rows.push(['no more than', bound.upper.toFixed(4), shareOfBound(trace.objective, bound)]);
  }
  const last = trace.iterations.at(-1)!;
  return [
    table(rows),
    `LSMs ${trace.ids.join(' ')}; ${trace.iterations.length} iterations, ${trace.messages} messages, ${trace.bytes} bytes`,
    `sigma_2 ${trace.secondSingularValue.toFixed(6)}; copies disagree by ${last.copyDisagreement.toFixed(4)} levels in the end`,
  ].join('\n');
}

function shareOfBound(objective: number, { upper, isOptimal }: OptimumBound): string {
  const proven = isOptimal ? 'certified bound, the best known is optimal' : 'certified bound';
  if (upper <= 0) return proven;
  return `${proven}; N2O reaches at least ${(Math.floor((1000 * objective) / upper) / 10).toFixed(1)} % of the optimum`;
}

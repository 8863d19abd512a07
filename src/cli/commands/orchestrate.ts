/** `orchestrate`: one N2O run on networks and observations from files. */
import { orchestrateFiles } from '../../experiments/orchestrate.ts';
import {
  type OrchestrationOptions,
  orchestrationSchema,
  parseOrchestration,
} from '../../orchestration/options.ts';
import type { OrchestrationTrace } from '../../orchestration/orchestrate.ts';
import { traceFile } from '../../orchestration/traceFile.ts';
import { fieldsOf, InputError } from '../../schema.ts';
import { startNodeAccelerator } from '../accelerator.ts';
import type { Command } from '../command.ts';
import { checkWritable, readJson, writeJson } from '../files.ts';
import { fieldOption, type GivenOptions, naming, numberOrText, optionName } from '../options.ts';
import { table } from '../table.ts';

const fields = fieldsOf(orchestrationSchema);
const HELP: Readonly<Record<keyof OrchestrationOptions, string>> = {
  iterations: 'T, iterations of N2O (50)',
  gamma: 'gamma_n: how strongly a copy is pulled to its anchor (10)',
  anchor: 'where a copy starts and is pulled to (owners)',
  gradientScale: 'factor of every gradient; auto = max(1, N/4) (1)',
  readOut: 'how copies become decisions (last)',
  mixing: 'the communication matrix W (equation13)',
  failure: 'probability that a link fails in an iteration (0)',
  seed: 'seed of the link failures (1)',
  stepSize: 'beta(tau): tau^-1/2, tau^-1 or 1 (inverseRoot)',
  gradient: 'of the network, or of the multilinear interpolation of its levels (network)',
  projection: 'onto the box, or onto its whole levels (box)',
  sweeps: 'sweeps after the read-out (0)',
  horizon: 'how many hops duals and copies reach (all)',
  linkModel: 'links fail independently or in bursts (independent)',
  burstLength: 'mean iterations that a failure lasts, of bursty links (5)',
  topology: 'who exchanges messages; neighbours = the links of the file (neighbours)',
  gridReach: 'k of Corollary 1, for topology grid (1)',
  reach: 'longest link, for topology geometric (72)',
  places: 'where LSMs stand, for topology geometric, in JSON (servers)',
  topologySeed: 'seed of random places (1)',
  cuts: 'links cut by hand, by ids, in JSON ([])',
  pieces: 'whether a message graph in pieces is refused (refuse)',
};

export const orchestrateCommand: Command = {
  name: 'orchestrate',
  summary: 'runs N2O on given networks and observations and prints every iteration',
  options: [
    { name: 'networks', value: 'FILE', help: 'Q-networks, n2o-networks' },
    { name: 'observations', value: 'FILE', help: 'one observation an agent, n2o-observations' },
    ...[...fields].map(([field, meta]) => {
      return fieldOption(field, meta, HELP[field as keyof OrchestrationOptions]);
    }),
    { name: 'out', value: 'FILE', help: 'writes the JSON to a file too' },
  ],
  async run(given) {
    const options = readOptions(given);
    const out = given.get('out');
    if (out !== undefined) checkWritable('--out', out);
    const networks = readJson('--networks', required(given, 'networks'));
    const observations = readJson('--observations', required(given, 'observations'));
    const trace = orchestrateFiles(networks, observations, options, await startNodeAccelerator());
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

function readOptions(given: GivenOptions): OrchestrationOptions {
  const chosen: Record<string, unknown> = {};
  for (const field of fields.keys()) {
    const text = given.get(optionName(field));
    if (text !== undefined) chosen[field] = numberOrJson(text);
  }
  return naming('orchestration', given, () => parseOrchestration(chosen));
}

/** A number, a list in JSON, or the text as it stands, for the schema to judge. */
function numberOrJson(text: string): unknown {
  if (!text.startsWith('[')) return numberOrText(text);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function summary(trace: OrchestrationTrace): string {
  const { exact, greedy } = trace;
  const rows = [['', 'objective', 'decision']];
  const add = (name: string, objective: number, decision: ArrayLike<number>) => {
    rows.push([name, objective.toFixed(4), Array.from(decision).join(' ')]);
  };
  add('greedy', greedy.objective, greedy.decision);
  add('N2O', trace.objective, trace.decision);
  if ('reason' in exact) rows.push(['exact', '-', exact.reason]);
  else add('exact', exact.objective, exact.decision);
  const last = trace.iterations.at(-1)!;
  return [
    table(rows),
    `LSMs ${trace.ids.join(' ')}; ${trace.iterations.length} iterations, ${trace.bytes} bytes`,
    `sigma_2 ${trace.secondSingularValue.toFixed(6)}; copies disagree by ${last.copyDisagreement.toFixed(4)} levels in the end`,
  ].join('\n');
}

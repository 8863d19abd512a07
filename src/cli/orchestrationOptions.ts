/** Options of an N2O run on the command line: one for every field of its schema. */
import {
  type OrchestrationOptions,
  orchestrationSchema,
  parseOrchestration,
} from '../orchestration/options.ts';
import { fieldsOf } from '../schema.ts';
import {
  fieldOption,
  type GivenOptions,
  naming,
  numberOrText,
  type OptionDeclaration,
  optionName,
} from './options.ts';

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

export const ORCHESTRATION_OPTIONS: readonly OptionDeclaration[] = [...fields].map(
  ([field, meta]) => fieldOption(field, meta, HELP[field as keyof OrchestrationOptions]),
);

/** @throws InputError naming the option */
export function readOrchestration(given: GivenOptions): OrchestrationOptions {
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

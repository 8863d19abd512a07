/** Q-networks that were trained before: from a file of networks or a checkpoint. */
import { readCentralized } from '../learning/centralizedCheckpointFile.ts';
import { centralizedLayout } from '../learning/centralizedLayout.ts';
import type { CentralizedNetwork } from '../learning/centralizedNetwork.ts';
import { readCheckpoint } from '../learning/checkpointFile.ts';
import { type LearnerConfiguration, learnerDefaults } from '../learning/configuration.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import type { LocalNetworks } from '../learning/network.ts';
import { parseNetworks } from '../learning/networksFile.ts';
import { learnerOf, weightsOf } from '../learning/openedWeights.ts';
import { InputError } from '../schema.ts';
import { toldBy } from '../session/openedFile.ts';
import type { Scenario } from '../world/scenario.ts';
import { checkScenarioGiven } from './checkpointAgreement.ts';
import type { Note } from './command.ts';
import { readBytes, readJson } from './files.ts';
import { type GivenOptions, naming, type OptionDeclaration } from './options.ts';
import { readScenario, SCENARIO_OPTIONS } from './scenarioOptions.ts';

export const LEARNT_OPTIONS: readonly OptionDeclaration[] = [
  {
    name: 'networks-in',
    value: 'FILE',
    help: 'n2o-networks, in their own city unless another is given',
  },
  { name: 'checkpoint-in', value: 'FILE', help: 'a checkpoint of train, with its city' },
];

/** Q-networks and the city that they are of. */
export interface Learnt {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  /** Of the training; null where the file does not say it. */
  readonly seed: number | null;
  readonly networks: LocalNetworks;
}

/**
 * What the options name; null where they name none.
 *
 * @throws InputError naming the option, or the field in the file that one names
 */
export async function readLearnt(given: GivenOptions, note: Note): Promise<Learnt | null> {
  const checkpoint = given.get('checkpoint-in');
  const networks = given.get('networks-in');
  if (checkpoint === undefined)
    return networks === undefined ? null : opened(given, networks, note);
  refuseOptions(given, ['networks-in'], '--checkpoint-in, which settles it');
  const learnt = await readTrained('checkpoint-in', checkpoint, 'maDql');
  checkScenarioGiven(given, learnt.scenario);
  return learnt;
}

/**
 * The networks of a checkpoint of one method.
 *
 * @throws InputError naming the option, or the field in the file
 */
export async function readTrained(
  option: string,
  path: string,
  method: LearnerConfiguration['method'],
): Promise<Learnt> {
  const content = await readCheckpoint(readBytes(`--${option}`, path));
  const { scenario, learner, seed, engine } = content.checkpoint;
  if (learner.method !== method) {
    throw new InputError(
      `--${option}`,
      path,
      `a checkpoint of ${method}, not of ${learner.method}`,
    );
  }
  const layout = buildLayout(scenario, learner);
  return { scenario, learner, seed, networks: networksFromWeights(layout, engine.weights) };
}

/** The network of a checkpoint of centralised DQL, with its city. @throws InputError as above */
export async function readCentralizedNetwork(option: string, path: string) {
  const { checkpoint } = await readCentralized(readBytes(`--${option}`, path));
  const { scenario, learner, centralized, engine } = checkpoint;
  const layout = centralizedLayout(scenario, centralized, learner.valueScale);
  const network: CentralizedNetwork = { layout, weights: engine.weights };
  return { scenario, network };
}

export const SCENARIO_NAMES = SCENARIO_OPTIONS.map(({ name }) => name);

/** @throws InputError for the first of these options that was given */
export function refuseOptions(given: GivenOptions, names: readonly string[], why: string): void {
  for (const name of names) {
    if (given.has(name)) throw new InputError(`--${name}`, given.get(name), `not with ${why}`);
  }
}

function opened(given: GivenOptions, path: string, note: Note): Learnt {
  const content = parseNetworks(readJson('--networks-in', path));
  const told = toldBy(content);
  for (const { message } of told.doubts) note(`left aside: ${message}`);
  const isChosen = SCENARIO_NAMES.some((name) => given.has(name));
  const scenario = isChosen ? readScenario(given) : told.scenario;
  if (!scenario) {
    const allowed = 'networks with extra.scenario; else a city (--scenario, --rows, ...)';
    throw new InputError('--networks-in', path, allowed);
  }
  const learner = learnerOf(content.networks, told.learner ?? learnerDefaults(scenario.kind));
  if (learner.method !== 'maDql') {
    throw new InputError('--networks-in', path, `networks of maDql, not of ${learner.method}`);
  }
  const layout = naming('scenario', given, () => buildLayout(scenario, learner));
  const weights = weightsOf(layout, content.networks, content.links);
  return { scenario, learner, seed: told.seed, networks: networksFromWeights(layout, weights) };
}

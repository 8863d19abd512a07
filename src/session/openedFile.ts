/** The run that a file of networks or a checkpoint offers. Pure: parsed content in, a setup out. */
import type { CheckpointContent } from '../learning/checkpointFile.ts';
import {
  type LearnerConfiguration,
  learnerDefaults,
  parseLearner,
} from '../learning/configuration.ts';
import { buildLayout } from '../learning/layout.ts';
import type { NetworksContent } from '../learning/networksFile.ts';
import { learnerOf, weightsOf } from '../learning/openedWeights.ts';
import { checkSeed } from '../random.ts';
import { InputError } from '../schema.ts';
import { parseScenario, type Scenario } from '../world/scenario.ts';
import type { RunOrigin, RunSetup } from './setup.ts';

/** What runs while a file is opened: it fills in what the file does not say. */
export type PresentRun = Pick<RunSetup, 'scenario' | 'learner' | 'seed'>;

export interface OfferedRun extends PresentRun {
  readonly origin: RunOrigin;
}

/** What a file of networks says of the run that they come from. */
export interface ToldByFile {
  /** Null where the city cannot be told from the file. */
  readonly scenario: Scenario | null;
  readonly learner: LearnerConfiguration | null;
  readonly seed: number | null;
  /** Parts that are there and cannot be used. */
  readonly doubts: readonly InputError[];
}

/** Reads `extra`, which is nobody's duty: what cannot be used in it is told, not refused. */
export function toldBy({ extra = {} }: NetworksContent): ToldByFile {
  const doubts: InputError[] = [];
  const read = <T>(key: string, parse: (value: unknown) => T): T | null => {
    if (extra[key] === undefined) return null;
    try {
      return parse(extra[key]);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const field = `networks.extra.${error.field.replace(/^learner\b/, 'training')}`;
      doubts.push(new InputError(field, error.value, error.allowed));
      return null;
    }
  };
  const scenario = read('scenario', parseScenario);
  const defaults = scenario ? learnerDefaults(scenario.kind) : {};
  const learner = read('training', (value) => parseLearner({ ...defaults, ...(value as object) }));
  const seed = read('seed', (value) => {
    checkSeed(value as number);
    return value as number;
  });
  return { scenario, learner, seed, doubts };
}

/**
 * The run that begins with these networks: in the file's city where it says one, else in the
 * present one; with the widths, the activation and the value scale that the networks have.
 *
 * @throws InputError with the path in the file where the networks are not those of that city
 */
export function offerNetworks(
  content: NetworksContent,
  told: ToldByFile,
  name: string,
  present: PresentRun,
): OfferedRun {
  const scenario = told.scenario ?? present.scenario;
  const usual = told.scenario ? learnerDefaults(told.scenario.kind) : present.learner;
  const learner = learnerOf(content.networks, told.learner ?? usual);
  const weights = weightsOf(buildLayout(scenario, learner), content.networks, content.links);
  const seed = told.seed ?? present.seed;
  return { scenario, learner, seed, origin: { name, weights, trainedSlots: 0, checkpoint: null } };
}

/** The run that goes on exactly where the checkpoint was taken. */
export function offerCheckpoint(content: CheckpointContent, name: string): OfferedRun {
  const { checkpoint, ...record } = content;
  const { scenario, learner, seed, slots, engine } = checkpoint;
  const origin = { name, weights: engine.weights, trainedSlots: slots, checkpoint, ...record };
  return { scenario, learner, seed, origin };
}

/** Options of a distillation: one for every field of its schema, some of which take several values. */
import {
  type DistillationSettings,
  distillationFields,
  parseDistillation,
} from '../experiments/distillation.ts';
import {
  type GivenOptions,
  naming,
  numberOrText,
  type OptionDeclaration,
  optionName,
} from './options.ts';

/** `seed` is the training's, which the distillation takes too. */
const HELP: Readonly<Record<Exclude<keyof DistillationSettings, 'seed'>, string>> = {
  teacher: 'whose decisions actors learn; several, with commas, for each (n2o)',
  loss: 'the level as a number, or as a class; or both (squaredError)',
  observes: "its own observation, or the neighbours' too; or both (own)",
  hidden: 'widths of the hidden layers, with commas (16,32,16)',
  activation: 'after every layer but the last (relu)',
  slots: 'slots that the teacher is watched for (9000)',
  steps: 'steps of Adam, of every actor (12000)',
  tuningSlots:
    'then slots of fine-tuning on the true reward, which can collapse; classification only (0)',
  batchSize: 'samples of a minibatch (64)',
  learningRate: 'of Adam (0.002)',
  evaluationSlots: 'slots of the held-out world (2880)',
};
const SEVERAL = ['teacher', 'loss', 'observes'] as const;

export const DISTILLATION_OPTIONS: readonly OptionDeclaration[] = [...distillationFields()]
  .filter(([field]) => field !== 'seed')
  .map(([field, { allowed }]) => ({
    name: optionName(field),
    value: allowed,
    help: HELP[field as keyof typeof HELP],
  }));

/**
 * Every combination that the options name, teacher by teacher, all with seed 1.
 *
 * @throws InputError naming the option
 */
export function readDistillations(given: GivenOptions): DistillationSettings[] {
  const chosen: Record<string, unknown> = {};
  for (const field of distillationFields().keys()) {
    const text = given.get(optionName(field));
    if (text === undefined || field === 'seed') continue;
    chosen[field] = field === 'hidden' ? text.split(',').map(numberOrText) : numberOrText(text);
  }
  let combinations: Record<string, unknown>[] = [chosen];
  for (const field of SEVERAL) {
    const text = given.get(field);
    if (text === undefined) continue;
    const values = [...new Set(text.split(','))];
    combinations = combinations.flatMap((each) =>
      values.map((value) => ({ ...each, [field]: value })),
    );
  }
  return combinations.map((each) => naming('distillation', given, () => parseDistillation(each)));
}

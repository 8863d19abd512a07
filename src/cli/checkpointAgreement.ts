/**
 * Options and files beside a checkpoint. It settles its scenario, its learner and its seed: what is
 * said of them besides has to be the same, or the field that differs is named.
 */
import { type LearnerConfiguration, parseLearner } from '../learning/configuration.ts';
import { InputError } from '../schema.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { type GivenOptions, numberOrText } from './options.ts';
import { readScenario, SCENARIO_OPTIONS } from './scenarioOptions.ts';

const CHECKPOINT = 'the checkpoint';
const LISTED = ['rows', 'columns', 'levels'] as const;

/**
 * @throws InputError naming the first option, or field of `--scenario`, that is not the checkpoint's
 */
export function checkScenarioGiven(given: GivenOptions, scenario: Scenario): void {
  if (!SCENARIO_OPTIONS.some(({ name }) => given.has(name))) return;
  for (const field of LISTED) {
    const text = given.get(field);
    if (text === undefined) continue;
    const parts = text.split(',').map(numberOrText);
    const own = field === 'levels' ? levelsOf(scenario) : [scenario[field]];
    const said = parts.length === 1 ? own.map(() => parts[0]) : parts;
    if (said.join() !== own.join()) throw differs(`--${field}`, numberOrText(text), own.join());
  }
  if (given.has('scenario')) checkSameScenario(readScenario(given), scenario, 'scenario');
}

/**
 * @param root what stands before the field in the message
 * @param as of what the wanted one is, in words
 * @throws InputError naming the first field in which a scenario is not the wanted one
 */
export function checkSameScenario(
  found: Scenario,
  wanted: Scenario,
  root: string,
  as = CHECKPOINT,
): void {
  checkFields({ ...found }, { ...wanted }, root, as);
}

/**
 * @param file fields of `--learner`, unchecked
 * @throws InputError naming the first option, or field of `--learner`, that is not the checkpoint's
 */
export function checkLearnerGiven(
  given: GivenOptions,
  learner: LearnerConfiguration,
  file: Readonly<Record<string, unknown>>,
): void {
  const checked: Record<string, unknown> = { ...parseLearner({ ...learner, ...file }) };
  const said = Object.fromEntries(Object.keys(file).map((field) => [field, checked[field]]));
  checkFields(said, { ...learner }, 'learner');
  for (const [field, name] of [
    ['episodes', 'episodes'],
    ['actingLag', 'acting-lag'],
  ] as const) {
    checkNumber(given, name, learner[field]);
  }
}

/** @throws InputError naming the option where it says another number */
export function checkNumber(given: GivenOptions, name: string, own: number): void {
  const text = given.get(name);
  if (text === undefined || numberOrText(text) === own) return;
  throw differs(`--${name}`, numberOrText(text), String(own));
}

function checkFields(
  found: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
  root: string,
  as = CHECKPOINT,
): void {
  for (const [field, value] of Object.entries(found)) {
    const own = JSON.stringify(wanted[field]);
    if (JSON.stringify(value) !== own) throw differs(`${root}.${field}`, value, own, as);
  }
}

function differs(
  field: string,
  value: unknown,
  own: string | undefined,
  as = CHECKPOINT,
): InputError {
  return new InputError(field, value, `${own}, as in ${as}`);
}

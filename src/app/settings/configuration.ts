/** The three configurations as lists of fields: what a control needs to read, check and change one. */
import '../catalogue/later/fields.ts';
import { learnerDefaults, learnerSchema } from '../../learning/configuration.ts';
import { orchestrationSchema, parseOrchestration } from '../../orchestration/options.ts';
import { type FieldMeta, fieldsOf } from '../../schema.ts';
import { parseScenario, type ScenarioKind, scenarioFields } from '../../world/scenario.ts';
import { isMessageKey, type MessageKey, t } from '../catalogue/index.ts';
import { changedLearner, changedScenario } from '../controller/changes.ts';
import type { AppState, Commands, Draft } from '../state.ts';

export const SECTIONS = ['scenario', 'learner', 'orchestration'] as const;
export type Section = (typeof SECTIONS)[number];
type Values = Readonly<Record<string, unknown>>;

const learnerFields = fieldsOf(learnerSchema);
const orchestrationFields = fieldsOf(orchestrationSchema);

/** Fields of a section, in the order of the schema. */
export function fieldsIn(
  section: Section,
  state: Pick<AppState, 'scenario'>,
): ReadonlyMap<string, FieldMeta> {
  if (section === 'scenario') return scenarioFields(state.scenario.kind);
  return section === 'learner' ? learnerFields : orchestrationFields;
}

/** The default of a field, for the kind of scenario that is shown. */
export function defaultOf(section: Section, name: string, state: Pick<AppState, 'scenario'>) {
  const { kind } = state.scenario;
  const known = defaults.get(kind) ?? defaultsFor(kind);
  defaults.set(kind, known);
  return known[section][name];
}

/** Parsed once: the drawer asks for every field at every change. */
const defaults = new Map<ScenarioKind, Readonly<Record<Section, Values>>>();

function defaultsFor(kind: ScenarioKind): Readonly<Record<Section, Values>> {
  return {
    scenario: parseScenario({ kind }),
    learner: learnerDefaults(kind),
    orchestration: parseOrchestration({}),
  };
}

/** @throws InputError where the session would refuse the values, for a field of them or another */
export function checkFields(section: Section, change: Values, shown: Draft): void {
  const { scenario, learner, orchestration } = shown;
  if (section === 'scenario') changedScenario(scenario, learner, change);
  else if (section === 'learner') changedLearner(learner, change);
  else parseOrchestration({ ...orchestration, ...change });
}

/** Hands changed fields to the session; says whether they were accepted. */
export function changeFields(section: Section, change: Values, commands: Commands): boolean {
  if (section === 'scenario') return commands.changeScenario(change);
  if (section === 'learner') return commands.changeLearner(change);
  return commands.changeOrchestration(change);
}

/** Unit of a field, or what its number is counted in; null where the label says it all. */
export function unitOf(section: Section, name: string, meta: FieldMeta): string | null {
  const key = `unit.${section}.${name}`;
  return isMessageKey(key) ? t(key) : (meta.unit ?? null);
}

/** Catalogue keys of a field. That every field has them is a test's to check. */
export function labelKey(section: Section, name: string): MessageKey {
  return known(`field.${section}.${name}`);
}
export function helpKey(section: Section, name: string): MessageKey {
  return known(`field.${section}.${name}.help`);
}
export function groupKey(group: string): MessageKey {
  return known(`settings.group.${group}`);
}
export function choiceKey(choice: string): MessageKey {
  return known(`choice.${choice}`);
}

function known(key: string): MessageKey {
  if (!isMessageKey(key)) throw new Error(`no sentence ${key}`);
  return key;
}

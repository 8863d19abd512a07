/** Changes of the configuration: what is allowed, and when it takes effect. */
import { policyRefusal } from '../../experiments/policies.ts';
import {
  type LearnerConfiguration,
  learnerDefaults,
  learnerSchema,
  parseLearner,
} from '../../learning/configuration.ts';
import { buildLayout } from '../../learning/layout.ts';
import { type FieldMeta, fieldsOf, InputError } from '../../schema.ts';
import type { CityPolicy } from '../../workers/protocol.ts';
import { levelsOf, parseScenario, type Scenario, scenarioFields } from '../../world/scenario.ts';

type Change = Readonly<Record<string, unknown>>;

/** A configuration that was accepted, and what has to happen. */
export interface Accepted<T> {
  readonly value: T;
  readonly takesEffect: 'never' | 'nextSlot' | 'restart';
}

/** When the fields that differ take effect: the latest of them decides. */
function effect(
  before: object,
  after: object,
  fields: ReadonlyMap<string, FieldMeta>,
): Accepted<never>['takesEffect'] {
  const old = before as Record<string, unknown>;
  let takesEffect: Accepted<never>['takesEffect'] = 'never';
  for (const [key, value] of Object.entries(after)) {
    if (JSON.stringify(old[key]) === JSON.stringify(value)) continue;
    if (fields.get(key)?.applies !== 'nextSlot') return 'restart';
    takesEffect = 'nextSlot';
  }
  return takesEffect;
}

/**
 * The scenario with some fields changed. Another `kind` starts from that kind's defaults and keeps
 * only the size of the grid.
 *
 * @throws InputError for the first field that is wrong
 */
export function changedScenario(
  scenario: Scenario,
  learner: LearnerConfiguration,
  change: Change,
): Accepted<Scenario> {
  const { kind = scenario.kind } = change;
  const { rows, columns } = scenario;
  const base = kind === scenario.kind ? scenario : { rows, columns };
  const value = parseScenario({ ...base, ...change });
  // Refuses a scope with too many joint decisions before any worker meets it.
  buildLayout(value, learner);
  return { value, takesEffect: effect(scenario, value, scenarioFields(value.kind)) };
}

/** @throws InputError for the first field that is wrong */
export function changedLearner(
  learner: LearnerConfiguration,
  change: Change,
): Accepted<LearnerConfiguration> {
  const value = parseLearner({ ...learner, ...change });
  return { value, takesEffect: effect(learner, value, fieldsOf(learnerSchema)) };
}

/** The learner that goes with a new kind of scenario: its rewards are of another size. */
export function learnerForKind(
  learner: LearnerConfiguration,
  kind: Scenario['kind'],
): LearnerConfiguration {
  return parseLearner({ ...learner, valueScale: learnerDefaults(kind).valueScale });
}

/** @throws InputError unless the server exists and has that level */
export function checkDecision(scenario: Scenario, server: number, level: number): void {
  const levels = levelsOf(scenario)[server];
  if (levels === undefined) {
    throw new InputError('server', server, 'the number of a server of this grid');
  }
  if (!Number.isInteger(level) || level < 0 || level >= levels) {
    throw new InputError('decision', level, `a whole number from 0 to ${levels - 1}`);
  }
}

/** Why the policy cannot run on the scenario; null where it can. */
export function refusalOf(scenario: Scenario, policy: CityPolicy): string | null {
  return policy === 'manual' ? null : policyRefusal(policy, scenario);
}

/** The policy of the city after a change of scenario: greedy where the old one cannot run. */
export function fittingPolicy(policy: CityPolicy, scenario: Scenario): CityPolicy {
  return refusalOf(scenario, policy) ? 'maDql' : policy;
}

/** Decisions set by hand, made to fit another grid: what is missing rents one unit. */
export function fittingDecisions(decisions: readonly number[], scenario: Scenario): number[] {
  return levelsOf(scenario).map((levels, server) => Math.min(decisions[server] ?? 1, levels - 1));
}

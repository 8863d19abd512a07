/** Changes of the configuration: what is allowed, and when it takes effect. */
import { isOther, policyRefusal } from '../../experiments/policyKeys.ts';
import {
  type LearnerConfiguration,
  learnerDefaults,
  learnerSchema,
  parseLearner,
} from '../../learning/configuration.ts';
import { buildLayout } from '../../learning/layout.ts';
import { type FieldMeta, fieldsOf, InputError } from '../../schema.ts';
import type { CityPolicy, RivalPlan } from '../../workers/protocol.ts';
import { withPlannedServers } from '../../world/plannedServers.ts';
import {
  levelsOf,
  parseScenario,
  type Scenario,
  scenarioFields,
  serverCount,
} from '../../world/scenario.ts';
import { checkChange } from '../../world/scenarioChange.ts';
import { presetNameOf } from '../presets.ts';
import type { AppState, Draft, Selection } from '../state.ts';
import { type Fitted, fitLists } from './fitting.ts';

type Change = Readonly<Record<string, unknown>>;

/** A configuration that was accepted, and what has to happen. */
export interface Accepted<T> {
  readonly value: T;
  readonly takesEffect: 'never' | 'nextSlot' | 'restart';
  /** What else had to give way, where the visitor should know. */
  readonly fitted?: Fitted | null;
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
 * The scenario with some fields changed, and lists that follow from them. Another `kind` starts from
 * that kind's defaults and keeps only the size of the grid.
 *
 * @throws InputError for the first field that is wrong
 */
export function changedScenario(
  scenario: Scenario,
  learner: LearnerConfiguration,
  change: Change,
): Accepted<Scenario> {
  const { kind = scenario.kind } = change;
  const { rows, columns, sites } = scenario;
  const isSameKind = kind === scenario.kind;
  const { change: whole, fitted } = isSameKind
    ? fitLists(scenario, change)
    : { change, fitted: sites === 'grid' ? null : ('sitesToGrid' as const) };
  const value = parseScenario({ ...(isSameKind ? scenario : { rows, columns }), ...whole });
  // Refuses a scope with too many joint decisions before any worker meets it.
  buildLayout(value, learner);
  return { value, takesEffect: effect(scenario, value, scenarioFields(value.kind)), fitted };
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

/**
 * The policy that a new run's city opens with: greedy where the old one cannot run, or decided by
 * something of the old run.
 */
export function fittingPolicy(policy: CityPolicy, scenario: Scenario): CityPolicy {
  return isOther(policy) || refusalOf(scenario, policy) ? 'maDql' : policy;
}

/** The city beside it after a change of scenario; none where its policy cannot run. */
export function fittingRival(rival: RivalPlan | null, scenario: Scenario): RivalPlan | null {
  return rival && !refusalOf(scenario, rival.policy) && !isOther(rival.policy) ? rival : null;
}

/** Decisions set by hand, made to fit another grid: what is missing rents one unit. */
export function fittingDecisions(decisions: readonly number[], scenario: Scenario): number[] {
  return levelsOf(scenario).map((levels, server) => Math.min(decisions[server] ?? 1, levels - 1));
}

/** What the controls show: the run that was drafted, else the one that goes on. */
export function configured(state: Pick<AppState, 'draft' | keyof Draft>): Draft {
  const { draft, preset, scenario, learner, orchestration, seed, origin } = state;
  return draft ?? { preset, scenario, learner, orchestration, seed, origin };
}

/** What runs, whatever was drafted. */
export function runningOf(state: Pick<AppState, keyof Draft>): Draft {
  return configured({ ...state, draft: null });
}

/** A run under the name of the preset that it is, or as the visitor's own. */
export function named(run: Omit<Draft, 'preset'>): Draft {
  return { ...run, preset: presetNameOf(run) };
}

/** Whether two runs would differ, whatever their presets are called. */
export function differs(one: Draft, other: Draft): boolean {
  return one.origin !== other.origin || setupText(one) !== setupText(other);
}

/**
 * The scenario that the run can go on with so that the draft's servers are there; null where the
 * draft changes anything else that takes a new run, or no server comes or goes.
 */
export function joinedScenario(running: Draft, draft: Draft): Scenario | null {
  const { scenario, orchestration } = running;
  if (differs({ ...draft, scenario, orchestration }, running)) return null;
  return withPlannedServers(scenario, draft.scenario);
}

/** A plan whose servers stand as they do now is about those of now, under their ids. */
export function withIdsOf(running: Scenario, planned: Scenario): Scenario {
  const { serverIds } = running;
  const next = { ...planned, serverIds } as Scenario;
  return JSON.stringify(next) === JSON.stringify(running) ? next : planned;
}

function setupText({ scenario, learner, orchestration, seed }: Draft): string {
  return JSON.stringify([scenario, learner, orchestration, seed]);
}

/**
 * What the next run begins with: what a run before it began with, where it is that run again or,
 * without a checkpoint, where its networks still fit.
 */
export function keptOrigin(before: readonly Draft[], next: Omit<Draft, 'origin'>) {
  const isKept = (one: Draft) =>
    !differs(one, { ...next, origin: one.origin }) ||
    (!one.origin?.checkpoint && shapeText(one) === shapeText(next));
  return before.find((one) => one.origin && isKept(one))?.origin ?? null;
}

function shapeText({ scenario, learner }: Pick<Draft, 'scenario' | 'learner'>): string {
  return JSON.stringify(buildLayout(scenario, learner));
}

/** Whether a new run would end one in which something has been learnt. */
export function hasSomethingToLose({ training }: Pick<AppState, 'training'>): boolean {
  return (training.summary?.trainedSlots ?? 0) > 0;
}

/** The part of a change that a running run can take up: what needs a restart is the draft's. */
function partForNextSlot(change: Change, fields: ReadonlyMap<string, FieldMeta>): Change {
  const part = Object.entries(change).filter(([name]) => fields.get(name)?.applies !== 'restart');
  return Object.fromEntries(part);
}

/**
 * The scenario that runs with the part of a change that applies from the next slot; where it cannot
 * take it up (the draft is of another kind or ground), null: then the change is the draft's alone.
 */
export function runningScenario(scenario: Scenario, change: Change): Scenario | null {
  const { kind: _, ...fields } = partForNextSlot(change, scenarioFields(scenario.kind));
  try {
    return checkChange(scenario, { ...scenario, ...fields });
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** The learner that runs with the part of a change that applies from the next slot. */
export function runningLearner(learner: LearnerConfiguration, change: Change) {
  return parseLearner({ ...learner, ...partForNextSlot(change, fieldsOf(learnerSchema)) });
}

/** A selection that still means something in another scenario. */
export function fittingSelection(selected: Selection | null, scenario: Scenario): Selection | null {
  if (selected?.kind !== 'server') return null;
  return selected.id < serverCount(scenario) ? selected : null;
}

/**
 * Changes that are planned for episodes to come (Fig. 8): what the city will be hit with, and how far
 * exploration is opened again then. Training obeys at the first slot of the episode; with an acting
 * lag S at the first chunk from there on.
 */
import { type LearnerConfiguration, parseLearner } from '../learning/configuration.ts';
import { InputError } from '../schema.ts';
import { parseScenario, type Scenario, scenarioFields } from '../world/scenario.ts';

export interface Reopening {
  /** Episodes until exploration and learning rate are back at their plan. */
  readonly episodes: number;
  /** Share of explored decisions at first, 0..1. */
  readonly share: number;
  /** Learning rate at first, 0..0.5. */
  readonly rate: number;
}

export interface ScheduledChange {
  /** Counted from 0; the change is there in its first slot. */
  readonly episode: number;
  /** Fields of the scenario that change from the next slot on, with their new values. */
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly reopened?: Reopening;
}

export type Schedule = readonly ScheduledChange[];

/** What a schedule is checked against. */
export interface ScheduledRun {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
}

const MOST_CHANGES = 20;
const ENTRY_FIELDS = ['episode', 'scenario', 'reopened'];
const REOPENED_FIELDS = ['episodes', 'share', 'rate'];

/**
 * Checks a list of changes one after the other, each on what those before it leave.
 *
 * @throws InputError naming the entry and the field, e.g. `schedule[1].scenario.demandScale`
 */
export function parseSchedule(value: unknown, { scenario, learner }: ScheduledRun): Schedule {
  if (!Array.isArray(value) || value.length > MOST_CHANGES) {
    const allowed = `a list of up to ${MOST_CHANGES} changes {episode, scenario, reopened}`;
    throw new InputError('schedule', value, allowed);
  }
  let before = -1;
  let now = scenario;
  return value.map((entry: unknown, index) => {
    const place = `schedule[${index}]`;
    const change = readChange(place, entry, { before, episodes: learner.episodes });
    before = change.episode;
    now = within(place, () => scenarioAfter(now, change));
    within(place, () => learnerAfter(learner, change));
    return change;
  });
}

/**
 * As `parseSchedule`, for a run in its `episode`: what was planned up to there stays as it was.
 *
 * @throws InputError too where something is planned for an episode that has begun, or taken from there
 */
export function revisedSchedule(
  value: unknown,
  run: ScheduledRun & { readonly before: Schedule; readonly episode: number },
): Schedule {
  const { before, episode } = run;
  const schedule = parseSchedule(value, run);
  const past = (list: Schedule) => list.filter((change) => change.episode <= episode);
  const [old, now] = [past(before), past(schedule)];
  if (JSON.stringify(old) === JSON.stringify(now)) return schedule;
  const touched = now.findIndex((change, i) => JSON.stringify(change) !== JSON.stringify(old[i]));
  const index = touched === -1 ? now.length : touched;
  const allowed = `an episode after the one under way (${episode}), with the past as it was`;
  throw new InputError(`schedule[${index}].episode`, now[index]?.episode, allowed);
}

/** @throws InputError where the change cannot be made to this scenario */
export function scenarioAfter(scenario: Scenario, { scenario: fields }: ScheduledChange): Scenario {
  const known = scenarioFields(scenario.kind);
  for (const [name, value] of Object.entries(fields)) {
    if (known.get(name)?.applies === 'nextSlot') continue;
    const names = [...known].filter(([, { applies }]) => applies === 'nextSlot');
    const allowed = `fields that change while it runs: ${names.map(([each]) => each).join(' | ')}`;
    throw new InputError(`scenario.${name}`, value, allowed);
  }
  return parseScenario({ ...scenario, ...fields });
}

/** The learner with exploration and learning rate opened again as the change says. */
export function learnerAfter(
  learner: LearnerConfiguration,
  { episode, reopened }: ScheduledChange,
): LearnerConfiguration {
  return reopened
    ? parseLearner({ ...learner, reopened: { from: episode, ...reopened } })
    : learner;
}

function readChange(
  place: string,
  entry: unknown,
  { before, episodes }: { readonly before: number; readonly episodes: number },
): ScheduledChange {
  const fields = readObject(place, entry, ENTRY_FIELDS);
  const { episode, scenario = {}, reopened } = fields;
  if (!Number.isInteger(episode) || Number(episode) <= before || Number(episode) >= episodes) {
    const allowed = `a whole number from ${before + 1} to ${episodes - 1} (ascending, inside the plan)`;
    throw new InputError(`${place}.episode`, episode, allowed);
  }
  const changes = readObject(`${place}.scenario`, scenario, null);
  if (Object.keys(changes).length === 0 && reopened === undefined) {
    throw new InputError(place, entry, 'something that changes: scenario, reopened or both');
  }
  const change = { episode: Number(episode), scenario: changes };
  if (reopened === undefined) return change;
  const opened = readObject(`${place}.reopened`, reopened, REOPENED_FIELDS);
  return { ...change, reopened: opened as unknown as Reopening };
}

function readObject(
  place: string,
  value: unknown,
  allowed: readonly string[] | null,
): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) {
    throw new InputError(place, value, allowed ? `{${allowed.join(', ')}}` : '{field: value, ...}');
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(fields).find((name) => allowed && !allowed.includes(name));
  if (unknown) throw new InputError(`${place}.${unknown}`, fields[unknown], allowed!.join(' | '));
  return fields;
}

/** What is wrong with a part of an entry, under the entry's place. */
function within<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const field = error.field.replace(/^learner\./, '');
    throw new InputError(`${place}.${field}`, error.value, error.allowed);
  }
}

/**
 * Adaptation to a changed city (Fig. 8, section VI-B4): one training up to the first change, and from
 * there four lives on the same random numbers. What learning on is worth stands between `changed` and
 * `frozen`, whose worlds are the same draw by draw; what the change did, between `changed` and `unchanged`.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { EngineFactory } from '../learning/engine.ts';
import { type LearnerCheckpoint, MultiAgentLearner } from '../learning/multiAgent.ts';
import { runLater } from '../learning/steps.ts';
import {
  learnerAfter,
  type Reopening,
  type Schedule,
  type ScheduledChange,
  scenarioAfter,
} from '../session/schedule.ts';
import type { Scenario } from '../world/scenario.ts';
import { blockMeans, halfInterval, mean } from './statistics.ts';
import { trainUntil } from './train.ts';

/**
 * `changed`: learns on as planned. `reopened`: explores again at every change. `frozen`: its weights
 * stay from the first change on. `unchanged`: no change is made.
 */
export const LIVES = ['unchanged', 'changed', 'reopened', 'frozen'] as const;
export type Life = (typeof LIVES)[number];

/** How exploration is opened again where a change does not say it itself. */
export const USUAL_REOPENING: Reopening = { episodes: 200, share: 0.3, rate: 0.003 };

export interface AdaptRequest {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly seeds: readonly number[];
  /** At least one change, the first not before the second episode. */
  readonly schedule: Schedule;
  /** Where the only seed is before the first change; null to train up to there. */
  readonly resumed: LearnerCheckpoint | null;
}

/** Mean system reward a slot, day by day from the first change on; whole days only. */
export type Days = Readonly<Record<Life, readonly number[]>>;

export interface AdaptedRun {
  readonly seed: number;
  readonly days: Days;
}

/** A paired difference over seeds: mean, and half its 95 % Student-t interval (null of one seed). */
export interface Difference {
  readonly mean: number;
  readonly half: number | null;
}

/** One life after the change, over all seeds. */
export interface LifeSummary {
  /** Reward on the first day, and in the last quarter of all days. */
  readonly first: Difference;
  readonly last: Difference;
  /** The same as paired differences to `unchanged`. */
  readonly firstLost: Difference;
  readonly lastLost: Difference;
}

/** Episodes of a day. */
export function dayOf({ scenario, learner }: Pick<AdaptRequest, 'scenario' | 'learner'>): number {
  return Math.max(1, Math.round(scenario.slotsPerDay / learner.slotsPerEpisode));
}

/**
 * All lives of one seed.
 *
 * @param between called between two chunks with the slots done of all that are to do
 * @returns its days, and where training stood at the first change
 * @throws DivergenceError where training diverges
 */
export async function adaptSeed(
  request: AdaptRequest,
  seed: number,
  create: EngineFactory,
  between: (done: number, of: number) => void | Promise<void>,
): Promise<AdaptedRun & { readonly before: LearnerCheckpoint }> {
  const { scenario, learner, schedule, resumed } = request;
  const episode = learner.slotsPerEpisode;
  const start = schedule[0]!.episode * episode;
  const end = learner.episodes * episode;
  const all = start + LIVES.length * (end - start);
  const first = resumed
    ? MultiAgentLearner.resume(resumed, create)
    : new MultiAgentLearner({ scenario, learner, seed }, create);
  await trainUntil(first, start, () => between(first.slots, all));
  const before = await runLater(first.checkpointing());
  const days: Record<string, number[]> = {};
  for (const [index, life] of LIVES.entries()) {
    const one = MultiAgentLearner.resume(before, create);
    const done = start + index * (end - start) - start;
    const points = await live(one, life, request, () => between(done + one.slots, all));
    days[life] = blockMeans(points, dayOf(request));
    one.dispose();
  }
  first.dispose();
  return { seed, days: days as unknown as Days, before };
}

/** Lives to the end of the plan; mean system reward of every episode since the first change. */
async function live(
  learner: MultiAgentLearner,
  life: Life,
  { learner: plan, schedule }: AdaptRequest,
  between: () => void | Promise<void>,
): Promise<Float64Array> {
  const first = learner.slots;
  for (const change of life === 'unchanged' ? [] : schedule) {
    await trainUntil(learner, change.episode * plan.slotsPerEpisode, between);
    learner.applyScenario(scenarioAfter(learner.scenario, change));
    learner.applyLearner(plannedFor(life, learner.configuration, change));
  }
  await trainUntil(learner, plan.episodes * plan.slotsPerEpisode, between);
  const { systemReward, firstEpisode } = learner.curve();
  return systemReward.slice(Math.ceil(first / plan.slotsPerEpisode) - firstEpisode);
}

function plannedFor(
  life: Life,
  learner: LearnerConfiguration,
  change: ScheduledChange,
): LearnerConfiguration {
  if (life === 'frozen') return { ...learner, learningRateStart: 0, learningRateEnd: 0 };
  if (life === 'changed') return learner;
  return learnerAfter(learner, { ...change, reopened: change.reopened ?? USUAL_REOPENING });
}

/** First day and last quarter of every life, over seeds, and paired with `unchanged`. */
export function summariseLives(runs: readonly AdaptedRun[]): Readonly<Record<Life, LifeSummary>> {
  const first = (run: AdaptedRun, life: Life) => run.days[life][0]!;
  const last = (run: AdaptedRun, life: Life) => {
    const days = run.days[life];
    return mean(days.slice(-Math.max(1, Math.round(days.length / 4))));
  };
  const over = (value: (run: AdaptedRun) => number): Difference => {
    const values = runs.map(value);
    return { mean: mean(values), half: halfInterval(values) };
  };
  return Object.fromEntries(
    LIVES.map((life) => [
      life,
      {
        first: over((run) => first(run, life)),
        last: over((run) => last(run, life)),
        firstLost: over((run) => first(run, life) - first(run, 'unchanged')),
        lastLost: over((run) => last(run, life) - last(run, 'unchanged')),
      },
    ]),
  ) as unknown as Readonly<Record<Life, LifeSummary>>;
}

/** The JSON data of a file `n2o-adapt`, version 1. */
export function adaptFile(request: AdaptRequest, engine: string, runs: readonly AdaptedRun[]) {
  return {
    format: 'n2o-adapt' as const,
    version: 1 as const,
    scenario: request.scenario,
    training: request.learner,
    engine,
    schedule: request.schedule,
    reopening: USUAL_REOPENING,
    episodesPerDay: dayOf(request),
    runs: runs.map(({ seed, days }) => ({ seed, days })),
    summary: summariseLives(runs),
  };
}

/**
 * Distillation (Algorithm 4): a teacher that decides by the Q-networks of all LSMs runs the city
 * and is watched; every LSM trains an actor on what it saw and what was decided for it; then teacher
 * and student play the held-out world. A student is measured here, never assumed.
 */
import {
  ACTOR_OBSERVATION_SIZE,
  type ActorNetworks,
  type ActorObserves,
  actorDecisions,
} from '../learning/actors.ts';
import { type ActorPlace, ActorTrainer, type Lessons } from '../learning/actorTraining.ts';
import { MAXIMUM_SEED } from '../random.ts';
import { InputError } from '../schema.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import { levelsOf, type Scenario } from '../world/scenario.ts';
import { buildTopology } from '../world/topology.ts';
import { AgreementCount } from './distilAgreement.ts';
import type {
  DistillationProgress,
  DistillationReport,
  DistillationSettings,
  PairedDifference,
  PlayedReward,
  PlayedRewards,
  TeacherKey,
} from './distillation.ts';
import {
  actorDecider,
  actorMicroseconds,
  type Clock,
  type Decider,
  networkDecider,
  Player,
  type QDeciders,
} from './distilPlayers.ts';
import { tuneActors, tuningSeed } from './distilTuning.ts';
import type { Evaluation } from './evaluate.ts';
import { policyRefusal, refusedPolicy } from './policyKeys.ts';
import { halfInterval, mean, standardError } from './statistics.ts';

export interface DistillationRequest extends QDeciders {
  readonly scenario: Scenario;
  readonly settings: DistillationSettings;
  /** Seed of the held-out world. */
  readonly evaluationSeed: number;
  /** For what a decision takes; everything else is the same without. */
  readonly clock?: Clock;
}

/** Slots between two reports of the first phase. */
const WATCHED_EVERY = 60;
/** Steps of every actor between two points of the curve. */
const LOSS_EVERY = 100;

/** Seed of the world in which the teacher is watched: neither the learner's nor the visible city's. */
export function watchedSeed(seed: number): number {
  return (seed + 700_000) % (MAXIMUM_SEED + 1);
}

/** Null where a teacher can teach on a scenario, else why not. */
export function teacherRefusal(teacher: TeacherKey, scenario: Scenario): string | null {
  return policyRefusal(teacher, scenario);
}

/** Who the actors are, and what each of them sees. */
export function actorPlaces(scenario: Scenario, observes: ActorObserves): ActorPlace[] {
  const { neighbours } = buildTopology(scenario);
  const { possibleAgents } = new EdgeEnvironment(scenario);
  return levelsOf(scenario).map((levels, n) => ({
    id: possibleAgents[n]!,
    levels,
    sees: observes === 'own' ? [n] : [n, ...neighbours[n]!],
  }));
}

/**
 * The whole of it. Yields where it is, now and then. The same request gives the same actors, bit
 * for bit, with an accelerator or without.
 *
 * @throws InputError for a teacher that cannot run on the scenario, and for a seed whose world is the
 *   held-out one
 * @throws ActorDivergence where a loss is not finite
 */
export function* distil(
  request: DistillationRequest,
): Generator<DistillationProgress, DistillationReport, void> {
  const { scenario, settings, evaluationSeed } = request;
  const refusal = teacherRefusal(settings.teacher, scenario);
  if (refusal) throw refusedPolicy('distillation.teacher', settings.teacher, refusal);
  const { seed } = settings;
  if ([watchedSeed(seed), tuningSeed(seed)].includes(evaluationSeed)) {
    const allowed = 'a seed whose world is not the held-out one';
    throw new InputError('distillation.seed', settings.seed, allowed);
  }
  const lessons = yield* watch(scenario, settings, networkDecider(settings.teacher, request));
  const { actors, lossCurve } = yield* trainActors(scenario, settings, lessons);
  const tuned = yield* tune(scenario, settings, actors, lossCurve);
  return yield* compareStudent(request, tuned, lossCurve);
}

/** Lets the teacher run the city and writes down what every LSM saw and did. */
export function* watch(
  scenario: Scenario,
  { slots, seed }: Pick<DistillationSettings, 'slots' | 'seed'>,
  teach: Decider,
): Generator<DistillationProgress, Lessons, void> {
  const environment = new EdgeEnvironment(scenario);
  environment.reset(watchedSeed(seed));
  const servers = environment.levels.length;
  const observations = new Float64Array(slots * servers * ACTOR_OBSERVATION_SIZE);
  const decisions = new Uint8Array(slots * servers);
  for (let slot = 0; slot < slots; slot += 1) {
    if (slot % WATCHED_EVERY === 0) yield progress('collecting', slot, slots, []);
    const { decision } = teach(environment, slot);
    observations.set(environment.observations, slot * servers * ACTOR_OBSERVATION_SIZE);
    decisions.set(decision, slot * servers);
    if (environment.step(decision).truncations[0] === 1) environment.reset();
  }
  return { slots, servers, observations, decisions };
}

/** Trains every LSM's actor, all side by side. */
export function* trainActors(
  scenario: Scenario,
  settings: DistillationSettings,
  lessons: Lessons,
): Generator<
  DistillationProgress,
  { readonly actors: ActorNetworks; readonly lossCurve: readonly number[] },
  void
> {
  const { loss, activation, observes, steps } = settings;
  const places = actorPlaces(scenario, observes);
  const trainers = places.map((place) => new ActorTrainer(place, lessons, settings));
  const lossCurve: number[] = [];
  for (let done = 0; done < steps; ) {
    yield progress('training', done, steps, lossCurve);
    const end = Math.min(steps, done + LOSS_EVERY);
    let sum = 0;
    for (const trainer of trainers) while (trainer.steps < end) sum += trainer.step();
    lossCurve.push(sum / (end - done) / trainers.length);
    done = end;
  }
  const agents = trainers.map((trainer) => trainer.network());
  const observationSize = ACTOR_OBSERVATION_SIZE;
  return { actors: { loss, activation, observationSize, agents }, lossCurve };
}

/** Fine-tunes the actors on the true reward, where that is asked for. */
function* tune(
  scenario: Scenario,
  settings: DistillationSettings,
  actors: ActorNetworks,
  lossCurve: readonly number[],
): Generator<DistillationProgress, ActorNetworks, void> {
  const { tuningSlots: slots, batchSize, seed } = settings;
  if (slots === 0) return actors;
  const learningRate = settings.learningRate / 2;
  const run = tuneActors(scenario, actors, { slots, batchSize, learningRate, seed });
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
    yield progress('tuning', next.value, slots, lossCurve);
  }
}

function* compareStudent(
  request: DistillationRequest,
  actors: ActorNetworks,
  lossCurve: readonly number[],
): Generator<DistillationProgress, DistillationReport, void> {
  const { scenario, settings, orchestration, evaluationSeed, clock = null } = request;
  const slots = settings.evaluationSlots;
  const evaluation = { slots, seed: evaluationSeed };
  const players = makePlayers(request, actors, evaluation);
  const count = new AgreementCount(actors);
  const observed = new Float64Array(
    Math.min(slots, scenario.slotsPerDay) * actors.agents.length * ACTOR_OBSERVATION_SIZE,
  );
  let filled = 0;
  let played: PlayedRewards | null = null;
  for (let done = 0; done < slots; ) {
    yield progress('evaluating', done, slots, lossCurve, played);
    done = Math.min(slots, done + scenario.slotsPerDay);
    players.teacher.playTo(done, (environment, decision) => {
      const { observations, draws, hour } = environment;
      count.add(hour, draws.prices, decision, actorDecisions(actors, observations));
      if (filled < observed.length) observed.set(observations, filled);
      filled += observations.length;
    });
    for (const player of new Set(Object.values(players))) player?.playTo(done);
    played = playedRewards(players, scenario, done);
  }
  yield progress('evaluating', slots, slots, lossCurve, played);
  const servers = count.servers();
  const student = players.student.cost(servers.length);
  return {
    ...played!,
    actors,
    servers,
    agreement: mean(servers.map(({ agreement }) => agreement)),
    lossCurve,
    lossEvery: LOSS_EVERY,
    cost: {
      teacher: players.teacher.cost(servers.length),
      student: {
        ...student,
        microseconds: clock && actorMicroseconds(actors, observed, clock),
      },
    },
    used: { settings, orchestration, watchedSeed: watchedSeed(settings.seed), evaluation },
  };
}

interface Players {
  readonly teacher: Player;
  readonly student: Player;
  readonly maDql: Player;
  readonly n2o: Player;
  readonly exactP2: Player | null;
}

function makePlayers(
  request: DistillationRequest,
  actors: ActorNetworks,
  evaluation: Evaluation,
): Players {
  const { scenario, settings, clock = null } = request;
  const create = (decide: Decider) => new Player(scenario, evaluation, decide, clock);
  const byNetworks = (key: TeacherKey | 'maDql') => create(networkDecider(key, request));
  const teacher = byNetworks(settings.teacher);
  // The teacher's own where it is one of them.
  const other = (key: TeacherKey) => (settings.teacher === key ? teacher : byNetworks(key));
  return {
    teacher,
    student: create(actorDecider(actors)),
    maDql: byNetworks('maDql'),
    n2o: other('n2o'),
    exactP2: teacherRefusal('exactP2', scenario) === null ? other('exactP2') : null,
  };
}

function playedRewards(players: Players, scenario: Scenario, slots: number): PlayedRewards {
  const rewardOf = (player: Player): PlayedReward => {
    const days = player.daysOf(scenario);
    return { mean: mean(player.played), standardError: standardError(days), days };
  };
  const rewards = {
    teacher: rewardOf(players.teacher),
    student: rewardOf(players.student),
    maDql: rewardOf(players.maDql),
    n2o: rewardOf(players.n2o),
    exactP2: players.exactP2 && rewardOf(players.exactP2),
  };
  const differences: PairedDifference[] = [];
  for (const than of ['teacher', 'maDql', 'n2o', 'exactP2'] as const) {
    const other = rewards[than];
    if (other) differences.push({ than, ...differenceOf(rewards.student, other) });
  }
  return { slots, rewards, differences };
}

function differenceOf(mine: PlayedReward, other: PlayedReward) {
  const days = mine.days.map((day, i) => day - other.days[i]!);
  return {
    mean: days.length > 0 ? mean(days) : mine.mean - other.mean,
    halfInterval: halfInterval(days),
    days: days.length,
  };
}

function progress(
  phase: DistillationProgress['phase'],
  done: number,
  of: number,
  lossCurve: readonly number[],
  played: PlayedRewards | null = null,
): DistillationProgress {
  return { phase, done, of, lossCurve: [...lossCurve], lossEvery: LOSS_EVERY, played };
}

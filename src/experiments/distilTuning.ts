/**
 * Fine-tuning of actors on the true reward: they run the city themselves, each level drawn by its
 * softmax, and every LSM climbs the reward that the whole system would have had with each of its own
 * levels. Only a simulator can tell that; what comes of it decides by observations alone, as before.
 * Not in the paper.
 */
import { exp } from '../elementary.ts';
import { type ActorNetworks, actorOutputs } from '../learning/actors.ts';
import { ActorTrainer, type Lessons } from '../learning/actorTraining.ts';
import { MAXIMUM_SEED, RandomStream } from '../random.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import { MAXIMUM_LEVELS, type Scenario } from '../world/scenario.ts';

export interface TuningSettings {
  /** Slots played in all; none: nothing is tuned. */
  readonly slots: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
}

/** Slots that are played with the same actors before these learn from them. */
const ROUND = 500;
/**
 * On average a slot of a round is seen so often. All actors move at once, each towards the best answer
 * to what the others did. On nine servers that can overshoot and collapse: with 50 times within 2,000
 * slots, with 10 after more than 5,000. Nothing guards against it.
 */
const SEEN = 10;
/** Rewards are divided by this, so that a step means about what it means in classification. */
const REWARD_SCALE = 30;

/** Seed of the world in which actors are tuned. */
export function tuningSeed(seed: number): number {
  return (seed + 800_000) % (MAXIMUM_SEED + 1);
}

/** Yields the slots played so far, round by round. The same settings give the same actors. */
export function* tuneActors(
  scenario: Scenario,
  actors: ActorNetworks,
  settings: TuningSettings,
): Generator<number, ActorNetworks, void> {
  const { slots, batchSize } = settings;
  const environment = new EdgeEnvironment(scenario);
  environment.reset(tuningSeed(settings.seed));
  const stream = new RandomStream(settings.seed, 'policy');
  const nothing: Lessons = {
    ...{ slots: 0, servers: actors.agents.length },
    ...{ observations: new Float64Array(0), decisions: new Uint8Array(0) },
  };
  const trainers = actors.agents.map(({ layers, ...place }) => {
    const hidden = layers.slice(0, -1).map(({ outputs }) => outputs);
    const { activation } = actors;
    const shape = { ...settings, loss: 'reward' as const, hidden, activation };
    return new ActorTrainer(place, nothing, shape, layers);
  });
  let tuned = actors;
  for (let done = 0; done < slots; ) {
    yield done;
    const round = Math.min(ROUND, slots - done);
    const lessons = playRound(environment, tuned, round, stream);
    const steps = Math.ceil((SEEN * round) / batchSize);
    for (const trainer of trainers) {
      trainer.study(lessons);
      for (let step = 0; step < steps; step += 1) trainer.step();
    }
    tuned = { ...actors, agents: trainers.map((trainer) => trainer.network()) };
    done += round;
  }
  return tuned;
}

/** Lets actors run the city from where it is, and asks at every slot what each level of each server would have paid. */
export function playRound(
  environment: EdgeEnvironment,
  actors: ActorNetworks,
  slots: number,
  stream: RandomStream,
): Lessons {
  const servers = actors.agents.length;
  const observations = new Float64Array(slots * servers * actors.observationSize);
  const decisions = new Uint8Array(slots * servers);
  const rewards = new Float64Array(slots * servers * MAXIMUM_LEVELS);
  const scratch = new Float64Array(servers);
  for (let slot = 0; slot < slots; slot += 1) {
    const observed = environment.observations;
    observations.set(observed, slot * servers * actors.observationSize);
    const decision = Int32Array.from(actors.agents, (_, n) =>
      drawLevel(actorOutputs(actors, n, observed), stream.uniform()),
    );
    decisions.set(decision, slot * servers);
    actors.agents.forEach(({ levels }, n) => {
      const drawn = decision[n]!;
      for (let level = 0; level < levels; level += 1) {
        decision[n] = level;
        const place = (slot * servers + n) * MAXIMUM_LEVELS + level;
        rewards[place] = environment.rewardsOf(decision, scratch) / REWARD_SCALE;
      }
      decision[n] = drawn;
    });
    if (environment.step(decision).truncations[0] === 1) environment.reset();
  }
  return { slots, servers, observations, decisions, rewards };
}

/** The level that a uniform number draws from the softmax of scores. */
export function drawLevel(scores: Float64Array, uniform: number): number {
  const highest = Math.max(...scores);
  const shares = scores.map((score) => exp(score - highest));
  let left = uniform * shares.reduce((sum, share) => sum + share, 0);
  for (let level = 0; level < shares.length - 1; level += 1) {
    left -= shares[level]!;
    if (left < 0) return level;
  }
  return shares.length - 1;
}

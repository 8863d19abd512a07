/** Fingerprints of sessions, computed the same way in Node and in a browser's worker. */
import { LEARNED_KEYS } from '../../src/experiments/policyKeys.ts';
import { NumberHash } from '../../src/hash.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { CityRun } from '../../src/session/cityRun.ts';
import type { RunSetup } from '../../src/session/setup.ts';
import { TrainingRun } from '../../src/session/trainingRun.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';

/** Everything that the rest of a run depends on, in both rooms. */
export function sessionHash(city: CityRun, training: TrainingRun): string {
  const hash = new NumberHash();
  const add = (text: string) => {
    for (let index = 0; index < text.length; index++) hash.add(text.charCodeAt(index));
  };
  add(city.environment.stateHash());
  hash.add(city.slot).addAll(city.weights.weights).add(city.weights.trainedSlots);
  hash.addAll(city.decide());
  const { engine, environment, sums, exploration, sampler } = training.learner.checkpoint();
  hash.addAll(engine.weights).addAll(engine.targetWeights);
  hash.addAll(engine.firstMoments).addAll(engine.secondMoments).add(engine.updates);
  const world = new EdgeEnvironment(environment.scenario);
  world.reset(0);
  world.restore(environment);
  add(world.stateHash());
  add(JSON.stringify([sums, exploration, sampler]));
  const { systemReward, rewards, losses } = training.learner.curve();
  return hash.addAll(systemReward).addAll(rewards).addAll(losses).digest();
}

/**
 * Trains 2 x 2 for `slots` slots; every 500 the city takes the weights up and lives 12 slots, each
 * policy on the networks in turn, all of whose numbers are hashed too.
 */
export function longRunHash(slots: number): string {
  const setup: RunSetup = { scenario: parseScenario({}), learner: parseLearner({}), seed: 1 };
  const orchestration = parseOrchestration({ failure: 0.2 });
  const training = new TrainingRun(setup);
  const city = new CityRun(setup, {
    policy: 'maDql',
    orchestration,
    manualDecisions: [0, 0, 0, 0],
  });
  const hash = new NumberHash();
  while (training.slots < slots) {
    training.learner.advance();
    if (training.slots % 500 !== 0) continue;
    city.takeWeights(training.snapshot());
    city.setPolicy(LEARNED_KEYS[(training.slots / 500) % LEARNED_KEYS.length]!, orchestration);
    for (let slot = 0; slot < 12; slot++) {
      const outcome = city.advance(city.decide());
      hash.addAll(outcome.decisions).addAll(outcome.rewards).addAll(outcome.computationDelay);
    }
  }
  return `${hash.digest()}-${sessionHash(city, training)}`;
}

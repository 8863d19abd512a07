import { describe, expect, it } from 'vitest';
import {
  drawLevel,
  playRound,
  tuneActors,
  tuningSeed,
} from '../../src/experiments/distilTuning.ts';
import { evaluatePolicy } from '../../src/experiments/evaluate.ts';
import { type ActorNetworks, actorDecisions, actorOutputs } from '../../src/learning/actors.ts';
import { RandomStream } from '../../src/random.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomActors } from '../support/actors.ts';

const scenario = parseScenario({ rows: 1, columns: 2, levels: [3, 2] });
const settings = { slots: 600, batchSize: 16, learningRate: 2e-3, seed: 4 };

function tuned(actors: ActorNetworks, changes = {}) {
  const told: number[] = [];
  const run = tuneActors(scenario, actors, { ...settings, ...changes });
  for (;;) {
    const next = run.next();
    if (next.done) return { actors: next.value, told };
    told.push(next.value);
  }
}

function earned(actors: ActorNetworks): number {
  const decide = ({ observations }: EdgeEnvironment) => actorDecisions(actors, observations);
  const run = evaluatePolicy({ decide }, scenario, { slots: 576, seed: 99 });
  for (;;) {
    const next = run.next();
    if (next.done) return next.value.mean;
  }
}

describe('a level', () => {
  it('is drawn as often as the softmax says', () => {
    const scores = Float64Array.of(800, 800 + Math.log(3), 800 - Math.log(2));
    const counts = [0, 0, 0];
    for (let i = 0; i < 900; i++) counts[drawLevel(scores, (i + 0.5) / 900)]! += 1;
    // Shares 1 : 3 : 1/2.
    expect(counts).toEqual([200, 600, 100]);
  });
});

describe('a round', () => {
  it('asks the world what every level of every server would have paid', () => {
    const actors = randomActors(7, [3, 2], 'classification');
    const environment = new EdgeEnvironment(scenario);
    environment.reset(5);
    const round = playRound(environment, actors, 12, new RandomStream(1, 'policy'));
    const again = new EdgeEnvironment(scenario);
    again.reset(5);
    const draws = new RandomStream(1, 'policy');
    for (let slot = 0; slot < 12; slot++) {
      expect(round.observations.slice(10 * slot, 10 * slot + 10)).toEqual(again.observations);
      const decision = [0, 1].map((n) =>
        drawLevel(actorOutputs(actors, n, again.observations), draws.uniform()),
      );
      expect([...round.decisions.slice(2 * slot, 2 * slot + 2)]).toEqual(decision);
      for (const [n, levels] of [3, 2].entries()) {
        for (let level = 0; level < levels; level++) {
          const { systemReward } = again.evaluate(decision.with(n, level));
          const reward = round.rewards![(2 * slot + n) * 6 + level]!;
          expect(reward).toBeCloseTo(systemReward / 30, 9);
        }
      }
      again.step(decision);
    }
  });
});

describe('fine-tuning', () => {
  it('earns more in a world that it has not seen, and is the same again', () => {
    const start = randomActors(3, [3, 2], 'classification', { hidden: [8] });
    const before = JSON.stringify(start);
    const { actors, told } = tuned(start);
    expect(told).toEqual([0, 500]);
    expect(earned(actors)).toBeGreaterThan(earned(start) + 3);
    expect(JSON.stringify(start)).toBe(before);
    expect(tuned(start).actors).toEqual(actors);
    expect(tuned(start, { seed: 5 }).actors).not.toEqual(actors);
    expect(tuningSeed(4)).toBe(800_004);
  });

  it('of no slots changes nothing', () => {
    const start = randomActors(3, [3, 2], 'classification');
    expect(tuned(start, { slots: 0 }).actors).toBe(start);
  });
});

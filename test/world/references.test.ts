import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random.ts';
import type { EdgeEnvironment } from '../../src/world/environment.ts';
import { nashDecisions, optimisticDecisions, oracleDecisions } from '../../src/world/references.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { moments } from '../support/moments.ts';
import { anyScenario, anySeed, started } from './arbitraries.ts';

/** Every joint decision, the last server fastest. */
function* jointDecisions(levels: readonly number[]): Generator<number[]> {
  const [first, ...rest] = levels;
  if (first === undefined) return yield [];
  for (let level = 0; level < first; level++) {
    for (const others of jointDecisions(rest)) yield [level, ...others];
  }
}

const rewardOf = (environment: EdgeEnvironment, decisions: ArrayLike<number>) =>
  environment.evaluate(decisions).systemReward;

/** Some slots into a run, so that estimates differ between servers. */
function warmedUp(scenario: Parameters<typeof started>[0], seed: number): EdgeEnvironment {
  const environment = started(scenario, seed);
  for (let slot = 0; slot < 5; slot++) {
    environment.step(environment.levels.map((level, server) => (slot + server) % level));
  }
  return environment;
}

describe('oracle', () => {
  it('is the first best of all joint decisions where there are 800 at most', () => {
    const small = anyScenario.filter(
      ({ rows, columns, levels }) =>
        rows * columns <= 4 && typeof levels === 'number' && levels ** (rows * columns) <= 256,
    );
    fc.assert(
      fc.property(small, anySeed, (scenario, seed) => {
        const environment = warmedUp(scenario, seed);
        let best: number[] = [];
        let most = Number.NEGATIVE_INFINITY;
        for (const decisions of jointDecisions(environment.levels)) {
          const reward = rewardOf(environment, decisions);
          if (reward > most) [best, most] = [decisions, reward];
        }
        expect([...oracleDecisions(environment)]).toEqual(best);
      }),
      { numRuns: 40 },
    );
  });

  it('on larger grids cannot be improved by one server, and beats its three starts', () => {
    const environment = warmedUp(parseScenario({ rows: 3, columns: 3, levels: 4 }), 3);
    for (let slot = 0; slot < 20; slot++) {
      const decisions = Array.from(oracleDecisions(environment));
      const reached = rewardOf(environment, decisions);
      for (let server = 0; server < 9; server++) {
        for (let level = 0; level < 4; level++) {
          expect(rewardOf(environment, decisions.with(server, level))).toBeLessThanOrEqual(reached);
        }
      }
      for (const start of [() => 0, () => 1, (_: unknown, server: number) => server % 2]) {
        expect(rewardOf(environment, decisions.map(start))).toBeLessThanOrEqual(reached);
      }
      environment.step(decisions);
    }
  });
});

describe('Nash and optimistic', () => {
  it('Nash: nobody gains by moving alone (where best response has come to rest)', () => {
    const environment = started(parseScenario({ rows: 2, columns: 3 }), 3);
    let atRest = 0;
    for (let slot = 0; slot < 100; slot++) {
      const decisions = Array.from(nashDecisions(environment));
      const { rewards } = environment.evaluate(decisions);
      const stable = decisions.every((_, server) =>
        [0, 1, 2].every(
          (level) =>
            environment.evaluate(decisions.with(server, level)).rewards[server]! <=
            rewards[server]!,
        ),
      );
      atRest += stable ? 1 : 0;
      environment.step(decisions);
    }
    expect(atRest).toBeGreaterThan(95);
  });

  it('optimistic: each is best alone', () => {
    const environment = started(parseScenario({ levels: [2, 3, 4, 6] }), 4);
    for (let slot = 0; slot < 60; slot++) {
      const decisions = optimisticDecisions(environment);
      environment.levels.forEach((levels, server) => {
        const alone = (level: number) =>
          environment.evaluate([0, 0, 0, 0].with(server, level)).rewards[server]!;
        const rewards = Array.from({ length: levels }, (_, level) => alone(level));
        expect(decisions[server]).toBe(rewards.indexOf(Math.max(...rewards)));
      });
      environment.step(decisions);
    }
  });

  it('agree with the oracle in the released environment: there is nothing to orchestrate', () => {
    const environment = started(parseScenario({ kind: 'released' }), 1);
    for (let slot = 0; slot < 24; slot++) {
      const best = oracleDecisions(environment);
      expect(nashDecisions(environment)).toEqual(best);
      expect(optimisticDecisions(environment)).toEqual(best);
      environment.step(best);
    }
  });
});

describe('the default city pays what it should', () => {
  // Mean system reward a slot over 20 days, mean of two worlds.
  const measure = (decide: (environment: EdgeEnvironment) => ArrayLike<number>) =>
    moments(
      [900_001, 1].map((seed) => {
        const environment = started(parseScenario({}), seed);
        const rewards = Array.from(
          { length: 2880 },
          () => environment.step(decide(environment)).infos.systemReward,
        );
        return moments(rewards).mean;
      }),
    ).mean;
  const random = new RandomStream(1, 'policy');

  it.each([
    ['one unit everywhere', -11, -4, () => [1, 1, 1, 1]],
    ['two units everywhere', -43, -38, () => [2, 2, 2, 2]],
    ['the best fixed decision', 24, 30, () => [0, 2, 2, 0]],
    ['random', -5, 0, () => Array.from({ length: 4 }, () => random.integer(3))],
    ['optimistic', 34, 37, optimisticDecisions],
    ['Nash', 75, 79, nashDecisions],
    ['oracle', 81, 84, oracleDecisions],
  ])('%s: from %d to %d', (_, low, high, decide) => {
    const reward = measure(decide);
    expect(reward).toBeGreaterThanOrEqual(low);
    expect(reward).toBeLessThanOrEqual(high);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LearnerConfiguration, parseLearner } from '../../src/learning/configuration.ts';
import { DivergenceError } from '../../src/learning/engine.ts';
import { WARM_UP } from '../../src/learning/experience.ts';
import { type LearnerSetup, MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { InputError } from '../../src/schema.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { RecordingEngine } from '../support/recordingEngine.ts';

/** Small and quick: few users, narrow networks, a plan that passes all its phases in 20 episodes. */
function setupOf(
  learner: Partial<LearnerConfiguration> = {},
  scenario: Record<string, unknown> = {},
  seed = 1,
): LearnerSetup {
  const world = { rows: 1, columns: 2, userDensity: 10, ...scenario };
  return {
    scenario: parseScenario(
      scenario.kind === 'released' ? { rows: 1, columns: 2, ...scenario } : world,
    ),
    learner: parseLearner({ hidden: [6, 4], episodes: 20, batchSize: 8, ...learner }),
    seed,
  };
}

function trained(setup: LearnerSetup, chunks: number): MultiAgentLearner {
  const learner = new MultiAgentLearner(setup);
  for (let chunk = 0; chunk < chunks; chunk++) learner.advance();
  return learner;
}

function recorded(setup: LearnerSetup, chunks: number) {
  let engine!: RecordingEngine;
  const learner = new MultiAgentLearner(setup, (layout, weights) => {
    engine = new RecordingEngine(layout, weights);
    return engine;
  });
  for (let chunk = 0; chunk < chunks; chunk++) learner.advance();
  return { learner, engine };
}

describe('training', () => {
  it('is the same for the same seed and another for another', () => {
    const weights = trained(setupOf(), 130).weights();
    expect(trained(setupOf(), 130).weights()).toEqual(weights);
    expect(trained(setupOf({}, {}, 2), 130).weights()).not.toEqual(weights);
  });

  it('makes no update before 32 transitions, then one a slot', () => {
    const { learner, engine } = recorded(setupOf(), WARM_UP - 1);
    expect(engine.of('update').length).toBe(0);
    learner.advance();
    expect(engine.of('update').length).toBe(1);
    learner.advance();
    expect(engine.calls.slice(-2).map((call) => call.type)).toEqual(['act', 'update']);
  });

  it('copies the target every 100 slots, after their update', () => {
    const { engine } = recorded(setupOf(), 250);
    const places = engine.calls.flatMap((call, i) => (call.type === 'copyTarget' ? [i] : []));
    // 31 slots without an update come first; copies follow the updates of slots 100 and 200.
    expect(places).toEqual([100 + 69, 200 + 169 + 1]);
  });

  it('follows the schedules by episode', () => {
    const { learner, engine } = recorded(setupOf(), 150);
    const rates = engine.of('update').map((call) => call.settings.learningRate);
    const slotsBefore = 31;
    rates.forEach((rate, i) => {
      const episode = Math.min(20, Math.floor((slotsBefore + i) / 6));
      expect(rate).toBeCloseTo(5e-3 - (4.5e-3 * episode) / 20, 15);
    });
    const explored = engine.of('act').map((call) => call.greedy);
    expect(
      explored
        .slice(0, 36)
        .flat()
        .every((greedy) => greedy === 0),
    ).toBe(true);
    expect(
      explored
        .slice(72)
        .flat()
        .filter((greedy) => greedy === 1).length,
    ).toBeGreaterThan(130);
    expect(learner.episode).toBe(25);
    expect(learner.exploration).toBe(0.05);
    expect(learner.learningRate).toBeCloseTo(5e-4, 15);
  });

  it('draws the same world and the same exploration whatever the weights', () => {
    const worlds = [setupOf(), setupOf({ activation: 'relu', learningRateStart: 0.05 })].map(
      (setup) => recorded(setup, 150).engine.of('act'),
    );
    worlds[0]!.forEach((call, slot) => {
      expect(worlds[1]![slot]!.greedy).toEqual(call.greedy);
      // Observations: time, users, spectrum, (estimated delay) and price.
      for (const i of [0, 1, 2, 4, 5, 6, 7, 9]) {
        expect(worlds[1]![slot]!.observations[i]).toBe(call.observations[i]);
      }
    });
  });

  it('stores the levels that were played and the rewards they earned', () => {
    const setup = setupOf({ jitter: 0 });
    const { engine } = recorded(setup, 150);
    // Play the world again by the transitions of the minibatches: every one has to be true.
    const world = new EdgeEnvironment(setup.scenario);
    const played = new Map<string, number[]>();
    for (const { batches } of engine.of('update')) {
      const [batch] = batches;
      for (let i = 0; i < batch!.size; i++) {
        const key = Array.from(batch!.observations.slice(5 * i, 5 * i + 5)).join();
        const levels = Array.from(batch!.decisions.slice(2 * i, 2 * i + 2));
        played.set(key, [...levels, batch!.rewards[i]!]);
      }
    }
    let checked = 0;
    let { observations } = world.reset(setup.seed);
    for (const call of engine.of('act')) {
      expect(observations).toEqual(call.observations);
      const known = played.get(Array.from(observations.slice(0, 5)).join());
      if (!known) break;
      const next = world.step(known.slice(0, 2));
      expect(next.rewards[0]).toBe(known[2]);
      observations = next.observations;
      checked += 1;
    }
    expect(checked).toBeGreaterThan(20);
  });

  it('bootstraps from the last observations of a day, and goes on from the next day', () => {
    const { engine } = recorded(setupOf({}, { kind: 'released' }), 90);
    const times = engine
      .of('update')
      .flatMap(({ batches }) =>
        Array.from({ length: 8 }, (_, i) => [
          Math.round(24 * batches[0]!.observations[5 * i]!),
          Math.round(24 * batches[0]!.nextObservations[5 * i]!),
        ]),
      );
    for (const [now, next] of times) expect(next).toBe(now! + 1);
    expect(times.some(([now]) => now === 23)).toBe(true);
    expect(times.some(([now]) => now === 0)).toBe(true);
  });

  it('earns more than random play once exploration has fallen', () => {
    const learner = parseLearner({ episodes: 250 });
    const scenario = parseScenario({ rows: 1, columns: 2 });
    const run = trained({ scenario, learner, seed: 1 }, 1500);
    const { systemReward } = run.curve();
    const mean = (from: number, to: number) =>
      systemReward.slice(from, to).reduce((sum, reward) => sum + reward, 0) / (to - from);
    expect(systemReward.length).toBe(250);
    expect(mean(170, 250)).toBeGreaterThan(mean(0, 70) + 15);
  });
});

describe('the acting lag', () => {
  it('collects S transitions with weights that stand still, then makes S updates', () => {
    const { engine, learner } = recorded(setupOf({ actingLag: 8 }), 10);
    expect(learner.slots).toBe(80);
    const kinds = engine.calls.map((call) => call.type);
    const chunk = [...Array(8).fill('act'), ...Array(8).fill('update')];
    expect(kinds.slice(0, 32)).toEqual(Array(32).fill('act'));
    // Slot 32 is the first with an update; it is the last of the fourth chunk.
    expect(kinds.slice(32, 33)).toEqual(['update']);
    expect(kinds.slice(33, 49)).toEqual(chunk);
  });

  it('samples for update k from the memory as it stood after slot k', () => {
    const { engine } = recorded(setupOf({ actingLag: 64 }), 4);
    engine.of('update').forEach(({ batches }, index) => {
      const transitions = 32 + index;
      for (const batch of batches) {
        expect(Math.max(...batch.nextRows)).toBeLessThanOrEqual(transitions);
      }
    });
    const reach = engine.of('update').map(({ batches }, index) => {
      return Math.max(...batches.flatMap((batch) => Array.from(batch.nextRows))) - (32 + index);
    });
    expect(Math.max(...reach)).toBe(0);
  });

  it('draws the same minibatches as without a lag while everything is explored', () => {
    const plan = { episodes: 1000 };
    const [plain, lagged] = [1, 16].map((actingLag) =>
      recorded(setupOf({ ...plan, actingLag }), 160 / actingLag),
    );
    expect(lagged!.engine.of('update')).toEqual(plain!.engine.of('update'));
    expect(lagged!.learner.weights()).toEqual(plain!.learner.weights());
  });
});

describe('a checkpoint', () => {
  it.each([{ kind: 'paper' }, { kind: 'released' }])(
    'goes on bit by bit from any slot: %o',
    (scenario) => {
      const small = { replayCapacity: 64, targetPeriod: 30, slotsPerEpisode: 7 };
      const slots = fc.integer({ min: 0, max: 90 });
      const seeds = fc.integer({ min: 0, max: 4_294_967_295 });
      fc.assert(
        fc.property(
          slots,
          slots,
          seeds,
          fc.constantFrom(1, 3),
          (before, after, seed, actingLag) => {
            const learner = trained(setupOf({ ...small, actingLag }, scenario, seed), before);
            const checkpoint = learner.checkpoint();
            const resumed = MultiAgentLearner.resume(structuredClone(checkpoint));
            const episode = learner.episode;
            for (let i = 0; i < after; i++) learner.advance();
            // The first learner has written on in the log that the checkpoint points into.
            const shared = MultiAgentLearner.resume(checkpoint);
            for (const other of [resumed, shared]) {
              for (let i = 0; i < after; i++) other.advance();
              expect(other.slots).toBe(learner.slots);
              expect(other.weights()).toEqual(learner.weights());
              expect(other.curve(episode)).toEqual(learner.curve(episode));
              expect(other.checkpoint().environment).toEqual(learner.checkpoint().environment);
              expect(other.checkpoint().engine).toEqual(learner.checkpoint().engine);
            }
          },
        ),
        { numRuns: 12 },
      );
    },
  );

  it('keeps a changed scenario and configuration', () => {
    const learner = trained(setupOf(), 40);
    learner.applyScenario(parseScenario({ rows: 1, columns: 2, userDensity: 30 }));
    learner.applyLearner(parseLearner({ ...learner.configuration, jitter: 0.2 }));
    const resumed = MultiAgentLearner.resume(structuredClone(learner.checkpoint()));
    for (let slot = 0; slot < 20; slot++) {
      learner.advance();
      resumed.advance();
    }
    expect(resumed.weights()).toEqual(learner.weights());
    expect(resumed.scenario).toEqual(learner.scenario);
    expect(resumed.configuration.jitter).toBe(0.2);
  });
});

describe('changes while training', () => {
  it('take effect from the next slot', () => {
    const { learner, engine } = recorded(setupOf(), 40);
    learner.applyLearner({ ...learner.configuration, discount: 0.1, learningRateStart: 0.5 });
    learner.applyScenario(
      parseScenario({ rows: 1, columns: 2, userDensity: 10, priceMinimum: 39 }),
    );
    for (let slot = 0; slot < 3; slot++) learner.advance();
    expect(engine.of('update').at(-1)!.settings.discount).toBe(0.1);
    expect(engine.of('act').at(-1)!.observations[4]).toBeGreaterThanOrEqual(0.95);
  });

  it('are refused where they take a restart, and nothing has changed', () => {
    const learner = trained(setupOf(), 5);
    const before = learner.checkpoint();
    const widen = () => learner.applyLearner({ ...learner.configuration, hidden: [6, 5] });
    expect(widen).toThrow(InputError);
    expect(widen).toThrow('learner.hidden: [6,5] is not allowed; allowed: [6,4], or a restart');
    const grow = () => learner.applyScenario(parseScenario({ rows: 2, columns: 2 }));
    expect(grow).toThrow('scenario.rows');
    expect(() => learner.applyLearner({ ...learner.configuration, discount: 2 })).toThrow(
      InputError,
    );
    expect(learner.checkpoint()).toEqual(before);
  });
});

describe('bad input', () => {
  it('is refused: a seed out of range, too many joint decisions', () => {
    expect(() => new MultiAgentLearner(setupOf({}, {}, -1))).toThrow(InputError);
    const dense = setupOf({}, { rows: 3, columns: 3, linkRadius: 86, levels: 6 });
    expect(() => new MultiAgentLearner(dense)).toThrow('10,077,696');
  });
});

describe('divergence', () => {
  it('stops the run and keeps the last good weights', () => {
    const { learner, engine } = recorded(setupOf(), 40);
    const good = learner.weights();
    engine.spoil = (batches) => {
      batches[1]!.rewards[0] = Number.NaN;
    };
    expect(() => learner.advance()).toThrow(DivergenceError);
    expect(() => learner.advance()).toThrow('Training diverged: the loss of server 1 is NaN');
    expect(() => learner.checkpoint()).toThrow(DivergenceError);
    expect(learner.slots).toBe(40);
    expect(learner.weights()).toEqual(good);
    expect(learner.networks().agents.length).toBe(2);
    expect(learner.curve().systemReward.length).toBe(6);
  });
});

describe('the curve', () => {
  it('has the means of every finished episode', () => {
    const { learner, engine } = recorded(setupOf({ slotsPerEpisode: 10 }), 95);
    const curve = learner.curve();
    expect(curve.firstEpisode).toBe(0);
    expect(curve.systemReward.length).toBe(9);
    expect(curve.rewards.length).toBe(18);
    curve.systemReward.forEach((reward, episode) => {
      expect(reward).toBeCloseTo(curve.rewards[2 * episode]! + curve.rewards[2 * episode + 1]!, 10);
    });
    // Updates begin with slot 32, in the fourth episode.
    expect(Array.from(curve.losses.slice(0, 6)).every(Number.isNaN)).toBe(true);
    expect(Array.from(curve.losses.slice(6)).every((loss) => loss > 0)).toBe(true);
    expect(curve.exploration[0]).toBe(1);
    expect(learner.curve(7)).toMatchObject({ firstEpisode: 7 });
    expect(learner.curve(7).losses).toEqual(curve.losses.slice(14));
    expect(engine.of('act').length).toBe(95);
  });
});

import { expect, it } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { CityRun } from '../../src/session/cityRun.ts';
import { EventLog } from '../../src/session/events.ts';
import { replay } from '../../src/session/replay.ts';
import { TrainingRun } from '../../src/session/trainingRun.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { idsOf, withoutServer, withServer } from '../../src/world/servers.ts';

const learner = parseLearner({ episodes: 10, slotsPerEpisode: 50, hidden: [8, 8] });

it.each(['paper', 'released'] as const)(
  'a %s session with servers that came and went is lived again',
  (kind) => {
    const scenario = parseScenario({ kind, rows: 1, columns: 3 });
    const setup = { scenario, learner, seed: 3 };
    const site = { x: scenario.margin, y: 2 * scenario.margin };
    const more = withServer(scenario, { site, levels: 4 });
    const fewer = withoutServer(more, 1);
    const log = new EventLog();
    const training = new TrainingRun(setup);
    const plan = {
      policy: 'n2o',
      orchestration: parseOrchestration({}),
      manualDecisions: [1, 1, 1],
    } as const;
    const city = new CityRun(setup, plan);
    for (const event of city.opening()) log.add(event);
    const train = (slots: number) => {
      for (let slot = 0; slot < slots; slot += 1) training.learner.advance();
      log.add(city.takeWeights(training.snapshot()));
    };
    const play = (slots: number) => {
      for (let slot = 0; slot < slots; slot += 1) city.advance(city.decide());
    };
    train(60);
    play(20);
    log.add(city.applyScenario(more));
    play(7);
    log.add(training.applyScenario(more));
    train(40);
    play(20);
    // Training first this time: weights of fewer servers come to a city that still has them all.
    log.add(training.applyScenario(fewer));
    train(10);
    play(5);
    log.add(city.applyScenario(fewer));
    play(30);
    expect(idsOf(city.scenario)).toEqual([0, 2, 3]);
    const until = { citySlots: city.slot, trainingSlots: training.slots };
    const again = replay(setup, log, until);
    expect(again.city.environment.stateHash()).toBe(city.environment.stateHash());
    expect(again.city.weights).toEqual(city.weights);
    expect(again.training.learner.weights()).toEqual(training.learner.weights());
    const restored = new CityRun(setup, plan, city.save());
    for (const each of [city, restored])
      for (let slot = 0; slot < 30; slot += 1) each.advance(each.decide());
    expect(restored.environment.stateHash()).toBe(city.environment.stateHash());
  },
);

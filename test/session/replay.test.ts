import { describe, expect, test } from 'vitest';
import { kernelBinary } from '../../build/assemblyScript.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import type { EngineFactory } from '../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { startWasmKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { RandomStream } from '../../src/random.ts';
import { CityRun } from '../../src/session/cityRun.ts';
import { EventLog } from '../../src/session/events.ts';
import { replay } from '../../src/session/replay.ts';
import type { CityPolicy, RunSetup, WeightSnapshot } from '../../src/session/setup.ts';
import { TrainingRun } from '../../src/session/trainingRun.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { sessionHash } from './fingerprint.ts';

const wasm = await startWasmKernels(await kernelBinary());
const plain: EngineFactory = (layout, weights) => new TypeScriptEngine(layout, weights);
const POLICIES: readonly CityPolicy[] = ['maDql', 'n2o', 'random', 'manual', 'nash', 'fixed1'];

/** A visit: both rooms run as a clock lets them, and a restless visitor changes things. */
function live(setup: RunSetup, clockSeed: number) {
  const clock = new RandomStream(clockSeed, 'policy', 1);
  const log = new EventLog();
  const training = new TrainingRun(setup);
  const city = new CityRun(setup, {
    policy: 'maDql',
    orchestration: parseOrchestration({ failure: 0.1 }),
    manualDecisions: [1, 0, 2, 1],
  });
  for (const event of city.opening()) log.add(event);
  const base = setup.scenario;
  let scenario = base;
  let waiting: WeightSnapshot | null = null;
  for (let turn = 0; turn < 400; turn++) {
    const chance = clock.uniform();
    if (chance < 0.5) training.learner.advance();
    else if (chance < 0.8) {
      if (waiting) log.add(city.takeWeights(waiting));
      waiting = null;
      city.advance(city.decide());
    } else if (chance < 0.88) waiting = training.snapshot();
    else if (chance < 0.92) {
      const policy = POLICIES[clock.integer(POLICIES.length)]!;
      log.add(city.setPolicy(policy, parseOrchestration({ failure: 0.3 })));
    } else if (chance < 0.94) {
      const decisions = [0, 0, 0, 0].map(() => clock.integer(3));
      log.add(city.setManualDecisions(decisions));
    } else if (chance < 0.97) {
      // Both rooms hear of it, but not at the same moment.
      scenario = parseScenario({ ...base, priceMaximum: 30 + clock.integer(40) });
      if (clock.uniform() < 0.5) training.learner.advance();
      log.add(city.applyScenario(scenario));
      log.add(training.applyScenario(scenario));
    } else if (chance < 0.985) {
      training.learner.changeEngine(clock.uniform() < 0.5 ? wasm : plain);
      log.add(training.engineEvent());
    } else {
      const jitter = clock.integer(5) / 10;
      log.add(training.applyLearner({ ...setup.learner, jitter }));
    }
  }
  return { log, city, training };
}

describe.each([
  ['paper', {}, {}],
  ['paper with an acting lag', {}, { actingLag: 4 }],
  ['released', { kind: 'released' }, { valueScale: 10 }],
] as const)('%s', (_, scenario, learner) => {
  const setup: RunSetup = {
    scenario: parseScenario(scenario),
    learner: parseLearner({ ...learner, episodes: 30 }),
    seed: 11,
  };

  test.each([1, 2, 3])('a replay obeys the log instead of clock %i', (clockSeed) => {
    const { log, city, training } = live(setup, clockSeed);
    // The log crosses a file or a link on its way to whoever replays it.
    const copy = JSON.parse(JSON.stringify({ city: log.city, training: log.training }));
    expect(copy.city.length + copy.training.length).toBeGreaterThan(20);
    const until = { citySlots: city.slot, trainingSlots: training.slots };
    const again = replay(setup, copy, until, { wasm });
    expect(sessionHash(again.city, again.training)).toBe(sessionHash(city, training));
  });

  test('another clock gives another city, so the comparison means something', () => {
    const one = live(setup, 1);
    const other = live(setup, 2);
    expect(sessionHash(one.city, one.training)).not.toBe(sessionHash(other.city, other.training));
  });
});

test('a saved city goes on as if it had never stopped', () => {
  const setup = { scenario: parseScenario({}), learner: parseLearner({}), seed: 5 };
  const orchestration = parseOrchestration({});
  const plan = { policy: 'random', orchestration, manualDecisions: [1, 1, 1, 1] } as const;
  const city = new CityRun(setup, plan);
  for (let slot = 0; slot < 40; slot++) city.advance(city.decide());
  const copy = new CityRun(setup, plan, structuredClone(city.save()));
  for (let slot = 0; slot < 40; slot++) {
    const decisions = city.decide();
    expect(copy.decide()).toEqual(decisions);
    expect(copy.advance(decisions)).toEqual(city.advance(decisions));
  }
  expect(copy.meanReward).toBe(city.meanReward);
  expect(copy.environment.stateHash()).toBe(city.environment.stateHash());
});

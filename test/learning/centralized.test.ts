import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../build/assemblyScript.ts';
import { evaluatePolicy } from '../../src/experiments/evaluate.ts';
import { createPolicy } from '../../src/experiments/policies.ts';
import { CentralizedLearner } from '../../src/learning/centralized.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import {
  CENTRALIZED_LIMIT,
  centralizedLayout,
  centralizedRefusal,
  centralizedSize,
  jointDecision,
  jointIndex,
} from '../../src/learning/centralizedLayout.ts';
import { learnerDefaults, parseLearner } from '../../src/learning/configuration.ts';
import type { UpdateSettings } from '../../src/learning/engine.ts';
import {
  type CentralizedBatch,
  CentralizedDivergence,
  type CentralizedEngine,
  type CentralizedEngineFactory,
} from '../../src/learning/engines/centralized/engine.ts';
import { CentralizedTypeScriptEngine } from '../../src/learning/engines/centralized/typescript.ts';
import { CentralizedWasmEngine } from '../../src/learning/engines/centralized/wasm.ts';
import { compileKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { explorationAt, learningRateAt } from '../../src/learning/schedules.ts';
import { answered, runNow, type Steps } from '../../src/learning/steps.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { RandomStream } from '../../src/random.ts';
import { InputError } from '../../src/schema.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { withServer } from '../../src/world/servers.ts';

const kernels = await compileKernels(await kernelBinary());
const wasm: CentralizedEngineFactory = (layout, weights) =>
  new CentralizedWasmEngine(kernels, layout, weights);
const plain: CentralizedEngineFactory = (layout, weights) =>
  new CentralizedTypeScriptEngine(layout, weights);

const scenario = parseScenario({ rows: 1, columns: 2, levels: [3, 2] });
const small = parseCentralized({ hidden: [8, 6] });
const setupOf = (change: Record<string, unknown> = {}, centralized = small) => ({
  scenario,
  learner: parseLearner({ ...learnerDefaults('paper'), episodes: 20, ...change }),
  centralized,
  seed: 4,
});

describe('the size', () => {
  it('is that of weights, target, moments and gradient, before any is made', () => {
    // 45-256-256-128-19683, as method and paper have it.
    const nine = centralizedSize(Array(9).fill(3), [256, 256, 128]);
    const layers = 46 * 256 + 257 * 256 + 257 * 128 + 129 * 19_683;
    expect(nine).toEqual({ outputs: 19_683, parameters: layers, bytes: 20 * layers });
    expect(centralizedRefusal(Array(9).fill(3), [256, 256, 128])).toBeNull();
  });

  it('is refused with the number that it would take', () => {
    const { centralized, learner } = setupOf({}, parseCentralized({}));
    const sixteen = parseScenario({ rows: 4, columns: 4 });
    const make = () =>
      new CentralizedLearner({ scenario: sixteen, learner, centralized, seed: 1 }, () => {
        throw new Error('nothing may be made');
      });
    expect(make).toThrow(InputError);
    expect(make).toThrow(
      'scenario.levels: 43,046,721 joint decisions take a network of 5,553,146,433 parameters, ' +
        '111 GB for weights, target, moments and gradient; the limit is 1 GB',
    );
    const hundred = parseScenario({ rows: 10, columns: 10, levels: 6 });
    expect(() => centralizedLayout(hundred, centralized, 30)).toThrow(/6\.5 x 10\^77 joint/);
  });

  it('is allowed up to the limit and not beyond', () => {
    for (let count = 1; count < 16; count += 1) {
      const levels = Array<number>(count).fill(3);
      const { bytes } = centralizedSize(levels, [64]);
      expect(centralizedRefusal(levels, [64]) === null).toBe(bytes <= CENTRALIZED_LIMIT);
    }
  });

  it('numbers joint decisions in lexicographic order', () => {
    const levels = [3, 2, 4];
    const decision = new Int32Array(3);
    let index = 0;
    for (let a = 0; a < 3; a += 1) {
      for (let b = 0; b < 2; b += 1) {
        for (let c = 0; c < 4; c += 1) {
          jointDecision(levels, index, decision);
          expect(Array.from(decision)).toEqual([a, b, c]);
          expect(jointIndex(levels, (server) => decision[server]!)).toBe(index);
          index += 1;
        }
      }
    }
  });
});

/** Notes what an engine is asked for; it always likes joint decision 3 best. */
class NotingEngine implements CentralizedEngine {
  readonly id = 'noting';
  readonly layout;
  updates = 0;
  readonly asked: (CentralizedBatch | Float64Array | 'copyTarget')[] = [];
  readonly settings: UpdateSettings[] = [];
  failAt = Number.POSITIVE_INFINITY;

  constructor(layout: CentralizedEngine['layout']) {
    this.layout = layout;
  }
  greedy(observations: Float64Array): Steps<number> {
    this.asked.push(observations.slice());
    return answered(3);
  }
  *update(batch: CentralizedBatch, settings: UpdateSettings): Steps<number> {
    yield;
    if (this.updates + 1 === this.failAt) throw new CentralizedDivergence(this.failAt, Number.NaN);
    this.updates += 1;
    this.asked.push(structuredClone(batch));
    this.settings.push(settings);
    return this.updates;
  }
  copyTarget(): Steps {
    return answered(void this.asked.push('copyTarget'));
  }
  weights() {
    return answered(new Float64Array(this.layout.length));
  }
  save(): never {
    throw new Error('not asked for');
  }
  restore() {}
  dispose() {}
}

describe('the learner', () => {
  function noting(change: Record<string, unknown> = {}) {
    let engine!: NotingEngine;
    const learner = new CentralizedLearner(setupOf(change), (layout) => {
      engine = new NotingEngine(layout);
      return engine;
    });
    return { learner, engine };
  }

  it('plays Algorithm 2: one draw for all, the whole reward, the plan of MA-DQL', () => {
    const { learner, engine } = noting({ targetPeriod: 7, replayCapacity: 40, batchSize: 5 });
    const world = new EdgeEnvironment(scenario);
    let { observations } = world.reset(4);
    const exploration = new RandomStream(4, 'exploration');
    const replay = new RandomStream(4, 'replay');
    const seen: { row: number[]; taken: number; reward: number; next: number[] }[] = [];
    const sums: number[] = [];
    for (let slot = 0; slot < 100; slot += 1) {
      const asked = engine.asked.length;
      learner.advance();
      const done = engine.asked.slice(asked);
      const explores =
        exploration.uniform() < explorationAt(Math.floor(slot / 6), learner.configuration);
      const random = Math.floor(exploration.uniform() * 6);
      if (!explores) expect(done.shift()).toEqual(observations);
      const taken = explores ? random : 3;
      const step = world.step([Math.floor(taken / 2), taken % 2]);
      const reward = step.rewards[0]! + step.rewards[1]!;
      const next = Array.from(step.observations);
      seen.push({ row: Array.from(observations), taken, reward, next });
      observations = step.observations;
      sums.push(reward);
      if (slot >= 31) {
        const batch = done.shift() as CentralizedBatch;
        const window = seen.slice(-40);
        for (let sample = 0; sample < 5; sample += 1) {
          const { row, taken, reward, next } = window[replay.integer(window.length)]!;
          expect(Array.from(batch.observations.slice(sample * 10, sample * 10 + 10))).toEqual(row);
          expect(Array.from(batch.nextObservations.slice(sample * 10, sample * 10 + 10))).toEqual(
            next,
          );
          expect(batch.taken[sample]).toBe(taken);
          expect(batch.rewards[sample]).toBe(reward);
        }
        const learningRate = learningRateAt(Math.floor(slot / 6), learner.configuration);
        expect(engine.settings.at(-1)).toEqual({ learningRate, discount: 0.5, gradientClip: 10 });
      }
      expect(done).toEqual((slot + 1) % 7 === 0 ? ['copyTarget'] : []);
    }
    expect(engine.settings[0]!.learningRate).toBeCloseTo(5e-4 - (4.5e-4 * 5) / 20, 12);
    const { systemReward, losses } = learner.curve(6);
    expect(systemReward[0]).toBeCloseTo(sums.slice(36, 42).reduce((a, b) => a + b) / 6, 10);
    expect(Array.from(losses.slice(0, 2))).toEqual([8.5, 8.5]);
    expect(learner.layout.valueScale).toBe(60);
  });

  it('an acting lag of S takes S decisions before S updates', () => {
    const { learner, engine } = noting({ actingLag: 8, explorationFull: 0, explorationDecay: 0 });
    while (learner.slots < 40) learner.advance();
    const asked = engine.asked.length;
    learner.advance();
    const kinds = engine.asked.slice(asked).map((each) => each instanceof Float64Array);
    expect(kinds.indexOf(false)).toBeGreaterThan(5);
    expect(kinds.lastIndexOf(true)).toBe(kinds.indexOf(false) - 1);
    expect(engine.settings).toHaveLength(48 - 31);
  });

  it('ends at a divergence with what had been done, and says so again', () => {
    const { learner, engine } = noting();
    engine.failAt = 9;
    expect(() => {
      for (;;) learner.advance();
    }).toThrow(CentralizedDivergence);
    expect(learner.slots).toBe(31 + 8);
    expect(() => learner.advance()).toThrow(/at update 9/);
    expect(() => learner.checkpoint()).toThrow(CentralizedDivergence);
    expect(runNow(learner.weights())).toHaveLength(learner.layout.length);
  });

  it.each([
    ['typescript', plain, {}],
    ['wasm', wasm, {}],
    ['wasm', wasm, { actingLag: 5 }],
  ] as const)('stopped and resumed it is the same run, bit for bit: %s %#', (_, create, change) => {
    const setup = setupOf({ targetPeriod: 30, ...change });
    const straight = new CentralizedLearner(setup, create);
    const broken = new CentralizedLearner(setup, create);
    const train = (learner: CentralizedLearner, slots: number) => {
      while (learner.slots < slots) learner.advance();
      return learner;
    };
    const checkpoint = structuredClone(train(broken, 70).checkpoint());
    train(broken, 90);
    const resumed = train(CentralizedLearner.resume(checkpoint, create), 150);
    train(straight, 150);
    expect(resumed.checkpoint()).toEqual(straight.checkpoint());
    expect(resumed.curve(12)).toEqual(straight.curve(12));
    expect(resumed.engine).toBe(straight.engine);
  });

  it('refuses servers that come or go, and goes on as it was', () => {
    const learner = new CentralizedLearner(setupOf(), plain);
    const other = new CentralizedLearner(setupOf(), plain);
    for (const each of [learner, other]) while (each.slots < 40) each.advance();
    const { scenario } = learner;
    const more = withServer(scenario, { site: { x: 1, y: 1 }, levels: 3 });
    expect(() => learner.applyScenario(more)).toThrow(
      /^scenario\.serverIds: .* has to begin again$/,
    );
    learner.advance();
    other.advance();
    expect(learner.checkpoint()).toEqual(other.checkpoint());
  });

  it('goes on with another engine from the same state', () => {
    const learner = new CentralizedLearner(setupOf(), plain);
    while (learner.slots < 60) learner.advance();
    const before = learner.checkpoint();
    runNow(learner.changingEngine(() => wasm));
    expect(learner.engine).toBe('wasm');
    const { engine } = learner.checkpoint();
    expect(engine.weights).toEqual(Float32Array.from(before.engine.weights));
    expect(engine.updates).toBe(before.engine.updates);
    learner.advance();
    expect(learner.slots).toBe(61);
  });

  it('learns: 200 episodes at 1 x 2 earn far more than chance', () => {
    const two = parseScenario({ rows: 1, columns: 2 });
    const { learner } = setupOf({ episodes: 200 });
    const centralized = parseCentralized({ hidden: [64, 64] });
    const setup = { scenario: two, learner, centralized, seed: 1 };
    const trainee = new CentralizedLearner(setup, wasm);
    while (trainee.slots < 1200) trainee.advance();
    const earned = (policy: Parameters<typeof evaluatePolicy>[0]) => {
      const run = evaluatePolicy(policy, two, { slots: 576, seed: 900_001 });
      for (;;) {
        const step = run.next();
        if (step.done) return step.value.mean;
      }
    };
    const orchestration = parseOrchestration({});
    const chance = { scenario: two, networks: null, orchestration, seed: 1 };
    const others = { centralized: runNow(trainee.network()) };
    const mean = earned(createPolicy('centralized', { ...chance, others }));
    expect(mean).toBeGreaterThan(35);
    expect(mean).toBeGreaterThan(2 * earned(createPolicy('random', chance)));
  });
});

import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { parseLearner } from '../../../src/learning/configuration.ts';
import {
  DivergenceError,
  EngineFailure,
  type LearningEngine,
} from '../../../src/learning/engine.ts';
import type { TensorFlowBackend } from '../../../src/learning/engines/tensorflow/backend.ts';
import { startCpu } from '../../../src/learning/engines/tensorflow/backends/cpu.ts';
import { TensorFlowEngine } from '../../../src/learning/engines/tensorflow/tensorFlowEngine.ts';
import { TypeScriptEngine } from '../../../src/learning/engines/typescript.ts';
import { networksFromWeights, type WeightLayout } from '../../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../../src/learning/multiAgent.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { ACTIVATION_CASES, AGREEMENT_CASES, deviations } from '../../support/engineAgreement.ts';
import { expectAgreement } from '../../support/expectAgreement.ts';
import { layoutOf, naiveLoss, randomBatches, randomWeights } from '../../support/naiveLearning.ts';

const settings = { learningRate: 0.005, discount: 0.5, gradientClip: 10 };
const layout = layoutOf([
  { id: 0, levels: [3, 2] },
  { id: 1, levels: [2, 3, 3] },
  { id: 2, levels: [3, 2] },
]);
const backend = await startCpu();
const engines: LearningEngine[] = [];
afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
  expect(memory().numTensors).toBe(0);
});

function make(of: WeightLayout = layout, seed = 3, change: Partial<TensorFlowBackend> = {}) {
  const engine = new TensorFlowEngine({ ...backend, ...change }, of, randomWeights(of, seed));
  engines.push(engine);
  return engine;
}

/** One chunk of updates. */
async function train(engine: LearningEngine, seeds: readonly number[], change = settings) {
  const losses = seeds.map(() => new Float64Array(engine.layout.agents.length));
  seeds.forEach((seed, k) => {
    engine.update(randomBatches(engine.layout, seed), change, losses[k]!);
  });
  await engine.settle();
  return losses;
}

function expectClose(one: ArrayLike<number>, other: ArrayLike<number>, limit = 5e-6) {
  expect(one.length).toBe(other.length);
  const apart = Array.from(one, (value, i) => Math.abs(value - other[i]!));
  expect(Math.max(...apart)).toBeLessThan(limit);
}

describe('the weights', () => {
  it.each([AGREEMENT_CASES[0]!, AGREEMENT_CASES[2]!, AGREEMENT_CASES[3]!, ...ACTIVATION_CASES])(
    'agree with TypeScript after 1, 8 and 50 updates: $name',
    async (each) => {
      const create = (of: WeightLayout, weights: Float64Array) =>
        new TensorFlowEngine(backend, of, weights);
      expectAgreement(await deviations(create, each), each.name);
    },
  );

  it('are the same however the joint decisions are cut into blocks', async () => {
    const whole = make();
    const cut = make(layout, 3, { blockSize: 300 });
    const least = make(layout, 3, { blockSize: 1 });
    for (const engine of [whole, cut, least]) await train(engine, [1, 2, 3]);
    expectClose(cut.weights(), whole.weights(), 1e-6);
    expectClose(least.weights(), whole.weights(), 1e-6);
  });

  it('are the same in one chunk and in many, the target copied on the way', async () => {
    const many = make();
    const one = make();
    const losses: Float64Array[] = [];
    for (const seed of [1, 2, 3, 4]) {
      losses.push(...(await train(many, [seed])));
      if (seed === 2) many.copyTarget();
    }
    const chunk = [1, 2, 3, 4].map(() => new Float64Array(3));
    for (const seed of [1, 2, 3, 4]) {
      one.update(randomBatches(layout, seed), settings, chunk[seed - 1]!);
      if (seed === 2) one.copyTarget();
    }
    expect(one.updates).toBe(0);
    await one.settle();
    expect(one.updates).toBe(4);
    expectClose(one.weights(), many.weights(), 1e-6);
    chunk.forEach((each, k) => {
      expectClose(each, losses[k]!, 1e-5);
    });
  });

  it('move against finite differences of the loss', async () => {
    const small = layoutOf([{ id: 7, levels: [3, 2] }], [4, 3]);
    const engine = make(small);
    const start = randomWeights(small, 3);
    await train(engine, [1]);
    const { firstMoments } = await engine.save();
    const weights = start.slice();
    const networks = networksFromWeights(small, weights);
    const targets = networksFromWeights(small, start);
    const [batch] = randomBatches(small, 1);
    weights.forEach((kept, i) => {
      const at = (value: number) => {
        weights[i] = value;
        return naiveLoss(networks, targets, 0, batch!, 0.5);
      };
      const slope = (at(kept + 1e-5) - at(kept - 1e-5)) / 2e-5;
      weights[i] = kept;
      // After one step the first moment is a tenth of the gradient.
      expect(10 * firstMoments[i]!).toBeCloseTo(slope, 5);
    });
  });
});

describe('divergence', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e9])(
    'of a reward of %d stops in time',
    async (bad) => {
      const engine = make();
      await train(engine, [1]);
      const expected = make();
      await train(expected, [1, 2]);
      const losses = [2, 3, 4].map(() => new Float64Array(3));
      [2, 3, 4].forEach((seed, k) => {
        const batches = randomBatches(layout, seed);
        if (seed === 3) batches[1]!.rewards[3] = bad;
        engine.update(batches, settings, losses[k]!);
        if (seed === 2) engine.copyTarget();
      });
      const failure = await Promise.resolve(engine.settle()).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure).toBeInstanceOf(DivergenceError);
      expect((failure as Error).message).toMatch(/server 1 .* update 3/);
      // The good update before it stands, for all LSMs, and so does its copy of the target.
      expect(engine.updates).toBe(2);
      expectClose(engine.weights(), expected.weights(), 1e-6);
      const saved = await engine.save();
      expect(saved.targetWeights).toEqual(saved.weights);
      expect(losses[0]!.every((loss) => loss > 0)).toBe(true);
    },
  );
});

describe('the state', () => {
  it('goes on in another engine, of either kind', async () => {
    const engine = make();
    await train(engine, [1, 2]);
    engine.copyTarget();
    await train(engine, [3]);
    const saved = await engine.save();
    expect(saved.updates).toBe(3);
    const copy = make(layout, 9);
    await train(copy, [8]);
    copy.restore(saved);
    const plain = new TypeScriptEngine(layout, randomWeights(layout, 1));
    plain.restore(saved);
    for (const each of [engine, copy, plain]) await train(each, [4, 5]);
    expect(await copy.save()).toEqual(await engine.save());
    expectClose(plain.weights(), engine.weights());
  });

  it('is that of the weights that act: greedy levels are those of a plain engine on them', async () => {
    const engine = make();
    await train(engine, [1, 2]);
    const plain = new TypeScriptEngine(layout, engine.weights());
    const observations = Float64Array.from({ length: 15 }, (_, i) => ((7 * i) % 11) / 10);
    const levels = [engine, plain].map((each) => {
      const found = new Int32Array(3);
      each.greedyLevels(observations, Uint8Array.of(1, 1, 1), found);
      return found;
    });
    expect(levels[0]).toEqual(levels[1]);
  });

  it('leaves no tensor behind', async () => {
    const engine = make();
    await train(engine, [1]);
    engine.copyTarget();
    await train(engine, [2]);
    const before = memory().numTensors;
    for (let round = 0; round < 20; round += 1) {
      await train(engine, [round, round + 1]);
      if (round % 4 === 0) engine.copyTarget();
      await engine.save();
    }
    expect(memory().numTensors).toBe(before);
  });

  it('is not believed where the backend broke', async () => {
    const engine = make(layout, 3, { guard: () => Promise.reject(new EngineFailure('lost')) });
    const before = engine.weights();
    engine.update(randomBatches(layout, 1), settings, new Float64Array(3));
    await expect(Promise.resolve(engine.settle())).rejects.toThrow(EngineFailure);
    expect(engine.weights()).toEqual(before);
  });
});

describe('a learner', () => {
  const setup = {
    scenario: parseScenario({ rows: 1, columns: 2, userDensity: 10 }),
    learner: parseLearner({ hidden: [6, 4], episodes: 20, batchSize: 8, targetPeriod: 40 }),
    seed: 1,
  };
  const create = (of: WeightLayout, weights: Float64Array) => {
    const engine = new TensorFlowEngine(backend, of, weights);
    engines.push(engine);
    return engine;
  };

  it('trains alike on either engine while everything is explored', async () => {
    const plain = new MultiAgentLearner({
      ...setup,
      learner: parseLearner({ ...setup.learner, episodes: 1000 }),
    });
    const other = new MultiAgentLearner({ ...setup, learner: plain.configuration }, create);
    for (let slot = 0; slot < 100; slot += 1) {
      plain.advance();
      await other.advanceLater();
    }
    expect(other.slots).toBe(100);
    expectClose(other.weights(), plain.weights(), 2e-5);
    expectClose(other.curve().losses.slice(-4), plain.curve().losses.slice(-4), 1e-4);
  });

  it('cannot be asked for an answer at once', () => {
    const learner = new MultiAgentLearner(setup, create);
    for (let slot = 0; slot < 31; slot += 1) learner.advance();
    expect(() => learner.advance()).toThrow('answers later');
  });

  it('changes engines between two slots and goes on from the same state', async () => {
    const learner = new MultiAgentLearner(setup);
    for (let slot = 0; slot < 60; slot += 1) learner.advance();
    const before = learner.checkpoint();
    learner.changeEngine(create);
    expect(learner.engine).toBe('tfjs-cpu');
    expectClose(learner.weights(), before.engine.weights, 1e-7);
    for (let slot = 0; slot < 5; slot += 1) await learner.advanceLater();
    expect(learner.slots).toBe(65);
    expect(() => learner.checkpoint()).toThrow('answers later');
    await learner.advanceLater();
  });
});

import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../../build/assemblyScript.ts';
import type { Activation } from '../../../src/learning/configuration.ts';
import {
  DivergenceError,
  type LearningEngine,
  type Minibatch,
} from '../../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../../src/learning/engines/typescript.ts';
import { hasKernels } from '../../../src/learning/engines/wasm/kernelActivations.ts';
import { compileKernels, hasWasmSimd } from '../../../src/learning/engines/wasm/kernels.ts';
import { WasmEngine } from '../../../src/learning/engines/wasm/wasmEngine.ts';
import { networksFromWeights, type WeightLayout } from '../../../src/learning/layout.ts';
import { InputError } from '../../../src/schema.ts';
import { layoutOf, naiveValue, randomBatches, randomWeights } from '../../support/naiveLearning.ts';
import { jointDecisionsOf } from '../../support/objectives.ts';
import { WASM_RUN_HASH, wasmRunHash } from './wasmRun.ts';

const kernels = await compileKernels(await kernelBinary());
const settings = { learningRate: 0.005, discount: 0.5, gradientClip: 10 };
const make = (layout: WeightLayout, seed = 3) =>
  new WasmEngine(kernels, layout, randomWeights(layout, seed, 0.4));
const plain = (layout: WeightLayout, seed = 3) =>
  new TypeScriptEngine(layout, randomWeights(layout, seed, 0.4));

/** Degrees 0 and 2 to 8, levels 2 to 6, of one kind or several; with heads and without. */
const SCOPES = [
  [5],
  [3, 3, 3],
  [2, 6, 4, 3],
  [6, 5, 2, 3, 2],
  [3, 3, 3, 3, 3, 2],
  [2, 2, 3, 2, 4, 2, 2],
  [4, 2, 2, 2, 3, 2, 2, 2],
  [2, 3, 2, 2, 2, 2, 2, 2, 2],
];
const scoped = (
  scopes: readonly number[][],
  hidden: readonly number[] = [8, 32, 8],
  activation: Activation = 'algebraicSilu',
) =>
  layoutOf(
    scopes.map((levels, id) => ({ id, levels })),
    hidden,
    activation,
  );
const small = scoped([
  [3, 2],
  [2, 3, 3],
]);

function train(engine: LearningEngine, seeds: readonly number[], change = settings, size = 32) {
  const losses = new Float64Array(engine.layout.agents.length);
  for (const seed of seeds) engine.update(randomBatches(engine.layout, seed, size), change, losses);
  return losses;
}

const count = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
const largest = (one: Float64Array, other: Float64Array) =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);

describe('against the TypeScript engine', () => {
  it.each([
    { activation: 'algebraicSilu', hidden: [8, 32, 8], gradientClip: 10 },
    { activation: 'algebraicSilu', hidden: [8, 32, 8], gradientClip: 0.05 },
    { activation: 'algebraicSilu', hidden: [5, 13], gradientClip: 10 },
    { activation: 'relu', hidden: [8, 32, 8], gradientClip: 10 },
    { activation: 'relu', hidden: [7], gradientClip: 0.05 },
    { activation: 'relu', hidden: [6, 20, 9, 12], gradientClip: 10 },
  ] as const)('weights, moments and losses after 1, 8 and 100 updates: %o', (each) => {
    const layout = scoped(SCOPES, each.hidden, each.activation);
    const [wasm, oracle] = [make(layout), plain(layout)];
    const change = { ...settings, gradientClip: each.gradientClip };
    for (const [from, to] of [
      [1, 2],
      [2, 9],
      [9, 40],
      [40, 101],
    ] as const) {
      const losses = train(wasm, count(from, to), change, 8);
      const expected = train(oracle, count(from, to), change, 8);
      const [one, other] = [wasm.save(), oracle.save()];
      expect(largest(one.weights, other.weights)).toBeLessThan(1e-5);
      expect(one.weights).not.toEqual(other.weights);
      const scale = Math.max(...other.firstMoments.map(Math.abs));
      expect(largest(one.firstMoments, other.firstMoments) / scale).toBeLessThan(5e-5);
      losses.forEach((loss, i) => {
        expect(Math.abs(loss / expected[i]! - 1)).toBeLessThan(2e-6);
      });
      if (to === 40) for (const engine of [wasm, oracle]) engine.copyTarget();
    }
  });

  it.each(['algebraicSilu', 'relu'] as const)(
    'the same bits where no target network has a say: %s',
    (activation) => {
      for (const [hidden, size] of [
        [[8, 32, 8], 32],
        [[1], 1],
        [[5, 3], 7],
        [[3, 128, 2, 6], 256],
      ] as const) {
        const layout = scoped([SCOPES[1]!, SCOPES[3]!], hidden, activation);
        const [wasm, oracle] = [make(layout), plain(layout)];
        for (const gradientClip of [10, 0.05]) {
          const change = { ...settings, discount: 0, gradientClip };
          for (const each of [size, Math.max(1, size - 2)]) {
            const losses = train(wasm, count(1, 4), change, each);
            expect(losses).toEqual(train(oracle, count(1, 4), change, each));
          }
          expect(wasm.save()).toEqual(oracle.save());
        }
      }
    },
  );

  it('targets of every LSM, one sample at a time', () => {
    // With weights of nothing in the online networks the loss is y squared, halved.
    for (const activation of ['algebraicSilu', 'relu'] as const) {
      const layout = scoped(SCOPES, [8, 32, 8], activation);
      const state = make(layout).save();
      const [wasm, oracle] = [make(layout), plain(layout)];
      for (const engine of [wasm, oracle]) {
        engine.restore({ ...state, weights: new Float64Array(layout.length) });
      }
      const change = { ...settings, learningRate: 0, discount: 1 };
      for (const seed of count(1, 20)) {
        const losses = train(wasm, [seed], change, 1);
        train(oracle, [seed], change, 1).forEach((expected, i) => {
          expect(Math.sqrt(2 * losses[i]!)).toBeCloseTo(Math.sqrt(2 * expected), 5);
        });
      }
    }
  });

  it('20,000 joint decisions and 100 servers are within reach', () => {
    // 3^9 = 19,683, and 2^14 = 16,384 with a long head.
    const large = scoped([Array(9).fill(3), Array(14).fill(2)], [8, 8]);
    const many = scoped(Array.from({ length: 100 }, (_, i) => SCOPES[1 + (i % 3)]!));
    for (const layout of [large, many]) {
      const [wasm, oracle] = [make(layout), plain(layout)];
      const losses = train(wasm, [1], settings, 4);
      train(oracle, [1], settings, 4).forEach((expected, i) => {
        expect(Math.abs(losses[i]! / expected - 1)).toBeLessThan(2e-6);
      });
    }
  });
});

describe('acting', () => {
  const wanted = (layout: WeightLayout) => new Uint8Array(layout.agents.length).fill(1);

  it.each(['algebraicSilu', 'relu'] as const)('on the largest value: %s', (activation) => {
    const layout = scoped(SCOPES, [8, 32, 8], activation);
    const wasm = make(layout);
    const networks = networksFromWeights(layout, wasm.weights());
    const levels = new Int32Array(SCOPES.length);
    for (const seed of count(1, 12)) {
      const { observations } = randomBatches(layout, seed, SCOPES.length)[0]!;
      wasm.greedyLevels(observations, wanted(layout), levels);
      networks.agents.forEach((network, agent) => {
        const observation = Array.from(observations.slice(5 * agent, 5 * agent + 5));
        const value = (joint: readonly number[]) =>
          naiveValue(network, activation, observation, joint);
        const joint = jointDecisionsOf(network.levels);
        const best = Math.max(...joint.map(value));
        // The best of those with this own level: equal up to the rounding of single precision.
        const own = joint.filter(([first]) => first === levels[agent]).map(value);
        expect(best - Math.max(...own)).toBeLessThan(1e-6 * (1 + Math.abs(best)));
      });
    }
  });

  it('takes the lexicographically first of equal joint decisions', () => {
    // Nothing but the last member's level counts, or nothing at all: level 0 of its own.
    const layout = scoped([[3, 3, 3], [5], [3, 2, 2, 2, 2, 2, 2, 2, 2, 2]], [4]);
    for (const slope of [0, 1, -1]) {
      const weights = new Float64Array(layout.length);
      for (const { layers, scope } of layout.agents) {
        const { weightsOffset, outputs } = layers[0]!;
        if (scope.length > 1) weights[weightsOffset + (4 + scope.length) * outputs] = slope;
        weights[layers[1]!.weightsOffset] = 1;
      }
      const levels = Int32Array.of(-1, -1, -1);
      const engine = new WasmEngine(kernels, layout, weights);
      engine.greedyLevels(new Float64Array(15), wanted(layout), levels);
      expect(Array.from(levels)).toEqual([0, 0, 0]);
    }
    // Its own level alone counts: the first or the last of them.
    for (const [slope, expected] of [
      [1, [2, 4, 2]],
      [-1, [0, 0, 0]],
    ] as const) {
      const weights = new Float64Array(layout.length);
      for (const { layers } of layout.agents) {
        weights[layers[0]!.weightsOffset + 5 * layers[0]!.outputs] = slope;
        weights[layers[1]!.weightsOffset] = 1;
      }
      const levels = new Int32Array(3);
      const engine = new WasmEngine(kernels, layout, weights);
      engine.greedyLevels(new Float64Array(15), wanted(layout), levels);
      expect(Array.from(levels)).toEqual(expected);
    }
  });

  it('takes the first of equal ones in whichever lane it stands', () => {
    // Eight joint decisions a level of its own, one of which is the best: four by four in turn.
    const layout = scoped([[3, 2, 4]], [2]);
    for (const slope of [1, -1]) {
      const weights = new Float64Array(layout.length);
      const [first, output] = layout.agents[0]!.layers;
      weights[first!.weightsOffset + 6 * first!.outputs] = slope;
      weights[first!.weightsOffset + 7 * first!.outputs] = -1;
      weights[output!.weightsOffset] = 1;
      const levels = Int32Array.of(-1);
      const engine = new WasmEngine(kernels, layout, weights);
      engine.greedyLevels(new Float64Array(5), wanted(layout), levels);
      expect(Array.from(levels)).toEqual([0]);
    }
  });

  it('follows the newest weights and leaves those that are not wanted', () => {
    const [wasm, oracle] = [make(small), plain(small)];
    const { observations } = randomBatches(small, 1, 2)[0]!;
    const ask = (engine: LearningEngine, asked: readonly number[]) => {
      const levels = Int32Array.of(-5, -5);
      engine.greedyLevels(observations, Uint8Array.from(asked), levels);
      return Array.from(levels);
    };
    expect(ask(wasm, [0, 0])).toEqual([-5, -5]);
    expect(ask(wasm, [0, 1])[0]).toBe(-5);
    for (const seed of count(1, 30)) {
      for (const engine of [wasm, oracle]) train(engine, [seed], { ...settings, discount: 0 });
      expect(ask(wasm, [1, 1])).toEqual(ask(oracle, [1, 1]));
    }
  });
});

describe('an update', () => {
  it('is the same whether an observation row is met again or for the first time', () => {
    const [again, anew] = [make(small), make(small)];
    const losses = new Float64Array(2);
    const renamed = (batch: Minibatch, time: number): Minibatch => ({
      ...batch,
      nextRows: batch.nextRows.map((row) => row + 100_000 * time),
    });
    [1, 1, 2, 1, 2].forEach((seed, time) => {
      const batches = randomBatches(small, seed, 31);
      again.update(batches, settings, losses);
      const fresh = batches.map((batch) => renamed(batch, time));
      anew.update(fresh, settings, losses);
      if (time === 2) for (const engine of [again, anew]) engine.copyTarget();
    });
    expect(again.save()).toEqual(anew.save());
  });

  it('is the same made in slices, which are many where the joint decisions are', () => {
    const layout = scoped([Array(9).fill(3), [3, 3]]);
    const [whole, cut] = [make(layout), make(layout)];
    const losses = new Float64Array(2);
    let slices = 0;
    for (const _ of cut.updateInSlices(randomBatches(layout, 1), settings, losses)) slices += 1;
    // 32 x 19,683 joint decisions of about 530 multiply-adds, 8 million of them a slice.
    expect(slices).toBeGreaterThan(40);
    expect(slices).toBeLessThan(60);
    expect(losses).toEqual(train(whole, [1]));
    expect(cut.save()).toEqual(whole.save());
    // A joint maximum that is cut in two is the maximum of both parts.
    const change = { ...settings, discount: 1 };
    for (const seed of count(1, 6)) {
      const expected = train(plain(layout, seed), [seed], change, 2);
      train(make(layout, seed), [seed], change, 2).forEach((loss, i) => {
        expect(Math.abs(loss / expected[i]! - 1)).toBeLessThan(2e-6);
      });
    }
  });

  it('that is given up between two slices has not happened', () => {
    const layout = scoped([Array(9).fill(3)]);
    const [whole, cut] = [make(layout), make(layout)];
    const before = cut.save();
    const slices = cut.updateInSlices(randomBatches(layout, 1), settings, new Float64Array(1));
    for (let i = 0; i < 5; i += 1) expect(slices.next().done).toBe(false);
    slices.return();
    expect(cut.save()).toEqual(before);
    expect(train(cut, [1, 2])).toEqual(train(whole, [1, 2]));
    expect(cut.save()).toEqual(whole.save());
  });
});

describe('divergence', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e9])('of a reward of %d stops in time', (bad) => {
    const engine = make(small);
    train(engine, [1]);
    const good = engine.save();
    const batches = randomBatches(small, 2);
    batches[1]!.rewards[3] = bad;
    const update = () => engine.update(batches, settings, new Float64Array(2));
    expect(update).toThrow(DivergenceError);
    expect(update).toThrow(/server 1 .* update 2/);
    expect(engine.save()).toEqual(good);
  });

  it.each(['algebraicSilu', 'relu'] as const)(
    'of networks that are no numbers any more is seen: %s',
    (activation) => {
      const layout = scoped([[3, 3]], [8, 32, 8], activation);
      const engine = make(layout);
      const nothing = new Float64Array(layout.length).fill(Number.NaN);
      engine.restore({ ...engine.save(), targetWeights: nothing });
      expect(() => train(engine, [1])).toThrow(DivergenceError);
      engine.restore({ ...make(layout).save(), weights: nothing });
      expect(() => train(engine, [1])).toThrow(DivergenceError);
    },
  );
});

describe('the state', () => {
  it('goes on exactly in another engine of the kind', () => {
    const engine = make(small);
    train(engine, [1, 2]);
    engine.copyTarget();
    train(engine, [3]);
    const copy = make(small, 9);
    train(copy, [8]);
    copy.restore(engine.save());
    expect(train(engine, [4, 5])).toEqual(train(copy, [4, 5]));
    expect(copy.save()).toEqual(engine.save());
  });

  it('goes to the TypeScript engine and back without a bit lost', () => {
    const engine = make(small);
    train(engine, [1, 2, 3]);
    const state = engine.save();
    const other = plain(small, 9);
    other.restore(state);
    expect(other.save()).toEqual(state);
    train(other, [4]);
    engine.restore(other.save());
    expect(engine.save()).toEqual(other.save());
    expect(engine.updates).toBe(4);
    // And trains on as the TypeScript engine does, in every bit where no maximum is in it.
    const change = { ...settings, discount: 0 };
    expect(train(engine, [5], change)).toEqual(train(other, [5], change));
    expect(engine.save()).toEqual(other.save());
  });
});

describe('the kernels', () => {
  it('compute the same bits as in Chromium', () => {
    const create = (layout: WeightLayout, weights: Float64Array) =>
      new WasmEngine(kernels, layout, weights);
    expect(wasmRunHash(create)).toBe(WASM_RUN_HASH);
  });

  it('ask nothing of their host but SIMD', async () => {
    expect(hasWasmSimd()).toBe(true);
    const module = await WebAssembly.compile(Uint8Array.from(await kernelBinary()));
    expect(WebAssembly.Module.imports(module)).toEqual([]);
  });

  it('are there for two activations; others are refused', () => {
    expect(hasKernels('algebraicSilu') && hasKernels('relu')).toBe(true);
    for (const activation of ['silu', 'tanh'] as const) {
      expect(hasKernels(activation)).toBe(false);
      expect(() => make(scoped([[3, 3]], [4], activation))).toThrow(InputError);
    }
  });
});

it('takes targets that are settled, and discounts sample by sample, as the plain engine does', () => {
  const layout = layoutOf([
    { id: 0, levels: [3, 2] },
    { id: 1, levels: [4, 3, 2] },
  ]);
  const engines = [make(layout), plain(layout)];
  const losses = engines.map(() => new Float64Array(2));
  const settled = randomBatches(layout, 2).map((batch) => ({
    ...batch,
    targets: batch.rewards.map((reward) => reward / 7),
  }));
  engines.forEach((engine, i) => {
    engine.update(settled, settings, losses[i]!);
  });
  // The same targets give the same bits.
  expect(losses[0]).toEqual(losses[1]);
  expect(engines[0]!.weights()).toEqual(engines[1]!.weights());
  const discounted = randomBatches(layout, 4).map((batch) => ({
    ...batch,
    discounts: batch.rewards.map((_, sample) => (sample % 3) / 3),
  }));
  engines.forEach((engine, i) => {
    engine.update(discounted, settings, losses[i]!);
  });
  expect(losses[0]![0]).toBeCloseTo(losses[1]![0]!, 5);
  const flat = randomBatches(layout, 4).map((batch) => ({
    ...batch,
    targets: batch.rewards.map((reward) => reward / 30),
  }));
  const [one, other] = [plain(layout), plain(layout)];
  const zero = discounted.map((batch) => ({ ...batch, discounts: new Float64Array(batch.size) }));
  one.update(zero, settings, losses[0]!);
  other.update(flat, settings, losses[1]!);
  expect(losses[0]).toEqual(losses[1]);
});

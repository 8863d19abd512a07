import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { kernelBinary } from '../../../build/assemblyScript.ts';
import { NumberHash } from '../../../src/hash.ts';
import {
  type CentralizedLayout,
  initialCentralizedWeights,
} from '../../../src/learning/centralizedLayout.ts';
import { greatestOutput } from '../../../src/learning/centralizedNetwork.ts';
import { ACTIVATIONS } from '../../../src/learning/configuration.ts';
import { EngineFailure } from '../../../src/learning/engine.ts';
import {
  CentralizedDivergence,
  type CentralizedEngine,
  type CentralizedEngineFactory,
  type CentralizedState,
} from '../../../src/learning/engines/centralized/engine.ts';
import { CentralizedTensorFlowEngine } from '../../../src/learning/engines/centralized/tensorFlow.ts';
import { CentralizedTypeScriptEngine } from '../../../src/learning/engines/centralized/typescript.ts';
import { CentralizedWasmEngine } from '../../../src/learning/engines/centralized/wasm.ts';
import { startCpu } from '../../../src/learning/engines/tensorflow/backends/cpu.ts';
import { startWasm } from '../../../src/learning/engines/tensorflow/backends/wasm.ts';
import { compileKernels } from '../../../src/learning/engines/wasm/kernels.ts';
import { runLater, runNow } from '../../../src/learning/steps.ts';
import { RandomStream } from '../../../src/random.ts';
import {
  centralizedOf,
  naiveCentralizedLoss,
  naiveOutputs,
  randomCentralizedBatch,
} from '../../support/centralizedNetworks.ts';
import { CENTRALIZED_RUN_HASH, centralizedRunHash } from './centralizedRun.ts';

await startCpu();
const kernels = await compileKernels(await kernelBinary());
const settings = { learningRate: 5e-4, discount: 0.5, gradientClip: 10 };
const wasm: CentralizedEngineFactory = (layout, weights) =>
  new CentralizedWasmEngine(kernels, layout, weights);
const plain: CentralizedEngineFactory = (layout, weights) =>
  new CentralizedTypeScriptEngine(layout, weights);
const start = (create: CentralizedEngineFactory, layout: CentralizedLayout, seed = 1) =>
  create(layout, initialCentralizedWeights(layout, seed));
const largest = (one: ArrayLike<number>, other: ArrayLike<number>) => {
  let most = 0;
  for (let i = 0; i < one.length; i += 1) most = Math.max(most, Math.abs(one[i]! - other[i]!));
  return most;
};
/** Large arrays are compared by their fingerprints. */
const printOf = (state: CentralizedState) =>
  new NumberHash()
    .addAll(state.weights)
    .addAll(state.targetWeights)
    .addAll(state.firstMoments)
    .addAll(state.secondMoments)
    .add(state.updates)
    .digest();
const size = (values: ArrayLike<number>) => largest(values, new Float64Array(values.length));

/** The gradient of a first update: the first moments are a tenth of it. */
function gradientOf(create: CentralizedEngineFactory, layout: CentralizedLayout, seed: number) {
  const engine = start(create, layout);
  const batch = randomCentralizedBatch(layout, seed, 6);
  runNow(engine.update(batch, { ...settings, gradientClip: 1000 }));
  return runNow(engine.save()).firstMoments.map((moment) => moment * 10);
}

/** Sizes of every kind: 1 to 9 servers, 2 to 6 levels, odd widths, every activation. */
function randomCases() {
  const stream = new RandomStream(7, 'policy');
  return Array.from({ length: 9 }, (_, i) => {
    const levels: number[] = [];
    for (let server = 0; server <= i; server += 1) {
      levels.push(i < 4 ? 2 + stream.integer(5) : 2 + stream.integer(2));
    }
    const depth = 1 + stream.integer(4);
    const hidden = Array.from({ length: depth }, () => 1 + stream.integer(40));
    return { levels, hidden, activation: ACTIVATIONS[i % ACTIVATIONS.length]! };
  });
}
const CASES = [
  ...randomCases(),
  { levels: [3, 3, 3, 3], hidden: [256, 256, 128], activation: 'silu' as const },
];

describe('the TypeScript engine', () => {
  it.each(ACTIVATIONS)('gradient against finite differences over all outputs: %s', (activation) => {
    const layout = centralizedOf([2, 3], [5, 4], activation);
    const weights = Float64Array.from(initialCentralizedWeights(layout, 1));
    const batch = randomCentralizedBatch(layout, 3, 6);
    const gradient = gradientOf(plain, layout, 3);
    const lossAt = (i: number, value: number) => {
      const moved = weights.slice();
      moved[i] = value;
      return naiveCentralizedLoss(layout, { weights: moved, target: weights }, batch, 0.5);
    };
    weights.forEach((weight, i) => {
      const slope = (lossAt(i, weight + 1e-5) - lossAt(i, weight - 1e-5)) / 2e-5;
      expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-7);
    });
  });

  it('answers the loss of the taken outputs, and the first of equal best outputs', () => {
    const layout = centralizedOf([3, 2, 4], [7, 6]);
    const weights = initialCentralizedWeights(layout, 1);
    const engine = plain(layout, weights);
    const batch = randomCentralizedBatch(layout, 5);
    const expected = naiveCentralizedLoss(layout, { weights, target: weights }, batch, 0.5);
    expect(runNow(engine.update(batch, settings))).toBeCloseTo(expected, 12);

    const flat = new Float64Array(layout.length);
    const { biasesOffset } = layout.layers.at(-1)!;
    flat.set([0.5, 0.25, 1, 1], biasesOffset + 3);
    const observation = batch.observations.slice(0, layout.inputs);
    for (const create of [plain, wasm]) {
      expect(runNow(create(layout, flat).greedy(observation))).toBe(5);
    }
  });

  it('one step of Adam moves also what the minibatch did not touch, by its moments', () => {
    const layout = centralizedOf([4, 4], [3]);
    const { weightsOffset, inputs } = layout.layers.at(-1)!;
    for (const create of [plain, wasm]) {
      const engine = start(create, layout);
      const batch = randomCentralizedBatch(layout, 1, 4);
      const taken = (output: number) => ({ ...batch, taken: new Int32Array(4).fill(output) });
      const before = runNow(engine.weights());
      runNow(engine.update(taken(5), settings));
      const first = runNow(engine.save());
      runNow(engine.update(taken(9), { ...settings, learningRate: 1e-3 }));
      const second = runNow(engine.save());
      const rate = (1e-3 * Math.sqrt(1 - 0.999 ** 2)) / (1 - 0.9 ** 2);
      for (let i = 0; i < inputs; i += 1) {
        const [old, idle] = [weightsOffset + 5 * inputs + i, weightsOffset + 6 * inputs + i];
        const moment = 0.9 * first.firstMoments[old]!;
        const square = 0.999 * first.secondMoments[old]!;
        const move = (rate * moment) / (Math.sqrt(square) + 1e-7);
        expect(second.weights[old]! - first.weights[old]!).toBeCloseTo(-move, 7);
        expect(second.weights[idle]).toBe(before[idle]);
      }
    }
  });
});

describe('the WASM engine', () => {
  it('the gradient of the touched outputs alone is that of all outputs', () => {
    for (const { levels, hidden, activation } of CASES.slice(0, 6)) {
      const layout = centralizedOf(levels, hidden, activation);
      const expected = gradientOf(plain, layout, 2);
      expect(largest(gradientOf(wasm, layout, 2), expected) / size(expected)).toBeLessThan(3e-6);
    }
  });

  it('maxima and decisions of every output count', () => {
    // The last layer is as wide as one output after the other wants to be the best.
    const layout = centralizedOf([3, 5], [6]);
    const { biasesOffset } = layout.layers.at(-1)!;
    const batch = { ...randomCentralizedBatch(layout, 4, 1), taken: Int32Array.of(0) };
    const observation = batch.nextObservations;
    for (let best = 0; best < layout.outputs; best += 1) {
      const weights = initialCentralizedWeights(layout, 2);
      weights[biasesOffset + best] = 9;
      const values = naiveOutputs(layout, weights, Array.from(observation));
      const engine = wasm(layout, weights);
      expect(runNow(engine.greedy(observation))).toBe(best);
      expect(greatestOutput({ layout, weights }, observation).index).toBe(best);
      const loss = runNow(engine.update(batch, { ...settings, discount: 1 }));
      const y = batch.rewards[0]! / layout.valueScale + values[best]!;
      const q = naiveOutputs(layout, weights, Array.from(batch.observations))[0]!;
      expect(loss).toBeCloseTo((q - y) ** 2 / 2, 3);
    }
  });

  it('computes the same bits in slices, and as every machine does', () => {
    expect(centralizedRunHash(wasm)).toBe(CENTRALIZED_RUN_HASH);
    const layout = centralizedOf([6, 6, 6, 6, 4], [16, 128]);
    const [whole, sliced] = [start(wasm, layout), start(wasm, layout)];
    for (let update = 1; update <= 3; update += 1) {
      const batch = randomCentralizedBatch(layout, update);
      runNow(whole.update(batch, settings));
      const steps = sliced.update(batch, settings);
      let pauses = 0;
      while (!steps.next().done) pauses += 1;
      expect(pauses).toBeGreaterThan(4);
      runNow(whole.copyTarget());
      runNow(sliced.copyTarget());
    }
    expect(printOf(runNow(sliced.save()))).toBe(printOf(runNow(whole.save())));
  });

  it('an update that is given up has happened whole or not at all', () => {
    const layout = centralizedOf([6, 6, 6, 6, 4], [16, 128]);
    const batch = randomCentralizedBatch(layout, 1);
    const before = start(wasm, layout);
    const after = start(wasm, layout);
    runNow(after.update(batch, settings));
    const states = [before, after].map((engine) => printOf(runNow(engine.save())));
    const seen = new Set<number>();
    for (let pauses = 1; pauses < 12; pauses += 1) {
      const engine = start(wasm, layout);
      const steps = engine.update(batch, settings);
      for (let i = 0; i < pauses; i += 1) steps.next();
      steps.return(0);
      const { updates } = engine;
      expect(printOf(runNow(engine.save()))).toBe(states[updates]);
      seen.add(updates);
    }
    expect(seen).toEqual(new Set([0, 1]));
  });

  it('moments that no longer move anything become zero instead of slow', () => {
    const layout = centralizedOf([3, 3], [4]);
    const [engine, oracle] = [start(wasm, layout), start(plain, layout)];
    const batch = randomCentralizedBatch(layout, 1, 8);
    const { weightsOffset, inputs } = layout.layers.at(-1)!;
    for (let update = 0; update < 900; update += 1) {
      const taken = new Int32Array(8).fill(update === 0 ? 8 : 1);
      for (const each of [engine, oracle]) runNow(each.update({ ...batch, taken }, settings));
    }
    const [one, other] = [runNow(engine.save()), runNow(oracle.save())];
    const place = weightsOffset + 8 * inputs;
    expect(Array.from(one.firstMoments.slice(place, place + inputs))).toEqual([0, 0, 0, 0]);
    expect(other.firstMoments[place]).not.toBe(0);
    expect(largest(one.weights, other.weights)).toBeLessThan(2e-5);
  });

  it('a machine without the memory is told apart from a wrong input', () => {
    const layout = centralizedOf([3, 3]);
    const full = {
      instantiate() {
        const exports = kernels.instantiate();
        const grow = () => {
          throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded');
        };
        return { ...exports, memory: { buffer: exports.memory.buffer, grow } };
      },
    };
    const weights = initialCentralizedWeights(layout, 1);
    expect(() => new CentralizedWasmEngine(full, layout, weights)).toThrow(EngineFailure);
  });
});

describe('engines against each other', () => {
  const engines: CentralizedEngine[] = [];
  afterEach(() => {
    for (const engine of engines.splice(0)) engine.dispose();
    expect(memory().numTensors).toBe(0);
  });

  /** Both through the same updates; the oracle's state after 1, 8 and 100. */
  async function compare(
    create: CentralizedEngineFactory,
    { levels, hidden, activation }: (typeof CASES)[number],
    judge: (state: CentralizedState, expected: CentralizedState, losses: number[]) => void,
  ) {
    const layout = centralizedOf(levels, hidden, activation);
    const [engine, oracle] = [start(create, layout), start(plain, layout)];
    engines.push(engine);
    for (let update = 1; update <= 100; update += 1) {
      const batch = randomCentralizedBatch(layout, update, [32, 13, 1, 8][update % 4]);
      // Half of the updates are clipped to a thousandth of what they would be.
      const change = { ...settings, gradientClip: update % 2 === 0 ? 1e-3 : 10 };
      const loss = await runLater(engine.update(batch, change));
      const expected = runNow(oracle.update(batch, change));
      if (update === 50) for (const each of [engine, oracle]) await runLater(each.copyTarget());
      if (update === 1 || update === 8 || update === 100) {
        judge(await runLater(engine.save()), runNow(oracle.save()), [loss, expected]);
      }
    }
  }

  function judge(state: CentralizedState, expected: CentralizedState, losses: number[]) {
    expect(state.updates).toBe(expected.updates);
    expect(largest(state.weights, expected.weights)).toBeLessThan(2e-5);
    expect(largest(state.targetWeights, expected.targetWeights)).toBeLessThan(2e-5);
    for (const moments of ['firstMoments', 'secondMoments'] as const) {
      const scale = size(expected[moments]);
      expect(largest(state[moments], expected[moments]) / scale).toBeLessThan(2e-5);
    }
    expect(Math.abs(losses[0]! / losses[1]! - 1)).toBeLessThan(2e-5);
  }

  it.each(CASES)('wasm after 1, 8 and 100 updates: %o', async (each) => {
    await compare(wasm, each, judge);
  });

  it('TensorFlow.js on cpu and wasm after 1, 8 and 100 updates', async () => {
    for (const startBackend of [startCpu, () => startWasm(null)]) {
      const backend = await startBackend();
      for (const each of CASES.slice(0, 6)) {
        await compare(
          (layout, weights) => new CentralizedTensorFlowEngine(backend, layout, weights),
          each,
          judge,
        );
        for (const engine of engines.splice(0)) engine.dispose();
      }
    }
  });

  it('go on from each other, and from themselves bit by bit', async () => {
    const backend = await startCpu();
    const tensors: CentralizedEngineFactory = (layout, weights) =>
      new CentralizedTensorFlowEngine(backend, layout, weights);
    const layout = centralizedOf([3, 2, 2], [9, 6]);
    const train = async (engine: CentralizedEngine, from: number) => {
      for (let update = from; update < from + 5; update += 1) {
        await runLater(engine.update(randomCentralizedBatch(layout, update), settings));
      }
      return runLater(engine.save());
    };
    for (const create of [plain, wasm, tensors]) {
      const engine = start(create, layout);
      engines.push(engine);
      const state = await train(engine, 1);
      const straight = await train(engine, 6);
      for (const other of [plain, wasm, tensors]) {
        const next = start(other, layout, 2);
        engines.push(next);
        next.restore(structuredClone(state));
        const found = await train(next, 6);
        if (other === create) expect(found).toEqual(straight);
        else judge(found, straight, [1, 1]);
      }
    }
  });

  it('refuse a loss that is not finite, with all weights as before', async () => {
    const backend = await startCpu();
    const layout = centralizedOf([2, 3], [4]);
    for (const create of [
      plain,
      wasm,
      (of: CentralizedLayout, weights: Float32Array) =>
        new CentralizedTensorFlowEngine(backend, of, weights),
    ] as CentralizedEngineFactory[]) {
      const engine = start(create, layout);
      engines.push(engine);
      const batch = randomCentralizedBatch(layout, 1);
      await runLater(engine.update(batch, settings));
      const before = await runLater(engine.save());
      for (const reward of [Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
        const bad = { ...batch, rewards: batch.rewards.slice().fill(reward, 3, 4) };
        await expect(runLater(engine.update(bad, settings))).rejects.toThrow(CentralizedDivergence);
      }
      expect(await runLater(engine.save())).toEqual(before);
      const broken = { ...before, targetWeights: before.targetWeights.slice().fill(Number.NaN) };
      engine.restore(broken);
      await expect(runLater(engine.update(batch, settings))).rejects.toThrow(CentralizedDivergence);
    }
  });
});

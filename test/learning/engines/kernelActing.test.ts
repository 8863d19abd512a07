/** Acting on the kernels, for engines that train elsewhere, against acting in plain TypeScript. */
import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../../build/assemblyScript.ts';
import type { Activation } from '../../../src/learning/configuration.ts';
import {
  type Acting,
  GreedyActing,
  plainActing,
} from '../../../src/learning/engines/greedyActing.ts';
import { startCpu } from '../../../src/learning/engines/tensorflow/backends/cpu.ts';
import { TensorFlowEngine } from '../../../src/learning/engines/tensorflow/tensorFlowEngine.ts';
import { actingOn } from '../../../src/learning/engines/wasm/kernelActing.ts';
import {
  type CompiledKernels,
  compileKernels,
} from '../../../src/learning/engines/wasm/kernels.ts';
import { networksFromWeights, type WeightLayout } from '../../../src/learning/layout.ts';
import { layoutOf, naiveValue, randomBatches, randomWeights } from '../../support/naiveLearning.ts';
import { jointDecisionsOf } from '../../support/objectives.ts';

const kernels = await compileKernels(await kernelBinary());
const onKernels = actingOn(kernels);

const SCOPES = [[5], [3, 3, 3], [2, 6, 4, 3], [6, 5, 2, 3, 2], [4, 2, 2, 2, 3, 2, 2, 2]];
const scoped = (scopes: readonly number[][], activation: Activation = 'algebraicSilu') =>
  layoutOf(
    scopes.map((levels, id) => ({ id, levels })),
    [8, 32, 8],
    activation,
  );

function levelsOf(
  acting: Pick<Acting, 'greedyLevels'>,
  observations: Float64Array,
  wanted: Uint8Array,
): number[] {
  const levels = new Int32Array(wanted.length).fill(-5);
  acting.greedyLevels(observations, wanted, levels);
  return Array.from(levels);
}

const everybody = ({ agents }: WeightLayout) => new Uint8Array(agents.length).fill(1);
const observationsFor = (layout: WeightLayout, seed: number) =>
  randomBatches(layout, seed, layout.agents.length)[0]!.observations;

/** By how much the best joint decision of each LSM is better than all with another own level. */
function leads(layout: WeightLayout, weights: Float64Array, observations: Float64Array): number[] {
  const networks = networksFromWeights(layout, weights);
  return networks.agents.map((network, agent) => {
    const observation = Array.from(observations.slice(5 * agent, 5 * agent + 5));
    const best = new Float64Array(network.levels[0]!).fill(Number.NEGATIVE_INFINITY);
    for (const joint of jointDecisionsOf(network.levels)) {
      const value = naiveValue(network, layout.activation, observation, joint);
      best[joint[0]!] = Math.max(best[joint[0]!]!, value);
    }
    const [first, second] = Array.from(best).sort((a, b) => b - a);
    return (first! - second!) / (1 + Math.abs(first!));
  });
}

describe('the levels', () => {
  it.each(['algebraicSilu', 'relu'] as const)(
    'are those of plain acting, wherever rounding has no say: %s',
    (activation) => {
      const layout = scoped(SCOPES, activation);
      let compared = 0;
      const seen = new Set<number>();
      for (let seed = 1; seed <= 15; seed += 1) {
        const weights = randomWeights(layout, seed, 0.4);
        const observations = observationsFor(layout, seed);
        const found = levelsOf(onKernels(layout, weights), observations, everybody(layout));
        const expected = levelsOf(plainActing(layout, weights), observations, everybody(layout));
        leads(layout, weights, observations).forEach((lead, agent) => {
          if (lead < 1e-5) return;
          compared += 1;
          seen.add(found[agent]!);
          expect(found[agent]).toBe(expected[agent]);
        });
      }
      // Nearly all of them, on several levels.
      expect(compared).toBeGreaterThan(65);
      expect(seen.size).toBeGreaterThan(3);
    },
  );

  it('are the lexicographically first of equal ones', () => {
    const layout = scoped(SCOPES);
    const acting = onKernels(layout, new Float64Array(layout.length));
    expect(levelsOf(acting, observationsFor(layout, 1), everybody(layout))).toEqual([
      0, 0, 0, 0, 0,
    ]);
  });

  it('follow the array that they stand in once they are told, where they are wanted', () => {
    const layout = scoped(SCOPES);
    const weights = randomWeights(layout, 1, 0.4);
    const [acting, plain] = [onKernels(layout, weights), plainActing(layout, weights)];
    const observations = observationsFor(layout, 3);
    const wanted = Uint8Array.of(1, 0, 1, 1, 0);
    const before = levelsOf(acting, observations, wanted);
    expect(before).toEqual(levelsOf(plain, observations, wanted));
    expect([before[1], before[4]]).toEqual([-5, -5]);
    const met = new Set([before.join()]);
    for (let seed = 2; seed < 12; seed += 1) {
      weights.set(randomWeights(layout, seed, 0.4));
      for (const each of [acting, plain]) each.weightsChanged();
      const after = levelsOf(acting, observations, wanted);
      expect(after).toEqual(levelsOf(plain, observations, wanted));
      met.add(after.join());
    }
    expect(met.size).toBeGreaterThan(5);
  });

  it('are the same found in slices, and weights that change meanwhile wait for the next', () => {
    // 3^9 joint decisions of about 530 multiply-adds for each of six: 8 million of them a slice.
    const layout = scoped(Array.from({ length: 6 }, () => Array(9).fill(3)));
    const weights = randomWeights(layout, 4, 0.4);
    const observations = observationsFor(layout, 1);
    const acting = onKernels(layout, weights);
    const expected = levelsOf(acting, observations, everybody(layout));
    const levels = new Int32Array(6).fill(-5);
    const slices = acting.greedyInSlices(observations, everybody(layout), levels);
    let pauses = 0;
    while (!slices.next().done) {
      pauses += 1;
      weights.fill(pauses);
    }
    expect(pauses).toBeGreaterThan(4);
    expect(pauses).toBeLessThan(13);
    expect(Array.from(levels)).toEqual(expected);
  });
});

describe('plain acting takes its place', () => {
  const layout = scoped([[3, 3]]);
  const weights = randomWeights(layout, 1);
  const failing = (error: Error): CompiledKernels => ({
    instantiate() {
      throw error;
    },
  });

  it('without kernels, and for activations that they do not know', () => {
    expect(actingOn(null)(layout, weights)).toBeInstanceOf(GreedyActing);
    expect(onKernels(layout, weights)).not.toBeInstanceOf(GreedyActing);
    for (const activation of ['silu', 'tanh'] as const) {
      const of = scoped([[3, 3]], activation);
      expect(onKernels(of, randomWeights(of, 1))).toBeInstanceOf(GreedyActing);
    }
  });

  it('where memory is full: for an instance, or for what it has to hold', () => {
    const full = new RangeError('could not allocate memory');
    expect(actingOn(failing(full))(layout, weights)).toBeInstanceOf(GreedyActing);
    const small: CompiledKernels = {
      instantiate() {
        const { memory, ...rest } = kernels.instantiate();
        const grow = () => {
          throw full;
        };
        return { ...rest, memory: { buffer: memory.buffer, grow } };
      },
    };
    const large = scoped(Array.from({ length: 100 }, () => [3, 3, 3]));
    const acting = actingOn(small)(large, randomWeights(large, 1));
    expect(acting).toBeInstanceOf(GreedyActing);
  });

  it('but not where something else is wrong', () => {
    const broken = failing(new TypeError('no kernels'));
    expect(() => actingOn(broken)(layout, weights)).toThrow(TypeError);
  });
});

it('an engine acts with it on its weights as settled', async () => {
  const backend = await startCpu();
  const layout = scoped(SCOPES.slice(0, 3));
  const start = randomWeights(layout, 3, 0.4);
  const plain = new TensorFlowEngine(backend, layout, start);
  const engine = new TensorFlowEngine(backend, layout, start, onKernels);
  const settings = { learningRate: 0.05, discount: 0.5, gradientClip: 10 };
  const observations = observationsFor(layout, 2);
  const met = new Set<string>();
  for (let seed = 1; seed <= 8; seed += 1) {
    const found = [engine, plain].map((each) => levelsOf(each, observations, everybody(layout)));
    expect(found[0]).toEqual(found[1]);
    met.add(found[0]!.join());
    for (const each of [engine, plain]) {
      each.update(randomBatches(layout, seed), settings, new Float64Array(3));
      await each.settle();
    }
  }
  expect(met.size).toBeGreaterThan(1);
  for (const each of [engine, plain]) each.dispose();
});

import { describe, expect, it } from 'vitest';
import { DivergenceError, type Minibatch } from '../../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../../src/learning/engines/typescript.ts';
import { networksFromWeights, type WeightLayout } from '../../../src/learning/layout.ts';
import { RandomStream } from '../../../src/random.ts';
import { layoutOf, naiveLoss, randomBatches, randomWeights } from '../../support/naiveLearning.ts';

const settings = { learningRate: 0.005, discount: 0.5, gradientClip: 10 };
const layout = layoutOf([
  { id: 0, levels: [3, 2] },
  { id: 1, levels: [2, 3, 3] },
]);
const small = layoutOf([{ id: 7, levels: [3, 2] }], [4, 3]);

function train(engine: TypeScriptEngine, seeds: readonly number[], change = settings) {
  const losses = new Float64Array(engine.layout.agents.length);
  for (const seed of seeds) engine.update(randomBatches(engine.layout, seed), change, losses);
  return losses;
}

/** Adam and the target rule by the book: finite differences, Math.pow, no shared code. */
function naiveTrain(of: WeightLayout, start: Float64Array, seeds: readonly number[], clip: number) {
  const weights = start.slice();
  const networks = networksFromWeights(of, weights);
  const targets = networksFromWeights(of, start.slice());
  const m = new Float64Array(of.length);
  const v = new Float64Array(of.length);
  seeds.forEach((seed, index) => {
    const batches = randomBatches(of, seed);
    const gradient = weights.map((kept, i) => {
      const at = (value: number) => {
        weights[i] = value;
        return naiveLoss(networks, targets, 0, batches[0]!, 0.5);
      };
      const slope = (at(kept + 1e-5) - at(kept - 1e-5)) / 2e-5;
      weights[i] = kept;
      return slope;
    });
    const scale = Math.min(1, clip / Math.hypot(...gradient));
    gradient.forEach((slope, i) => {
      m[i] = 0.9 * m[i]! + 0.1 * slope * scale;
      v[i] = 0.999 * v[i]! + 0.001 * (slope * scale) ** 2;
      const rate = (0.005 * Math.sqrt(1 - 0.999 ** (index + 1))) / (1 - 0.9 ** (index + 1));
      weights[i] = weights[i]! - (rate * m[i]!) / (Math.sqrt(v[i]!) + 1e-7);
    });
  });
  return weights;
}

describe('an update', () => {
  it.each([10, 0.05])('is the one written down naively, with a clip at %d', (gradientClip) => {
    const start = randomWeights(small, 3);
    const engine = new TypeScriptEngine(small, start);
    train(engine, [1, 2, 3], { ...settings, gradientClip });
    const naive = naiveTrain(small, start, [1, 2, 3], gradientClip);
    engine.weights().forEach((weight, i) => {
      expect(weight).toBeCloseTo(naive[i]!, 6);
    });
  });

  it('reports the loss before its step, against the copied target and not the moving weights', () => {
    const start = randomWeights(layout, 3);
    const engine = new TypeScriptEngine(layout, start);
    train(engine, [1, 2]);
    const online = networksFromWeights(layout, engine.weights());
    const losses = train(engine, [3]);
    const expected = (target: Float64Array) =>
      naiveLoss(online, networksFromWeights(layout, target), 1, randomBatches(layout, 3)[1]!, 0.5);
    expect(losses[1]).toBeCloseTo(expected(start), 10);

    engine.copyTarget();
    const copied = engine.weights();
    train(engine, [4]);
    const moved = networksFromWeights(layout, engine.weights());
    const batch = randomBatches(layout, 4)[1]!;
    expect(train(engine, [4])[1]).toBeCloseTo(
      naiveLoss(moved, networksFromWeights(layout, copied), 1, batch, 0.5),
      10,
    );
  });

  it('takes the maximum of its targets over whole levels, however the batch is jittered', () => {
    // With a learning rate of nothing, two updates differ in their targets alone.
    const far = randomBatches(layout, 5).map((batch) => ({
      ...batch,
      nextObservations: batch.observations,
    }));
    const losses = [0, 1].map((discount) => {
      const engine = new TypeScriptEngine(layout, randomWeights(layout, 3));
      const out = new Float64Array(2);
      engine.update(far, { ...settings, learningRate: 0, discount }, out);
      return out[0]!;
    });
    const networks = networksFromWeights(layout, randomWeights(layout, 3));
    expect(losses[0]).toBeCloseTo(naiveLoss(networks, networks, 0, far[0]!, 0), 10);
    expect(losses[1]).toBeCloseTo(naiveLoss(networks, networks, 0, far[0]!, 1), 10);
  });

  it('is the same whether an observation row is met again or for the first time', () => {
    const again = new TypeScriptEngine(layout, randomWeights(layout, 3));
    const anew = new TypeScriptEngine(layout, randomWeights(layout, 3));
    const losses = new Float64Array(2);
    const renamed = (batch: Minibatch, seed: number): Minibatch => ({
      ...batch,
      nextRows: batch.nextRows.map((row) => row + 100_000 * seed),
    });
    [1, 1, 2, 1, 2].forEach((seed, time) => {
      const batches = randomBatches(layout, seed);
      again.update(batches, settings, losses);
      anew.update(
        batches.map((batch) => renamed(batch, time)),
        settings,
        losses,
      );
      if (time === 2) {
        again.copyTarget();
        anew.copyTarget();
      }
    });
    expect(again.weights()).toEqual(anew.weights());
  });

  it('moves no LSM but its own', () => {
    const one = new TypeScriptEngine(layout, randomWeights(layout, 3));
    const other = new TypeScriptEngine(layout, randomWeights(layout, 3));
    const losses = new Float64Array(2);
    const batches = randomBatches(layout, 1);
    one.update(batches, settings, losses);
    other.update([randomBatches(layout, 2)[0]!, batches[1]!], settings, losses);
    const { offset } = layout.agents[1]!;
    expect(one.weights().slice(offset)).toEqual(other.weights().slice(offset));
    expect(one.weights().slice(0, offset)).not.toEqual(other.weights().slice(0, offset));
  });
});

describe('divergence', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1e9])('of a reward of %d stops in time', (bad) => {
    const engine = new TypeScriptEngine(layout, randomWeights(layout, 3));
    train(engine, [1]);
    const good = engine.save();
    const batches = randomBatches(layout, 2);
    batches[1]!.rewards[3] = bad;
    const update = () => engine.update(batches, settings, new Float64Array(2));
    expect(update).toThrow(DivergenceError);
    expect(update).toThrow(/server 1 .* update 2/);
    expect(engine.save()).toEqual(good);
  });
});

describe('the state', () => {
  it('goes on exactly in another engine', () => {
    const engine = new TypeScriptEngine(layout, randomWeights(layout, 3));
    train(engine, [1, 2]);
    engine.copyTarget();
    train(engine, [3]);
    const copy = new TypeScriptEngine(layout, randomWeights(layout, 9));
    train(copy, [8]);
    copy.restore(engine.save());
    train(engine, [4, 5]);
    train(copy, [4, 5]);
    expect(copy.save()).toEqual(engine.save());
  });
});

describe('greedy levels', () => {
  it('follow the newest weights and leave those that are not wanted', () => {
    const engine = new TypeScriptEngine(layout, randomWeights(layout, 3));
    const observations = Float64Array.from({ length: 10 }, (_, i) => i / 10);
    const greedy = (wanted: number[]) => {
      const levels = Int32Array.of(-5, -5);
      engine.greedyLevels(observations, Uint8Array.from(wanted), levels);
      return Array.from(levels);
    };
    expect(greedy([0, 0])).toEqual([-5, -5]);
    expect(greedy([0, 1])[0]).toBe(-5);
    engine.restore({ ...engine.save(), weights: randomWeights(layout, 4) });
    const fresh = new TypeScriptEngine(layout, randomWeights(layout, 4));
    const expected = new Int32Array(2);
    fresh.greedyLevels(observations, Uint8Array.of(1, 1), expected);
    expect(greedy([1, 1])).toEqual(Array.from(expected));
  });
});

describe('learning', () => {
  it('finds the best decision of a contextual bandit', () => {
    // Two LSMs; the neighbour's level helps, its own pays where the first observation is high.
    const bandit = layoutOf([{ id: 0, levels: [3, 3] }], [8, 32, 8], 'algebraicSilu', 10);
    const stream = new RandomStream(5, 'users');
    const reward = (o: ArrayLike<number>, own: number, other: number) =>
      20 * own * (o[0]! - 0.5) - 3 * own * own + 2 * other;
    const engine = new TypeScriptEngine(bandit, randomWeights(bandit, 1, 0.4));
    const losses = new Float64Array(1);
    for (let update = 0; update < 1500; update++) {
      const [batch] = randomBatches(bandit, update);
      for (let i = 0; i < batch!.size; i++) {
        const decisions = [0, 1].map(() => stream.integer(3));
        batch!.decisions.set(decisions, 2 * i);
        const observation = batch!.observations.slice(5 * i, 5 * i + 5);
        batch!.rewards[i] = reward(observation, decisions[0]!, decisions[1]!);
      }
      const learningRate = 0.01 * (1 - update / 1600);
      engine.update([batch!], { learningRate, discount: 0, gradientClip: 10 }, losses);
    }
    let right = 0;
    const levels = new Int32Array(1);
    for (let trial = 0; trial < 200; trial++) {
      const observation = Float64Array.from({ length: 5 }, () => stream.uniform());
      engine.greedyLevels(observation, Uint8Array.of(1), levels);
      const values = [0, 1, 2].map((own) => reward(observation, own, 2));
      if (values[levels[0]!] === Math.max(...values)) right += 1;
    }
    expect(right).toBeGreaterThan(184);
  });
});

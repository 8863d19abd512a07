import { describe, expect, it } from 'vitest';
import { ActorGradient } from '../../src/learning/actorGradient.ts';
import {
  ACTOR_LOSSES,
  type ActorLoss,
  type ActorNetworks,
  actorDecisions,
} from '../../src/learning/actors.ts';
import {
  ActorDivergence,
  ActorTrainer,
  type ActorTrainingSettings,
  type Lessons,
} from '../../src/learning/actorTraining.ts';
import { ACTIVATIONS } from '../../src/learning/configuration.ts';
import { RandomStream } from '../../src/random.ts';
import { naiveActorLoss, naiveOutputs, randomLayers } from '../support/actors.ts';

/** What a teacher would do that follows a known function of all observations. */
function lessonsOf(
  seed: number,
  slots: number,
  servers: number,
  decide: (observations: Float64Array, server: number) => number,
): Lessons {
  const stream = new RandomStream(seed, 'observations');
  const observations = Float64Array.from({ length: slots * servers * 5 }, () => stream.uniform());
  const decisions = Uint8Array.from({ length: slots * servers }, (_, place) => {
    const slot = Math.floor(place / servers);
    const seen = observations.subarray(slot * servers * 5, (slot + 1) * servers * 5);
    return decide(seen, place % servers);
  });
  return { slots, servers, observations, decisions };
}

const settings: ActorTrainingSettings = {
  loss: 'classification',
  hidden: [16, 16],
  activation: 'relu',
  batchSize: 64,
  learningRate: 2e-3,
  seed: 1,
};

/** Share of the slots in which actors decide as the lessons. */
function agreement(actors: ActorNetworks, { slots, servers, ...lessons }: Lessons): number {
  let alike = 0;
  for (let slot = 0; slot < slots; slot++) {
    const seen = lessons.observations.subarray(slot * servers * 5, (slot + 1) * servers * 5);
    actorDecisions(actors, seen).forEach((level, n) => {
      if (level === lessons.decisions[slot * servers + n]) alike += 1;
    });
  }
  return alike / slots / servers;
}

function trained(
  lessons: Lessons,
  sees: readonly (readonly number[])[],
  loss: ActorLoss,
  steps: number,
): ActorNetworks {
  const agents = sees.map((seen, id) => {
    const place = { id, levels: 3, sees: seen };
    const trainer = new ActorTrainer(place, lessons, { ...settings, loss });
    while (trainer.steps < steps) trainer.step();
    return trainer.network();
  });
  return { loss, activation: settings.activation, observationSize: 5, agents };
}

describe("an actor's loss and gradient", () => {
  for (const loss of ACTOR_LOSSES) {
    it.each(ACTIVATIONS)(`of ${loss} are those of a second reading (%s)`, (activation) => {
      const size = 7;
      const levels = 4;
      const layers = randomLayers(3, [5, 6, 3, loss === 'squaredError' ? 1 : levels]);
      const gradient = randomLayers(4, [5, 6, 3, loss === 'squaredError' ? 1 : levels]);
      const stream = new RandomStream(9, 'observations');
      const samples = Array.from({ length: size }, () => ({
        inputs: Array.from({ length: 5 }, () => 2 * stream.uniform() - 1),
        level: stream.integer(levels),
      }));
      const scratch = new ActorGradient(layers, loss, activation, size);
      samples.forEach(({ inputs, level }, sample) => {
        inputs.forEach((x, i) => {
          scratch.inputs[i * scratch.columns + sample] = x;
        });
        scratch.levels[sample] = level;
      });
      const naive = () => naiveActorLoss(layers, activation, loss, samples);
      expect(scratch.run(layers, gradient)).toBeCloseTo(naive(), 12);
      const step = 1e-6;
      layers.forEach((layer, depth) => {
        for (const part of ['weights', 'biases'] as const) {
          layer[part].forEach((value, i) => {
            layer[part][i] = value + step;
            const above = naive();
            layer[part][i] = value - step;
            const below = naive();
            layer[part][i] = value;
            const slope = (above - below) / (2 * step);
            expect(Math.abs(gradient[depth]![part][i]! - slope)).toBeLessThan(1e-7);
          });
        }
      });
    });
  }

  it('of `reward` are those of the expected reward', () => {
    const size = 5;
    const layers = randomLayers(5, [5, 6, 3]);
    const gradient = randomLayers(6, [5, 6, 3]);
    const stream = new RandomStream(2, 'observations');
    const draw = (length: number) => Array.from({ length }, () => 4 * stream.uniform() - 2);
    const samples = Array.from({ length: size }, () => ({ inputs: draw(5), rewards: draw(3) }));
    const scratch = new ActorGradient(layers, 'reward', 'silu', size);
    samples.forEach(({ inputs, rewards }, sample) => {
      inputs.forEach((x, i) => {
        scratch.inputs[i * scratch.columns + sample] = x;
      });
      rewards.forEach((reward, level) => {
        scratch.rewards[level * scratch.columns + sample] = reward;
      });
    });
    const naive = () => {
      const expected = samples.map(({ inputs, rewards }) => {
        const powers = naiveOutputs(layers, 'silu', inputs).map((score) => Math.exp(score));
        const total = powers.reduce((sum, each) => sum + each, 0);
        return powers.reduce((sum, each, level) => sum + (each / total) * rewards[level]!, 0);
      });
      return -expected.reduce((sum, each) => sum + each, 0) / size;
    };
    expect(scratch.run(layers, gradient)).toBeCloseTo(naive(), 12);
    const step = 1e-6;
    layers.forEach((layer, depth) => {
      for (const part of ['weights', 'biases'] as const) {
        layer[part].forEach((value, i) => {
          layer[part][i] = value + step;
          const above = naive();
          layer[part][i] = value - step;
          const below = naive();
          layer[part][i] = value;
          const slope = (above - below) / (2 * step);
          expect(Math.abs(gradient[depth]![part][i]! - slope)).toBeLessThan(1e-7);
        });
      }
    });
  });

  it('does not overflow where a score is far above the others', () => {
    const layers = randomLayers(1, [5, 3]);
    layers[0]!.weights.fill(0);
    layers[0]!.biases.set([1000, 0, -1000]);
    const scratch = new ActorGradient(layers, 'classification', 'relu', 2);
    scratch.levels.set([0, 1]);
    expect(scratch.run(layers, randomLayers(2, [5, 3]))).toBe(500);
  });
});

describe('training an actor', () => {
  it.each(ACTOR_LOSSES)('reproduces a known function of its own observation (%s)', (loss) => {
    const price = (observations: Float64Array, n: number) => {
      const [users, cost] = [observations[5 * n + 1]!, observations[5 * n + 4]!];
      return users > 0.6 + 0.3 * cost ? 2 : users > 0.2 + 0.3 * cost ? 1 : 0;
    };
    const actors = trained(lessonsOf(1, 4000, 2, price), [[0], [1]], loss, 6000);
    expect(agreement(actors, lessonsOf(2, 2000, 2, price))).toBeGreaterThan(0.97);
  });

  it("reproduces a function of a neighbour's observation only where it sees the neighbour", () => {
    const other = (observations: Float64Array, n: number) =>
      Math.floor(3 * observations[5 * (1 - n)]!);
    const lessons = lessonsOf(3, 4000, 2, other);
    const fresh = lessonsOf(4, 2000, 2, other);
    const seeing = trained(
      lessons,
      [
        [0, 1],
        [1, 0],
      ],
      'classification',
      3000,
    );
    const blind = trained(lessons, [[0], [1]], 'classification', 2000);
    expect(agreement(seeing, fresh)).toBeGreaterThan(0.95);
    expect(agreement(blind, fresh)).toBeLessThan(0.45);
  });

  it('falls between the levels where squared error cannot tell and classification can', () => {
    // Whatever is observed: 0 in eight of fifteen slots, else 2. The mean is near 1.
    let turn = 0;
    const torn = () => ((turn++ * 7) % 15 < 8 ? 0 : 2);
    const lessons = lessonsOf(5, 3000, 1, torn);
    const rounded = trained(lessons, [[0]], 'squaredError', 1500);
    const classified = trained(lessons, [[0]], 'classification', 1500);
    const count = (actors: ActorNetworks, level: number) =>
      agreement(actors, { ...lessons, decisions: new Uint8Array(3000).fill(level) });
    expect(count(rounded, 1)).toBeGreaterThan(0.9);
    expect(count(classified, 1)).toBe(0);
  });

  it('takes its first step as Adam does', () => {
    const lessons = lessonsOf(6, 50, 1, () => 1);
    const one = { ...settings, hidden: [4], batchSize: 3 };
    const trainer = new ActorTrainer({ id: 2, levels: 3, sees: [0] }, lessons, one);
    const before = trainer.network();
    const scratch = new ActorGradient(before.layers, 'classification', 'relu', 3);
    const batches = new RandomStream(1, 'actorBatches', 2);
    for (let sample = 0; sample < 3; sample++) {
      const slot = batches.integer(50);
      for (let i = 0; i < 5; i++) {
        scratch.inputs[i * scratch.columns + sample] = lessons.observations[5 * slot + i]!;
      }
      scratch.levels[sample] = 1;
    }
    const gradient = trainer.network().layers;
    const loss = scratch.run(before.layers, gradient);
    expect(trainer.step()).toBe(loss);
    trainer.network().layers.forEach((layer, depth) => {
      for (const part of ['weights', 'biases'] as const) {
        layer[part].forEach((after, i) => {
          const slope = gradient[depth]![part][i]!;
          const root = Math.sqrt(0.001);
          const moved = (2e-3 * root * slope) / (root * Math.abs(slope) + 1e-7);
          expect(after).toBeCloseTo(before.layers[depth]![part][i]! - moved, 12);
        });
      }
    });
  });

  it('gives the same bits again, others for another seed, and nothing to other LSMs', () => {
    const lessons = lessonsOf(7, 200, 2, (observations, n) => Math.round(observations[5 * n]!));
    const bits = (seed: number, id: number, turns: readonly number[]) => {
      const place = { id, levels: 3, sees: [id] };
      const trainer = new ActorTrainer(place, lessons, { ...settings, seed });
      const beside = new ActorTrainer({ ...place, id: 1 - id }, lessons, settings);
      for (const steps of turns) {
        for (let i = 0; i < steps; i++) trainer.step();
        beside.step();
      }
      return trainer.network();
    };
    expect(bits(1, 0, [20])).toEqual(bits(1, 0, [7, 13]));
    expect(bits(2, 0, [20])).not.toEqual(bits(1, 0, [20]));
  });

  it('ends where the loss is no number, with the weights of before', () => {
    const lessons = lessonsOf(8, 10, 1, () => 1);
    lessons.observations.fill(1e308);
    const place = { id: 4, levels: 3, sees: [0] };
    const trainer = new ActorTrainer(place, lessons, { ...settings, loss: 'squaredError' });
    const before = trainer.network();
    expect(() => trainer.step()).toThrow(ActorDivergence);
    expect(() => trainer.step()).toThrow(/server 4 diverged at step 0/);
    expect(trainer.network()).toEqual(before);
  });
});

import '../support/propertySeed.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activationCurvature,
  curvatureBound,
  jerkBound,
  slopeRange,
} from '../../src/learning/activationBounds.ts';
import { activationCode, activationSlope } from '../../src/learning/activations.ts';
import { AffineGradient } from '../../src/learning/affineGradient.ts';
import { ACTIVATIONS, type Activation } from '../../src/learning/configuration.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { RandomStream } from '../../src/random.ts';
import { randomNetworks, randomObservations } from '../support/networks.ts';

function objectivesOf(seed: number, activation: Activation, hidden: readonly number[]) {
  const { networks } = parseNetworks(randomNetworks(seed, 1, 3, activation, hidden));
  const observations = randomObservations(seed, 3).observations;
  return { networks, observations, objectives: localObjectives(networks, observations.flat()) };
}

const length = (vector: ArrayLike<number>) => Math.hypot(...Array.from(vector));

describe('how much an activation bends', () => {
  const step = 1 / 64;
  for (const activation of ['algebraicSilu', 'silu', 'tanh'] as const) {
    it(`bounds the derivatives of ${activation} everywhere`, () => {
      const code = activationCode(activation);
      const { least, most } = slopeRange(activation);
      for (let x = -24; x <= 24; x += step) {
        const slope = activationSlope(code, x);
        expect(slope).toBeGreaterThanOrEqual(least);
        expect(slope).toBeLessThanOrEqual(most);
        const h = 1e-4;
        const curvature = (activationSlope(code, x + h) - activationSlope(code, x - h)) / (2 * h);
        expect(Math.abs(activationCurvature(code, x) - curvature)).toBeLessThan(1e-6);
        const jerk =
          (activationCurvature(code, x + h) - activationCurvature(code, x - h)) / (2 * h);
        // The bound of a number holds from every smaller one on.
        for (const nearer of [Math.abs(x), Math.max(0, Math.abs(x) - 0.3), 0]) {
          expect(Math.abs(curvature)).toBeLessThanOrEqual(curvatureBound(code, nearer) + 1e-6);
          expect(Math.abs(jerk)).toBeLessThanOrEqual(jerkBound(code, nearer, Math.abs(x)) + 1e-6);
        }
      }
    });
  }
});

describe('the enclosure of a gradient on a cell', () => {
  it('holds every gradient in the cell, for every activation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(...ACTIVATIONS),
        fc.constantFrom([6, 5], [8, 32, 8], [3]),
        fc.constantFrom(1, 0.3, 0.05, 0.002),
        (seed, activation, hidden, width) => {
          const { networks, observations, objectives } = objectivesOf(seed, activation, hidden);
          const stream = new RandomStream(seed, 'policy');
          objectives.forEach((objective, n) => {
            const enclosure = new AffineGradient(
              networks.agents[n]!,
              networks,
              Float64Array.from(observations[n]!),
            );
            const sides = objective.levels.map((each) => (each - 1) * width);
            const corner = objective.levels.map(
              (each, i) => stream.uniform() * (each - 1 - sides[i]!),
            );
            const longest = enclosure.longest(
              corner.map((each, i) => each + sides[i]! / 2),
              sides.map((each) => each / 2),
            );
            const gradient = new Float64Array(sides.length);
            for (let sample = 0; sample < 60; sample++) {
              // Corners of the cell and points inside.
              const draw = () => (sample % 2 ? stream.uniform() : stream.integer(2));
              objective.gradient(
                corner.map((each, i) => each + draw() * sides[i]!),
                gradient,
              );
              expect(length(gradient)).toBeLessThanOrEqual(longest * (1 + 1e-13));
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('holds a gradient at the edge of all that its factors can be', () => {
    // Both units pass their kinks in the cell, so each slope is known as 1/2 give or take 1/2 and
    // their product as anything from 0 to 1: which it is where both are active.
    const file = randomNetworks(5, 1, 2, 'relu', [1, 1]);
    const { layers, decisionScales, levels } = file.agents[0]!;
    layers[0]!.weights = layers[0]!.weights.map((_, row) => [row === 5 ? 1 : 0]);
    layers[0]!.biases = [-0.25];
    layers[1] = { weights: [[1]], biases: [-0.1] };
    layers[2] = { weights: [[1]], biases: [0] };
    const { networks } = parseNetworks(file);
    const enclosure = new AffineGradient(networks.agents[0]!, networks, new Float64Array(5));
    const middle = networks.agents[0]!.levels.map((each) => (each - 1) / 2);
    const steepest = file.valueScale * decisionScales[0]!;
    expect(localObjectives(networks, new Float64Array(10))[0]!.value([levels - 1, 0])).toBeCloseTo(
      0.65 * file.valueScale,
      9,
    );
    expect(enclosure.longest(middle, middle)).toBeGreaterThanOrEqual(steepest);
  });

  it('closes in with the square of the cell on a smooth network', () => {
    const { networks, observations, objectives } = objectivesOf(3, 'algebraicSilu', [8, 32, 8]);
    const enclosure = new AffineGradient(
      networks.agents[0]!,
      networks,
      Float64Array.from(observations[0]!),
    );
    const centre = objectives[0]!.levels.map((each) => (each - 1) * 0.4);
    const excess = [0.02, 0.01, 0.005].map((radius) => {
      const bound = enclosure.longest(
        centre,
        centre.map(() => radius),
      );
      let most = 0;
      const gradient = new Float64Array(centre.length);
      for (let i = 0; i <= 20; i++) {
        for (let j = 0; j <= 20; j++) {
          const at = [centre[0]! + radius * (i / 10 - 1), centre[1]! + radius * (j / 10 - 1)];
          objectives[0]!.gradient(at, gradient);
          most = Math.max(most, length(gradient));
        }
      }
      return bound - most;
    });
    expect(excess[2]).toBeGreaterThan(0);
    expect(excess[0]! / excess[1]!).toBeGreaterThan(3);
    expect(excess[1]! / excess[2]!).toBeGreaterThan(3);
  });
});

describe('the certified slope of a network', () => {
  it('is exact where the network is linear', () => {
    const file = randomNetworks(5, 1, 3, 'silu', []);
    const { networks } = parseNetworks(file);
    const objectives = localObjectives(networks, randomObservations(1, 3).observations.flat());
    objectives.forEach((objective, n) => {
      const { layers, decisionScales } = file.agents[n]!;
      const exact = length(
        decisionScales.map((scale, i) => 30 * scale * layers[0]!.weights[5 + i]![0]!),
      );
      const bound = objective.lipschitz();
      expect(bound.cells).toBe(1);
      expect(bound.upper).toBeGreaterThanOrEqual(exact);
      expect(bound.upper).toBeLessThan(exact * (1 + 1e-9));
      expect(bound.lower).toBeCloseTo(exact, 9);
    });
  });

  it('comes within 1 % of the longest gradient on small networks, and never below it', () => {
    for (const activation of ['algebraicSilu', 'silu', 'tanh'] as const) {
      for (let seed = 0; seed < 4; seed++) {
        for (const objective of objectivesOf(seed, activation, [4, 3]).objectives) {
          const { upper, lower } = objective.lipschitz({ cells: 4000, enough: 0 });
          const stream = new RandomStream(seed, 'policy');
          const gradient = new Float64Array(objective.levels.length);
          let found = 0;
          for (let sample = 0; sample < 2000; sample++) {
            objective.gradient(
              objective.levels.map((each) => stream.uniform() * (each - 1)),
              gradient,
            );
            found = Math.max(found, length(gradient));
          }
          expect(upper).toBeGreaterThanOrEqual(found);
          expect(upper).toBeGreaterThanOrEqual(lower);
          expect(upper).toBeLessThanOrEqual(lower * 1.0101);
          expect(lower).toBeGreaterThan(found * 0.97);
        }
      }
    }
  });

  it('bounds how much Q differs between any two decisions, ReLU included', () => {
    for (const activation of ACTIVATIONS) {
      for (const objective of objectivesOf(11, activation, [8, 32, 8]).objectives) {
        const { upper } = objective.lipschitz({ cells: 200, enough: 0 });
        const stream = new RandomStream(2, 'policy');
        const draw = () => objective.levels.map((each) => stream.uniform() * (each - 1));
        for (let pair = 0; pair < 500; pair++) {
          const [one, other] = [draw(), draw()];
          const distance = length(one.map((each, i) => each - other[i]!));
          expect(Math.abs(objective.value(one) - objective.value(other))).toBeLessThanOrEqual(
            upper * distance,
          );
        }
      }
    }
  });

  it('gets tighter with more cells, going on where it ended, and stops where it is good enough', () => {
    const make = () => objectivesOf(7, 'algebraicSilu', [8, 32, 8]).objectives[1]!;
    const one = make();
    const first = one.lipschitz({ cells: 10, enough: 0 });
    const second = one.lipschitz({ cells: 300, enough: 0 });
    expect(first.cells).toBe(10);
    expect(second.upper).toBeLessThan(first.upper);
    expect(second).toEqual(make().lipschitz({ cells: 300, enough: 0 }));
    expect(make().lipschitz({ cells: 300, enough: first.upper }).cells).toBeLessThanOrEqual(10);
  });

  it('is infinite, not wrong, where numbers overflow', () => {
    const file = randomNetworks(5, 1, 2, 'algebraicSilu', [4, 4]);
    for (const row of file.agents[0]!.layers[1]!.weights) row.fill(1e300);
    for (const row of file.agents[0]!.layers[2]!.weights) row.fill(1e300);
    const { networks } = parseNetworks(file);
    const [objective] = localObjectives(networks, randomObservations(1, 2).observations.flat());
    expect(objective!.lipschitz({ cells: 20, enough: 0 }).upper).toBe(Number.POSITIVE_INFINITY);
  });
});

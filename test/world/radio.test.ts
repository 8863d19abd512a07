import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random.ts';
import { drawPrices } from '../../src/world/pricing.ts';
import {
  cover,
  drawSpectrum,
  drawTransmissionDelays,
  meanSnr,
  transmissionDelay,
} from '../../src/world/radio.ts';
import { type PaperScenario, parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';
import { emptyUsers } from '../../src/world/users.ts';
import { moments } from '../support/moments.ts';
import { started } from './arbitraries.ts';

const scenario = parseScenario({}) as PaperScenario;
const streams = (name: 'radio' | 'price' | 'spectrum', count: number) =>
  Array.from({ length: count }, (_, server) => new RandomStream(5, name, server));

describe('path loss and rate', () => {
  it('falls with the square of the distance from 100 at 60 m, but not below 5 m', () => {
    expect(meanSnr(100, 60)).toBe(100);
    expect(meanSnr(100, 120)).toBe(25);
    expect(meanSnr(100, 5)).toBe(14_400);
    expect(meanSnr(100, 0)).toBe(14_400);
  });

  it('takes 8 Mbit over an equal share of the spectrum, 4 s at most', () => {
    // log2(1 + 1023) = 10: 20 MHz shared by 50 give 4 Mbit/s each.
    expect(transmissionDelay(scenario, 20, 50, 1023)).toBeCloseTo(2, 14);
    expect(transmissionDelay(scenario, 10, 50, 1023)).toBeCloseTo(4, 14);
    expect(transmissionDelay(scenario, 5, 50, 1023)).toBe(4);
    expect(transmissionDelay(scenario, 20, 1, 0)).toBe(4);
  });

  it('averages 2.2 s over the users in range of the default scenario', () => {
    const environment = started(scenario, 1);
    const means = Array.from({ length: 600 }, () => {
      const { delays } = environment.save().dynamics;
      environment.step([0, 0, 0, 0]);
      return moments(delays!).mean;
    });
    expect(moments(means).mean).toBeCloseTo(2.2, 1);
  });
});

describe('fading', () => {
  it('is exponential of mean 1 for a pair, drawn for pairs out of range too', () => {
    const topology = buildTopology(scenario);
    const users = emptyUsers(2);
    // The first user is in range of server 0 alone, the second of all servers.
    users.x.set([10, 90]);
    users.y.set([10, 90]);
    const coverage = cover(users, topology, scenario.coverageRadius);
    expect(Array.from(coverage.server)).toEqual([0, 0, 1, 2, 3]);
    expect(Array.from(coverage.start)).toEqual([0, 1, 5]);
    expect(Array.from(coverage.usersInRange)).toEqual([2, 1, 1, 1]);
    const radio = streams('radio', 4);
    const uncapped = { ...scenario, transmissionDelayMaximum: 1e9 };
    const spectrum = new Float64Array(4).fill(20);
    const gains: number[] = [];
    for (let slot = 0; slot < 30_000; slot++) {
      const delays = drawTransmissionDelays(uncapped, coverage, spectrum, radio);
      // Server 3 and the second user, whose share is all of the 20 MHz.
      const snr = 2 ** (8 / (20 * delays[4]!)) - 1;
      gains.push(snr / meanSnr(100, Math.hypot(30, 30)));
    }
    const { mean, variance, skewness } = moments(gains);
    expect(mean).toBeCloseTo(1, 1);
    expect(variance).toBeCloseTo(1, 1);
    expect(Math.abs(skewness - 2)).toBeLessThan(0.3);
    // Two draws a slot from every server's stream.
    const twin = new RandomStream(5, 'radio', 3);
    for (let draw = 0; draw < 60_000; draw++) twin.uniform();
    expect(radio[3]!.save()).toEqual(twin.save());
  });
});

describe('spectrum and price', () => {
  it('B_n is max(6, normal(20, 6)): its moments in closed form', () => {
    const draws = Array.from({ length: 20_000 }, () =>
      Array.from(drawSpectrum(scenario, spectrumStreams)),
    );
    const { mean, variance } = moments(draws.flat());
    // With z = (6 - 20) / 6: E = 20 + 6 (density(z) + z Phi(z)), and likewise the second moment.
    const z = -14 / 6;
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const below = 0.009815328628645;
    const first = density + z * below;
    const second = 1 - below - z * -density + z * z * below;
    expect(mean).toBeCloseTo(20 + 6 * first, 1);
    expect(variance / (36 * (second - first * first))).toBeCloseTo(1, 1.5);
    expect(Math.min(...draws.flat())).toBe(6);
    const share = draws.flat().filter((value) => value === 6).length / 80_000;
    expect(Math.abs(share - below)).toBeLessThan(4 * Math.sqrt(below / 80_000));
  });

  it.each([
    ['paper', 20, 40],
    ['released', 0, 40],
  ])('p_n of %s is uniform on [%d, %d], independent between servers', (kind, low, high) => {
    const priceStreams = streams('price', 2);
    const draws = Array.from({ length: 40_000 }, () =>
      Array.from(drawPrices(parseScenario({ kind }), 0, priceStreams)),
    );
    const { mean, variance } = moments(draws.flat());
    const width = high - low;
    expect(Math.abs(mean - (low + high) / 2)).toBeLessThan(0.005 * width);
    expect(variance / ((width * width) / 12)).toBeCloseTo(1, 1.5);
    expect(Math.min(...draws.flat())).toBeGreaterThanOrEqual(low);
    expect(Math.max(...draws.flat())).toBeLessThanOrEqual(high);
    const middle = (low + high) / 2;
    const product = moments(draws.map(([one, other]) => (one! - middle) * (other! - middle)));
    expect(Math.abs(product.mean)).toBeLessThan((4 * width * width) / 12 / Math.sqrt(40_000));
  });
});

const spectrumStreams = streams('spectrum', 4);

describe('users in range of a server', () => {
  /** Expected users within 85 m, by the area of the discs inside the border on a fine grid. */
  function closedForm(side: number): number {
    const step = 1;
    const length = 60 * (side + 1);
    let cells = 0;
    for (let x = step / 2; x < length; x += step) {
      for (let y = step / 2; y < length; y += step) {
        for (let server = 0; server < side * side; server++) {
          const dx = x - 60 * (1 + (server % side));
          const dy = y - 60 * (1 + Math.floor(server / side));
          if (dx * dx + dy * dy <= 85 * 85) cells += 1;
        }
      }
    }
    return (52 * cells * step * step) / 32_400 / (side * side);
  }

  it.each([
    [2, 29.6],
    [3, 32.1],
    [5, 34.0],
  ])('on a square grid of side %d are the expected number, about %d', (side, stated) => {
    const expected = closedForm(side);
    expect(Math.abs(expected - stated)).toBeLessThan(0.3);
    const none = new Int32Array(side * side);
    const means = [1, 2].flatMap((seed) => {
      const environment = started(parseScenario({ rows: side, columns: side }), seed);
      return Array.from({ length: 1000 }, () => {
        const { usersInRange } = environment.draws;
        environment.step(none);
        return moments(usersInRange).mean;
      });
    });
    expect(Math.abs(moments(means).mean - expected)).toBeLessThan(0.8);
  });
});

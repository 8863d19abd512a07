import { describe, expect, it } from 'vitest';
import {
  computationDelay,
  experiencedDelay,
  nextEstimate,
  processedShare,
} from '../../src/world/queue.ts';
import { type PaperScenario, parseScenario } from '../../src/world/scenario.ts';

const scenario = parseScenario({}) as PaperScenario;

describe('computation', () => {
  it('admits 90 % of what is rented', () => {
    expect(processedShare(scenario, 0, 1)).toBe(1);
    expect(processedShare(scenario, 108, 1)).toBe(1);
    expect(processedShare(scenario, 216, 1)).toBe(0.5);
    expect(processedShare(scenario, 216, 2)).toBe(1);
  });

  it('is an M/M/1 queue: the sojourn time of a simulated one', () => {
    // Time unit: one service. Arrivals 0.6 of the service rate; Lindley's recursion for waiting.
    let seed = 1;
    const uniform = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647;
    };
    let wait = 0;
    let sum = 0;
    const customers = 400_000;
    for (let customer = 0; customer < customers; customer++) {
      const service = -Math.log(uniform());
      sum += wait + service;
      wait = Math.max(0, wait + service + Math.log(uniform()) / 0.6);
    }
    // One unit: 120 tasks a slot, 0.3 s unloaded.
    const simulated = (0.3 * sum) / customers;
    expect(computationDelay(scenario, 0.6 * 120, 1) / simulated).toBeCloseTo(1, 1);
  });

  it('has the closed form 0.3 * 120 / (120 a - w)', () => {
    expect(computationDelay(scenario, 0, 1)).toBe(0.3);
    expect(computationDelay(scenario, 60, 1)).toBeCloseTo(0.6, 14);
    expect(computationDelay(scenario, 108, 1)).toBeCloseTo(3, 13);
    expect(computationDelay(scenario, 108, 2)).toBeCloseTo(36 / 132, 14);
  });

  it('at a constant rate depends on the units only', () => {
    const constant = { ...scenario, queue: 'constantRate' } as const;
    expect(computationDelay(constant, 100, 1)).toBe(0.3);
    expect(computationDelay(constant, 100, 2)).toBe(0.15);
  });
});

describe('what users know', () => {
  it('mixes the processed and the cloud', () => {
    expect(experiencedDelay(1, 0.4, 5)).toBe(0.4);
    expect(experiencedDelay(0.25, 0.4, 5)).toBeCloseTo(0.1 + 3.75, 14);
  });

  it('moves half-way to experience times units, or back to 0.3 s where nothing was rented', () => {
    expect(nextEstimate(scenario, 1, 2, 0.4)).toBeCloseTo(0.5 + 0.4, 14);
    expect(nextEstimate(scenario, 1.3, 0, Number.NaN)).toBeCloseTo(1, 14);
    expect(nextEstimate(scenario, 0.3, 0, Number.NaN)).toBeCloseTo(0.3, 14);
    // Rented and unloaded: experience 0.3 / a, so the estimate goes to 0.3 as well.
    expect(nextEstimate(scenario, 0.3, 2, 0.15)).toBeCloseTo(0.3, 14);
  });
});

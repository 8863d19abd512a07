import { describe, expect, it } from 'vitest';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';

/** Servers of different sizes and prices; the last pays one price, always. */
const ranges = [
  { minimum: 10, maximum: 20 },
  { minimum: 20, maximum: 40 },
  { minimum: 0, maximum: 100 },
  { minimum: 33, maximum: 33 },
];

/** Prices of a number of slots, slot by slot. */
function pricesOf(fields: object, slots: number): Float64Array[] {
  const environment = new EdgeEnvironment(parseScenario({ levels: [2, 3, 6, 4], ...fields }));
  environment.reset(7);
  return Array.from({ length: slots }, () => {
    const { prices } = environment.draws;
    environment.step([0, 0, 0, 0]);
    if (environment.agents.length === 0) environment.reset();
    return prices;
  });
}

describe.each(['paper', 'released'] as const)('own price ranges in %s', (kind) => {
  it('stretch the same draws: every price stands where it stood in the shared range', () => {
    const shared = pricesOf({ kind, priceMinimum: 20, priceMaximum: 40 }, 60);
    const own = pricesOf({ kind, priceMinimum: 20, priceMaximum: 40, priceRanges: ranges }, 60);
    for (const [slot, prices] of own.entries()) {
      for (const [server, { minimum, maximum }] of ranges.entries()) {
        const share = (shared[slot]![server]! - 20) / 20;
        expect(prices[server]).toBeCloseTo(minimum + share * (maximum - minimum), 9);
      }
    }
    expect(own.map((prices) => prices[1])).toEqual(shared.map((prices) => prices[1]));
  });

  it('bound what each server can observe, surge hours included', () => {
    const surge = { surgeStart: 0, surgeEnd: 24, surgeFactor: 2 };
    const scenario = parseScenario({ kind, levels: [2, 3, 6, 4], priceRanges: ranges, ...surge });
    const environment = new EdgeEnvironment(scenario);
    environment.reset(3);
    const entry = 4;
    for (const [server, { minimum, maximum }] of ranges.entries()) {
      const { low, high } = environment.observationSpace(server);
      // Written down again: (p - 20) / 20.
      expect(low[entry]).toBeCloseTo(minimum / 20 - 1, 12);
      expect(high[entry]).toBeCloseTo((2 * maximum) / 20 - 1, 12);
      const observed = environment.observations[server * 5 + entry]!;
      expect(observed).toBeGreaterThanOrEqual(minimum / 10 - 1 - 1e-12);
      expect(observed).toBeLessThanOrEqual(maximum / 10 - 1 + 1e-12);
    }
  });
});

describe('a change of price ranges', () => {
  it('takes effect from the next slot on, and changes nothing else that is drawn', () => {
    const run = (changes: boolean) => {
      const environment = new EdgeEnvironment(parseScenario({}));
      environment.reset(5);
      const before = environment.draws.prices;
      if (changes) {
        environment.applyScenario(parseScenario({ priceRanges: ranges }));
      }
      expect(environment.draws.prices).toEqual(before);
      environment.step([1, 1, 1, 1]);
      return environment.draws;
    };
    const [kept, changed] = [run(false), run(true)];
    expect(changed.users).toEqual(kept.users);
    expect(changed.spectrum).toEqual(kept.spectrum);
    expect(changed.prices[0]).toBeCloseTo(10 + (kept.prices[0]! - 20) / 2, 9);
    expect(changed.prices[3]).toBe(33);
  });
});

describe('malformed price ranges', () => {
  const refusal = (priceRanges: unknown) => () => parseScenario({ priceRanges });

  it.each([
    [ranges.slice(1), 'scenario.priceRanges'],
    [ranges.with(2, { minimum: 5, maximum: 4 }), 'scenario.priceRanges[2].maximum: 4'],
    [ranges.with(2, { minimum: -1, maximum: 4 }), 'one price range {minimum, maximum} a server'],
    [ranges.with(2, { minimum: 1, maximum: 201 }), 'one price range {minimum, maximum} a server'],
    [[{}, {}, {}, {}], 'scenario.priceRanges: [{},{},{},{}]'],
    ['own', 'scenario.priceRanges: "own"'],
  ])('%j', (value, message) => {
    expect(refusal(value)).toThrow(message);
  });
});

import { describe, expect, it } from 'vitest';
import { observationsOfFrame, surroundingsOf } from '../../../src/app/stages/learn/observations.ts';
import {
  axesOf,
  cellOf,
  PRICES,
  pricesOf,
  rowOf,
} from '../../../src/app/stages/learn/policyAxes.ts';
import type { CityFrame } from '../../../src/workers/frame.ts';
import { HOURS } from '../../../src/world/demand.ts';
import { EdgeEnvironment } from '../../../src/world/environment.ts';
import { parseScenario, SCENARIO_KINDS } from '../../../src/world/scenario.ts';

describe.each(SCENARIO_KINDS)('observations of %s', (kind) => {
  const scenario = parseScenario({ kind });
  const environment = new EdgeEnvironment(scenario);
  environment.reset(5);
  for (let slot = 0; slot < 3; slot++) environment.step([1, 2, 1, 0]);
  const { draws, timeOfDay } = environment;
  const float = (values: ArrayLike<number>) => Float32Array.from(values);
  const frame = {
    serverCount: 4,
    timeOfDay,
    slotsPerDay: scenario.slotsPerDay,
    servers: {
      usersInRange: float(draws.usersInRange),
      spectrum: float(draws.spectrum),
      estimatedDelay: float(draws.estimates),
      price: float(draws.prices),
    },
  } as unknown as CityFrame;

  it('read from a frame are those of the environment', () => {
    const read = observationsOfFrame(frame, kind);
    environment.observations.forEach((value, i) => {
      expect(read[i], `entry ${i}`).toBeCloseTo(value, 5);
    });
  });

  it('come back into their units', () => {
    for (let server = 0; server < 4; server++) {
      const { users, spectrum, estimate } = surroundingsOf(environment.observations, server, kind);
      expect(users).toBeCloseTo(draws.usersInRange[server]!, 9);
      expect(spectrum).toBeCloseTo(draws.spectrum[server]!, 9);
      expect(estimate).toBeCloseTo(draws.estimates[server]!, 9);
    }
  });
});

describe('the axes of a policy map', () => {
  it('are the hours of the day and the prices of the market, a surge included', () => {
    const scenario = parseScenario({ surgeFactor: 3 });
    const prices = pricesOf(scenario);
    expect([prices[0], prices.at(-1), prices.length]).toEqual([20, 120, PRICES]);
    const { times, prices: inputs } = axesOf(scenario);
    expect(times).toHaveLength(HOURS);
    // Hour 0 is slots 0 to 5 of 144: its middle one is slot 3.
    expect([times[0], times[23]]).toEqual([3 / 144, 141 / 144]);
    expect([inputs[0], inputs.at(-1)]).toEqual([0, 5]);
    const released = axesOf(parseScenario({ kind: 'released' }));
    expect(released.times[5]).toBe(5 / 24);
  });

  it('give a market of one price some room', () => {
    const prices = pricesOf({
      priceRanges: 'shared',
      priceMinimum: 30,
      priceMaximum: 30,
      surgeFactor: 1,
    });
    expect(prices[0]).toBeLessThan(30);
    expect(prices.at(-1)).toBeGreaterThan(30);
  });

  it('find the row of a price, and what stands in a cell', () => {
    const prices = pricesOf({
      priceRanges: 'shared',
      priceMinimum: 20,
      priceMaximum: 40,
      surgeFactor: 1,
    });
    expect([rowOf(prices, 20), rowOf(prices, 30.9), rowOf(prices, 99), rowOf(prices, 0)]).toEqual([
      0, 5, 10, 0,
    ]);
    const cells = HOURS * PRICES;
    const values = new Float64Array(cells * 2);
    const greedy = new Uint8Array(cells);
    values.set([3, 7.5], 2 * (4 * HOURS + 9));
    greedy[4 * HOURS + 9] = 1;
    expect(cellOf({ levels: 2, greedy, values }, 9, 4)).toEqual({
      hour: 9,
      row: 4,
      level: 1,
      values: [3, 7.5],
      margin: 4.5,
    });
  });
});

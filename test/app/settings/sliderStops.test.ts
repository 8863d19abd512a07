import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkFields,
  defaultOf,
  fieldsIn,
  SECTIONS,
} from '../../../src/app/settings/configuration.ts';
import { nearestStop, sliderStops, spansDecades } from '../../../src/app/settings/sliderStops.ts';
import { openingState } from '../../../src/app/store.ts';
import { fieldsOf } from '../../../src/schema.ts';
import { parseScenario, SCENARIO_KINDS, schemaOf } from '../../../src/world/scenario.ts';

/** Every number of every configuration, with its range and its default. */
const numbers = SCENARIO_KINDS.flatMap((kind) => {
  const state = { ...openingState(), scenario: parseScenario({ kind }) };
  return SECTIONS.flatMap((section) =>
    [...fieldsIn(section, state)]
      .filter(([, meta]) => meta.kind === 'number' || meta.kind === 'integer')
      .map(([name, meta]) => {
        const initial = Number(defaultOf(section, name, state));
        return { name: `${section}.${name} (${kind})`, meta, initial };
      }),
  );
}).filter(({ name }) => !/seed /i.test(name));

describe('the stops of a slider', () => {
  it('rise from the minimum to the maximum of every field, and are values that it takes', () => {
    expect(numbers.length).toBeGreaterThan(50);
    for (const { name, meta, initial } of numbers) {
      const stops = sliderStops(meta, initial);
      expect(stops[0], name).toBe(meta.minimum);
      expect(stops.at(-1), name).toBe(meta.maximum);
      for (const [index, stop] of stops.entries()) {
        if (index > 0) expect(stop, name).toBeGreaterThan(stops[index - 1]!);
        if (meta.kind === 'integer') expect(Number.isInteger(stop), name).toBe(true);
        expect(String(stop).length, `${name}: ${stop}`).toBeLessThanOrEqual(6);
      }
      const whole = meta.kind === 'integer' ? meta.maximum! - meta.minimum! + 1 : 9;
      expect(stops.length, name).toBeGreaterThanOrEqual(Math.min(9, whole));
      expect(stops.length, name).toBeLessThan(300);
    }
  });

  it('stand near the default of every field: dragging there and back loses little', () => {
    for (const { name, meta, initial } of numbers) {
      const stops = sliderStops(meta, initial);
      const stop = stops[nearestStop(stops, initial)]!;
      const room = Math.max(0.15 * initial, (meta.maximum! - meta.minimum!) / 90);
      expect(Math.abs(stop - initial), name).toBeLessThanOrEqual(room);
    }
  });

  it('are logarithmic where a range spans decades, and even where it does not', () => {
    const learner = fieldsIn('learner', openingState());
    const rate = learner.get('learningRateStart')!;
    expect(spansDecades(rate, 0.005)).toBe(true);
    const rates = sliderStops(rate, 0.005);
    expect(rates.slice(0, 3)).toEqual([0, 0.0001, 0.0002]);
    expect(rates).toContain(0.005);
    const service = fieldsOf(schemaOf('paper')).get('serviceRate')!;
    const stops = sliderStops(service, 120);
    expect(stops).toContain(120);
    // As many stops from 1 to 10 as from 100 to 1000, but for those that are not whole.
    expect(stops.filter((stop) => stop >= 100 && stop < 1000)).toHaveLength(10);
    const discount = learner.get('discount')!;
    expect(spansDecades(discount, 0.5)).toBe(false);
    const even = sliderStops(discount, 0.5);
    expect(even.slice(0, 3)).toEqual([0, 0.01, 0.02]);
  });
});

describe('the nearest stop', () => {
  it('is a stop itself, or none is nearer', () => {
    const lists = fc
      .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 30 })
      .map((list) => list.sort((one, other) => one - other));
    fc.assert(
      fc.property(lists, fc.integer({ min: -2000, max: 2000 }), (stops, value) => {
        const found = Math.abs(stops[nearestStop(stops, value)]! - value);
        expect(found).toBe(Math.min(...stops.map((stop) => Math.abs(stop - value))));
      }),
    );
  });
});

it('every stop of every field is accepted by the session where nothing else hinders it', () => {
  const state = openingState();
  for (const [name, meta] of fieldsIn('learner', state)) {
    if (meta.minimum === undefined) continue;
    for (const stop of sliderStops(meta, Number(defaultOf('learner', name, state)))) {
      expect(
        () => checkFields('learner', { [name]: stop }, state),
        `${name} ${stop}`,
      ).not.toThrow();
    }
  }
});

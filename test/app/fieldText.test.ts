import { describe, expect, it } from 'vitest';
import {
  checkFields,
  defaultOf,
  fieldsIn,
  SECTIONS,
} from '../../src/app/settings/configuration.ts';
import { readFieldText, writeFieldText } from '../../src/app/settings/fieldText.ts';
import { openingState } from '../../src/app/store.ts';
import { InputError } from '../../src/schema.ts';

describe('readFieldText', () => {
  it.each([
    ['number', '0.25', 0.25],
    ['number', ' 1e-3 ', 0.001],
    ['number', '−5', -5],
    ['integer', '12', 12],
    ['integer', '12.5', 12.5],
    ['choice', 'softMin', 'softMin'],
    ['structure', '[2,3,4]', [2, 3, 4]],
    ['structure', '3', 3],
    ['structure', '8, 32, 8', [8, 32, 8]],
    ['structure', '8 32', [8, 32]],
    ['structure', 'parity', 'parity'],
    ['structure', '{"a":', '{"a":'],
  ] as const)('reads a %s from "%s"', (kind, text, value) => {
    expect(readFieldText({ kind }, text)).toEqual({ ok: true, value });
  });

  it.each(['', '   ', 'many', '1,5', '0x10', '1e999', 'Infinity', 'NaN'])(
    'sees that "%s" is no number',
    (text) => {
      expect(readFieldText({ kind: 'number' }, text)).toEqual({ ok: false, reason: 'notANumber' });
    },
  );

  it('reads back what it wrote, for the default of every field', () => {
    const state = openingState();
    for (const section of SECTIONS) {
      for (const [name, meta] of fieldsIn(section, state)) {
        const value = defaultOf(section, name, state);
        expect(value, name).not.toBeUndefined();
        expect(readFieldText(meta, writeFieldText(value))).toEqual({ ok: true, value });
      }
    }
  });
});

describe('checkFields', () => {
  it('accepts the present value of every field', () => {
    const state = openingState();
    for (const section of SECTIONS) {
      for (const name of fieldsIn(section, state).keys()) {
        const value = (state[section] as Readonly<Record<string, unknown>>)[name];
        expect(() => checkFields(section, { [name]: value }, state)).not.toThrow();
      }
    }
  });

  it.each([
    ['scenario', 'rows', 11, '1 to 10'],
    ['scenario', 'rows', 2.5, 'whole number'],
    ['scenario', 'priceMaximum', 5, 'priceMinimum'],
    ['scenario', 'levels', [2, 3], 'one a server'],

    ['learner', 'discount', 1, '0 to 0.999'],
    ['orchestration', 'readOut', 'worst', 'last | average | sweep | best'],
  ] as const)('refuses %s.%s = %s and says what is allowed', (section, name, value, allowed) => {
    const check = () => checkFields(section, { [name]: value }, openingState());
    expect(check).toThrow(InputError);
    expect(check).toThrow(allowed);
  });

  it('refuses what the session would refuse as a whole, naming the field that does not fit', () => {
    const opening = openingState();
    const sixLevels = { ...opening, scenario: { ...opening.scenario, levels: 6 } };
    expect(() => checkFields('scenario', { linkRadius: 86 }, sixLevels)).toThrow('scenario.levels');
    // Six levels with diagonal neighbours: 6^9 joint decisions in the middle of the grid.
    const crowded = { ...opening, scenario: { ...opening.scenario, linkRadius: 86 } };
    expect(() => checkFields('scenario', { levels: 6 }, crowded)).toThrow('10,077,696');
  });
});

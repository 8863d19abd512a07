import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configured } from '../../../src/app/controller/changes.ts';
import { changedFields, countFields, listSettings } from '../../../src/app/settings/listing.ts';
import { findWords, SEARCH_FIELDS, wordsOf } from '../../../src/app/settings/search.ts';
import { openingState } from '../../../src/app/store.ts';

const setting = {
  label: 'Learning rate, first',
  help: 'Step size of Adam at the start of the plan.',
  unit: '',
  group: 'Optimiser',
  value: '0.005',
};

describe('findWords', () => {
  it('finds words in any part, in any case and order, and says where', () => {
    const spans = findWords(setting, wordsOf('  ADAM rate '))!;
    expect(spans.label).toEqual([[9, 13]]);
    expect(setting.help.slice(...spans.help[0]!)).toBe('Adam');
    expect(findWords(setting, wordsOf('0.005 optimiser'))!.value).toEqual([[0, 5]]);
    expect(findWords(setting, wordsOf('rate bananas'))).toBeNull();
  });

  it('joins places that overlap or touch', () => {
    const spans = findWords({ ...setting, label: 'banana' }, ['ana', 'nan', 'ban']);
    expect(spans?.label).toEqual([[0, 6]]);
  });

  it('knows letters without their accents, at the places where they stand', () => {
    const spans = findWords({ ...setting, label: 'Réglage ŒUVRE' }, wordsOf('regl uvre'));
    expect(spans?.label).toEqual([
      [0, 4],
      [9, 13],
    ]);
  });

  it('finds whatever is cut out of a text, and marks it inside the text', () => {
    const texts = fc.string({ minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length;
        const words = wordsOf(text.slice(start, start + 1 + (length % 6)));
        const found = findWords({ ...setting, label: text }, words);
        expect(found).not.toBeNull();
        for (const field of SEARCH_FIELDS) {
          let last = -1;
          for (const [begin, end] of found![field]) {
            expect(begin).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(begin);
            last = end;
          }
        }
      }),
    );
  });
});

describe('the list of settings', () => {
  const shown = configured(openingState());
  const list = (query: string, changedOnly = false) =>
    listSettings({ section: 'scenario', query, changedOnly }, shown);

  it('is one section as long as nothing is searched for', () => {
    expect(list('').map(({ section }) => section)).toEqual(['scenario']);
  });

  it('finds across all three sections, by label, unit, group and value', () => {
    const found = list('rate');
    expect(found.map(({ section }) => section)).toEqual(['scenario', 'learner', 'orchestration']);
    const names = found
      .flatMap(({ groups }) => groups.flatMap(({ fields }) => fields))
      .map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['serviceRate', 'learningRateStart', 'readOut']));
    expect(countFields(list('MHz'))).toBe(3);
    expect(countFields(list('algorithm 1'))).toBe(11);
    expect(countFields(list('8, 32, 8'))).toBe(1);
    expect(list('no such thing')).toEqual([]);
  });

  it('shows only what differs from the defaults, where that is wanted', () => {
    // The opening city is 3 x 3; the default is 2 x 2.
    expect(changedFields('scenario', shown)).toEqual(['rows', 'columns']);
    expect(countFields(list('', true))).toBe(2);
    expect(countFields(list('top to bottom', true))).toBe(1);
  });
});

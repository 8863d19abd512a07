import { describe, expect, it } from 'vitest';
import { changedScenario } from '../../../src/app/controller/changes.ts';
import '../../../src/app/catalogue/later/versus.ts';
import {
  onGrid,
  withAdded,
  withLevels,
  withPrices,
  withRemoved,
} from '../../../src/app/stages/city/edit/layout.ts';
import { DifferenceHistory } from '../../../src/app/stages/city/versus/differenceHistory.ts';
import { verdict } from '../../../src/app/stages/city/versus/verdict.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import { NOTHING_COMPARED } from '../../../src/session/comparison.ts';
import { parseScenario } from '../../../src/world/scenario.ts';

describe('the verdict on two policies', () => {
  const say = (change: object) => verdict('A', 'B', { ...NOTHING_COMPARED, ...change });

  it('says who is ahead, and gives no interval before two days', () => {
    expect(say({ slots: 10, own: 50, rival: 20 })).toMatch(/^A is ahead by 3\.0 a slot over 10 /);
    expect(say({ slots: 10, own: 20, rival: 50, days: [-3] })).toMatch(
      /^B is ahead by 3\.0 .*1 so/,
    );
    expect(say({ slots: 1, own: 20, rival: 50 })).toMatch(/^B is ahead by 30\.0 over 1 slot\./);
    expect(say({ slots: 4, own: 5, rival: 5 })).toMatch(/^Both earn the same/);
  });

  it('gives the 95 % interval of Student’s t over days', () => {
    // Mean 2, standard deviation 1, three days: 4.3027 / sqrt(3) = 2.48.
    expect(say({ slots: 72, days: [1, 2, 3] })).toBe(
      'Neither is shown to be better: 2.0 ± 2.5 a slot (95 % interval over 3 whole days).',
    );
    expect(say({ slots: 72, days: [-11, -12, -13] })).toBe(
      'B earns 12.0 ± 2.5 more a slot (95 % interval over 3 whole days).',
    );
  });
});

describe('differences slot by slot', () => {
  it('keep a day, and forget what a slot played again said before', () => {
    const history = new DifferenceHistory();
    for (let slot = 0; slot < 300; slot++) history.add(slot, slot);
    expect(history.slots).toHaveLength(144);
    expect(history.slots[0]!.slot).toBe(156);
    history.add(200, -1);
    expect(history.slots.at(-1)).toEqual({ slot: 200, difference: -1 });
    history.clear();
    expect(history.slots).toEqual([]);
  });
});

describe('what one server has of its own', () => {
  const ranges = [10, 20, 30, 40].map((minimum) => ({ minimum, maximum: 50 }));
  const own = parseScenario({ levels: [2, 3, 4, 5], priceRanges: ranges });

  it('goes with it when others come, go, or return to the grid', () => {
    const added = withAdded(own, { x: 5, y: 5 });
    expect(added.levels).toEqual([2, 3, 4, 5, 2]);
    expect(added.priceRanges).toEqual([...ranges, ranges[0]]);
    const removed = withRemoved(own, 1);
    expect(removed.levels).toEqual([2, 4, 5]);
    expect(removed.priceRanges).toEqual([ranges[0], ranges[2], ranges[3]]);
    const fewer = parseScenario({ ...own, ...removed });
    expect(onGrid(fewer).priceRanges).toEqual([ranges[0], ranges[2], ranges[3], ranges[0]]);
    expect(withRemoved(parseScenario({}), 1)).not.toHaveProperty('priceRanges');
  });

  it('changes alone', () => {
    expect(withLevels(own, 2, 6).levels).toEqual([2, 3, 6, 5]);
    expect(withLevels(parseScenario({ levels: [3, 3, 5, 3] }), 2, 3).levels).toBe(3);
    const range = { minimum: 1, maximum: 2 };
    expect(withPrices(own, 3, range).priceRanges).toEqual([...ranges.slice(0, 3), range]);
    const shared = { minimum: 20, maximum: 40 };
    const first = withPrices(parseScenario({}), 0, range);
    expect(first.priceRanges).toEqual([range, shared, shared, shared]);
    expect(withPrices(own, 0, null).priceRanges).toBe('shared');
  });

  it('follows a grid that grows: new servers pay from the shared range', () => {
    const { value } = changedScenario(own, parseLearner({}), { columns: 3 });
    const shared = { minimum: 20, maximum: 40 };
    expect(value.priceRanges).toEqual([ranges[0], ranges[1], shared, ranges[2], ranges[3], shared]);
  });
});

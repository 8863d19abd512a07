/** Changes of the city by one press, and typed ones. */
import { describe, expect, it } from 'vitest';
import { readFields, SHOCKS, shockFields } from '../../../src/app/stages/learn/change/shocks.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import { parseSchedule } from '../../../src/session/schedule.ts';
import { demandTable, turnedDemand } from '../../../src/world/demand.ts';
import { parseScenario } from '../../../src/world/scenario.ts';

const paper = parseScenario({ kind: 'paper' });

describe('a shock', () => {
  it.each(SHOCKS)('%s can be made to both scenarios', (shock) => {
    for (const scenario of [paper, parseScenario({ kind: 'released' })]) {
      const change = { episode: 1, scenario: shockFields(shock, scenario) };
      expect(parseSchedule([change], { scenario, learner: parseLearner({}) })).toEqual([change]);
      expect(change.scenario).not.toEqual({});
    }
  });

  it('turns the day round and gives it to the zone before: the same demand in all', () => {
    const before = demandTable(paper);
    const after = turnedDemand(before);
    expect(after.residential[0]).toBe(before.school[12]);
    expect(after.public[13]).toBe(before.residential[1]);
    const total = (table: typeof before) =>
      Object.values(table)
        .flat()
        .sort((one, other) => one - other);
    expect(total(after)).toEqual(total(before));
  });
});

describe('typed fields', () => {
  it('are read as JSON, else as words', () => {
    expect(readFields('demandScale=2, offloading=nearest')).toEqual({
      demandScale: 2,
      offloading: 'nearest',
    });
    expect(readFields('zones=["school","public"]; priceMaximum = 60')).toEqual({
      zones: ['school', 'public'],
      priceMaximum: 60,
    });
    expect(readFields('twice as much')).toBeNull();
    expect(readFields('')).toBeNull();
  });
});

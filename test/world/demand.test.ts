import { describe, expect, it } from 'vitest';
import { demandTable, expectedTasks, hourOf } from '../../src/world/demand.ts';
import { parseScenario, ZONES } from '../../src/world/scenario.ts';

describe('demand', () => {
  it('counts the hours of a day of any number of slots', () => {
    expect([0, 5, 6, 143].map((time) => hourOf(time, 144))).toEqual([0, 0, 1, 23]);
    expect([0, 7, 23, 24].map((time) => hourOf(time, 24))).toEqual([0, 7, 23, 0]);
    expect([4, 5, 99].map((time) => hourOf(time, 100))).toEqual([0, 1, 23]);
  });

  it('has the values that the paper states, and those it was released with', () => {
    const paper = demandTable(parseScenario({}));
    expect(paper.residential[20]).toBe(22.5);
    expect(paper.school[20]).toBe(3);
    const released = demandTable(parseScenario({ kind: 'released' }));
    expect(released.residential[20]).toBe(22);
    for (const table of [paper, released]) {
      for (const zone of ZONES) expect(table[zone]).toHaveLength(24);
    }
    // The tables differ in four entries only.
    const differing = ZONES.flatMap((zone) =>
      paper[zone].filter((value, hour) => value !== released[zone][hour]),
    );
    expect(differing).toHaveLength(4);
  });

  it('is scaled, and laid out by zone and hour', () => {
    const scenario = parseScenario({ demandScale: 2 });
    const expected = expectedTasks(scenario);
    ZONES.forEach((zone, index) => {
      expect(expected[index * 24 + 20]).toBe(2 * demandTable(scenario)[zone][20]!);
    });
  });

  it('can be a table of the visitor', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => hour);
    const demand = { residential: hours, school: hours, commercial: hours, public: hours };
    expect(expectedTasks(parseScenario({ demand }))[3 * 24 + 5]).toBe(5);
  });
});

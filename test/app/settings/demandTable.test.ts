import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  demandOf,
  fittingTasks,
  readPasted,
  withCopied,
  withHour,
  withReset,
  withScaled,
  withStroke,
} from '../../../src/app/settings/demandTable.ts';
import { demandTable, HOURS } from '../../../src/world/demand.ts';
import { type DemandTable, parseScenario, ZONES } from '../../../src/world/scenario.ts';

const paper = demandTable({ demand: 'paper' });
const released = demandTable({ demand: 'released' });
const days = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
  minLength: HOURS,
  maxLength: HOURS,
});
const tables: fc.Arbitrary<DemandTable> = fc.record({
  residential: days,
  school: days,
  commercial: days,
  public: days,
});
const zones = fc.constantFrom(...ZONES);
const hours = fc.nat(HOURS - 1);

describe('edits of the table', () => {
  it('always leave a table that the session takes', () => {
    const tasks = fc.double({ min: -50, max: 300, noNaN: true });
    fc.assert(
      fc.property(
        tables,
        zones,
        zones,
        hours,
        hours,
        tasks,
        (table, zone, other, from, to, value) => {
          const drawn = withStroke(
            table,
            zone,
            { hour: from, tasks: value },
            { hour: to, tasks: fittingTasks(value / 2) },
          );
          const edited = withCopied(withScaled(drawn, zone, Math.abs(value)), zone, other);
          expect(() => parseScenario({ demand: edited })).not.toThrow();
          expect(() =>
            parseScenario({ demand: withReset(edited, zone, 'released') }),
          ).not.toThrow();
        },
      ),
    );
  });

  it('draw every hour that a stroke passes, on a straight line, in either direction', () => {
    const there = withStroke(paper, 'school', { hour: 3, tasks: 2 }, { hour: 7, tasks: 10 });
    expect(there.school.slice(3, 8)).toEqual([2, 4, 6, 8, 10]);
    expect(there.school.slice(0, 3)).toEqual(paper.school.slice(0, 3));
    expect(there.school.slice(8)).toEqual(paper.school.slice(8));
    expect(there.public).toBe(paper.public);
    const back = withStroke(paper, 'school', { hour: 7, tasks: 10 }, { hour: 3, tasks: 2 });
    expect(back).toEqual(there);
    expect(
      withStroke(paper, 'public', { hour: 5, tasks: 3 }, { hour: 5, tasks: 9 }).public[5],
    ).toBe(9);
  });

  it('scale, copy and reset one zone and leave the others', () => {
    expect(withScaled(paper, 'public', 2).public).toEqual(paper.public.map((tasks) => 2 * tasks));
    expect(withScaled(paper, 'public', 1000).public.every((tasks) => tasks <= 100)).toBe(true);
    expect(withCopied(paper, 'public', 'school').school).toEqual(paper.public);
    const reset = withReset(withScaled(paper, 'public', 0), 'public', 'released');
    expect(reset).toEqual({ ...paper, public: released.public });
  });
});

describe('the field for a table', () => {
  it('has a name where the table has one', () => {
    expect(demandOf(paper)).toBe('paper');
    expect(demandOf(structuredClone(released))).toBe('released');
    const own = withHour(paper, 'school', 5, 77);
    expect(demandOf(own)).toEqual(own);
    expect(demandOf(withReset(own, 'school', 'paper'))).toBe('paper');
  });
});

describe('what is pasted', () => {
  it('is a block of hours and zones, as the table shows them', () => {
    expect(readPasted('1\t2\n3\t4\n', 'school', 22)).toEqual([
      { zone: 'school', hour: 22, text: '1', tasks: 1 },
      { zone: 'commercial', hour: 22, text: '2', tasks: 2 },
      { zone: 'school', hour: 23, text: '3', tasks: 3 },
      { zone: 'commercial', hour: 23, text: '4', tasks: 4 },
    ]);
  });

  it('is a day of one zone where it is one long row, and ends with the day', () => {
    const row = Array.from({ length: 30 }, (_, index) => index).join('\t');
    const cells = readPasted(row, 'public', 0);
    expect(cells).toHaveLength(HOURS);
    expect(cells.every((cell, hour) => cell.zone === 'public' && cell.hour === hour)).toBe(true);
    expect(cells.map(({ tasks }) => tasks)).toEqual(Array.from({ length: 24 }, (_, hour) => hour));
  });

  it('may have a decimal comma where tabs part the cells, and commas between numbers else', () => {
    expect(readPasted('1,5\t2', 'school', 0).map(({ tasks }) => tasks)).toEqual([1.5, 2]);
    expect(readPasted('1.5, 2', 'school', 0).map(({ tasks }) => tasks)).toEqual([1.5, 2]);
    expect(readPasted('1,5;2', 'school', 0).map(({ tasks }) => tasks)).toEqual([1.5, 2]);
  });

  it('keeps what is no number or too large, as it was written', () => {
    const cells = readPasted('5\tmany\t101\t-1', 'residential', 8);
    expect(cells.map(({ tasks }) => tasks)).toEqual([5, null, null, null]);
    expect(cells.map(({ text }) => text)).toEqual(['5', 'many', '101', '-1']);
  });

  it('reads back a table that was copied out as text', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const text = Array.from({ length: HOURS }, (_, hour) =>
          ZONES.map((zone) => table[zone][hour]).join('\t'),
        ).join('\r\n');
        let pasted = paper;
        for (const { zone, hour, tasks } of readPasted(text, 'residential', 0)) {
          pasted = withHour(pasted, zone, hour, tasks!);
        }
        expect(pasted).toEqual(table);
      }),
    );
  });
});

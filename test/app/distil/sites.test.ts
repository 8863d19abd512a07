import { describe, expect, it } from 'vitest';
import { arrange } from '../../../src/app/arrangement.ts';
import {
  agreementOf,
  clockTime,
  decisionOf,
  differingSites,
} from '../../../src/app/stages/distil/comparedSlot.ts';
import {
  siteAt,
  siteFrame,
  siteMap,
  siteParts,
} from '../../../src/app/stages/distil/siteLayout.ts';
import type { ComparedDay } from '../../../src/experiments/sideBySide.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { buildTopology } from '../../../src/world/topology.ts';

const day: ComparedDay = {
  slots: 3,
  levels: [3, 3],
  timesOfDay: [142, 143, 0],
  prices: new Float64Array(6),
  teacher: Int8Array.of(0, 1, 2, 2, 1, 0),
  student: Int8Array.of(0, 2, 2, 1, 1, 0),
};

describe('a compared day', () => {
  it('is read slot by slot and site by site', () => {
    expect(decisionOf(day, 1, 1)).toEqual({ teacher: 2, student: 1 });
    expect([0, 1, 2].map((slot) => differingSites(day, slot))).toEqual([[1], [1], []]);
    expect([agreementOf(day, 0), agreementOf(day, 1)]).toEqual([1, 1 / 3]);
  });

  it('knows when there is no student', () => {
    const alone = { ...day, student: null };
    expect(decisionOf(alone, 0, 0)).toEqual({ teacher: 0, student: null });
    expect(differingSites(alone, 0)).toEqual([]);
    expect(agreementOf(alone, 0)).toBeNull();
  });

  it('tells the time', () => {
    expect([0, 37, 143].map((slot) => clockTime(slot, 144))).toEqual(['00:00', '06:10', '23:50']);
    expect(clockTime(23, 24)).toBe('23:00');
  });
});

describe('the hero picture', () => {
  const layouts = [
    { rows: 2, columns: 2, width: 640, height: 640 },
    { rows: 3, columns: 5, width: 358, height: 215 },
    { rows: 10, columns: 10, width: 358, height: 358 },
    { rows: 10, columns: 10, width: 900, height: 700 },
  ];

  it.each(layouts)(
    '$rows x $columns in $width x $height: cards lie inside, apart, and are hit',
    ({ rows, columns, width, height }) => {
      const { count } = buildTopology(parseScenario({ rows, columns }));
      const map = siteMap(arrange(buildTopology(parseScenario({ rows, columns }))), width, height);
      for (let server = 0; server < count; server += 1) {
        const card = siteFrame(map, server);
        expect(card.left).toBeGreaterThanOrEqual(0);
        expect(card.top).toBeGreaterThanOrEqual(0);
        expect(card.right).toBeLessThanOrEqual(width);
        expect(card.bottom).toBeLessThanOrEqual(height);
        const x = (card.left + card.right) / 2;
        const y = (card.top + card.bottom) / 2;
        expect(siteAt(map, count, x, y)).toBe(server);
        const { teacher, student, strip } = siteParts(map, card);
        // The columns keep room for their units, beside each other and over the strip.
        expect(teacher.bottom - teacher.top).toBeGreaterThan(0.3 * map.side);
        expect(teacher.right).toBeLessThan(student.left);
        if (strip) {
          expect(strip.top).toBeGreaterThan(teacher.bottom);
          expect(strip.bottom).toBeLessThan(card.bottom);
        }
      }
      expect(siteAt(map, count, -1, -1)).toBeNull();
    },
  );
});

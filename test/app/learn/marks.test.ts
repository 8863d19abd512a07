import { describe, expect, it } from 'vitest';
import '../../../src/app/catalogue/later/engine.ts';
import '../../../src/app/catalogue/later/fields.ts';
import '../../../src/app/catalogue/later/learning.ts';
import { marksOf } from '../../../src/app/stages/learn/marks.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import type { TrainingEvent } from '../../../src/session/events.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { withoutServer, withServer } from '../../../src/world/servers.ts';

const beginning = { scenario: parseScenario({}), learner: parseLearner({}) };

function scenarioAt(slot: number, change: Readonly<Record<string, unknown>>): TrainingEvent {
  return { room: 'training', slot, type: 'scenario', scenario: parseScenario(change) };
}

describe('marks of changes', () => {
  it('stand at the episode of the change and say what it was', () => {
    const learner = parseLearner({ episodes: 3000 });
    const marks = marksOf(
      beginning,
      [
        scenarioAt(600, { demandScale: 2 }),
        scenarioAt(1200, { demandScale: 2, priceMinimum: 30, priceMaximum: 60 }),
        { room: 'training', slot: 1803, type: 'learner', learner },
      ],
      1,
    );
    expect(marks).toEqual([
      { at: 100, label: 'Demand × 2' },
      { at: 200, label: 'Prices 30 to 60' },
      { at: 300.5, label: 'Length of the plan 3000' },
    ]);
  });

  it('are one where a value was turned back and forth, and none where it came back', () => {
    const turned = [
      scenarioAt(600, { demandScale: 2 }),
      scenarioAt(603, { demandScale: 2.5 }),
      scenarioAt(606, { demandScale: 3 }),
    ];
    expect(marksOf(beginning, turned, 2)).toEqual([{ at: 100, label: 'Demand × 3' }]);
    expect(marksOf(beginning, [...turned, scenarioAt(609, {})], 2)).toEqual([]);
    expect(marksOf(beginning, turned, 0.1)).toHaveLength(3);
  });

  it('name the engine that took over, but not the one at the beginning', () => {
    const engine = (slot: number, id: string): TrainingEvent => ({
      room: 'training',
      slot,
      type: 'engine',
      engine: id,
    });
    const marks = marksOf(beginning, [engine(0, 'typescript'), engine(60, 'tfjs-cpu')], 1);
    expect(marks).toHaveLength(1);
    expect(marks[0]!.at).toBe(10);
    expect(marks[0]!.label).toContain('engine: ');
  });

  it('name what has no short value by its field alone, and count the rest', () => {
    const zones = new Array<string>(4).fill('school');
    const marks = marksOf(
      beginning,
      [scenarioAt(6, { zones, userDensity: 10, walkDeviation: 3 })],
      1,
    );
    expect(marks).toEqual([{ at: 1, label: 'Zones and 2 more' }]);
  });

  it('say who joined and who left, not which lists that changed', () => {
    const grid = parseScenario({ rows: 1, columns: 3 });
    const changed = withoutServer(withServer(grid, { site: { x: 60, y: 20 }, levels: 3 }), 1);
    const marks = marksOf(
      { ...beginning, scenario: grid },
      [
        { room: 'training', slot: 60, type: 'scenario', scenario: changed },
        {
          room: 'training',
          slot: 120,
          type: 'scenario',
          scenario: parseScenario({ ...changed, demandScale: 2 }),
        },
      ],
      1,
    );
    expect(marks).toEqual([
      { at: 10, label: 'servers +3 −1' },
      { at: 20, label: 'Demand × 2' },
    ]);
  });
});

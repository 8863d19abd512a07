import { describe, expect, it } from 'vitest';
import { arrange } from '../../../src/app/arrangement.ts';
import { LiveCurves } from '../../../src/app/live.ts';
import { DrawnCurves } from '../../../src/app/stages/learn/curves.ts';
import {
  axisEnd,
  scheduleOf,
  stretchAt,
  stretchesAlong,
  stretchesOf,
} from '../../../src/app/stages/learn/plan.ts';
import {
  gridHeight,
  lossText,
  tileAt,
  tileBeside,
  tileCorner,
  tileGrid,
} from '../../../src/app/stages/learn/tiles.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import type { TrainingMessage } from '../../../src/workers/protocol.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { buildTopology } from '../../../src/world/topology.ts';

const plan = parseLearner({ episodes: 1000 });

describe('the plan', () => {
  it('explores, settles and refines in the shares of the method', () => {
    expect(stretchesOf(plan)).toEqual([
      { name: 'explore', from: 0, to: 300 },
      { name: 'settle', from: 300, to: 600 },
      { name: 'refine', from: 600, to: 1000 },
    ]);
    expect([0, 299, 300, 599, 600, 999, 1000].map((episode) => stretchAt(episode, plan))).toEqual([
      'explore',
      'explore',
      'settle',
      'settle',
      'refine',
      'refine',
      'done',
    ]);
  });

  it('leaves out stretches that are empty', () => {
    const greedy = { ...plan, explorationFull: 0, explorationDecay: 0 };
    expect(stretchesOf(greedy).map(({ name }) => name)).toEqual(['refine']);
    const random = { ...plan, explorationFull: 1, explorationDecay: 1 };
    expect(stretchesOf(random).map(({ name }) => name)).toEqual(['explore']);
  });

  it('holds the axis still until training goes beyond it', () => {
    expect(axisEnd(1000, 0)).toBe(1000);
    expect(axisEnd(1000, 1000)).toBe(1000);
    expect(axisEnd(1000, 1200)).toBe(1500);
    expect(axisEnd(1000, 1499)).toBe(1500);
    expect(axisEnd(1000, 1501)).toBe(2000);
  });

  it('schedules exploration and learning rate by the method', () => {
    const { exploration, learningRate } = scheduleOf([{ from: 0, plan }], 1000);
    expect(exploration).toHaveLength(1001);
    expect([exploration[0], exploration[299], exploration[600]]).toEqual([1, 1, 0.05]);
    expect(exploration[450]).toBeCloseTo(0.525, 12);
    expect(learningRate[0]).toBe(5e-3);
    expect(learningRate[1000]).toBeCloseTo(5e-4, 15);
  });

  it('leaves the past as it was when the plan changes', () => {
    const longer = parseLearner({ episodes: 2000, learningRateStart: 0.1 });
    const before = scheduleOf([{ from: 0, plan }], 1000);
    const plans = [
      { from: 0, plan },
      { from: 400.5, plan: longer },
    ];
    const after = scheduleOf(plans, 2000);
    expect(after.learningRate.subarray(0, 400)).toEqual(before.learningRate.subarray(0, 400));
    expect(after.learningRate[400]).toBeCloseTo(0.1 + (5e-4 - 0.1) * 0.2, 12);
    expect(after.exploration[2000]).toBe(0.05);
    // At 400 the old plan had begun to settle; the new one explores until 600.
    expect(stretchesAlong(plans)).toEqual([
      { name: 'explore', from: 0, to: 300 },
      { name: 'settle', from: 300, to: 400.5 },
      { name: 'explore', from: 400.5, to: 600 },
      { name: 'settle', from: 600, to: 1200 },
      { name: 'refine', from: 1200, to: 2000 },
    ]);
    const same = stretchesAlong([plans[0]!, { from: 123, plan }]);
    expect(same).toEqual(stretchesOf(plan));
  });
});

function message(firstEpisode: number, episodes: number, agents: number): TrainingMessage {
  const rewards = Float64Array.from(
    { length: episodes * agents },
    (_, k) => (firstEpisode + Math.floor(k / agents)) * (1 + (k % agents)),
  );
  return {
    type: 'training',
    firstEpisode,
    systemReward: Float64Array.from({ length: episodes }, (_, e) => 10 * (firstEpisode + e)),
    rewards,
    losses: Float64Array.from({ length: episodes * agents }, () => 0.01),
    exploration: new Float64Array(episodes).fill(1),
  };
}

describe('curves to draw', () => {
  it('follow what arrives in pieces as if it had come at once', () => {
    const live = new LiveCurves();
    live.clear([0, 1], plan);
    const drawn = new DrawnCurves(live);
    live.append(message(0, 7, 2));
    drawn.refresh(3);
    live.append(message(7, 5, 2));
    drawn.refresh(3);
    expect(drawn.episodes).toBe(12);
    expect(drawn.smooth).toHaveLength(12);
    expect(drawn.smooth[11]).toBeCloseTo(100, 9);
    expect(drawn.smooth[7]).toBeCloseTo(60, 9);
    expect(drawn.ofServer(1, 'reward')[11]).toBeCloseTo(20, 9);
    expect(drawn.ofServer(0, 'loss')[11]).toBeCloseTo(-2, 9);
  });

  it('keep a domain that never shrinks, and begin again with a new run', () => {
    const live = new LiveCurves();
    live.clear([0, 1], plan);
    const drawn = new DrawnCurves(live);
    live.append(message(0, 100, 2));
    drawn.refresh(5);
    const before = drawn.domain;
    live.append({ ...message(100, 1, 2), systemReward: Float64Array.of(0) });
    drawn.refresh(5);
    expect(drawn.domain).toEqual(before);
    live.clear([0, 1, 2], plan);
    live.append(message(0, 2, 3));
    drawn.refresh(5);
    expect(drawn.servers).toBe(3);
    expect(drawn.smooth).toHaveLength(2);
    expect(drawn.domain[1]).toBeLessThan(before[1]);
  });
});

describe('curves of a run that was begun again while nobody looked', () => {
  it('forget the old run even where the new one is longer already', () => {
    const live = new LiveCurves();
    live.clear([0, 1], plan);
    const drawn = new DrawnCurves(live);
    live.append(message(0, 50, 2));
    drawn.refresh(3);
    live.clear([0, 1], plan);
    live.append({ ...message(0, 80, 2), systemReward: new Float64Array(80).fill(-7) });
    drawn.refresh(3);
    expect(drawn.smooth[10]).toBe(-7);
    expect(drawn.domain[1]).toBeLessThan(100);
  });
});

describe('tiles', () => {
  it.each([
    { rows: 1, columns: 2 },
    { rows: 3, columns: 3 },
    { rows: 10, columns: 10 },
    {
      rows: 2,
      columns: 5,
      sites: [60, 120].flatMap((y) => [60, 120, 240, 300].map((x) => ({ x, y }))),
    },
  ])('stand in the servers’ places and are hit there: %o', (change) => {
    const topology = buildTopology(parseScenario(change));
    const arrangement = arrange(topology);
    const grid = tileGrid(arrangement, 620);
    for (let server = 0; server < topology.count; server++) {
      const { x, y } = tileCorner(grid, server);
      expect(tileAt(grid, x + grid.width / 2, y + grid.height / 2)).toBe(server);
      expect(x + grid.width).toBeLessThanOrEqual(620 + 1e-9);
      expect(y + grid.height).toBeLessThanOrEqual(gridHeight(grid) + 1e-9);
    }
  });

  it('are not hit in gaps, on empty cells or outside', () => {
    const sites = [
      { x: 60, y: 60 },
      { x: 120, y: 120 },
    ];
    const grid = tileGrid(arrange(buildTopology(parseScenario({ sites }))), 620);
    expect(tileAt(grid, grid.width + grid.gap / 2, 10)).toBeNull();
    expect(tileAt(grid, -1, 10)).toBeNull();
    // The cell at the upper right is empty.
    expect(tileAt(grid, 620 - 10, 10)).toBeNull();
  });

  it('are walked through by arrow keys, over empty cells', () => {
    const grid = tileGrid(arrange(buildTopology(parseScenario({ rows: 3, columns: 3 }))), 620);
    expect(tileBeside(grid, 4, 'ArrowLeft')).toBe(3);
    expect(tileBeside(grid, 4, 'ArrowUp')).toBe(1);
    expect(tileBeside(grid, 2, 'ArrowRight')).toBeNull();
    expect(tileBeside(grid, 8, 'ArrowDown')).toBeNull();
    expect(tileBeside(grid, 4, 'x')).toBeNull();
    const gap = { ...grid.arrangement, servers: [0, null, 2], cells: [0, -1, 2] };
    const torn = { ...grid, arrangement: { ...gap, rows: 1, columns: 3 } };
    expect(tileBeside(torn, 0, 'ArrowRight')).toBe(2);
  });

  it('write a loss readably', () => {
    expect(lossText(Math.log10(0.031))).toBe('0.031');
    expect(lossText(-5)).toBe('1e-5');
  });
});

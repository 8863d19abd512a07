import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logarithmicPosition, logarithmicValue } from '../../src/app/components/SpeedSlider.tsx';
import { buildCityMap } from '../../src/app/stages/city/cityMap.ts';
import { clockText, daylight, hourOfDay } from '../../src/app/stages/city/daylight.ts';
import { ease, Glide, progress } from '../../src/app/stages/city/glide.ts';
import { neighbourByKey } from '../../src/app/stages/city/neighbourByKey.ts';
import { rewardScale } from '../../src/app/stages/city/paintRewards.ts';
import { HISTORY, RewardHistory } from '../../src/app/stages/city/rewardHistory.ts';
import { spriteKind, spriteSize } from '../../src/app/stages/city/userSprites.ts';
import type { CityFrame } from '../../src/workers/frame.ts';
import type { CityPolicy } from '../../src/workers/protocol.ts';
import { parseScenario, ZONES } from '../../src/world/scenario.ts';
import { zoneAt } from '../../src/world/topology.ts';

function moment(users: readonly (readonly [id: number, x: number, y: number])[]) {
  return {
    userCount: users.length,
    ids: Int32Array.from(users, ([id]) => id),
    x: Float32Array.from(users, ([, x]) => x),
    y: Float32Array.from(users, ([, , y]) => y),
    servedBy: new Int16Array(users.length),
    tasksOfUser: new Uint16Array(users.length),
  };
}

describe('Glide', () => {
  it('starts everybody where they were, and knows who came and who left', () => {
    const before = moment([
      [1, 10, 11],
      [3, 30, 31],
      [7, 70, 71],
      [9, 90, 91],
    ]);
    const now = moment([
      [3, 32, 33],
      [8, 80, 81],
      [9, 92, 93],
    ]);
    const glide = new Glide();
    glide.update(before, now);
    expect([...glide.fromX.subarray(0, 3)]).toEqual([30, Number.NaN, 90]);
    expect([...glide.fromY.subarray(0, 3)]).toEqual([31, Number.NaN, 91]);
    expect([...glide.left.subarray(0, glide.leftCount)]).toEqual([0, 2]);
  });

  it('matches any two crowds as a search by id would', () => {
    const crowd = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(crowd, crowd, (one, other) => {
        const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b);
        const before = moment(sorted(one).map((id) => [id, id, -id] as const));
        const now = moment(sorted(other).map((id) => [id, id + 100, 0] as const));
        const glide = new Glide();
        glide.update(before, now);
        for (const [user, id] of sorted(other).entries()) {
          expect(glide.fromX[user]).toBe(one.includes(id) ? id : Number.NaN);
        }
        const left = [...glide.left.subarray(0, glide.leftCount)].map((user) => before.ids[user]);
        expect(left).toEqual(sorted(one).filter((id) => !other.includes(id)));
      }),
    );
  });

  it('grows with the crowd, and takes the first frame without one before', () => {
    const glide = new Glide();
    glide.update(null, moment(Array.from({ length: 700 }, (_, id) => [id, 1, 2] as const)));
    expect(glide.fromX.length).toBeGreaterThanOrEqual(700);
    expect(glide.fromX.subarray(0, 700).every(Number.isNaN)).toBe(true);
    expect(glide.leftCount).toBe(0);
  });
});

describe('progress', () => {
  it('takes the time of one slot while the city runs', () => {
    expect(progress(0, 2, true, false)).toBe(0);
    expect(progress(250, 2, true, false)).toBe(0.5);
    expect(progress(900, 2, true, false)).toBe(1);
  });

  it('jumps where motion is unwanted or too fast to follow, and glides after a single step', () => {
    expect(progress(0, 2, true, true)).toBe(1);
    expect(progress(0, 60, true, false)).toBe(1);
    expect(progress(200, 60, false, false)).toBe(0.5);
  });

  it('eases from 0 to 1', () => {
    expect([ease(0), ease(0.5), ease(1)]).toEqual([0, 0.5, 1]);
    expect(ease(0.25)).toBeLessThan(0.25);
  });
});

describe('the day', () => {
  it('is dark at night, light by day, half light at sunrise and sunset', () => {
    expect([0, 4, 5.5, 21, 24].map(daylight)).toEqual([0, 0, 0, 0, 0]);
    expect([8, 12, 18].map(daylight)).toEqual([1, 1, 1]);
    expect(daylight(6.5)).toBe(0.5);
    expect(daylight(19.5)).toBe(0.5);
  });

  it('is told by a clock', () => {
    expect(clockText(hourOfDay(0, 144))).toBe('00:00');
    expect(clockText(hourOfDay(86, 144))).toBe('14:20');
    expect(clockText(hourOfDay(143, 144))).toBe('23:50');
    expect(clockText(hourOfDay(23, 24))).toBe('23:00');
  });
});

describe('buildCityMap', () => {
  it('tints every place in the colour of its zone, in both scenarios', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('paper', 'released'),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 2, max: 5 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (kind, rows, columns, across, down) => {
          const scenario = parseScenario({ kind, rows, columns });
          const { areas, topology } = buildCityMap(scenario);
          const x = across * topology.width;
          const y = down * topology.height;
          const inside = areas.filter(
            (area) =>
              x > area.x && x < area.x + area.width && y > area.y && y < area.y + area.height,
          );
          const onEdge = inside.length === 0;
          return onEdge || (inside.length === 1 && inside[0]!.zone === zoneAt(scenario, x, y));
        },
      ),
    );
  });

  it('tints cells of the ground wherever servers stand', () => {
    const sites = [
      { x: 20, y: 30 },
      { x: 160, y: 50 },
      { x: 90, y: 170 },
    ];
    const zones = [...ZONES].reverse();
    const scenario = parseScenario({ sites, zones });
    const { areas, topology, room } = buildCityMap(scenario);
    expect(areas.map(({ zone }) => zone)).toEqual(zones);
    expect(areas[0]).toMatchObject({ x: 0, y: 0, width: 90, height: 90 });
    expect(topology.count).toBe(3);
    expect([...room]).toEqual([60, 60, 60]);
  });

  it('gives servers that stand close the room that they have', () => {
    const sites = [
      { x: 20, y: 30 },
      { x: 23, y: 34 },
      { x: 90, y: 170 },
    ];
    expect([...buildCityMap(parseScenario({ sites })).room]).toEqual([5, 5, 60]);
  });

  it('covers the city exactly', () => {
    for (const kind of ['paper', 'released']) {
      const { areas, topology } = buildCityMap(parseScenario({ kind }));
      const covered = areas.reduce((sum, { width, height }) => sum + width * height, 0);
      expect(covered).toBeCloseTo(topology.width * topology.height, 6);
    }
  });
});

describe('users on the map', () => {
  it('take the hue of their server, the cloud or nobody', () => {
    const hues = [2, 0, 3];
    expect([0, 1, 2].map((server) => spriteKind(server, hues))).toEqual([2, 0, 3]);
    expect(spriteKind(-1, hues)).toBe(4);
    expect(spriteKind(-2, hues)).toBe(5);
  });

  it('are larger the more tasks they have', () => {
    expect([0, 4, 5, 11, 12, 300].map(spriteSize)).toEqual([0, 0, 1, 1, 2, 2]);
  });
});

describe('arrow keys on the map', () => {
  it('go to the next server of a grid and stop at the edge', () => {
    const { topology } = buildCityMap(parseScenario({ rows: 2, columns: 3 }));
    expect(neighbourByKey('ArrowRight', 0, topology)).toBe(1);
    expect(neighbourByKey('ArrowRight', 2, topology)).toBeNull();
    expect(neighbourByKey('ArrowLeft', 3, topology)).toBeNull();
    expect(neighbourByKey('ArrowDown', 1, topology)).toBe(4);
    expect(neighbourByKey('ArrowUp', 4, topology)).toBe(1);
    expect(neighbourByKey('ArrowDown', 4, topology)).toBeNull();
    expect(neighbourByKey('Enter', 0, topology)).toBeNull();
  });

  it('go to what lies ahead, wherever servers stand', () => {
    const sites = [
      { x: 50, y: 50 },
      { x: 110, y: 60 },
      { x: 70, y: 160 },
      { x: 170, y: 50 },
      { x: 55, y: 20 },
    ];
    const { topology } = buildCityMap(parseScenario({ sites }));
    expect(neighbourByKey('ArrowRight', 0, topology)).toBe(1);
    expect(neighbourByKey('ArrowRight', 1, topology)).toBe(3);
    expect(neighbourByKey('ArrowDown', 0, topology)).toBe(2);
    expect(neighbourByKey('ArrowUp', 0, topology)).toBe(4);
    expect(neighbourByKey('ArrowLeft', 0, topology)).toBeNull();
  });

  it('lead to servers ahead only, and page keys to every server', () => {
    const place = fc.record({
      x: fc.integer({ min: 0, max: 180 }),
      y: fc.integer({ min: 0, max: 180 }),
    });
    const sites = fc.uniqueArray(place, {
      minLength: 2,
      maxLength: 30,
      selector: ({ x, y }) => `${x} ${y}`,
    });
    fc.assert(
      fc.property(sites, (sites) => {
        const { topology } = buildCityMap(parseScenario({ sites }));
        const round = sites.map((_, server) => neighbourByKey('PageDown', server, topology)!);
        expect(round.toSorted((a, b) => a - b)).toEqual([...sites.keys()]);
        for (const server of sites.keys()) {
          expect(neighbourByKey('PageUp', round[server]!, topology)).toBe(server);
          const next = neighbourByKey('ArrowRight', server, topology);
          if (next === null) {
            const ahead = sites.filter(
              ({ x, y }) => x - sites[server]!.x >= Math.abs(y - sites[server]!.y),
            );
            expect(ahead).toEqual([sites[server]]);
          } else {
            expect(sites[next]!.x).toBeGreaterThan(sites[server]!.x);
          }
        }
      }),
    );
  });
});

describe('the logarithmic slider', () => {
  it('covers its range evenly in factors', () => {
    expect(logarithmicValue(0, 0.25, 64)).toBe(0.25);
    expect(logarithmicValue(0.5, 0.25, 64)).toBe(4);
    expect(logarithmicValue(1, 0.25, 64)).toBe(64);
    expect(logarithmicPosition(4, 0.25, 64)).toBeCloseTo(0.5, 12);
    expect(logarithmicPosition(0.1, 0.25, 64)).toBe(0);
    expect(logarithmicPosition(Number.POSITIVE_INFINITY, 0.25, 64)).toBe(1);
  });
});

describe('RewardHistory', () => {
  const frame = (slot: number, systemReward: number, policy: CityPolicy = 'n2o') => ({
    slot,
    systemReward,
    policy,
    timeOfDay: slot % 144,
    slotsPerDay: 144,
    servers: { decision: Float32Array.of(1, 2, 0) } as CityFrame['servers'],
  });

  it('keeps the last day, oldest first', () => {
    const history = new RewardHistory();
    for (let slot = 0; slot < HISTORY + 10; slot++) history.add(frame(slot, 2 * slot));
    expect(history.slots).toHaveLength(HISTORY);
    expect(history.newest).toBe(HISTORY + 9);
    expect(history.slots[0]!.slot).toBe(10);
    expect(history.slots.at(-1)).toMatchObject({ reward: 2 * (HISTORY + 9), units: 3 });
  });

  it('notes who took over, and forgets those before the day shown', () => {
    const history = new RewardHistory();
    history.add(frame(0, 1, 'maDql'));
    history.add(frame(5, 1, 'n2o'));
    history.add(frame(6, 1, 'n2o'));
    expect(history.takeovers).toEqual([
      { slot: 0, policy: 'maDql' },
      { slot: 5, policy: 'n2o' },
    ]);
    history.add(frame(5 + HISTORY, 1));
    expect(history.takeovers).toEqual([{ slot: 5, policy: 'n2o' }]);
  });

  it('begins again with a new run, and takes a slot only once, as it came last', () => {
    const history = new RewardHistory();
    history.add(frame(40, 1, 'maDql'));
    history.add(frame(40, 9, 'manual'));
    expect(history.slots).toHaveLength(1);
    expect(history.slots[0]!.reward).toBe(9);
    expect(history.takeovers).toEqual([{ slot: 40, policy: 'manual' }]);
    history.add(frame(0, 2));
    expect(history.slots).toHaveLength(1);
    expect(history.newest).toBe(0);
  });

  it('reads the slot pointed at, or the last one shown before it', () => {
    const history = new RewardHistory();
    for (const slot of [3, 4, 7]) history.add(frame(slot, slot));
    expect([2, 3, 5, 6, 7, 99].map((slot) => history.at(slot)!.slot)).toEqual([3, 3, 4, 4, 7, 7]);
    expect(new RewardHistory().at(3)).toBeNull();
  });
});

describe('the axis of rewards', () => {
  it('finds the slot under a place, before and after a day is full', () => {
    for (const newest of [0, 30, 143, 500]) {
      const scale = rewardScale(620, 1, newest);
      const last = Math.max(143, newest);
      for (const slot of [last - 143, last - 20, last]) {
        expect(scale.slotAt(scale.x(slot))).toBeCloseTo(slot, 9);
      }
      expect(scale.x(last)).toBeLessThan(620);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCityMap } from '../../../src/app/stages/city/cityMap.ts';
import { Glide } from '../../../src/app/stages/city/glide.ts';
import { placeOf } from '../../../src/app/stages/city/moment.ts';
import { linkAt, userAt } from '../../../src/app/stages/city/singled/hit.ts';
import { frameBuffer, layOutFrame } from '../../../src/workers/frame.ts';
import { parseScenario } from '../../../src/world/scenario.ts';

const map = buildCityMap(parseScenario({ rows: 2, columns: 3 }));
const scene = { map, pixelsPerMetre: 2 };

function frameOf(users: readonly (readonly [id: number, x: number, y: number])[]) {
  const frame = layOutFrame(frameBuffer(6, users.length, undefined), {
    slot: 1,
    timeOfDay: 1,
    slotsPerDay: 144,
    systemReward: 0,
    trainedSlots: 0,
    policy: 'n2o',
    tasks: 0,
    cloudTasks: 0,
    serverCount: 6,
    userCount: users.length,
  });
  frame.ids.set(users.map(([id]) => id));
  frame.x.set(users.map(([, x]) => x));
  frame.y.set(users.map(([, , y]) => y));
  return frame;
}

describe('the user under the pointer', () => {
  it('is the nearest one within reach, where it is seen now', () => {
    const before = frameOf([
      [3, 10, 10],
      [8, 100, 50],
    ]);
    const now = frameOf([
      [3, 20, 10],
      [9, 100, 52],
    ]);
    const glide = new Glide();
    glide.update(before, now);
    // Half way, user 3 is at 15 m, which is 30 px.
    expect(placeOf(glide, now, 0, 0.5)).toEqual({ x: 15, y: 10 });
    expect(userAt(scene, now, glide, 0.5, 33, 21, 10)).toBe(3);
    expect(userAt(scene, now, glide, 1, 30, 20, 9)).toBeNull();
    expect(userAt(scene, now, glide, 1, 41, 20, 9)).toBe(3);
    // Who just came is where it came; who left cannot be met.
    expect(userAt(scene, now, glide, 0, 200, 104, 3)).toBe(9);
    expect(userAt(scene, frameOf([]), glide, 1, 30, 20, 99)).toBeNull();
  });
});

describe('the link under the pointer', () => {
  it('is met along its whole length and not beside it', () => {
    // Servers 0 and 1 stand at (60, 60) and (120, 60) m.
    for (const x of [65, 75, 90, 115]) {
      expect(linkAt(scene, 2 * x, 2 * 60 + 4, 6)).toEqual([0, 1]);
      expect(linkAt(scene, 2 * x, 2 * 60 + 20, 6)).not.toEqual([0, 1]);
    }
    expect(linkAt(scene, 2 * 120, 2 * 90, 6)).toEqual([1, 4]);
    expect(linkAt(scene, 10, 10, 6)).toBeNull();
  });

  it('is the nearest of all links, as a search over many points of each would find', () => {
    const place = fc.integer({ min: 0, max: 479 });
    fc.assert(
      fc.property(place, place, (x, y) => {
        const { topology } = map;
        const distances = topology.links.map(([one, other]) => {
          let least = Number.POSITIVE_INFINITY;
          for (let k = 0; k <= 600; k++) {
            const pointX = topology.x[one]! + ((topology.x[other]! - topology.x[one]!) * k) / 600;
            const pointY = topology.y[one]! + ((topology.y[other]! - topology.y[one]!) * k) / 600;
            least = Math.min(least, Math.hypot(2 * pointX - x, 2 * pointY - y));
          }
          return least;
        });
        const found = linkAt(scene, x, y, 15);
        const best = Math.min(...distances);
        if (best > 15.1) expect(found).toBeNull();
        if (best < 14.9) {
          const index = topology.links.indexOf(found!);
          expect(distances[index]).toBeCloseTo(best, 1);
        }
      }),
    );
  });
});

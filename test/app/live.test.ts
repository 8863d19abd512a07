import { expect, test } from 'vitest';
import { LiveCity, LiveCurves } from '../../src/app/live.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { frameBuffer, layOutFrame } from '../../src/workers/frame.ts';
import type { TrainingMessage } from '../../src/workers/protocol.ts';

function frameOf(slot: number): ArrayBuffer {
  const buffer = frameBuffer(2, 3, undefined);
  const zeros = { systemReward: 0, trainedSlots: 0, tasks: 0, cloudTasks: 0 };
  const city = { slotsPerDay: 144, policy: 'maDql', serverCount: 2, userCount: 3 } as const;
  layOutFrame(buffer, { slot, timeOfDay: slot, ...city, ...zeros });
  return buffer;
}

test('the two newest frames are kept, and the third one back is credit', () => {
  const city = new LiveCity();
  let told = 0;
  const leave = city.subscribe(() => told++);
  const [zero, one, two] = [frameOf(0), frameOf(1), frameOf(2)] as const;
  expect(city.receive(zero, 10)).toEqual([]);
  expect(city.previous).toBeNull();
  expect(city.receive(one, 20)).toEqual([]);
  expect(city.receive(two, 30)).toEqual([zero]);
  expect([city.previous!.slot, city.current!.slot, city.receivedAt]).toEqual([1, 2, 30]);
  leave();
  city.clear();
  expect([city.previous, city.current]).toEqual([null, null]);
  expect(told).toBe(3);
});

const plan = parseLearner({});

function points(firstEpisode: number, rewards: readonly number[]): TrainingMessage {
  return {
    type: 'training',
    firstEpisode,
    systemReward: Float64Array.from(rewards),
    rewards: Float64Array.from(rewards.flatMap((reward) => [reward, -reward])),
    losses: Float64Array.from(rewards.flatMap(() => [Number.NaN, 1])),
    exploration: Float64Array.from(rewards, () => 0.5),
  };
}

test('curves grow, and points that are sent again replace what stood there', () => {
  const curves = new LiveCurves();
  curves.clear([0, 1], plan);
  const versions = new Set([curves.version]);
  curves.append(points(0, [1, 2, 3]));
  versions.add(curves.version);
  curves.append(points(3, [4]));
  versions.add(curves.version);
  expect([...curves.systemReward]).toEqual([1, 2, 3, 4]);
  expect([...curves.rewards]).toEqual([1, -1, 2, -2, 3, -3, 4, -4]);
  // Training went on from a checkpoint at episode 2.
  curves.append(points(2, [30]));
  versions.add(curves.version);
  expect([...curves.systemReward]).toEqual([1, 2, 30]);
  expect([...curves.rewards]).toEqual([1, -1, 2, -2, 30, -30]);
  expect(curves.losses).toHaveLength(6);
  expect(curves.exploration).toHaveLength(3);
  expect(versions.size).toBe(4);
  expect(curves.generation).toBe(2);
  curves.clear([0, 1, 2, 3, 4, 5, 6, 7, 8], plan);
  expect([curves.episodes, curves.rewards.length, curves.ids.length]).toEqual([0, 0, 9]);
});

test('the plans that training followed are kept, each from its episode on', () => {
  const curves = new LiveCurves();
  curves.clear([0, 1], plan);
  const longer = parseLearner({ episodes: 3000 });
  const faster = parseLearner({ learningRateStart: 0.02 });
  curves.follow(12.5, longer);
  curves.follow(40, faster);
  expect(curves.plans).toEqual([
    { from: 0, plan },
    { from: 12.5, plan: longer },
    { from: 40, plan: faster },
  ]);
  curves.clear([0, 1], longer);
  expect(curves.plans).toEqual([{ from: 0, plan: longer }]);
});

test('nothing is lost while the buffers move to larger ones', () => {
  const curves = new LiveCurves();
  curves.clear([0, 1], plan);
  for (let first = 0; first < 5000; first += 7) {
    curves.append(
      points(
        first,
        [0, 1, 2, 3, 4, 5, 6].map((step) => first + step),
      ),
    );
  }
  expect(curves.episodes).toBe(5005);
  curves.systemReward.forEach((reward, episode) => {
    if (reward !== episode) throw new Error(`episode ${episode} has ${reward}`);
    if (curves.rewards[2 * episode + 1] !== -episode) throw new Error(`row ${episode} moved`);
  });
});

test('points stay with their servers while these come and go', () => {
  const curves = new LiveCurves();
  curves.clear([0, 1], plan);
  curves.append(points(0, [1, 2]));
  // Server 0 has left, 7 has joined.
  curves.append({ ...points(2, [3]), servers: [1, 7] });
  expect(curves.ids).toEqual([0, 1, 7]);
  const none = Number.NaN;
  expect([...curves.rewards]).toEqual([1, -1, none, 2, -2, none, none, 3, -3]);
  const { rewards } = curves.ofServers([7, 1]);
  expect([...rewards]).toEqual([none, -1, none, -2, -3, 3]);
  // A worker that died before they changed tells it again from there.
  const { generation } = curves;
  curves.append({ ...points(1, [5]), servers: [0, 1] });
  expect([...curves.rewards]).toEqual([1, -1, none, 5, -5, none]);
  expect(curves.generation).toBeGreaterThan(generation);
  curves.clear([4], plan);
  expect(curves.ids).toEqual([4]);
});

test('frames of other servers than the page knows are not looked at', () => {
  const city = new LiveCity();
  city.clear(2);
  const frame = frameOf(0);
  expect(city.receive(frame, 1)).toEqual([]);
  city.clear(3);
  const late = frameOf(1);
  // Every buffer goes back: the city could send no more frames without them.
  const back = city.receive(late, 2);
  expect(back[0] === frame && back[1] === late && back.length === 2).toBe(true);
  expect(city.current).toBeNull();
});

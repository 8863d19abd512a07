import { expect, test } from 'vitest';
import { POLICY_KEYS } from '../../src/experiments/policyKeys.ts';
import {
  type FrameHeader,
  frameBuffer,
  layOutFrame,
  readFrame,
  SERVER_FIELDS,
} from '../../src/workers/frame.ts';

function header(serverCount: number, userCount: number): FrameHeader {
  const numbers = {
    slot: 7,
    timeOfDay: 143,
    slotsPerDay: 144,
    systemReward: -12.25,
    trainedSlots: 60,
    policy: 'n2oSweep' as const,
  };
  return { ...numbers, tasks: 9, cloudTasks: 2, serverCount, userCount };
}

test('what is written through the views is read on the other side', () => {
  const buffer = frameBuffer(3, 5, undefined);
  const written = layOutFrame(buffer, header(3, 5));
  SERVER_FIELDS.forEach((field, index) => {
    written.servers[field].set([index, index + 0.5, -index]);
  });
  written.ids.set([1, 2, 30, 400, 70_000]);
  written.x.set([0, 1, 2, 3, 239.5]);
  written.y.set([9, 8, 7, 6, 5]);
  written.tasksOfUser.set([0, 1, 2, 3, 65_000]);
  written.servedBy.set([-2, -1, 0, 1, 2]);

  const read = readFrame(structuredClone(buffer, { transfer: [buffer] }));
  expect(read).toMatchObject(header(3, 5));
  SERVER_FIELDS.forEach((field, index) => {
    expect([...read.servers[field]]).toEqual([index, index + 0.5, -index]);
  });
  expect([...read.ids]).toEqual([1, 2, 30, 400, 70_000]);
  expect([...read.x]).toEqual([0, 1, 2, 3, 239.5]);
  expect([...read.y]).toEqual([9, 8, 7, 6, 5]);
  expect([...read.tasksOfUser]).toEqual([0, 1, 2, 3, 65_000]);
  expect([...read.servedBy]).toEqual([-2, -1, 0, 1, 2]);
  // The old end of the transfer is empty and says so.
  expect(written.ids).toHaveLength(0);
});

test('a buffer serves again while the users fit, and is replaced when they do not', () => {
  for (const servers of [2, 9, 25, 100]) {
    const buffer = frameBuffer(servers, 40, undefined);
    for (let users = 0; users <= 2000; users += 1) {
      const next = frameBuffer(servers, users, buffer);
      const frame = layOutFrame(next, header(servers, users));
      expect(frame.servedBy).toHaveLength(users);
      if (users <= 40) expect(next).toBe(buffer);
    }
    expect(frameBuffer(servers, 2000, buffer)).not.toBe(buffer);
  }
});

test('a buffer that is too small is refused, not overrun', () => {
  expect(() => layOutFrame(frameBuffer(2, 1, undefined), header(2, 1000))).toThrow(RangeError);
});

test('every policy can travel', () => {
  const levels = [0, 1, 5].map((level) => `fixed${level}` as const);
  for (const policy of [...POLICY_KEYS, ...levels, 'manual'] as const) {
    const buffer = frameBuffer(2, 2, undefined);
    expect(layOutFrame(buffer, { ...header(2, 2), policy }).policy).toBe(policy);
  }
});

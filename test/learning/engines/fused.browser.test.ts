/** The fused WebGPU engine against the oracle; the adapter of the tests is software. */
import { afterEach, expect, test } from 'vitest';
import { WorkerClient } from '../../../src/workers/client.ts';
import type { CommandCount } from './countCommands.ts';
import type { FusedApi, FusedCase } from './fused.worker.ts';

let client: WorkerClient<FusedApi> | undefined;
afterEach(() => client?.stop());

function connect(): WorkerClient<FusedApi> {
  client = new WorkerClient<FusedApi>(
    () => new Worker(new URL('./fused.worker.ts', import.meta.url), { type: 'module' }),
    () => {},
  );
  return client;
}

/** Degrees 2 to 8 beside one another, levels 2 to 6. */
const degrees: FusedCase['scopes'] = [
  [6, 5, 4],
  [2, 6, 3, 2],
  [3, 3, 3, 3, 3],
  [4, 2, 3, 2, 2, 3],
  [2, 2, 3, 2, 2, 2, 3],
  [2, 3, 2, 2, 2, 2, 2, 2],
  [3, 2, 2, 2, 2, 2, 2, 2, 2],
];

/**
 * Bounds of a `Deviation`; measured: 6e-7 after 1 and after 8 updates and 1.2e-6 after 100, the
 * largest in weights whose gradient is so small that Adam divides rounding errors by one another.
 */
const boundAfter = (updates: number) => (updates <= 9 ? 3e-6 : 5e-6);

/** What one chunk asks of the device; each copy of the target inside of it brings two dispatches. */
const chunkCommands = (copiesInside = 0): CommandCount => ({
  dispatches: 2 + 2 * copiesInside,
  uploads: 1,
  submissions: 1,
  answers: 1,
});

/** Trains and compares; says what was asked of the device, chunk by chunk. */
async function agrees(of: FusedCase) {
  const ran = await connect().call((api) => api.compare(of));
  expect(ran.engine).toBe('webgpu');
  expect(ran.adapter).toEqual({ name: 'google swiftshader', software: true });
  expect(ran.limits).toEqual({ storageBuffers: 8, workgroupBytes: 16_384, invocations: 256 });
  expect(ran.found.map(({ updates }) => updates)).toEqual(of.checked);
  for (const { updates, weights, targets, moments, losses } of ran.found) {
    const context = `after ${updates}`;
    expect(weights, context).toBeLessThan(boundAfter(updates));
    // Single precision is never exact: a difference of nothing would be two times the same engine.
    expect(weights, context).toBeGreaterThan(0);
    expect(targets, context).toBeLessThan(boundAfter(updates));
    expect(moments, context).toBeLessThan(boundAfter(updates));
    expect(losses, context).toBeLessThan(1e-5);
  }
  return ran;
}

test('degrees 2 to 8, S = 8, the target copied inside and at the end of chunks: 1, 8, 100', {
  timeout: 600_000,
}, async () => {
  const of = { scopes: degrees, chunk: 8, checked: [1, 8, 100], copies: [20, 24, 61] };
  const { commands } = await agrees(of);
  // Chunks end after 1, 8, 16, 24, ... 96 and 100 updates.
  const expected = Array.from({ length: 14 }, () => chunkCommands());
  expected[3] = chunkCommands(1);
  expected[8] = chunkCommands(1);
  expect(commands).toEqual(expected);
});

test.each([1, 4])(
  'S = %i, every gradient clipped: 1 and 8 updates',
  {
    timeout: 600_000,
  },
  async (chunk) => {
    const { clipped, commands } = await agrees({
      scopes: degrees.slice(1, 5),
      chunk,
      checked: [1, 8],
      clip: 0.05,
    });
    expect(clipped).toBe(8);
    expect(commands).toEqual(commands.map(() => chunkCommands()));
    expect(commands).toHaveLength(chunk === 1 ? 8 : 3);
  },
);

const wide = [128, 128, 128, 128];
/** Each takes the kernels another way: what fits into workgroup memory, how layers are paired. */
test.each<readonly [string, FusedCase]>([
  [
    'one hidden layer, minibatches of 256',
    { scopes: [[3, 3], [2]], hidden: [16], size: 256, chunk: 4, checked: [8] },
  ],
  [
    'two hidden layers, minibatches of one',
    {
      scopes: [
        [2, 3],
        [4, 2],
      ],
      hidden: [7, 9],
      size: 1,
      chunk: 3,
      checked: [9],
    },
  ],
  [
    'four hidden layers as wide as they may be',
    {
      scopes: [
        [6, 5, 3],
        [2, 2],
      ],
      hidden: wide,
      deviation: 0.1,
      size: 4,
      chunk: 2,
      checked: [4],
    },
  ],
  [
    'three hidden layers of one unit',
    { scopes: [[2, 2], [3]], hidden: [1, 1, 1], size: 3, chunk: 2, checked: [4] },
  ],
  ...(['algebraicSilu', 'relu', 'silu', 'tanh'] as const).map(
    (activation): readonly [string, FusedCase] => [
      `${activation}, four hidden layers`,
      {
        scopes: [
          [3, 2, 3],
          [2, 3],
          [4, 6],
        ],
        hidden: [6, 5, 7, 3],
        activation,
        size: 5,
        chunk: 8,
        checked: [8, 100],
        copies: [44],
      },
    ],
  ),
  [
    '19,683 and 20,000 joint decisions',
    {
      scopes: [Array.from({ length: 9 }, () => 3), [5, 4, 5, 4, 5, 5, 2]],
      size: 2,
      chunk: 1,
      checked: [1],
    },
  ],
])('%s', { timeout: 600_000 }, async (_, of) => {
  await agrees(of);
});

test.each([8, 128])('no joint decision is left out: %i units', async (width) => {
  const losses = await connect().call((api) => api.peaks([2, 3, 5, 6], width));
  // The next best is a whole level away: a loss of 1/8.
  expect(losses).toHaveLength(180);
  expect(Math.max(...losses)).toBeLessThan(1e-9);
});

test.each([
  [6, 3],
  [1, null],
])('a bad update %i: those before it are kept, and it can go on from there', async (bad, copy) => {
  const of = { scopes: degrees.slice(0, 3), chunk: 8, checked: [] };
  const ran = await connect().call((api) => api.diverge(of, bad, copy));
  // The oracle's, then the engine's.
  expect(ran.caught).toEqual([
    { server: 5, update: bad },
    { server: 5, update: bad },
  ]);
  expect(ran.counts).toEqual([bad - 1, bad - 1]);
  for (const { weights, targets, moments } of [ran.stopped, ran.after]) {
    expect(weights).toBeLessThan(boundAfter(8));
    expect(targets).toBeLessThan(boundAfter(8));
    // Before the first update there is none, and nothing to compare it with.
    if (!Number.isNaN(moments)) expect(moments).toBeLessThan(boundAfter(8));
  }
});

test('a device that is destroyed in the middle of a chunk fails the engine, weights kept', async () => {
  const of = { scopes: degrees.slice(0, 3), chunk: 8, checked: [] };
  const ran = await connect().call((api) => api.destroy(of));
  expect(ran).toEqual({ during: true, after: true, saving: true, kept: true, updates: 1 });
});

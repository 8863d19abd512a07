/** How the fused WebGPU engine lays out networks and cuts chunks, without a device. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UpdateSettings } from '../../../src/learning/engine.ts';
import { biasCorrection } from '../../../src/learning/engines/adam.ts';
import {
  BLOCK_BYTES,
  type Noted,
  noteUpdate,
  packPortion,
  portionsOf,
} from '../../../src/learning/engines/webgpu/chunk.ts';
import { entriesOf, splitJoint } from '../../../src/learning/engines/webgpu/jointSplit.ts';
import { networkTable, pack, unpack } from '../../../src/learning/engines/webgpu/networkTable.ts';
import { FILLING } from '../../../src/learning/engines/webgpu/packing.ts';
import { placement } from '../../../src/learning/engines/webgpu/placement.ts';
import { layoutOf, randomBatches, randomWeights } from '../../support/naiveLearning.ts';

const settings: UpdateSettings = { learningRate: 0.01, discount: 0.25, gradientClip: 4 };
const table = networkTable(
  layoutOf([
    { id: 2, levels: [3, 2] },
    { id: 7, levels: [4, 2, 3] },
  ]),
);
const note = (seed: number, size = 2) =>
  noteUpdate(table, randomBatches(table.layout, seed, size), settings, new Float64Array(2));

describe('the split of a scope', () => {
  const scopes = fc.array(fc.integer({ min: 2, max: 6 }), { minLength: 1, maxLength: 9 });

  it('loses no joint decision and keeps to the room there is', () => {
    fc.assert(
      fc.property(scopes, fc.integer({ min: 7, max: 400 }), (levels, entries) => {
        const split = splitJoint(levels, entries);
        const { outerMembers, headEnd, outerCount, headCount, tailCount } = split;
        const product = (some: readonly number[]) => some.reduce((a, b) => a * b, 1);
        expect(outerCount).toBe(product(levels.slice(0, outerMembers)));
        expect(headCount).toBe(product(levels.slice(outerMembers, headEnd)));
        expect(tailCount).toBe(product(levels.slice(headEnd)));
        expect(entriesOf(split)).toBeLessThanOrEqual(entries);
      }),
    );
  });

  it('takes no member in turn where both tables fit', () => {
    const nine = Array.from({ length: 9 }, () => 3);
    expect(splitJoint(nine, 324)).toMatchObject({ outerCount: 1, headCount: 81, tailCount: 243 });
    expect(splitJoint(nine, 323)).toMatchObject({ outerCount: 3, headCount: 81, tailCount: 81 });
  });
});

describe('the packed target', () => {
  it.each([[[5]], [[8, 3]], [[8, 32, 8]], [[6, 5, 7, 3]]])(
    'holds every parameter of %j',
    (hidden) => {
      const layout = layoutOf(
        [
          { id: 0, levels: [2] },
          { id: 1, levels: [6, 3, 2] },
        ],
        hidden,
      );
      const packed = networkTable(layout);
      const weights = randomWeights(layout, 1).map(Math.fround);
      const numbers = pack(packed, weights);
      expect(unpack(packed, numbers)).toEqual(weights);
      // Each once: what is left over is zeros that fill up.
      const sources = [...packed.sources].filter((source) => source !== FILLING);
      expect(sources.toSorted((a, b) => a - b)).toEqual(Array.from(weights.keys()));
      packed.sources.forEach((source, i) => {
        if (source === FILLING) expect(numbers[i]).toBe(0);
      });
    },
  );
});

describe('what fits into workgroup memory', () => {
  const nine = layoutOf([{ id: 0, levels: Array.from({ length: 9 }, () => 3) }]);

  it('is all of the default network with eight neighbours', () => {
    expect(placement(networkTable(nine), 32)).toMatchObject({
      activationsInWorkgroup: true,
      weightsInWorkgroup: true,
    });
  });

  it('goes to storage where it does not fit', () => {
    expect(placement(networkTable(nine), 64)).toMatchObject({
      activationsInWorkgroup: false,
      weightsInWorkgroup: true,
    });
    const wide = networkTable(layoutOf([{ id: 0, levels: [2] }], [128, 128, 128, 128]));
    expect(placement(wide, 32)).toMatchObject({
      activationsInWorkgroup: false,
      weightsInWorkgroup: false,
    });
    expect(wide.restInWorkgroup).toBe(false);
  });
});

describe('a chunk', () => {
  const shape = (noted: readonly Noted[], of = table) =>
    portionsOf(noted, of).map((pieces) =>
      pieces.map(({ updates, start, copies }) => [updates.length, start, copies]),
    );

  it('is one piece of one portion', () => {
    expect(shape([note(1), note(2), note(3)])).toEqual([[[3, 0, false]]]);
  });

  it('is cut where the target is copied, and where minibatches change their size', () => {
    const noted: Noted[] = [note(1), 'copyTarget', note(2), note(3), note(4, 3), 'copyTarget'];
    expect(shape(noted)).toEqual([
      [
        [1, 0, true],
        [2, 1, false],
        [1, 3, true],
      ],
    ]);
    expect(shape(['copyTarget', note(1)])).toEqual([
      [
        [0, 0, true],
        [1, 0, false],
      ],
    ]);
  });

  it('is sent in portions where the device would be busy for long', () => {
    const long = { ...table, operations: 8e9 / 2 };
    expect(
      shape(
        [1, 2, 3, 4].map((seed) => note(seed)),
        long,
      ),
    ).toEqual([[[3, 0, false]], [[1, 3, false]]]);
    // One update is never cut.
    expect(shape([note(1), note(2)], { ...table, operations: 1e12 })).toEqual([
      [[1, 0, false]],
      [[1, 1, false]],
    ]);
  });

  it('is sent in portions where a binding would be too large', () => {
    const huge = { size: 2, data: { length: 10_000_000 } as Float32Array };
    const noted = [1, 2, 3].map(() => ({ ...huge, settings, losses: new Float64Array(2) }));
    expect(shape(noted)).toEqual([[[1, 0, false]], [[1, 1, false]], [[1, 2, false]]]);
  });

  it('is uploaded with what each update needs', () => {
    const noted: Noted[] = [note(1), 'copyTarget', note(2), note(3)];
    const upload = packPortion(portionsOf(noted, table)[0]!, 10, 2);
    const words = new Uint32Array(upload.buffer);
    const block = BLOCK_BYTES / 4;
    const stride = 2 * table.perSample;
    const records = 2 * block;
    const data = records + 3 * 4;
    expect([...words.subarray(0, 6)]).toEqual([data, stride, records, 1, 0, 1]);
    const second = [data + stride, stride, records + 4, 2, 2, 0];
    expect([...words.subarray(block, block + 6)]).toEqual(second);
    [11, 12, 13].forEach((count, update) => {
      const at = records + 4 * update;
      expect(upload[at]).toBeCloseTo(0.01 * biasCorrection(count), 7);
      expect([...upload.subarray(at + 1, at + 3)]).toEqual([0.25, 4]);
    });
    expect(upload.length).toBe(data + 3 * stride);
  });

  it('holds the minibatches as inputs by sample, rewards in network units, next observations', () => {
    const batches = randomBatches(table.layout, 5, 2);
    const { data } = note(5);
    const at = 2 * (5 + 2 + 1 + 5);
    const second = batches[1]!;
    const single = Math.fround;
    // The first observation of both samples, then their own levels, in units of the scale.
    expect([data[at], data[at + 1]]).toEqual([0, 5].map((i) => single(second.observations[i]!)));
    const decisions = [0, 3].map((i) => single(second.decisions[i]! / 3));
    expect(data[at + 10]).toBeCloseTo(decisions[0]!, 6);
    expect(data[at + 11]).toBeCloseTo(decisions[1]!, 6);
    expect(data[at + 16]).toBe(single(second.rewards[0]! / 30));
    expect([...data.subarray(at + 18)]).toEqual([...second.nextObservations].map(single));
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../../src/app/stages/agree/bytes.ts';
import {
  agreeingInRow,
  agreementCurve,
  agreementShare,
  bytesAt,
  copiesAfter,
  copiesAt,
  ownDecisions,
} from '../../../src/app/stages/agree/copies.ts';
import { randomTrace } from './randomTrace.ts';

const matrices = fc.integer({ min: 2, max: 6 }).chain((count) =>
  fc.tuple(
    fc.constant(count),
    fc.array(fc.double({ min: 0, max: 2, noNaN: true }), {
      minLength: count * count,
      maxLength: count * count,
    }),
  ),
);

describe('agreement of copies', () => {
  it('is counted by hand at 2 x 2', () => {
    // Server 0 rents 1 and believes 2 of server 1, who rents 1 and believes 1 of server 0.
    const copies = [1.2, 1.5, 0.6, 1.49];
    expect(ownDecisions(copies, 2)).toEqual([1, 1]);
    expect(agreeingInRow(copies, 2, 0)).toBe(0);
    expect(agreeingInRow(copies, 2, 1)).toBe(1);
    expect(agreementShare(copies, 2)).toBe(0.5);
  });

  it('equals a count over all ordered pairs', () => {
    fc.assert(
      fc.property(matrices, ([count, copies]) => {
        let agreeing = 0;
        let pairs = 0;
        for (let n = 0; n < count; n++) {
          for (let i = 0; i < count; i++) {
            if (n === i) continue;
            pairs++;
            const believed = Math.round(copies[n * count + i]!);
            if (believed === Math.round(copies[i * count + i]!)) agreeing++;
          }
        }
        expect(agreementShare(copies, count)).toBeCloseTo(agreeing / pairs, 12);
      }),
    );
  });

  it('is whole at the start from the owners’ anchor, and follows the trace', () => {
    const trace = randomTrace({ rows: 2, columns: 3 });
    const curve = agreementCurve(trace);
    expect(curve).toHaveLength(trace.iterations.length + 1);
    expect(curve[0]).toBe(1);
    expect(Math.min(...curve)).toBeLessThan(1);
    expect(curve[7]).toBe(agreementShare(trace.iterations[6]!.copies, 6));
  });
});

describe('copies shown', () => {
  const trace = randomTrace({ rows: 2, columns: 2 });
  const shown = new Float64Array(16);

  it('stand still while pulling, sending and mixing', () => {
    for (const cursor of [3, 3.1, 3.25, 3.5, 3.75]) {
      copiesAt(trace, cursor, true, shown);
      expect(shown).toEqual(trace.iterations[2]!.copies);
    }
  });

  it('arrive at the next iterate at its end', () => {
    copiesAt(trace, 4, true, shown);
    expect(shown).toEqual(trace.iterations[3]!.copies);
    copiesAt(trace, 0, true, shown);
    expect(shown).toEqual(trace.initialCopies);
    expect(copiesAfter(trace, 0)).toBe(trace.initialCopies);
  });

  it('are half way in the middle of the move, and of the iteration where parts are not shown', () => {
    const before = trace.iterations[2]!.copies;
    const after = trace.iterations[3]!.copies;
    copiesAt(trace, 3.875, true, shown);
    shown.forEach((value, k) => {
      expect(value).toBeCloseTo((before[k]! + after[k]!) / 2, 12);
    });
    copiesAt(trace, 3.5, false, shown);
    shown.forEach((value, k) => {
      expect(value).toBeCloseTo((before[k]! + after[k]!) / 2, 12);
    });
  });
});

describe('bytes sent so far', () => {
  it('end at the bytes of the trace, anchor and read-out included', () => {
    for (const options of [{}, { anchor: 'own' }, { readOut: 'sweep' }, { readOut: 'average' }]) {
      const trace = randomTrace({ rows: 2, columns: 2 }, options);
      expect(bytesAt(trace, trace.iterations.length)).toBe(trace.bytes);
    }
  });

  it('are those of the method at 2 x 2: 64 for the anchor, 256 an iteration, 12,864 in all', () => {
    const trace = randomTrace({ rows: 2, columns: 2 });
    expect(bytesAt(trace, 0)).toBe(64);
    expect(bytesAt(trace, 0.25)).toBe(64);
    expect(bytesAt(trace, 0.375)).toBe(64 + 128);
    expect(bytesAt(trace, 0.5)).toBe(64 + 256);
    expect(bytesAt(trace, 1)).toBe(64 + 256);
    expect(bytesAt(trace, 50)).toBe(12_864);
  });

  it('never fall', () => {
    const trace = randomTrace({ rows: 2, columns: 3 }, { readOut: 'sweep' });
    let before = 0;
    for (let cursor = 0; cursor <= 50; cursor += 1 / 16) {
      const bytes = bytesAt(trace, cursor);
      expect(bytes).toBeGreaterThanOrEqual(before);
      before = bytes;
    }
  });

  it('read with three digits', () => {
    expect(formatBytes(0)).toBe('0 B');
    expect(formatBytes(999)).toBe('999 B');
    expect(formatBytes(1000)).toBe('1.00 kB');
    expect(formatBytes(12_864)).toBe('12.9 kB');
    expect(formatBytes(800_640)).toBe('801 kB');
    expect(formatBytes(999_600)).toBe('1.00 MB');
  });
});

import { describe, expect, it } from 'vitest';
import { leastShareText, leastText } from '../../../src/app/stages/agree/optimum.ts';
import { layOutPicture } from '../../../src/app/stages/agree/rivals/pictureLayout.ts';
import { objectiveTrack } from '../../../src/app/stages/agree/tracks.ts';
import { palettes } from '../../../src/app/theme/palette.ts';
import '../../../src/app/catalogue/later/agreement.ts';
import type { AgreementTrace } from '../../../src/workers/protocol.ts';

const trace = (upper: number, exact: AgreementTrace['exact'] = { reason: 'too much' }) =>
  ({
    ids: [4],
    exact,
    bound: { upper, best: { decision: [1], objective: upper - 1 }, isOptimal: false },
    greedy: { decision: [1], objective: 90 },
    initialCopies: Float64Array.of(1),
    iterations: [{ objective: 95, relaxedObjective: 96 }],
  }) as unknown as AgreementTrace;

describe('what is proven where the optimum is refused', () => {
  it('is never said to be more than it is', () => {
    expect(leastShareText(98.49, 100)).toBe('98.4 %');
    expect(leastShareText(99.999, 100)).toBe('99.9 %');
    expect(leastShareText(100, 100 + 1e-9)).toBe('100.0 %');
    expect(leastText(trace(100), 95)).toContain('95.0 %');
  });

  it('is no share where sums are not positive or there is no bound', () => {
    expect(leastText(trace(-3), -4)).toBeNull();
    expect(leastText(trace(100), -4)).toBeNull();
    expect(leastText(trace(100), Number.NaN)).toBeNull();
    const { bound: _, ...known } = trace(100);
    expect(leastText(known, 95)).toBeNull();
  });

  it('stands over the curve and in the picture of rivals', () => {
    const { lines, domain } = objectiveTrack(trace(120), palettes.light);
    expect([...lines[0]!.values]).toEqual([120, 120]);
    expect(domain[1]).toBeGreaterThanOrEqual(120);
    const end = { bytes: 10, value: 99 };
    const entries = [{ key: 'n2o' as const, end, course: [], error: null }];
    const { values, frame } = layOutPicture(entries, 600, 340, 1, () => '1', 0, 120);
    expect(values(120)).toBeGreaterThanOrEqual(frame.top);
  });
});

import { describe, expect, it } from 'vitest';
import type { PictureEntry } from '../../../src/app/stages/agree/rivals/entries.ts';
import { layOutPicture } from '../../../src/app/stages/agree/rivals/pictureLayout.ts';
import { gapText, partText, shareText } from '../../../src/app/stages/agree/rivals/rivalText.ts';
import { cityVerdict, slotVerdict } from '../../../src/app/stages/agree/rivals/verdict.ts';
import type {
  RivalCourse,
  RivalCourses,
  RivalKey,
} from '../../../src/orchestration/rivals/rival.ts';

function course(
  key: RivalKey,
  objective: number,
  bytes: number,
  exact: number | null,
): RivalCourse {
  const gap = exact === null ? null : (exact - objective) / exact;
  const steps = [{ iteration: 1, objective, messages: 1, bytes }];
  const rest = { decision: [0], iterations: 1, messages: 1, milliseconds: 1 };
  return { key, steps, objective, gap, bytes, ...rest };
}

function courses(
  list: readonly (readonly [RivalKey, number, number])[],
  exact: number | null = 100,
): RivalCourses {
  return { courses: list.map((each) => course(...each, exact)), refused: [], exact };
}

const said = (list: RivalCourses) => slotVerdict(list).join(' ');

describe('what comes out in a slot', () => {
  it('names the best of those that take fewer bytes, whatever N2O would like', () => {
    const text = said(
      courses([
        ['maDql', 70, 0],
        ['greedySweeps', 96, 500],
        ['maxPlus', 99, 1000],
        ['n2o', 90, 10_000],
        ['exactP2', 100, 400],
      ]),
    );
    expect(text).toBe(
      'In this slot N2O reaches 90.0 % of the exact optimum for 10.0 kB. ' +
        'Max-plus reaches 99.0 % for 1.00 kB: more, at 1/10 of the bytes.',
    );
  });

  it('says when nobody does better, when silence does as well, and when it does better', () => {
    expect(
      said(
        courses([
          ['maDql', 70, 0],
          ['maxPlus', 80, 100],
          ['n2o', 90, 200],
        ]),
      ),
    ).toContain('No rival without a centre does better here.');
    expect(
      said(
        courses([
          ['maDql', 90, 0],
          ['n2o', 90, 200],
        ]),
      ),
    ).toContain('do as well');
    expect(
      said(
        courses([
          ['maDql', 95, 0],
          ['n2o', 90, 200],
        ]),
      ),
    ).toContain('less than');
  });

  it('does not count what needs a centre, nor take rounding errors for a difference', () => {
    const text = said(
      courses([
        ['maDql', 70, 0],
        ['centralizedGradient', 95, 100],
        ['maxPlus', 90 + 1e-10, 100],
        ['n2o', 90, 200],
      ]),
    );
    expect(text).toContain('Max-plus reaches the same for 100 B, 1/2 of the bytes.');
  });

  it('speaks of objectives where the optimum is not known', () => {
    const text = said(
      courses(
        [
          ['n2o', 90, 2000],
          ['maxPlus', 95, 100],
        ],
        null,
      ),
    );
    expect(text).toContain('reaches 90.0 for 2.00 kB; the exact optimum is not known');
    expect(text).toContain('Max-plus reaches 95.0 for 100 B');
  });
});

describe('what comes out in the city', () => {
  const earnings = (key: RivalKey, value: number, standardError: number) => ({
    key,
    reward: { value, standardError },
    share: null,
    messages: 0,
    bytes: 0,
  });
  const rewards = (n2o: number, maxPlus: number) => ({
    evaluation: { slots: 288, seed: 1 },
    slots: 288,
    days: 2,
    earnings: [
      earnings('n2o', n2o, 1),
      earnings('maxPlus', maxPlus, 1),
      earnings('exactP2', 99, 1),
    ],
  });
  it('names the best without a centre, and whether a standard error is larger than the lead', () => {
    expect(cityVerdict(rewards(60, 66))).toContain('max-plus, 66.0 ± 1.0');
    expect(cityVerdict(rewards(60, 66))).not.toContain('smaller than');
    expect(cityVerdict(rewards(65.5, 66))).toContain('smaller than one standard error');
    expect(cityVerdict(rewards(67, 66))).toContain('nothing without a centre earns more');
  });
  it('says nothing before a whole day', () => {
    expect(cityVerdict({ ...rewards(1, 2), days: 0 })).toBeNull();
  });
});

describe('numbers', () => {
  it('never read as exact what is not', () => {
    expect(shareText(0.99999)).toBe('99.9 %');
    expect(shareText(1)).toBe('100 %');
    expect(gapText(0)).toBe('0.0 %');
    expect(gapText(0.0001)).toBe('< 0.1 %');
    expect(partText(0.1)).toBe('1/10');
    expect(partText(0.8)).toBe('80 %');
  });
});

describe('the picture', () => {
  const entry = (key: RivalKey, bytes: number, value: number): PictureEntry => ({
    key,
    end: { bytes, value },
    course: [
      { bytes: 0, value: 0 },
      { bytes: bytes / 10, value: value - 1 },
      { bytes, value },
    ],
    error: null,
  });
  const entries = [entry('maDql', 0, 90), entry('maxPlus', 1000, 99), entry('n2o', 100_000, 95)];
  const layout = layOutPicture(entries, 600, 340, 1, ({ key }) => key);

  it('keeps a place at the left for what sends nothing, and decades are equally long', () => {
    expect(layout.entries[0]!.x).toBe(layout.silent);
    expect(layout.silent).toBeLessThan(layout.first);
    const { bytes } = layout;
    expect(bytes(10_000) - bytes(1000)).toBeCloseTo(bytes(100_000) - bytes(10_000), 9);
    expect(layout.entries[2]!.x).toBe(bytes(100_000));
  });

  it('begins courses at their first byte and holds every decision until the next is paid for', () => {
    expect(layout.entries[0]!.path).toBe('');
    const [x, y] = [layout.bytes(100), layout.values(98)].map((each) => each.toFixed(1));
    expect(layout.entries[1]!.path).toMatch(new RegExp(`^M${x},${y}H`));
  });

  it('labels cover neither each other nor other points, even where all end alike', () => {
    const alike = (['greedySweeps', 'maxPlus', 'dsa', 'n2o', 'n2oSweep'] as const).map(
      (key, index) => entry(key, 1000 * (1 + index), 99),
    );
    const { entries: placed, frame } = layOutPicture(alike, 600, 340, 1, ({ key }) => key);
    const boxes = placed.map(({ label, entry: { key } }) => {
      const width = 6.6 * key.length;
      const left = { start: label.x, middle: label.x - width / 2, end: label.x - width }[
        label.anchor
      ];
      return { left, right: left + width, top: label.y - 6, bottom: label.y + 6 };
    });
    boxes.forEach((one, i) => {
      expect(one.left).toBeGreaterThanOrEqual(frame.left);
      expect(one.right).toBeLessThanOrEqual(600);
      for (const other of boxes.slice(i + 1)) {
        const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        expect(Math.min(wide, high)).toBeLessThanOrEqual(0);
      }
    });
  });
});

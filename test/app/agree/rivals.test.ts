import { describe, expect, it } from 'vitest';
import type { PictureEntry } from '../../../src/app/stages/agree/rivals/entries.ts';
import { layOutPicture } from '../../../src/app/stages/agree/rivals/pictureLayout.ts';
import {
  gapText,
  partText,
  ranked,
  rivalNumber,
  shareText,
  shortText,
} from '../../../src/app/stages/agree/rivals/rivalText.ts';
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
  return { courses: list.map((each) => course(...each, exact)), refused: [], exact, bound: null };
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

  it('speaks of at least a share where only a bound of the optimum is known', () => {
    const bounded = courses([['n2o', 90, 2000]]);
    const text = said({ ...bounded, exact: null, bound: 100 });
    expect(text).toContain('at least 90.0 % of the exact optimum, which takes too much');
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

describe('what is short of exact', () => {
  const list = courses([
    ['maDql', 70, 0],
    ['n2o', 90, 200],
    ['maxPlus', 90, 100],
  ]);

  it('stands in reward units, with a share only where that says something', () => {
    expect(shortText(list, 100, 95)).toBe('5.0 (5.0 %)');
    expect(shortText(list, 100, 100)).toBe('0');
    expect(shortText(list, 100, -36)).toBe('136.0');
    expect(shortText(list, -10, -20)).toBe('10.0');
  });

  it('is not told as a negative share in the verdict', () => {
    const text = said(courses([['n2o', -36, 200]]));
    expect(text).toContain('N2O reaches −36.0 for 200 B; the exact optimum is 100.0.');
  });

  it('numbers rivals from the best on, the cheaper of equals first', () => {
    expect(ranked(list.courses).map(({ key }) => key)).toEqual(['maxPlus', 'n2o', 'maDql']);
    expect(rivalNumber(list, 'n2o')).toBe('2');
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

  it('lists names at the right where there is room for them, none on another', () => {
    const all = Array.from({ length: 12 }, (_, index) => entry('maxPlus', 1000 + index, 99));
    expect(layout.names).toBeNull();
    const column = layOutPicture(all, 640, 340, 1, () => '1', 142);
    expect(column.names).toBeGreaterThan(column.frame.right);
    const lines = column.entries.map(({ nameY }) => nameY);
    lines.slice(1).forEach((y, index) => {
      expect(y - lines[index]!).toBeGreaterThanOrEqual(17);
    });
    expect(lines[0]).toBeGreaterThanOrEqual(column.frame.top);
    expect(lines.at(-1)).toBeLessThanOrEqual(column.frame.bottom);
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

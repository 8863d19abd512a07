/** Where the terms of Theorem 1 stand against T', both logarithmic; lengths in CSS px. */
import type { TheoryReport, TheoryTerms } from '../../../../orchestration/theoryReport.ts';
import { linearScale, type Scale } from '../../../charts/axes.ts';
import { spreadLabels } from '../../../charts/domain.ts';

export const BANDS = ['optimisation', 'communication', 'nonConvexity'] as const;
export type Band = (typeof BANDS)[number];

export interface TermsLayout {
  readonly frame: { left: number; right: number; top: number; bottom: number };
  readonly time: Scale;
  readonly value: Scale;
  readonly valueTicks: readonly number[];
  readonly timeTicks: readonly number[];
  /** From the bottom up; each band stands on those before it. */
  readonly bands: readonly { readonly band: Band; readonly path: string }[];
  readonly bound: string;
  /** Breaks where the gap is not above zero. */
  readonly gap: string;
  /** Where labels stand at the right of the frame, from the last T'. */
  readonly labels: Readonly<Record<Band | 'gap' | 'spread', number>>;
}

const ROOM = { left: 52, right: 104, top: 26, bottom: 42 } as const;
const LINE = 16;
/** What a logarithm cannot show stands at the bottom. */
const LEAST_SHARE = 1e-3;

export function layOutTerms(
  { terms, spread }: Pick<TheoryReport, 'terms' | 'spread'>,
  width: number,
  height: number,
  scale: number,
): TermsLayout {
  const frame = {
    left: ROOM.left * scale,
    right: width - ROOM.right * scale,
    top: ROOM.top * scale,
    bottom: height - ROOM.bottom * scale,
  };
  const last = terms.at(-1)!;
  const [low, high] = decades(terms, spread.value);
  const floor = 10 ** low;
  const log = (domain: readonly [number, number], range: readonly [number, number]) => {
    const linear = linearScale([Math.log10(domain[0]), Math.log10(domain[1])], range);
    return (value: number) => linear(Math.log10(value));
  };
  const most = Math.max(2, last.iterations);
  const time = log([1, most], [frame.left, frame.right]);
  const height10 = log([floor, 10 ** high], [frame.bottom, frame.top]);
  const value = (amount: number) => height10(Math.max(amount, floor));
  const tops = (each: TheoryTerms) => {
    let sum = 0;
    return BANDS.map((band) => {
      sum += each[band];
      return sum;
    });
  };
  const line = (of: (each: TheoryTerms) => number) =>
    terms.map((each) => `${time(each.iterations).toFixed(1)},${value(of(each)).toFixed(1)}`);
  const bands = BANDS.map((band, index) => {
    const above = line((each) => tops(each)[index]!);
    const below = index === 0 ? line(() => floor) : line((each) => tops(each)[index - 1]!);
    return { band, path: `M${above.join('L')}L${below.toReversed().join('L')}Z` };
  });
  return {
    frame,
    time,
    value,
    valueTicks: decadeTicks(low, high),
    timeTicks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter(
      (tick) => tick <= most && (most < 100 || /^1/.test(String(tick)) || tick === most),
    ),
    bands,
    bound: `M${line((each) => each.bound).join('L')}`,
    gap: broken(terms, time, value),
    labels: labelsOf(last, tops(last), spread.value, value, frame, scale),
  };
}

/** Whole powers of ten around everything that is above zero. */
function decades(terms: readonly TheoryTerms[], spread: number): readonly [number, number] {
  const gaps = terms.map(({ gap }) => gap).filter((gap) => gap > 0);
  const most = Math.max(...terms.map(({ bound }) => bound), spread);
  const optimisations = terms.map(({ optimisation }) => optimisation).filter((each) => each > 0);
  const least = Math.max(most * LEAST_SHARE ** 2, Math.min(...gaps, ...optimisations, spread));
  return [Math.floor(Math.log10(least) + 1e-9), Math.ceil(Math.log10(most) - 1e-9)];
}

function decadeTicks(low: number, high: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = low; power <= high; power++) ticks.push(10 ** power);
  return ticks;
}

function broken(terms: readonly TheoryTerms[], time: Scale, value: Scale): string {
  let isOpen = false;
  let path = '';
  for (const { iterations, gap } of terms) {
    if (!(gap > 0)) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? 'L' : 'M'}${time(iterations).toFixed(1)},${value(gap).toFixed(1)}`;
    isOpen = true;
  }
  return path;
}

/** Each beside the middle of its band at the last T', pushed apart. */
function labelsOf(
  last: TheoryTerms,
  tops: readonly number[],
  spread: number,
  value: Scale,
  frame: TermsLayout['frame'],
  scale: number,
): TermsLayout['labels'] {
  const middles = tops.map((top, index) => {
    const bottom = index === 0 ? frame.bottom : value(tops[index - 1]!);
    return Math.min((value(top) + bottom) / 2, value(top) + LINE * scale);
  });
  const wanted = [...middles, value(last.gap > 0 ? last.gap : 0), value(spread)];
  const placed = spreadLabels(wanted, LINE * scale, [frame.top, frame.bottom]);
  const [optimisation, communication, nonConvexity, gap, best] = placed as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { optimisation, communication, nonConvexity, gap, spread: best };
}

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
  /** Each term by itself. */
  readonly bands: readonly { readonly band: Band; readonly path: string }[];
  /** Their shares of the bound on each other, from nothing to all of it. */
  readonly strip: { readonly top: number; readonly bottom: number };
  readonly shares: readonly {
    readonly band: Band;
    readonly path: string;
    /** Middle of its label, at the band at the last T' or as near as others let it. */
    readonly middle: number;
  }[];
  readonly bound: string;
  /** Breaks where the gap is not above zero. */
  readonly gap: string;
  /** Where labels stand at the right of the frame, from the last T'. */
  readonly labels: Readonly<Record<Band | 'bound' | 'gap' | 'spread', number>>;
}

const ROOM = { left: 72, right: 118, top: 26, bottom: 42, strip: 70, between: 40 } as const;
const LINE = 16;
const SHARE_LINE = 14;
/** What a logarithm cannot show stands at the bottom. */
const LEAST_SHARE = 1e-9;

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
    bottom: height - (ROOM.bottom + ROOM.strip + ROOM.between) * scale,
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
  const line = (of: (each: TheoryTerms) => number) =>
    terms.map((each) => `${time(each.iterations).toFixed(1)},${value(of(each)).toFixed(1)}`);
  const bands = BANDS.map((band) => ({ band, path: `M${line((each) => each[band]).join('L')}` }));
  const strip = {
    top: frame.bottom + ROOM.between * scale,
    bottom: frame.bottom + (ROOM.between + ROOM.strip) * scale,
  };
  return {
    frame,
    time,
    value,
    valueTicks: decadeTicks(low, high),
    timeTicks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter(
      (tick) => tick <= most && (most < 100 || /^1/.test(String(tick)) || tick === most),
    ),
    bands,
    strip,
    shares: sharesOf(terms, time, strip, scale),
    bound: `M${line((each) => each.bound).join('L')}`,
    gap: broken(terms, time, value),
    labels: labelsOf(last, spread.value, value, frame, scale),
  };
}

/** Whole powers of ten around everything that is above zero. */
function decades(terms: readonly TheoryTerms[], spread: number): readonly [number, number] {
  const gaps = terms.map(({ gap }) => gap).filter((gap) => gap > 0);
  const most = Math.max(...terms.map(({ bound }) => bound), spread);
  const optimisations = terms.map(({ optimisation }) => optimisation).filter((each) => each > 0);
  const least = Math.max(most * LEAST_SHARE, Math.min(...gaps, ...optimisations, spread));
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

/** Shares of the bound on each other. */
function sharesOf(
  terms: readonly TheoryTerms[],
  time: Scale,
  { top, bottom }: TermsLayout['strip'],
  scale: number,
): TermsLayout['shares'] {
  const share = linearScale([0, 1], [bottom, top]);
  const upTo = (each: TheoryTerms, index: number) =>
    BANDS.slice(0, index).reduce((sum, band) => sum + each[band], 0) / each.bound;
  const edge = (index: number) =>
    terms.map((each) => {
      return `${time(each.iterations).toFixed(1)},${share(upTo(each, index)).toFixed(1)}`;
    });
  const last = terms.at(-1)!;
  const middles = spreadLabels(
    BANDS.map((_, index) => share((upTo(last, index) + upTo(last, index + 1)) / 2)),
    SHARE_LINE * scale,
    [top, bottom],
  );
  return BANDS.map((band, index) => ({
    band,
    path: `M${edge(index + 1).join('L')}L${edge(index).toReversed().join('L')}Z`,
    middle: middles[index]!,
  }));
}

/** Each beside the end of its line, pushed apart. */
function labelsOf(
  last: TheoryTerms,
  spread: number,
  value: Scale,
  frame: TermsLayout['frame'],
  scale: number,
): TermsLayout['labels'] {
  const ends = { ...last, gap: Math.max(0, last.gap), spread };
  const names = [...BANDS, 'bound', 'gap', 'spread'] as const;
  const wanted = names.map((name) => value(ends[name]));
  const placed = spreadLabels(wanted, LINE * scale, [frame.top, frame.bottom]);
  return Object.fromEntries(names.map((name, index) => [name, placed[index]!])) as Record<
    (typeof names)[number],
    number
  >;
}

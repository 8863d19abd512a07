/** What the bench measures, a row each, as `--json` prints it. */
import { type Spread, spreadOf } from './statistics.ts';

export const SECTIONS = [
  'step',
  'n2o',
  'centralised',
  'slot',
  'decision',
  'chunk',
  'training',
  'page',
] as const;
export type Section = (typeof SECTIONS)[number];

/** TensorFlow.js with one LayersModel an LSM: what ratios are to. */
export const PER_AGENT = 'tfjs-wasm-per-agent';
export const PYTORCH = 'pytorch';

export interface Row {
  readonly section: Section;
  readonly workload: string;
  readonly activation: string;
  /** As in the learner, or PER_AGENT, or PYTORCH; in `slot` and `decision` the policy. */
  readonly engine: string;
  /** Median over the rounds. */
  readonly millisecondsPerStep: number;
  /** Quartiles over the rounds; the extremes where there are fewer than four. */
  readonly spread: readonly [number, number];
  /** How many times it was measured. */
  readonly rounds: number;
  /** What `ratio` divides: `PER_AGENT`'s time in training steps. Null for a row without a rival. */
  readonly reference: string | null;
  /** Times as fast as the reference: median, quartiles over the rounds. */
  readonly ratio: number | null;
  readonly ratioSpread: readonly [number, number] | null;
  readonly ratioToTfjsPerAgent: number | null;
  /** Times as fast as PyTorch, where it was measured in the same rounds. */
  readonly ratioToPytorch: number | null;
  /** Of the joint maxima alone, and their share of the processor's SIMD multiply-add peak. */
  readonly gflops: number | null;
  readonly shareOfPeak: number | null;
  /** Slots a chunk (S), and calls of dispatchWorkgroups in one. */
  readonly chunk: number | null;
  readonly dispatchesPerChunk: number | null;
  /** Of a whole training. */
  readonly seconds: number | null;
}

type Identity = Pick<Row, 'section' | 'workload' | 'activation' | 'engine'>;

/** Times of one row, a round each, and of what it is compared with in the same rounds. */
export interface Timings {
  readonly times: readonly number[];
  readonly reference?: { readonly name: string; readonly times: readonly number[] } | undefined;
  readonly pytorch?: readonly number[] | undefined;
}

export function rowOf(
  identity: Identity,
  { times, reference, pytorch }: Timings,
  more: Partial<Row> = {},
): Row {
  const own = spreadOf(times);
  const ratio = reference ? ratioSpread(reference.times, times) : null;
  return {
    ...identity,
    millisecondsPerStep: own.median,
    spread: [own.low, own.high],
    rounds: own.count,
    reference: reference?.name ?? null,
    ratio: ratio?.median ?? null,
    ratioSpread: ratio ? [ratio.low, ratio.high] : null,
    ratioToTfjsPerAgent: reference?.name === PER_AGENT ? ratio!.median : null,
    ratioToPytorch: pytorch ? ratioSpread(pytorch, times).median : null,
    gflops: null,
    shareOfPeak: null,
    chunk: null,
    dispatchesPerChunk: null,
    seconds: null,
    ...more,
  };
}

/** Of ratios within one round each, as many as both have. */
function ratioSpread(others: readonly number[], times: readonly number[]): Spread {
  const shared = times.slice(0, others.length);
  return spreadOf(shared.map((time, round) => others[round]! / time));
}

/** Where it was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Node's or Chromium's name and version. */
  readonly runtime: string;
  readonly clock: string;
  /** GFLOP/s of one core in four-lane multiplications and additions (WebAssembly SIMD). */
  readonly simdPeakGflops: number;
  /** The graphics adapter, where WebGPU was measured. */
  readonly adapter?: string;
  readonly pytorch?: string;
}

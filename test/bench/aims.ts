/** What the rows are meant to reach, and whether they do. */
import { LAYERS_MODEL } from './centralised.ts';
import type { Row } from './rows.ts';
import { EPISODES } from './wholeTraining.ts';

export interface Verdict {
  readonly aim: string;
  readonly found: string;
  readonly reached: boolean;
}

type Find = (part: Partial<Row>) => Row | undefined;

/** Verdicts on the aims that these rows say something about. */
export function verdicts(rows: readonly Row[]): Verdict[] {
  const find: Find = (part) => {
    const wanted = Object.entries(part) as [keyof Row, unknown][];
    return rows.find((row) => wanted.every(([key, value]) => row[key] === value));
  };
  return [...perAgent(find), ...pytorch(find), ...peak(find), ...rest(find)];
}

const step = { section: 'step', engine: 'wasm', activation: 'algebraicSilu' } as const;
const times = (ratio: number) => `${ratio.toFixed(1)} times`;

function perAgent(find: Find): Verdict[] {
  return ['9x4c', '25x4c'].flatMap((workload) => {
    const ratio = find({ ...step, workload })?.ratioToTfjsPerAgent;
    if (ratio == null) return [];
    const aim = `${workload}: 25 times as fast as TensorFlow.js wasm, a model an LSM`;
    return { aim, found: times(ratio), reached: ratio >= 25 };
  });
}

function pytorch(find: Find): Verdict[] {
  return ['9x4c', '25x4c', '9x8c'].flatMap((workload) => {
    const ratio = find({ ...step, workload })?.ratioToPytorch;
    if (ratio == null) return [];
    const aim = `${workload}: faster than PyTorch on one thread`;
    return { aim, found: times(ratio), reached: ratio > 1 };
  });
}

function peak(find: Find): Verdict[] {
  return ['9x4c', '25x4c', '9x8c'].flatMap((workload) => {
    const share = find({ ...step, workload, activation: 'relu' })?.shareOfPeak;
    if (share == null) return [];
    const aim = `${workload}: joint maximum at 80 % of the SIMD peak with relu`;
    return { aim, found: `${(100 * share).toFixed(0)} %`, reached: share >= 0.8 };
  });
}

function rest(find: Find): Verdict[] {
  const found: Verdict[] = [];
  const n2o = find({ section: 'n2o', workload: '25x4c', engine: 'wasm' });
  if (n2o) {
    const milliseconds = n2o.millisecondsPerStep;
    const aim = 'N2O, T = 50, N = 25: under 2 ms';
    found.push({ aim, found: `${milliseconds.toFixed(2)} ms`, reached: milliseconds < 2 });
  }
  const central = find({ section: 'centralised', engine: 'wasm' });
  if (central?.ratio && central.reference === LAYERS_MODEL) {
    const aim = 'centralised, N = 9: 10 times as fast as TensorFlow.js wasm';
    found.push({ aim, found: times(central.ratio), reached: central.ratio >= 10 });
  }
  for (const section of ['page', 'training'] as const) {
    const seconds = find({ section })?.seconds;
    if (seconds == null) continue;
    const place = section === 'page' ? 'in the page' : 'alone on a thread';
    const aim = `${EPISODES} episodes at N = 9 ${place}: under 12 s`;
    found.push({ aim, found: `${seconds.toFixed(1)} s`, reached: seconds < 12 });
  }
  return found;
}

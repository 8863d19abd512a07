/** The rows as a table for a terminal. */
import { table } from '../../src/cli/table.ts';
import { verdicts } from './aims.ts';
import { growthOf } from './growth.ts';
import { type Machine, type Row, SECTIONS, type Section } from './rows.ts';
import { EPISODES } from './wholeTraining.ts';
import { BATCH_SIZE } from './workloads.ts';

export const TITLES: Readonly<Record<Section, string>> = {
  step: `Full training step: every LSM acts greedily and makes an update on ${BATCH_SIZE} rows that are new to it`,
  n2o: 'N2O, T = 50: one decision, tables of all Q_n included',
  centralised: 'Centralised DQL: acting and one update',
  slot: 'A training slot on WebAssembly, simulation included',
  decision: 'One decision of the whole city, by policy; centralised DQL and actors in TypeScript',
  chunk: 'Chunks: S training steps at once (acting lag S)',
  training: `A training of ${EPISODES} episodes alone on a thread, simulation included`,
  page: `The same in the built page, on the engine that it picks, with all else that it does`,
};

export function machineLine({ cpu, cores, runtime, clock, simdPeakGflops, ...more }: Machine) {
  const parts = [
    `${cpu} (${cores} cores, one used)`,
    runtime,
    clock,
    `SIMD multiply-add peak ${simdPeakGflops.toFixed(1)} GFLOP/s`,
    more.adapter && `WebGPU on ${more.adapter}`,
    more.pytorch,
  ];
  return parts.filter((part) => part).join(', ');
}

/** Milliseconds in three digits. */
export function milliseconds(time: number): string {
  return time >= 100 ? time.toFixed(0) : time.toPrecision(3);
}

export const percent = (share: number) => `${(100 * share).toFixed(0)} %`;

const HEAD = ['ratio', 'quartiles', 'ms', 'n', 'GFLOP/s', 'of peak', 'workload', 'activation'];

function cells(row: Row): string[] {
  const { ratio, ratioSpread, gflops, shareOfPeak, dispatchesPerChunk } = row;
  const notes = [
    row.ratioToPytorch !== null && row.engine !== 'pytorch'
      ? `${row.ratioToPytorch.toFixed(row.ratioToPytorch < 1 ? 2 : 1)} x PyTorch`
      : '',
    dispatchesPerChunk !== null ? `${dispatchesPerChunk} dispatches a chunk` : '',
    row.chunk !== null ? `S = ${row.chunk}` : '',
    row.seconds !== null ? `${row.seconds.toFixed(1)} s in all` : '',
  ];
  return [
    ratio === null ? '' : `${ratio.toFixed(ratio < 10 ? 2 : 1)} x`,
    ratioSpread ? ratioSpread.map((each) => each.toFixed(each < 10 ? 2 : 1)).join('-') : '',
    milliseconds(row.millisecondsPerStep),
    String(row.rounds),
    gflops === null ? '' : gflops.toFixed(1),
    shareOfPeak === null ? '' : percent(shareOfPeak),
    row.workload,
    row.activation,
    row.engine,
    notes.filter((note) => note).join(', '),
  ];
}

/** One table, a section after the other; ratios first. */
export function printed(machine: Machine, rows: readonly Row[]): string {
  const lines = table(aligned([[...HEAD, 'engine', ''], ...rows.map(cells)])).split('\n');
  const body = SECTIONS.flatMap((section) => {
    const own = rows.flatMap((row, i) => (row.section === section ? [lines[i + 1]!] : []));
    if (own.length === 0) return [];
    const reference = rows.find((row) => row.section === section && row.reference)?.reference;
    const against = reference ? ` (ratio: times as fast as ${reference})` : '';
    return ['', `${TITLES[section]}${against}`, ...own];
  });
  return [machineLine(machine), '', lines[0]!, ...body, ...growthLines(rows), ...aimLines(rows)]
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Columns of words to the left, as the table leaves only its first one. */
function aligned(rows: readonly (readonly string[])[]): string[][] {
  const words = [6, 7, 8, 9];
  const widths = words.map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => [
    '',
    ...row.map((cell, column) => {
      const place = words.indexOf(column);
      return place < 0 ? cell : cell.padEnd(widths[place]!);
    }),
  ]);
}

function growthLines(rows: readonly Row[]): string[] {
  const all = growthOf(rows);
  if (all.length === 0) return [];
  const lines = all.map(({ engine, activation, exponent, perServer }) => {
    const each = perServer.map(([count, time]) => `${milliseconds(time)} at N = ${count}`);
    return `  N^${exponent.toFixed(2)}  ms an LSM: ${each.join(', ')}  ${activation}, ${engine}`;
  });
  return [
    '',
    'How a training step grows with N (4-connected; inner servers have more to weigh)',
    ...lines,
  ];
}

function aimLines(rows: readonly Row[]): string[] {
  const all = verdicts(rows);
  if (all.length === 0) return [];
  return [
    '',
    'Aims',
    ...all.map(({ aim, found, reached }) => `  ${reached ? 'yes' : 'NO '}  ${aim}: ${found}`),
  ];
}

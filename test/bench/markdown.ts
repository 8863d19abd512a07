/** The rows as the tables of docs/measured.md. */
import { growthOf } from './growth.ts';
import { machineLine, milliseconds, percent, TITLES } from './print.ts';
import { type Machine, PER_AGENT, PYTORCH, type Row, type Section } from './rows.ts';

export function markdown(machine: Machine, rows: readonly Row[]): string {
  const parts = [
    stepTable(rows),
    plainTable('n2o', rows),
    plainTable('centralised', rows),
    plainTable('slot', rows),
    plainTable('decision', rows),
    plainTable('chunk', rows),
    plainTable('training', rows),
    plainTable('page', rows),
    growthSentence(rows),
    `Measured on: ${machineLine(machine)}.`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A line a workload: ours in milliseconds, and how many times as fast as the others. */
function stepTable(rows: readonly Row[]): string {
  const steps = rows.filter(({ section }) => section === 'step');
  const has = (engine: string) => steps.some((row) => row.engine === engine);
  const rivals = [
    [PER_AGENT, 'TensorFlow.js, a model an LSM'],
    ['tfjs-wasm', 'TensorFlow.js, stacked'],
    [PYTORCH, 'PyTorch, 1 thread'],
    ['typescript', 'our TypeScript'],
  ].filter(([engine]) => has(engine!)) as [string, string][];
  const lines = steps
    .filter(({ engine }) => engine === 'wasm')
    .map((ours) => {
      const same = steps.filter((row) => {
        return row.workload === ours.workload && row.activation === ours.activation;
      });
      const ratios = rivals.map(([engine]) => {
        const other = same.find((row) => row.engine === engine);
        if (!other) return '';
        const ratio = other.millisecondsPerStep / ours.millisecondsPerStep;
        return `${ratio.toFixed(1)} x (${milliseconds(other.millisecondsPerStep)} ms)`;
      });
      const rate =
        ours.gflops === null || ours.shareOfPeak === null
          ? ''
          : `${ours.gflops.toFixed(1)} (${percent(ours.shareOfPeak)})`;
      const name = `${ours.workload}, ${ours.activation}`;
      return [name, `${milliseconds(ours.millisecondsPerStep)} ms`, ...ratios, rate];
    });
  if (lines.length === 0) return '';
  const head = [
    'full training step',
    'WebAssembly',
    ...rivals.map(([, title]) => `against ${title}`),
    'joint maximum, GFLOP/s (of peak)',
  ];
  return grid(head, lines);
}

/** Sections of which a row is a decision. */
const DECIDES: readonly Section[] = ['n2o', 'decision'];

function plainTable(section: Section, rows: readonly Row[]): string {
  const own = rows.filter((row) => row.section === section);
  if (own.length === 0) return '';
  const hasRatios = own.some(({ ratio }) => ratio !== null);
  const hasSeconds = own.some(({ seconds }) => seconds !== null);
  const reference = own.find((row) => row.reference)?.reference;
  const lines = own.map((row) => [
    row.workload,
    row.engine,
    `${milliseconds(row.millisecondsPerStep)} ms`,
    ...(hasRatios ? [row.ratio === null ? '' : `${row.ratio.toFixed(1)} x`] : []),
    ...(section === 'chunk' ? [String(row.dispatchesPerChunk ?? '')] : []),
    ...(row.seconds !== null ? [`${row.seconds.toFixed(1)} s`] : []),
  ]);
  const head = [
    TITLES[section],
    'engine',
    hasSeconds || section === 'slot'
      ? 'a slot'
      : DECIDES.includes(section)
        ? 'a decision'
        : 'a step',
    ...(hasRatios ? [`as fast as ${reference}`] : []),
    ...(section === 'chunk' ? ['dispatches a chunk'] : []),
    ...(hasSeconds ? ['in all'] : []),
  ];
  return grid(head, lines);
}

function growthSentence(rows: readonly Row[]): string {
  const ours = growthOf(rows).filter(({ engine }) => engine === 'wasm');
  if (ours.length === 0) return '';
  const each = ours.map(({ exponent, activation }) => `N^${exponent.toFixed(2)} (${activation})`);
  return `A step on WebAssembly grows as ${each.join(', ')} from N = 4 to 100, 4-connected.`;
}

function grid(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = `|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`;
  return [line(head), rule, ...lines.map(line)].join('\n');
}

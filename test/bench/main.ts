/**
 * Speed as ratios within one run: absolute times belong to the machine. In Node everything runs as
 * plain modules, because a test runner's own module system slows inner loops down.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { commandHelp, type GivenOptions, parseOptions } from '../../src/cli/options.ts';
import { InputError } from '../../src/schema.ts';
import { processorClock } from './clock.ts';
import { markdown } from './markdown.ts';
import { measureAll, type Task } from './measureAll.ts';
import { nodeHost } from './nodeHost.ts';
import { printed } from './print.ts';
import { startPyTorch } from './pytorch.ts';
import { type Machine, PYTORCH, type Row } from './rows.ts';
import { parseSelection, selected } from './selection.ts';
import { measurePeak } from './trainingSteps.ts';

const HELP = {
  name: 'bench',
  summary: 'engines against their rivals, interleaved; ratios first',
  options: [
    {
      name: 'only',
      value: 'WORDS',
      help: 'rows of these sections, workloads, activations or engines',
    },
    { name: 'quick', help: 'fewer rounds' },
    { name: 'browser', help: 'in a worker of headless Chromium, WebGPU and the page included' },
    { name: 'pytorch', help: 'PyTorch too, on the Python of the variable PYTHON (python3)' },
    { name: 'from', value: 'FILE', help: 'measures nothing, shows what --json printed before' },
    { name: 'markdown', help: 'the tables of docs/measured.md' },
  ],
} as const;

const note = (line: string) => process.stderr.write(`${line}\n`);

async function main(words: readonly string[]): Promise<void> {
  const given = parseOptions(words, HELP);
  if (given.has('help')) {
    console.log(commandHelp(HELP).replace(/^usage.*$/m, 'usage: npm run bench -- [options]'));
    return;
  }
  const { machine, rows } = await measured(given);
  if (given.has('json')) console.log(JSON.stringify({ machine, rows }));
  else console.log(given.has('markdown') ? markdown(machine, rows) : printed(machine, rows));
}

async function measured(given: GivenOptions): Promise<{ machine: Machine; rows: Row[] }> {
  const file = given.get('from');
  if (file !== undefined) return JSON.parse(readFileSync(file, 'utf8'));
  const task: Task = {
    selection: parseSelection(given.get('only') ?? ''),
    quick: given.has('quick'),
  };
  if (!given.has('browser')) return measureInNode(task, given.has('pytorch'));
  const { measureInBrowser } = await import('./browser.ts');
  return measureInBrowser(task, note);
}

async function measureInNode(task: Task, withPyTorch: boolean) {
  const started =
    withPyTorch && selected(task.selection, 'engine', PYTORCH) ? await startPyTorch() : null;
  if (typeof started === 'string') note(`Without PyTorch: ${started}`);
  const pytorch = typeof started === 'string' ? null : started;
  const host = await nodeHost(pytorch, note);
  const rows: Row[] = [];
  await measureAll(host, task, (more) => rows.push(...more));
  const machine: Machine = {
    cpu: cpus()[0]?.model.trim() || 'unknown processor',
    cores: cpus().length,
    runtime: `Node ${process.version}`,
    clock: processorClock.name,
    simdPeakGflops: await measurePeak(host),
    ...(pytorch ? { pytorch: pytorch.version } : {}),
  };
  pytorch?.end();
  return { machine, rows };
}

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof InputError) note(error.message);
  else note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof InputError ? 2 : 1;
});

/** `train --method`, and `evaluate` of what it has trained. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { CentralizedLearner } from '../../src/learning/centralized.ts';
import { readCentralized } from '../../src/learning/centralizedCheckpointFile.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import { readCheckpoint } from '../../src/learning/checkpointFile.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const root = join(import.meta.dirname, '../..');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'n2o-methods-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
function put(name: string, data: unknown): string {
  writeFileSync(at(name), JSON.stringify(data));
  return at(name);
}
const bytes = (name: string) => readFileSync(at(name));

async function run(...words: string[]) {
  let stdout = '';
  const stderr: string[] = [];
  const print = (text: string) => {
    stdout += text;
  };
  const status = await runCommandLine(words, print, (line) => stderr.push(line));
  return { status, stdout, stderr };
}
async function json(...words: string[]) {
  const { status, stdout, stderr } = await run(...words, '--json');
  expect(stderr.filter((line) => /not allowed/.test(line))).toEqual([]);
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

const pair = ['--rows', '1', '--columns', '2', '--episodes', '10'];
const typescript = ['--engine', 'typescript'];
const centralized = ['train', ...pair, '--method', 'centralized'];
const narrow = () => ['--centralized', put('narrow.json', { hidden: [8, 4] })];
const scenario = parseScenario({ rows: 1, columns: 2 });

describe('train --method', () => {
  it('centralized prints the training that the core computes', async () => {
    const data = await json(...centralized, ...narrow(), ...typescript, '--seed', '4');
    const learner = parseLearner({ episodes: 10 });
    const own = parseCentralized({ hidden: [8, 4] });
    const setup = { scenario, learner, centralized: own, seed: 4 };
    const trained = new CentralizedLearner(setup);
    while (trained.slots < 60) trained.advance();
    expect(data).toMatchObject({ format: 'n2o-training', version: 1, start: 'seed' });
    expect(data.centralized).toEqual(JSON.parse(JSON.stringify(own)));
    expect(data.engine).toBe('typescript');
    const { seed, slots, curve } = data.runs[0];
    expect([seed, slots]).toEqual([4, 60]);
    expect(curve.systemReward).toEqual(Array.from(trained.curve().systemReward));
    expect(curve.losses.slice(5).flat()).toEqual(Array.from(trained.curve().losses.subarray(10)));
    const { stdout } = await run(...centralized, ...narrow(), '--seeds', '2');
    expect(stdout).toMatch(
      /mean loss of the network; 2 servers, 60 slots of 60 planned, engine wasm$/,
    );
  });

  it('vdn trains on the reward of all', async () => {
    const out = ['--checkpoint-out', at('vdn.gz')];
    const data = await json('train', ...pair, '--method', 'vdn', ...typescript, ...out);
    expect(data.training.method).toBe('vdn');
    const learner = parseLearner({ episodes: 10, method: 'vdn' });
    const trained = new MultiAgentLearner({ scenario, learner, seed: 1 });
    while (trained.slots < 60) trained.advance();
    const { checkpoint } = await readCheckpoint(bytes('vdn.gz'));
    expect(checkpoint.engine.weights).toEqual(trained.weights());
  });

  it.each(['typescript', 'wasm'])(
    'centralized goes on as if nothing had stopped: %s',
    async (engine) => {
      const words = [...centralized, ...narrow(), '--acting-lag', '4', '--engine', engine];
      const whole = await json(...words, '--checkpoint-out', at('whole.gz'));
      const part = await json(...words, '--slots', '41', '--checkpoint-out', at('part.gz'));
      expect(part.runs[0].slots).toBe(44);
      // What says the same as the checkpoint may be said.
      const said = ['--method', 'centralized', '--rows', '1', '--seed', '1', ...narrow()];
      const rest = ['train', '--checkpoint-in', at('part.gz'), ...said];
      const gone = await run(...rest, '--json', '--checkpoint-out', at('part.gz'));
      expect(gone.stderr[0]).toBe(`engine ${engine}: the one of the checkpoint`);
      expect(gone.stderr.at(-1)).toMatch(/^the checkpoint takes [\d.]+ MB$/);
      expect(JSON.parse(gone.stdout)).toEqual(whole);
      expect(bytes('part.gz')).toEqual(bytes('whole.gz'));
    },
  );

  it('centralized is stopped by Ctrl-C with its checkpoint, and exit 130', async () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const [program, ...rest] = scripts.experiment.split(' ');
    const long = ['--rows', '1', '--columns', '2', '--episodes', '2000'];
    const words = ['train', ...long, '--method', 'centralized', ...narrow()];
    const out = ['--checkpoint-out', at('stopped.gz')];
    const child = spawn(program, [...rest, ...words, ...out], { cwd: root, detached: true });
    let errors = '';
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (data) => {
        errors += data;
        if (/slot 0 of 12000/.test(errors)) resolve();
      });
    });
    process.kill(-child.pid!, 'SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(errors).toMatch(/stopped after slot \d+; --checkpoint-in goes on from there$/m);
    const { checkpoint } = await readCentralized(bytes('stopped.gz'));
    expect(checkpoint.slots).toBeLessThan(12_000);
  });
});

describe('evaluate', () => {
  beforeAll(async () => {
    const out = (name: string) => ['--checkpoint-out', at(name)];
    await json(...centralized, ...narrow(), ...out('centralized.gz'));
    await json('train', ...pair, ...out('maDql.gz'));
    await json('train', ...pair, '--method', 'vdn', ...out('vdn2.gz'));
    const far = put('far.json', { rows: 1, columns: 2, demandScale: 2 });
    const city = ['train', '--scenario', far, '--episodes', '10'];
    await json(...city, '--method', 'vdn', ...out('farVdn.gz'));
    await json(...city, '--method', 'centralized', ...narrow(), ...out('farCentralized.gz'));
  });

  it('plays centralised DQL from its checkpoint: the greatest of its outputs', async () => {
    const words = ['--policies', 'centralized', '--evaluation-slots', '30'];
    const file = await json('evaluate', '--centralized-in', at('centralized.gz'), ...words);
    const { checkpoint } = await readCentralized(bytes('centralized.gz'));
    const environment = new EdgeEnvironment(scenario);
    environment.reset(900_001);
    let sum = 0;
    for (let slot = 0; slot < 30; slot += 1) {
      const q = forward(checkpoint.engine.weights, [10, 8, 4, 9], environment.observations);
      const best = q.indexOf(Math.max(...q));
      sum += environment.step([Math.floor(best / 3), best % 3]).infos.systemReward;
    }
    expect(file.policies[0].mean).toBeCloseTo(sum / 30, 9);
    expect(file.files).toMatchObject({ networks: false, centralized: true });
  });

  it('plays all of them beside each other', async () => {
    const files = [
      ...['--checkpoint-in', at('maDql.gz'), '--vdn-in', at('vdn2.gz')],
      ...['--centralized-in', at('centralized.gz')],
    ];
    const { policies } = await json('evaluate', ...files, '--evaluation-slots', '6');
    const keys = policies.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(expect.arrayContaining(['maDql', 'n2o', 'vdn', 'centralized']));
  });

  it.each<[string, string[], string]>([
    [
      '--vdn-in: scenario.demandScale: 2 is not allowed; allowed: 1, as in the city that is evaluated',
      ['--checkpoint-in', 'maDql.gz', '--vdn-in', 'farVdn.gz'],
      'of another city',
    ],
    [
      '--centralized-in: scenario.demandScale: 2 is not allowed; allowed: 1, as in',
      ['--vdn-in', 'vdn2.gz', '--centralized-in', 'farCentralized.gz'],
      'of another city',
    ],
    [
      '--columns: 3 is not allowed; allowed: 2, as in the checkpoint',
      ['--vdn-in', 'vdn2.gz', '--columns', '3'],
      'beside another city',
    ],
    [
      'checkpoint.format: "n2o-learner-checkpoint" is not allowed; allowed: n2o-centralized',
      ['--centralized-in', 'vdn2.gz'],
      'of another form',
    ],
    [
      'checkpoint.format: "n2o-centralized-checkpoint" is not allowed; allowed: n2o-learner',
      ['--checkpoint-in', 'centralized.gz'],
      'of another form',
    ],
    [
      'there is no centralised DQL: --centralized-in names its checkpoint',
      ['--policies', 'centralized', '--rows', '1'],
      'missing',
    ],
  ])('refuses with one line and exit 2: %s', async (message, words) => {
    const named = words.map((word) => (word.endsWith('.gz') ? at(word) : word));
    const { status, stdout, stderr } = await run('evaluate', ...named);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toContain(message);
  });

  it.each<[string, string[], string]>([
    ['--networks-out', [...centralized, '--networks-out', 'x.json'], 'only of maDql or vdn'],
    ['--rows', [...centralized.slice(0, 1), ...centralized.slice(3), '--rows', '12'], '--rows: 12'],
    [
      'a city too large',
      ['train', '--method', 'centralized', '--rows', '4', '--columns', '4'],
      '43,046,721 joint decisions',
    ],
    [
      'a field of the file',
      [...centralized, '--centralized', 'WIDE'],
      'centralized.hidden[0]: 0 is not allowed',
    ],
    [
      'another network',
      ['train', '--checkpoint-in', 'centralized.gz', '--centralized', 'OTHER'],
      'centralized.hidden: [9] is not allowed; allowed: [8,4], as in the checkpoint',
    ],
    [
      'another method',
      ['train', '--checkpoint-in', 'centralized.gz', '--method', 'maDql'],
      '--method: "maDql" is not allowed; allowed: centralized, as in the checkpoint',
    ],
  ])('train refuses what cannot be of centralised DQL: %s', async (_, words, message) => {
    const files: Record<string, string> = {
      WIDE: put('none.json', { hidden: [0] }),
      OTHER: put('other.json', { hidden: [9] }),
    };
    const named = words.map((word) => files[word] ?? (word.endsWith('.gz') ? at(word) : word));
    const { status, stderr } = await run(...named);
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toContain(message);
    expect(status).toBe(2);
  });
});

/** A plain network, read from the flat array: layer by layer [unit][input], then its biases. */
function forward(weights: ArrayLike<number>, widths: readonly number[], x: Float64Array): number[] {
  let values = Array.from(x);
  let at = 0;
  for (let depth = 1; depth < widths.length; depth += 1) {
    const inputs = values;
    const biases = at + widths[depth]! * inputs.length;
    const from = at;
    const sums = Array.from({ length: widths[depth]! }, (_, unit) =>
      inputs.reduce(
        (sum, value, i) => sum + value * weights[from + unit * inputs.length + i]!,
        weights[biases + unit]!,
      ),
    );
    at = biases + widths[depth]!;
    const isLast = depth === widths.length - 1;
    values = isLast ? sums : sums.map((sum) => sum / (1 + Math.exp(-sum)));
  }
  return values;
}

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { readCheckpoint } from '../../src/learning/checkpointFile.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { layersModel, WEIGHTS_FILE } from '../../src/learning/layersModel.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const root = join(import.meta.dirname, '../..');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'n2o-train-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
function put(name: string, data: unknown): string {
  writeFileSync(at(name), typeof data === 'string' ? data : JSON.stringify(data));
  return at(name);
}

/** In this process; child processes are slow to start. */
async function run(...words: string[]) {
  let stdout = '';
  const stderr: string[] = [];
  const print = (text: string) => {
    stdout += text;
  };
  const status = await runCommandLine(words, print, (line) => stderr.push(line));
  return { status, stdout, stderr };
}

/** Two servers, small networks, a plan of 60 slots that passes all phases. */
const pair = ['--rows', '1', '--columns', '2', '--episodes', '10'];
const typescript = ['--engine', 'typescript'];
const tiny = ['train', ...pair, ...typescript];

describe('train', () => {
  it('prints the training alone, as the core computes it', async () => {
    const { status, stdout, stderr } = await run(...tiny, '--seed', '8', '--json');
    expect(status).toBe(0);
    expect(stderr).toEqual(['seed 8: training, slot 0 of 60']);
    const scenario = parseScenario({ rows: 1, columns: 2 });
    const learner = parseLearner({ episodes: 10 });
    const trained = new MultiAgentLearner({ scenario, learner, seed: 8 });
    while (trained.slots < 60) trained.advance();
    const { systemReward, rewards, losses, exploration } = trained.curve();
    const data = JSON.parse(stdout);
    expect(data).toMatchObject({ format: 'n2o-training', version: 1, start: 'seed' });
    expect(data.engine).toBe('typescript');
    expect(data.scenario).toEqual(JSON.parse(JSON.stringify(scenario)));
    expect(data.training).toEqual(JSON.parse(JSON.stringify(learner)));
    expect(data.runs).toHaveLength(1);
    const { seed, slots, curve } = data.runs[0];
    expect([seed, slots, curve.firstEpisode]).toEqual([8, 60, 0]);
    expect(curve.systemReward).toEqual(Array.from(systemReward));
    expect(curve.exploration).toEqual(Array.from(exploration));
    expect(curve.rewards.flat()).toEqual(Array.from(rewards));
    // No update before 32 transitions: the first five episodes have no loss.
    expect(curve.losses.slice(0, 5).flat()).toEqual(Array(10).fill(null));
    expect(curve.losses.slice(5).flat()).toEqual(Array.from(losses.subarray(10)));
  });

  it('prints a table for people, of several seeds beside each other', async () => {
    const { status, stdout } = await run(...tiny, '--seeds', '2', '--out', at('table.json'));
    expect(status).toBe(0);
    expect(stdout).toMatch(/^episodes +explored +seed 1 +loss +seed 2 +loss\n1 to 1 +100 % /);
    expect(stdout).toMatch(/2 servers, 60 slots of 60 planned, engine typescript$/);
    const { runs } = JSON.parse(read('table.json'));
    expect(runs.map(({ seed }: { seed: number }) => seed)).toEqual([1, 2]);
  });

  it('writes networks and a TensorFlow.js model of every LSM', async () => {
    const outputs = ['--networks-out', at('networks.json'), '--tensorflow-out', at('models')];
    expect((await run(...tiny, ...outputs)).status).toBe(0);
    const { networks, extra } = parseNetworks(JSON.parse(read('networks.json')));
    expect(extra).toMatchObject({ engine: 'typescript', seed: 1, trainedSlots: 60 });
    expect(parseScenario(extra!.scenario)).toEqual(parseScenario({ rows: 1, columns: 2 }));
    expect(parseLearner(extra!.training).episodes).toBe(10);
    expect(readdirSync(at('models')).sort()).toEqual(['lsm-0', 'lsm-1']);
    const model = layersModel(networks, 1);
    expect(JSON.parse(read('models/lsm-1/model.json'))).toEqual(
      JSON.parse(JSON.stringify(model.modelJson)),
    );
    const weights = readFileSync(at(`models/lsm-1/${WEIGHTS_FILE}`));
    expect(new Uint8Array(weights)).toEqual(model.weights);
  });

  it.each(['wasm', 'tfjs-wasm'])('trains on %s, and says so', async (engine) => {
    const words = ['train', ...pair, '--engine', engine, '--json'];
    const { status, stdout } = await run(...words);
    expect(status).toBe(0);
    const data = JSON.parse(stdout);
    expect(data.engine).toBe(engine);
    const plain = JSON.parse((await run(...tiny, '--json')).stdout);
    const last = (of: typeof data): number => of.runs[0].curve.losses.at(-1)[0];
    expect(last(data)).toBeCloseTo(last(plain), 4);
  });

  it('takes the quickest engine where none is asked for, and says what it measured', async () => {
    const { status, stdout, stderr } = await run('train', ...pair, '--json');
    expect(status).toBe(0);
    expect(stderr[0]).toMatch(/^engine (\S+): the quickest here \(ms a training step: \1 [\d.]+, /);
    expect(stderr[0]).toMatch(/wasm .*typescript|typescript .*wasm/);
    expect(stderr[0]).toContain(`engine ${JSON.parse(stdout).engine}:`);
  });

  it('takes a learner from a file, below what the options say', async () => {
    const learner = put('learner.json', { activation: 'tanh', hidden: [4], episodes: 99 });
    const words = [...tiny, '--learner', learner, '--acting-lag', '6', '--json'];
    const { status, stdout } = await run(...words);
    expect(status).toBe(0);
    const expected = { activation: 'tanh', hidden: [4], episodes: 10, actingLag: 6 };
    expect(JSON.parse(stdout).training).toMatchObject(expected);
  });
});

describe('checkpoints on the command line', () => {
  const outputs = (name: string) => [
    ...['--checkpoint-out', at(`${name}.gz`), '--networks-out', at(`${name}.json`), '--json'],
  ];

  it.each(['typescript', 'wasm'])('go on as if nothing had stopped: %s', async (engine) => {
    const words = ['train', ...pair, '--acting-lag', '4', '--engine', engine];
    const whole = await run(...words, ...outputs('whole'));
    const part = await run(...words, '--slots', '41', ...outputs('part'));
    expect(JSON.parse(part.stdout).runs[0].slots).toBe(44);
    const rest = await run('train', '--checkpoint-in', at('part.gz'), ...outputs('part'));
    expect(rest.stderr[0]).toBe(`engine ${engine}: the one of the checkpoint`);
    expect(rest.status).toBe(0);
    expect(rest.stdout).toBe(whole.stdout);
    expect(read('part.json')).toBe(read('whole.json'));
    expect(readFileSync(at('part.gz'))).toEqual(readFileSync(at('whole.gz')));
  });

  it('hands out networks again without training on', async () => {
    const first = await run(...tiny, ...outputs('done'));
    const again = await run('train', '--checkpoint-in', at('done.gz'), ...outputs('again'));
    expect(again.stdout).toBe(first.stdout);
    expect(read('again.json')).toBe(read('done.json'));
  });

  it('are written on Ctrl-C, whole, with exit 130; the rest is the same run', async () => {
    const words = ['--rows', '1', '--columns', '2', '--episodes', '1000', '--engine', 'wasm'];
    const { child, told } = start('train', ...words, ...outputs('stopped'));
    await told(/slot 0 of 6000/);
    process.kill(-child.pid!, 'SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(child.output()).toBe('');
    expect(child.errors()).toMatch(/^stopped after slot \d+; --checkpoint-in goes on from there$/m);
    expect(existsSync(at('stopped.json'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);

    const { checkpoint } = await readCheckpoint(readFileSync(at('stopped.gz')));
    expect(checkpoint.slots).toBeLessThan(6000);
    const rest = await run('train', '--checkpoint-in', at('stopped.gz'), ...outputs('stopped'));
    const whole = await run('train', ...words, ...outputs('whole'));
    expect(rest.stdout).toBe(whole.stdout);
    expect(read('stopped.json')).toBe(read('whole.json'));
  });

  it('are written every so often', async () => {
    const words = ['--rows', '2', '--columns', '2', ...typescript];
    const every = ['--checkpoint-out', at('often.gz'), '--checkpoint-every', '1'];
    const written = new Promise<void>((resolve) => {
      const watcher = watch(folder, (_, name) => {
        if (name !== 'often.gz' || !existsSync(at(name))) return;
        watcher.close();
        resolve();
      });
    });
    const { child } = start('train', ...words, ...every);
    await written;
    // Killed: nothing can be written any more.
    process.kill(-child.pid!, 'SIGKILL');
    await once(child, 'close');
    const { checkpoint, trainedOn } = await readCheckpoint(readFileSync(at('often.gz')));
    expect(checkpoint.slots).toBeGreaterThan(0);
    expect(trainedOn).toBe('typescript');
  });

  /**
   * The script of `npm run experiment` in a process group, as a terminal makes them. (npm's own shell
   * ends by the signal, which whoever called it sees as 130 too.)
   */
  function start(...words: string[]) {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const [program, ...rest] = scripts.experiment.split(' ');
    const child = spawn(program, [...rest, ...words], { cwd: root, detached: true });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data) => (output += data));
    const told = (line: RegExp) =>
      new Promise<void>((resolve) => {
        child.stderr.on('data', () => line.test(errors) && resolve());
      });
    child.stderr.on('data', (data) => (errors += data));
    return {
      child: Object.assign(child, { output: () => output, errors: () => errors }),
      told,
    };
  }
});

describe('networks to begin with', () => {
  it('are those of the first slot, in the city of their file', async () => {
    const grid = ['--rows', '1', '--columns', '3', '--levels', '2,3,4', '--episodes', '6'];
    const first = await run('train', ...grid, ...typescript, '--networks-out', at('first.json'));
    expect(first.status).toBe(0);
    const given = ['--networks-in', at('first.json')];
    const outputs = ['--checkpoint-out', at('second.gz'), '--json'];
    const second = await run('train', ...given, ...typescript, '--slots', '1', ...outputs);
    const data = JSON.parse(second.stdout);
    expect(data.start).toBe('networks');
    expect(data.scenario.levels).toEqual([2, 3, 4]);
    expect(data.training.episodes).toBe(6);
    const { checkpoint } = await readCheckpoint(readFileSync(at('second.gz')));
    const { networks } = parseNetworks(JSON.parse(read('first.json')));
    const flat = networks.agents.flatMap(({ layers }) =>
      layers.flatMap(({ weights, biases }) => [...weights, ...biases]),
    );
    // One slot, no update yet.
    expect(Array.from(checkpoint.engine.weights)).toEqual(flat);
    expect(Array.from(checkpoint.weights!)).toEqual(flat);
    expect(checkpoint.engine.updates).toBe(0);
  });
});

describe('what cannot be is refused in one line, with exit 2', () => {
  const output = (name: string) => [`--${name}`, at(`refused-${name}`)];
  let checkpoint = '';
  beforeAll(async () => {
    checkpoint = at('refused.gz');
    await run(...tiny, '--checkpoint-out', checkpoint, '--networks-out', at('refused.json'));
  });
  const wrong: [string, () => string[], RegExp][] = [
    [
      'a checkpoint of every seed',
      () => ['--seeds', '2', ...output('checkpoint-out')],
      /^--checkpoint-out: .* one --seed, not --seeds$/,
    ],
    [
      'models of every seed',
      () => ['--seeds', '2', ...output('tensorflow-out')],
      /^--tensorflow-out: .* one --seed, not --seeds$/,
    ],
    [
      'checkpoints that go nowhere',
      () => ['--checkpoint-every', '5'],
      /^--checkpoint-every: 5 .* with --checkpoint-out$/,
    ],
    [
      'one file for two things',
      () => [...output('out'), '--networks-out', at('refused-out')],
      /^--networks-out: .* another file than --out$/,
    ],
    [
      'a folder that is a file',
      () => ['--tensorflow-out', checkpoint],
      /^--tensorflow-out: .* a folder that can be written to \(EEXIST\)$/,
    ],
    ['half a slot', () => ['--slots', '0.5'], /^--slots: 0\.5 .* from 1 to 14400000$/],
    ['a lag out of range', () => ['--acting-lag', '257'], /^--acting-lag: 257 .* 1 to 256 slots$/],
    ['no engine', () => ['--engine', 'abacus'], /^--engine: "abacus" .* auto$/],
    [
      'a learner that is a list',
      () => ['--learner', put('list.json', [])],
      /^learner: \[\] is not allowed; allowed: an object with fields of the learner$/,
    ],
    [
      'a learner with an unknown field',
      () => ['--learner', put('unknown.json', { speed: 1 })],
      /^learner\.speed: no such field \(given 1\); allowed: method \| hidden \|/,
    ],
    [
      'kernels for an activation that they do not know',
      () => ['--learner', put('tanh.json', { activation: 'tanh' }), '--engine', 'wasm'],
      /^learner\.activation: "tanh" .* algebraicSilu or relu on the WebAssembly engine$/,
    ],
    ...Object.entries({ rows: 1, levels: '3,3', episodes: 10, seed: 1, 'acting-lag': 1 }).map(
      ([name, own]): [string, () => string[], RegExp] => [
        `another --${name} than the checkpoint's`,
        () => ['--checkpoint-in', checkpoint, `--${name}`, '2'],
        new RegExp(`^--${name}: 2 is not allowed; allowed: ${own}, as in the checkpoint$`),
      ],
    ),
    [
      'seeds beside a checkpoint',
      () => ['--checkpoint-in', checkpoint, '--seeds', '2'],
      /^--seeds: "2" .* only without --checkpoint-in, which settles it$/,
    ],
    [
      'another method than the checkpoint is of',
      () => ['--checkpoint-in', checkpoint, '--method', 'vdn'],
      /^--method: "vdn" is not allowed; allowed: maDql, as in the checkpoint$/,
    ],
    [
      'another scenario than the checkpoint is of',
      () => {
        const city = { rows: 1, columns: 2, demandScale: 2 };
        return ['--checkpoint-in', checkpoint, '--scenario', put('city.json', city)];
      },
      /^scenario\.demandScale: 2 is not allowed; allowed: 1, as in the checkpoint$/,
    ],
    [
      'another learner than the checkpoint is of',
      () => ['--checkpoint-in', checkpoint, '--learner', put('learner.json', { discount: 0.9 })],
      /^learner\.discount: 0\.9 is not allowed; allowed: 0\.5, as in the checkpoint$/,
    ],
    [
      'no method',
      () => ['--method', 'sarsa'],
      /^--method: "sarsa" is not allowed; allowed: maDql \| vdn \| centralized$/,
    ],
    [
      'another method than the networks are of',
      () => ['--networks-in', at('refused.json'), '--method', 'vdn'],
      /^--method: "vdn" is not allowed; allowed: maDql, as in the networks$/,
    ],
    [
      'what is only of centralised DQL',
      () => ['--centralized', put('wide.json', { hidden: [8] })],
      /^--centralized: .* only with --method centralized$/,
    ],
    [
      'networks beside a checkpoint',
      () => ['--checkpoint-in', checkpoint, '--networks-in', at('refused.json')],
      /^--networks-in: .* only without --checkpoint-in/,
    ],
    [
      'an end before the checkpoint',
      () => ['--checkpoint-in', checkpoint, '--slots', '59'],
      /^--slots: 59 .* from 60 to/,
    ],
    [
      'a checkpoint that is none',
      () => ['--checkpoint-in', at('refused.json')],
      /^checkpoint: no gzipped file, or one that is damaged or cut short; allowed: a file of/,
    ],
    [
      'networks that are none',
      () => ['--networks-in', put('no.json', { format: 'n2o-trace' })],
      /^networks\.format: "n2o-trace"/,
    ],
    [
      'networks of another city',
      () => ['--networks-in', at('refused.json'), '--rows', '2'],
      /^networks\.agents: 2 is not allowed; allowed: 4 agents, one a server$/,
    ],
    [
      'networks of other levels',
      () => ['--networks-in', at('refused.json'), '--levels', '4', '--rows', '1'],
      /^networks\.agents\[0\]\.levels: 3 is not allowed; allowed: 4$/,
    ],
    [
      'networks of another shape than the learner',
      () => {
        const learner = put('relu.json', { activation: 'relu' });
        return ['--networks-in', at('refused.json'), '--learner', learner];
      },
      /^learner\.activation: "relu" .* "algebraicSilu", as in the networks$/,
    ],
  ];
  it.each(wrong)('%s', async (_, words, message) => {
    const { status, stdout, stderr } = await run('train', ...words());
    expect(stderr.at(-1)).toMatch(message);
    expect(stderr).toHaveLength(1);
    expect(status).toBe(2);
    expect(stdout).toBe('');
  });

  it('from a shell too', () => {
    const words = ['run', '--silent', 'experiment', '--', 'train', '--checkpoint-every', '5'];
    const { status, stdout, stderr } = spawnSync('npm', words, { cwd: root, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.replace(/^npm warn.*\n/gm, '')).toMatch(/^--checkpoint-every: .*\n$/);
  });
});

describe('options that some engines cannot do', () => {
  const words = ['train', ...pair, '--learner'];
  const nStep = () => put('n-step.json', { nStep: 3 });
  const oneHot = () => put('one-hot.json', { decisionInput: 'oneHot' });

  it.each([
    [nStep, ['--engine', 'tfjs-cpu'], /^learner\.nStep: 3 .*the engine wasm or typescript$/],
    [oneHot, ['--engine', 'wasm'], /^learner\.decisionInput: "oneHot" .*engine typescript$/],
    [oneHot, ['--engine', 'tfjs-cpu'], /^learner\.decisionInput: "oneHot" .*engine typescript$/],
    [oneHot, ['--networks-out', 'no.json'], /^--networks-out: "no.json" .*no one-hot levels/],
  ] as const)('are refused in one line, with exit 2, %#', async (file, more, message) => {
    const { status, stdout, stderr } = await run(...words, file(), ...more);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.at(-1)).toMatch(message);
    expect(stderr.at(-1)).not.toContain('\n');
  });

  it('are trained by one that can where nobody chooses', async () => {
    const { status, stderr } = await run(...words, oneHot(), '--engine', 'auto', '--seed', '1');
    expect(status).toBe(0);
    expect(stderr[0]).toMatch(/^engine typescript: the quickest here/);
  });
});

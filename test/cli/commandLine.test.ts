import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { optionName } from '../../src/cli/options.ts';
import { orchestrateFiles } from '../../src/experiments/orchestrate.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { traceFile } from '../../src/orchestration/traceFile.ts';
import { randomNetworks, randomObservations } from '../support/networks.ts';

const root = join(import.meta.dirname, '../..');
const networks = randomNetworks(3, 2, 2);
const observations = randomObservations(4, 4);
let folder = '';
let files: string[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'n2o-'));
  files = ['--networks', put('networks', networks), '--observations', put('rows', observations)];
});
afterAll(() => rmSync(folder, { recursive: true }));

function put(name: string, data: unknown): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, typeof data === 'string' ? data : JSON.stringify(data));
  return path;
}

/** In this process; child processes are slow to start. */
async function run(...words: string[]) {
  let stdout = '';
  const stderr: string[] = [];
  const status = await runCommandLine(
    words,
    (text) => {
      stdout += text;
    },
    (line) => stderr.push(line),
  );
  return { status, stdout, stderr };
}

/** As a person calls it. */
function runChild(...words: string[]) {
  const command = ['run', '--silent', 'experiment', '--', ...words];
  const { status, stdout, stderr } = spawnSync('npm', command, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr: stderr.replace(/^npm warn.*\n/gm, '') };
}

describe('orchestrate', () => {
  it('prints the trace alone on stdout, as the core computes it', () => {
    const options = { iterations: 5, readOut: 'sweep', failure: 0.5, gradientScale: 'auto' };
    const given = ['--iterations', '5', '--read-out', 'sweep', '--failure', '0.5'];
    const out = join(folder, 'trace.json');
    const scale = ['--gradient-scale', 'auto', '--out', out];
    const words = ['orchestrate', ...files, ...given, ...scale, '--json'];
    const { status, stdout, stderr } = runChild(...words);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const expected = traceFile(
      orchestrateFiles(networks, observations, parseOrchestration(options)),
    );
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(JSON.parse(stdout));
  });

  it('takes every option, and says in extra what the form has no place for', async () => {
    const ids = networks.agents.map((agent) => agent.id);
    const cuts = [{ link: [ids[0], ids[1]], from: 2, to: 3 }];
    const options = {
      stepSize: 'inverse',
      gradient: 'multilinear',
      sweeps: 2,
      horizon: 1,
      linkModel: 'bursty',
      burstLength: 3,
      topology: 'ring',
      cuts,
    };
    const given = Object.entries({ ...options, cuts: JSON.stringify(cuts), failure: 0.2 }).flatMap(
      ([name, value]) => [`--${optionName(name)}`, String(value)],
    );
    const { stdout } = await run('orchestrate', ...files, ...given, '--json');
    const trace = JSON.parse(stdout);
    expect(Object.keys(trace.options)).toEqual([
      'iterations',
      'gamma',
      'anchor',
      'gradientScale',
      'readOut',
      'mixing',
      'failure',
      'seed',
    ]);
    expect(trace.extra).toEqual({ options });
    const expected = orchestrateFiles(
      networks,
      observations,
      parseOrchestration({ ...options, failure: 0.2 }),
    );
    expect(trace).toEqual(JSON.parse(JSON.stringify(traceFile(expected))));
    expect(JSON.parse((await run('orchestrate', ...files, '--json')).stdout).extra).toBeUndefined();
  });

  it('says nothing where its reader has seen enough', () => {
    const words = ['run', '--silent', 'experiment', '--', 'orchestrate', ...files];
    const script = '"$@" --iterations 1000 --json | head -c 9';
    const { stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', 'npm', ...words], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toBe('{"format"');
    expect(stderr.replace(/^npm warn.*\n/gm, '')).toBe('');
  });

  it('reads files that begin with a byte order mark', async () => {
    const marked = put('marked', `\uFEFF${JSON.stringify(networks)}`);
    const { status } = await run('orchestrate', '--networks', marked, ...files.slice(2));
    expect(status).toBe(0);
  });

  it('prints a table for people', async () => {
    const { status, stdout } = await run('orchestrate', ...files);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^greedy /m);
    expect(stdout).toMatch(/^exact /m);
    expect(stdout).toContain('12864 bytes');
  });
});

describe('compare', () => {
  const tiny = ['--episodes', '6', '--evaluation-slots', '30'];

  it('prints the comparison alone, and hands its networks on to orchestrate', async () => {
    const networksOut = join(folder, 'trained.json');
    const observationsOut = join(folder, 'first.json');
    const outputs = ['--networks-out', networksOut, '--observations-out', observationsOut];
    const grid = ['--rows', '1', '--columns', '3', '--levels', '2,3,4', '--seed', '8'];
    const compared = await run('compare', ...grid, ...tiny, ...outputs, '--json');
    expect(compared.status).toBe(0);
    const data = JSON.parse(compared.stdout);
    expect(data.scenario.levels).toEqual([2, 3, 4]);
    expect(data.training).toEqual({ episodes: 6 });
    expect(data.evaluation).toEqual({ slots: 30, seed: 900_001 });
    expect(data.engine).toBe('typescript');
    expect(data.runs).toHaveLength(1);
    expect(data.runs[0].seed).toBe(8);
    expect(Object.keys(data.runs[0].policies).join()).toBe(
      'fixed0,fixed1,random,nash,oracle,maDql,n2o,n2oSweep,greedySweeps,maxPlus,exactP2',
    );
    expect(compared.stderr.join('\n')).toMatch(/seed 8: training, slot 0 of 36/);

    const trained = ['--networks', networksOut, '--observations', observationsOut];
    const trace = JSON.parse((await run('orchestrate', ...trained, '--json')).stdout);
    expect(trace.ids).toEqual([0, 1, 2]);
    expect(trace.exact.objective).toBeGreaterThanOrEqual(trace.greedy.objective);
  });

  it('runs `optimistic` where it is asked for', async () => {
    const { stdout } = await run('compare', '--policies', 'optimistic,fixed0', ...tiny, '--json');
    expect(Object.keys(JSON.parse(stdout).runs[0].policies)).toEqual(['optimistic', 'fixed0']);
  });

  it('fails with exit 1 and one line where training diverges', async () => {
    // Rewards of about -10^9 a slot: the first update's loss is beyond any bound.
    const table = (tasks: number) => Array.from({ length: 24 }, () => tasks);
    const demand = Object.fromEntries(
      ['residential', 'school', 'commercial', 'public'].map((zone) => [zone, table(100)]),
    );
    const path = put('diverging', {
      kind: 'released',
      demand,
      demandScale: 5,
      rewardScale: 10,
      delayWeight: 100,
      usersPerServer: 500,
    });
    const grid = ['--rows', '1', '--columns', '2', '--policies', 'maDql'];
    const { status, stdout, stderr } = await run('compare', '--scenario', path, ...grid, ...tiny);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.at(-1)).toMatch(
      /^Training diverged: the loss of server \d is \d.* at update 1\./,
    );
    expect(stderr.filter((line) => !line.startsWith('seed 1: training, slot'))).toHaveLength(1);
  });

  it('takes a scenario from a file, and leaves out what cannot run, with a note', async () => {
    const path = put('released', { kind: 'released', rows: 3, columns: 4 });
    const only = ['--policies', 'fixed1,nash', '--seeds', '2'];
    const chosen = await run('compare', '--scenario', path, ...only, ...tiny, '--json');
    const data = JSON.parse(chosen.stdout);
    expect(data.scenario).toMatchObject({ kind: 'released', rows: 3, columns: 4, spacing: 30 });
    expect(data.runs.map(({ seed }: { seed: number }) => seed)).toEqual([1, 2]);
    expect(Object.keys(data.runs[1].policies)).toEqual(['fixed1', 'nash']);

    const large = put('large', { rows: 7, columns: 7 });
    const short = ['--episodes', '1', '--evaluation-slots', '1'];
    const all = await run('compare', '--scenario', large, ...short);
    expect(all.status).toBe(0);
    expect(all.stderr[0]).toMatch(
      /^exactP2 is left out: elimination needs [\d,]+ table entries .*; the limit is 50,000,000 entries$/,
    );
    expect(all.stdout).not.toContain('exactP2');
    expect(all.stdout).toMatch(/^n2oSweep +-?\d/m);
  });
});

describe('the command line', () => {
  it('lists the experiments and the options of each', async () => {
    const list = await run('--help');
    expect(list.status).toBe(0);
    expect(list.stdout).toMatch(/compare .*\n.*orchestrate /);
    const help = await run('compare', '--help');
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('--episodes');
    expect((await run('orchestrate', '--help')).stdout).toContain('owners | own | middle | zero');
  });

  const wrong: [string, () => string[], RegExp][] = [
    [
      'nothing',
      () => [],
      /^experiment: missing; allowed: train \| adapt \| compare \| orchestrate( \| \w+)*$/,
    ],
    [
      'an unknown experiment',
      () => ['compere'],
      /^compere: no such experiment; allowed: train \| adapt \| compare \| orchestrate( \| \w+)*$/,
    ],
    [
      'an unknown option',
      () => ['compare', '--episode', '3'],
      /^--episode: no such option; allowed: .*--episodes/,
    ],
    ['no networks', () => ['orchestrate'], /^--networks: missing; allowed: FILE$/],
    [
      'a file that is not there',
      () => ['orchestrate', '--networks', '/nowhere.json', '--observations', 'x'],
      /^--networks: "\/nowhere\.json" .*ENOENT/,
    ],
    [
      'a file that is not JSON',
      () => ['orchestrate', '--networks', put('broken', '{\n"a":\n'), ...files.slice(2)],
      /^--networks: .*JSON/,
    ],
    [
      'a number out of range',
      () => ['orchestrate', ...files, '--gamma', '-1'],
      /^--gamma: -1 is not allowed; allowed: a number from 0\.01 to 10000$/,
    ],
    [
      'a word that is none of the choices',
      () => ['orchestrate', ...files, '--read-out', 'worst'],
      /^--read-out: "worst" .* last \| average \| sweep \| best$/,
    ],
    [
      'a cut that ends before it begins',
      () => ['orchestrate', ...files, '--cuts', '[{"link":[5,16],"from":3,"to":2}]'],
      /^--cuts\[0\]\.to: 2 .* from 3 /,
    ],
    [
      'a cut of what is not linked',
      () => ['orchestrate', ...files, '--cuts', '[{"link":[5,6],"from":3}]'],
      /^--cuts\[0\]\.link: \[5,6\] is not allowed; allowed: ids of two linked LSMs: \d+-\d+, /,
    ],
    [
      'a cut that is no list',
      () => ['orchestrate', ...files, '--cuts', '[{"link":[5,16]}]'],
      /^--cuts\[0\]\.from: missing; allowed: a list of at most 1000 \{link: /,
    ],
    [
      'a horizon of no hops',
      () => ['orchestrate', ...files, '--horizon', '0'],
      /^--horizon: 0 .* all \| a whole number of hops from 1 to 20$/,
    ],
    [
      'more failures than bursts leave room for',
      () => ['orchestrate', ...files, '--link-model', 'bursty', '--failure', '0.9'],
      /^--failure: 0\.9 .* a number from 0 to 0\.83\d* for bursts of 5 iterations$/,
    ],
    [
      'links in pieces',
      () => ['orchestrate', ...files, '--topology', 'geometric', '--reach', '1'],
      /^--topology: in 4 pieces, \{\d+\}, .* and \{\d+\}; allowed: links that connect all LSMs/,
    ],
    [
      'a folder in place of a file',
      () => ['orchestrate', '--networks', folder, ...files.slice(2)],
      /^--networks: .*EISDIR/,
    ],
    [
      'a file that could not be written, before any work',
      () => ['compare', '--out', join(folder, 'none', 'x.json')],
      /^--out: .* a file that can be written \(ENOENT\)$/,
    ],
    [
      'a folder to write to',
      () => ['orchestrate', ...files, '--out', folder],
      /^--out: .* a file that can be written \(a folder\)$/,
    ],
    [
      'networks to write where nothing learns',
      () => ['compare', '--policies', 'nash', '--networks-out', join(folder, 'x.json')],
      /^--networks-out: .* with a policy that learns$/,
    ],
    [
      'networks to write of several seeds',
      () => ['compare', '--seeds', '2', '--networks-out', join(folder, 'x.json')],
      /^--networks-out: .* one --seed/,
    ],
    ['a shard', () => ['compare', '--shard', '1/2'], /^--shard: no such option/],
    [
      'networks that overflow',
      () => [
        'orchestrate',
        '--networks',
        put('overflow', { ...networks, valueScale: 1e300 }),
        ...files.slice(2),
      ],
      /^Q of LSM \d+: .* numbers up to 1e\+100$/,
    ],
    [
      'a malformed file',
      () => [
        'orchestrate',
        '--networks',
        put('short', { ...networks, agents: [] }),
        ...files.slice(2),
      ],
      /^networks\.agents: \[\]/,
    ],
    [
      'too many joint decisions of one LSM',
      () => [
        'orchestrate',
        '--networks',
        put('star', star(7)),
        '--observations',
        put('seven', randomObservations(1, 7)),
      ],
      /^LSM 0, levels .*: 279,936 joint decisions; the limit is 20,000$/,
    ],
    [
      'too many joint decisions of one server, before any work',
      () => {
        const eight = put('eight', { rows: 3, columns: 3, linkRadius: 86 });
        return ['compare', '--scenario', eight, '--levels', '4', '--policies', 'nash,n2o'];
      },
      /^--levels: 4 .* server 4 with its 8 neighbours has 262,144 joint decisions; the limit/,
    ],
    ['rows out of range', () => ['compare', '--rows', '11'], /^--rows: 11 .* from 1 to 10$/],
    ['one server', () => ['compare', '--rows', '1', '--columns', '1'], /^--columns: 1 /],
    ['levels out of range', () => ['compare', '--levels', '7'], /^--levels: 7 .* from 2 to 6/],
    ['half an episode', () => ['compare', '--episodes', '0.5'], /^--episodes: 0\.5 /],
    [
      'both seed and seeds',
      () => ['compare', '--seed', '1', '--seeds', '2'],
      /^--seed: 1 .*either/,
    ],
    ['an unknown policy', () => ['compare', '--policies', 'n2o,best'], /^--policies: "best"/],
    ['an unknown engine', () => ['compare', '--engine', 'abacus'], /^--engine: "abacus" .* auto$/],
    [
      'an engine that needs a browser',
      () => ['compare', '--engine', 'tfjs-webgpu'],
      /^--engine: "tfjs-webgpu" is not allowed; allowed: typescript \| wasm \| tfjs-cpu \| tfjs-wasm \| auto$/,
    ],
    [
      'an exact optimum that is too large',
      () => ['compare', '--rows', '7', '--columns', '7', '--policies', 'exactP2'],
      /^--policies: "exactP2" is not allowed here: elimination needs 443,022,411 table entries \(1,444 MB\); the limit/,
    ],
    [
      'an unknown field of a scenario file',
      () => ['compare', '--scenario', put('scenario', { kind: 'paper', wind: 3 })],
      /^scenario\.wind: no such field \(given 3\); allowed: format/,
    ],
  ];
  it.each(wrong)('refuses %s in one line, with exit 2', async (_, words, message) => {
    const { status, stdout, stderr } = await run(...words());
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toMatch(message);
    expect(stderr[0]).not.toContain('\n');
  });

  it.each(['wasm', 'tfjs-cpu', 'tfjs-wasm'])(
    'trains on %s where it is asked to',
    async (engine) => {
      const small = '--rows 1 --columns 2 --episodes 8 --evaluation-slots 12'.split(' ');
      const words = ['compare', ...small, '--policies', 'maDql', '--engine', engine, '--json'];
      const { status, stdout, stderr } = runChild(...words);
      expect(stderr).toContain('seed 1: training, slot 0 of 48');
      expect(status).toBe(0);
      const plain = JSON.parse((await run(...words.with(-2, 'typescript'))).stdout);
      const data = JSON.parse(stdout);
      expect(data.engine).toBe(engine);
      expect(plain.engine).toBe('typescript');
      // All is explored, so the weights are alike, and then so are the decisions.
      expect(data.runs[0].policies.maDql.mean).toBeCloseTo(plain.runs[0].policies.maDql.mean, 6);
    },
  );

  it('exits with 2, and with one line on stderr, from a shell too', () => {
    const { status, stdout, stderr } = runChild('orchestrate', ...files, '--iterations', '0');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toBe('--iterations: 0 is not allowed; allowed: a whole number from 1 to 2000\n');
  });
});

/** One LSM in the middle whose Q depends on all others, six levels each. */
function star(count: number) {
  const agent = (id: number, neighbours: number[]) => ({
    id,
    levels: 6,
    neighbours,
    decisionScales: [0, ...neighbours].map(() => 0.2),
    layers: [{ weights: Array.from({ length: 6 + neighbours.length }, () => [1]), biases: [0] }],
  });
  const ids = Array.from({ length: count }, (_, id) => id);
  return { ...networks, agents: ids.map((id) => agent(id, id === 0 ? ids.slice(1) : [])) };
}

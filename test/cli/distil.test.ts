import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { distil } from '../../src/experiments/distil.ts';
import { parseDistillation } from '../../src/experiments/distillation.ts';
import { actorDecisions } from '../../src/learning/actors.ts';
import { parseActors } from '../../src/learning/actorsFile.ts';
import { packCheckpoint, readCheckpoint } from '../../src/learning/checkpointFile.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { naiveValue } from '../support/naiveLearning.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'n2o-distil-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const read = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));

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
  const { status, stdout } = await run(...words, '--json');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

const pair = ['--rows', '1', '--columns', '2', '--episodes', '10', '--engine', 'typescript'];
const quick = ['--slots', '30', '--steps', '15', '--batch-size', '4', '--evaluation-slots', '288'];
const scenario = parseScenario({ rows: 1, columns: 2 });
const small = { slots: 30, steps: 15, batchSize: 4, evaluationSlots: 288 };
const learner = parseLearner({ episodes: 10 });

function trained(seed: number) {
  const trainee = new MultiAgentLearner({ scenario, learner, seed });
  while (trainee.slots < 60) trainee.advance();
  return trainee.networks();
}

/** The core's own way to a report. */
function report(networks: ReturnType<typeof trained>, settings: object) {
  const orchestration = parseOrchestration({});
  const parsed = parseDistillation({ ...small, ...settings });
  const steps = distil({
    scenario,
    networks,
    orchestration,
    settings: parsed,
    evaluationSeed: 900_001,
  });
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

describe('distil', () => {
  it('trains, then distils every combination with every seed as the core does', async () => {
    const words = ['distil', ...pair, ...quick, '--seeds', '2', '--teacher', 'n2o,exactP2'];
    const file = await json(...words, '--loss', 'classification', '--observes', 'own,neighbours');
    expect([file.format, file.version, file.engine]).toEqual(['n2o-distillation', 1, 'typescript']);
    expect(file.runs.map((each: { seed: number }) => each.seed)).toEqual([1, 2]);
    const { results } = file.runs[1];
    expect(
      results.map(({ settings }: { settings: { teacher: string; observes: string } }) => [
        settings.teacher,
        settings.observes,
      ]),
    ).toEqual([
      ['n2o', 'own'],
      ['n2o', 'neighbours'],
      ['exactP2', 'own'],
      ['exactP2', 'neighbours'],
    ]);
    const settings = {
      teacher: 'exactP2',
      loss: 'classification',
      observes: 'neighbours',
      seed: 2,
    };
    const expected = report(trained(2), settings);
    const { mean, standardError } = expected.rewards.student;
    expect(results[3].rewards.student).toEqual({ mean, standardError });
    expect(results[3].differences).toEqual(expected.differences);
    expect(results[3].agreement).toBe(expected.agreement);
    expect(results[3].servers[0].confusion.flat()).toEqual([...expected.servers[0]!.confusion]);
    expect(results[3].cost.student).toMatchObject({ bytes: 80, messages: 2 });
  });

  it('takes networks or a checkpoint and hands on actors that evaluate plays', async () => {
    const out = ['--networks-out', at('networks.json'), '--checkpoint-out', at('checkpoint')];
    expect((await run('train', ...pair, '--seed', '3', ...out)).status).toBe(0);
    const actors = ['--actors-out', at('actors.json')];
    const fromNetworks = ['--networks-in', at('networks.json')];
    const file = await json('distil', ...fromNetworks, ...quick, '--seed', '5', ...actors);
    expect(file.runs[0]).toMatchObject({ seed: 3 });
    expect(file.engine).toBeNull();
    const expected = report(trained(3), { seed: 5 });
    const content = parseActors(read('actors.json'));
    expect(content.actors).toEqual(expected.actors);
    expect(content.extra).toMatchObject({ scenario: { columns: 2 }, trainingSeed: 3 });
    const fromCheckpoint = ['--checkpoint-in', at('checkpoint')];
    const again = await json('distil', ...fromCheckpoint, ...quick, '--seed', '5');
    const measured = ({ rewards, differences }: Record<string, unknown>) => [rewards, differences];
    expect(measured(again.runs[0].results[0])).toEqual(measured(file.runs[0].results[0]));

    const policies = ['--policies', 'n2o,distilled,fixed0', '--evaluation-slots', '288'];
    const played = await json(
      ...['evaluate', ...fromCheckpoint, '--actors-in', at('actors.json')],
      ...policies,
    );
    const { rewards, differences } = file.runs[0].results[0];
    expect(played.policies.map(({ key }: { key: string }) => key)).toEqual([
      'n2o',
      'distilled',
      'fixed0',
    ]);
    expect(played.policies[0]).toMatchObject({ ...rewards.n2o, difference: null });
    const { than: _, ...difference } = differences.find(
      (each: { than: string }) => each.than === 'n2o',
    );
    expect(played.policies[1]).toMatchObject({
      ...rewards.student,
      difference: { than: 'n2o', ...difference },
    });
    expect(played.policies[2]).toMatchObject({ mean: 0, standardError: 0 });
  });

  it('prints a table for people', async () => {
    const fromNetworks = ['--networks-in', at('networks.json')];
    const { stdout, status } = await run('distil', ...fromNetworks, ...quick);
    expect(status).toBe(0);
    const [head, row, foot] = stdout.split('\n');
    expect(head).toMatch(/^teacher +loss +observes/);
    expect(row).toMatch(/^n2o +squaredError +own/);
    expect(foot).toContain('2 servers, 10 training episodes, 288 held-out slots');
  });

  it.each([
    ['--teacher: "maDql" is not allowed', ['--teacher', 'n2o,maDql']],
    ['--loss: "mse" is not allowed', ['--loss', 'mse']],
    ['--hidden[1]: "x" is not allowed', ['--hidden', '16,x']],
    ['--steps: 0 is not allowed', ['--steps', '0']],
    [
      '--actors-out: "x.json" is not allowed',
      ['--observes', 'own,neighbours', '--actors-out', 'x.json'],
    ],
    ['--actors-out: "x.json" is not allowed', ['--seeds', '2', '--actors-out', 'x.json']],
    ['--engine: "typescript" is not allowed', ['--networks-in', 'NET', '--engine', 'typescript']],
    [
      '--rows: 2 is not allowed; allowed: 1, as in the checkpoint',
      ['--checkpoint-in', 'CHECK', '--rows', '2'],
    ],
    ['networks.agents: 2 is not allowed', ['--networks-in', 'NET', '--rows', '2']],
    ['checkpoint: no gzipped file', ['--checkpoint-in', 'NET']],
    [
      '--teacher: "exactP2" is not allowed here',
      ['--teacher', 'exactP2', '--rows', '7', '--columns', '7', '--levels', '5'],
    ],
  ])('refuses with one line: %s', async (message, words) => {
    const paths = { NET: at('networks.json'), CHECK: at('checkpoint') } as Record<string, string>;
    const named = words.map((word) => paths[word] ?? word);
    const { status, stdout, stderr } = await run('distil', ...named);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toContain(message);
  });
});

describe('evaluate', () => {
  it('plays several worlds and pools their days', async () => {
    const words = ['evaluate', '--actors-in', at('actors.json'), '--policies', 'fixed1,distilled'];
    const file = await json(...words, '--seeds', '2', '--evaluation-slots', '300');
    expect(file.evaluation).toEqual({ slots: 300, seeds: [900_001, 900_002] });
    const { actors } = parseActors(read('actors.json'));
    const rewards = [900_001, 900_002].map((seed) => {
      const environment = new EdgeEnvironment(scenario);
      environment.reset(seed);
      return Array.from({ length: 300 }, () => {
        const decisions = actorDecisions(actors, environment.observations);
        return environment.step(decisions).infos.systemReward;
      });
    });
    const meanOf = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    const { mean, worlds, difference } = file.policies[1];
    expect(mean).toBeCloseTo(meanOf(rewards.flat()), 9);
    expect(worlds[1].mean).toBeCloseTo(meanOf(rewards[1]!), 9);
    expect([worlds[1].seed, difference.than, difference.days]).toEqual([900_002, 'fixed1', 4]);
  });

  it('plays what the files allow where nothing is asked for', async () => {
    const keysOf = async (...words: string[]) => {
      const file = await json('evaluate', ...words, '--evaluation-slots', '2');
      return file.policies.map(({ key }: { key: string }) => key);
    };
    const references = ['fixed0', 'fixed1', 'fixed2', 'random', 'nash', 'oracle'];
    expect(await keysOf()).toEqual(references);
    expect(await keysOf('--actors-in', at('actors.json'))).toEqual([...references, 'distilled']);
    const learned = ['maDql', 'n2o', 'n2oSweep', 'greedySweeps', 'maxPlus', 'exactP2'];
    const networks = await keysOf('--networks-in', at('networks.json'));
    expect(networks).toEqual([...references, ...learned]);
  });

  it('plays the weights of a checkpoint', async () => {
    const { checkpoint } = await readCheckpoint(readFileSync(at('checkpoint')));
    const layout = buildLayout(scenario, learner);
    expect(networksFromWeights(layout, checkpoint.engine.weights)).toEqual(trained(3));
    const words = ['--policies', 'maDql', '--evaluation-slots', '40'];
    const one = await json('evaluate', '--checkpoint-in', at('checkpoint'), ...words);
    const other = await json('evaluate', '--networks-in', at('networks.json'), ...words);
    expect(one.policies).toEqual(other.policies);
  });

  it('plays VDN from its checkpoint beside the rest, and nothing else does', async () => {
    const vdn = parseLearner({ episodes: 10, method: 'vdn' });
    const trainee = new MultiAgentLearner({ scenario, learner: vdn, seed: 6 });
    while (trainee.slots < 60) trainee.advance();
    writeFileSync(at('vdn'), await packCheckpoint(trainee.checkpoint()));
    const words = ['--policies', 'vdn,distilled', '--evaluation-slots', '30'];
    const actors = ['--actors-in', at('actors.json')];
    const file = await json('evaluate', '--vdn-in', at('vdn'), ...actors, ...words);
    const environment = new EdgeEnvironment(scenario);
    environment.reset(900_001);
    let sum = 0;
    for (let slot = 0; slot < 30; slot++) {
      const decisions = trainee.networks().agents.map((network, n) => {
        const observation = [...environment.observations.slice(5 * n, 5 * n + 5)];
        const values = [0, 1, 2].map((level) =>
          naiveValue(network, 'algebraicSilu', observation, [level]),
        );
        return values.indexOf(Math.max(...values));
      });
      sum += environment.step(decisions).infos.systemReward;
    }
    expect(file.policies[0].key).toBe('vdn');
    expect(file.policies[0].mean).toBeCloseTo(sum / 30, 9);
    for (const command of ['distil', 'evaluate']) {
      const { status, stderr } = await run(command, '--checkpoint-in', at('vdn'));
      expect(status).toBe(2);
      expect(stderr[0]).toMatch(/^--checkpoint-in: .* allowed: a checkpoint of maDql, not of vdn$/);
    }
    const swapped = await run('evaluate', '--vdn-in', at('checkpoint'));
    expect(swapped.stderr[0]).toMatch(/allowed: a checkpoint of vdn, not of maDql$/);
  });

  it.each([
    ['there is no VDN: --vdn-in names its checkpoint', ['--policies', 'vdn']],
    ['there are no actors: --actors-in names them', ['--policies', 'distilled']],
    ['there are no networks: --networks-in', ['--policies', 'n2o']],
    ['--policies: "best" is not allowed', ['--policies', 'best']],
    ['actors.agents: 2 is not allowed', ['--actors-in', 'ACT', '--rows', '3']],
    [
      'actors.agents[0].levels: 3 is not allowed',
      ['--actors-in', 'ACT', '--rows', '1', '--levels', '2'],
    ],
    ['actors.format: "n2o-networks" is not allowed', ['--actors-in', 'NET']],
    ['networks.format: "n2o-actors" is not allowed', ['--networks-in', 'ACT']],
    ['--seed: 1 is not allowed', ['--seed', '1', '--seeds', '2']],
  ])('refuses with one line: %s', async (message, words) => {
    const paths = { NET: at('networks.json'), ACT: at('actors.json') } as Record<string, string>;
    const { status, stdout, stderr } = await run(
      'evaluate',
      ...words.map((word) => paths[word] ?? word),
    );
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toHaveLength(1);
    expect(stderr[0]).toContain(message);
  });
});

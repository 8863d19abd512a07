import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { neighbourLinks, networksFile } from '../../src/learning/networksFile.ts';
import { parseScenario } from '../../src/world/scenario.ts';

let folder = '';
let files = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'n2o-reach-'));
  const scenario = parseScenario({ rows: 3, columns: 3 });
  const learner = { ...learnerDefaults(scenario.kind), episodes: 8 };
  files = [7, 9]
    .map((seed) => {
      const networks = new MultiAgentLearner({ scenario, learner, seed }).networks();
      const links = neighbourLinks(networks.agents);
      const extra = { scenario, training: learner, engine: 'typescript', seed };
      const path = join(folder, `${seed}.json`);
      writeFileSync(path, JSON.stringify(networksFile({ networks, links, extra })));
      return path;
    })
    .join();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...words: string[]) {
  let stdout = '';
  const stderr: string[] = [];
  const status = await runCommandLine(
    ['reach', ...words],
    (text) => {
      stdout += text;
    },
    (line) => stderr.push(line),
  );
  return { status, stdout, stderr };
}

describe('reach', () => {
  it('measures given networks in their own city, and writes what it prints', async () => {
    const out = join(folder, 'reach.json');
    const asked = ['--policies', 'maxPlusLean,maDql', '--links', 'bursty', '--out', out];
    const size = ['--slots', '2', '--stride', '3', '--tile', '4'];
    const { status, stdout } = await run('--networks-in', files, ...asked, ...size, '--json');
    expect(status).toBe(0);
    const data = JSON.parse(stdout);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(data);
    expect(data).toMatchObject({
      format: 'n2o-reach',
      version: 1,
      n: 2,
      scenario: { rows: 3, columns: 3 },
      training: { engine: 'typescript', episodes: 8, seeds: [7, 9] },
      tiled: { sides: [4], slots: 4 },
    });
    const policies = data.rows.map((row: { policy: string }) => row.policy);
    expect(policies).toEqual(['maDql', 'maxPlusLean']);
    expect(data.rows[0].regime).toEqual({ failure: 0.4, linkModel: 'bursty', burstLength: 5 });
  });

  it('trains what it is not given, and prints a table', async () => {
    const training = ['--rows', '1', '--columns', '2', '--episodes', '6', '--engine', 'typescript'];
    const { status, stdout } = await run(...training, '--slots', '1', '--policies', 'maxPlusLean');
    expect(status).toBe(0);
    expect(stdout).toMatch(/links: reliable\n/);
    expect(stdout).toMatch(/\nmaxPlusLean +100\.00 \+- \? /);
    expect(stdout).toMatch(/1 x 2 servers, n = 1 training seeds, 1 slots each/);
  });

  it.each([
    [['--policies', 'maxPlus5,best'], '--policies: "best" is not allowed'],
    [['--links', 'wet'], '--links: "wet" is not allowed; allowed: reliable'],
    [['--networks-in', 'none.json', '--seeds', '2'], '--seeds'],
    [['--networks-in', 'none.json'], '--networks-in'],
    [['--slots', '0'], '--slots'],
    [['--episodes', '6', '--rows', '1', '--engine', 'typescript', '--tile', '2'], '--tile'],
  ])('refuses %j in one line', async (words, message) => {
    const { status, stdout, stderr } = await run(...words);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.at(-1)).toContain(message);
  });

  it('refuses networks of another city with the path in the file', async () => {
    const { status, stderr } = await run('--networks-in', files, '--rows', '2', '--columns', '2');
    expect(status).toBe(2);
    expect(stderr.join()).toContain('networks.agents');
  });
});

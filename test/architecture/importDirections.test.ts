/** The lint rules that hold the house together are tried: what they forbid must be refused. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Trial {
  readonly from: string;
  readonly source: string;
  readonly rule: string | null;
}

const importing = (from: string, target: string, rule: string | null): Trial => ({
  from,
  source: `import { it } from '${target}';\n\nexport const kept = it;\n`,
  rule,
});
const refused = 'noRestrictedImports';

const trials: Trial[] = [
  importing('src/random.ts', './world/scenario.ts', refused),
  importing('src/world/radio.ts', '../orchestration/mixing.ts', refused),
  importing('src/world/topology.ts', '../learning/network.ts', refused),
  importing('src/world/users.ts', 'react', refused),
  importing('src/orchestration/n2o.ts', '../world/scenario.ts', refused),
  importing('src/orchestration/greedy.ts', '../learning/network.ts', refused),
  importing('src/learning/network.ts', '../experiments/compare.ts', refused),
  importing('src/learning/engines/typescript.ts', '../../workers/protocol.ts', refused),
  importing('src/experiments/compare.ts', 'node:fs', refused),
  importing('src/session/cityRun.ts', '../app/store.ts', refused),
  importing('src/workers/world.worker.ts', '../app/store.ts', refused),
  importing('src/app/App.tsx', '../learning/engines/typescript.ts', refused),
  {
    from: 'src/world/clock.ts',
    source: 'export const time = Date.now();\n',
    rule: 'noRestrictedGlobals',
  },
  {
    from: 'src/learning/clock.ts',
    source: 'export const time = performance.now();\n',
    rule: 'noRestrictedGlobals',
  },
  importing('src/learning/localObjectives.ts', '../orchestration/objective.ts', null),
  importing('src/learning/multiAgent.ts', '../world/environment.ts', null),
  importing('src/experiments/policies.ts', '../learning/multiAgent.ts', null),
  importing('src/world/queue.ts', '../random.ts', null),
  importing('src/app/commands.ts', '../workers/protocol.ts', null),
];

let folder: string;
const rules = new Map<string, string[]>();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'directions-'));
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  for (const { from, source } of trials) {
    mkdirSync(dirname(join(folder, from)), { recursive: true });
    writeFileSync(join(folder, from), source, { flag: 'a' });
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const run = spawnSync(
    process.execPath,
    [biome, 'lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json', '.'],
    { cwd: folder, encoding: 'utf8' },
  );
  const report = JSON.parse(run.stdout) as {
    diagnostics: { category: string; location: { path: string } }[];
  };
  for (const { category, location } of report.diagnostics) {
    rules.set(location.path, [...(rules.get(location.path) ?? []), category]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(trials)('$from: $rule for $source', ({ from, rule }) => {
  const found = (rules.get(from) ?? []).join(' ');
  if (rule) expect(found).toContain(rule);
  else expect(found).not.toContain(refused);
});

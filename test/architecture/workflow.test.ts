import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const workflow = readFileSync('.github/workflows/pages.yml', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
};

describe('the workflow of the site', () => {
  it('runs only commands that npm knows, the tests before the build', () => {
    const commands = [...workflow.matchAll(/^ +- run: (.+)$/gm)].map(([, command]) => command!);
    expect(commands).toEqual(['npm ci', 'npm test', 'npm run build']);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['test', 'build']));
  });

  it('publishes the folder that the build fills', async () => {
    const { resolveConfig } = await import('vite');
    const { build } = await resolveConfig({ logLevel: 'silent' }, 'build');
    expect(/path: (.+)/.exec(workflow)?.[1]).toBe(build.outDir);
  });

  it('pins every action to a version, and publishes from main alone after the tests', () => {
    const actions = [...workflow.matchAll(/uses: (.+)$/gm)].map(([, action]) => action!);
    expect(actions).toHaveLength(4);
    for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@v\d+$/);
    const onMain = "if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'";
    expect(workflow.split(onMain)).toHaveLength(3);
    expect(workflow).toMatch(/deploy:\n {4}if: .+\n {4}needs: test\n/);
  });

  it('is indented by spaces', () => {
    expect(workflow).not.toContain('\t');
  });
});

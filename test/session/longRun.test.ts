import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { LONG_RUN_HASH } from './longRun.ts';

// In a Node of its own, as the command line runs: the test runner's modules are several times
// slower in hot loops.
test('10,000 slots with training give the same numbers as in Chromium', async () => {
  const script = fileURLToPath(new URL('./printLongRun.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
  expect(stdout).toBe(LONG_RUN_HASH);
});

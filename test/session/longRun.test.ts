import { expect, test } from 'vitest';
import { longRunHash } from './fingerprint.ts';
import { LONG_RUN_HASH, LONG_RUN_SLOTS } from './longRun.ts';

test('10,000 slots with training give the same numbers as in Chromium', () => {
  expect(longRunHash(LONG_RUN_SLOTS)).toBe(LONG_RUN_HASH);
});

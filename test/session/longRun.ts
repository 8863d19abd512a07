/** Where Node and Chromium meet: both compute this, from seed 1, and compare. */
export const LONG_RUN_SLOTS = 10_000;
export const LONG_RUN_HASH = '7096156a843fd442-0a647375e16e59e5';

/** Where Node and Chromium meet: both compute this, from seed 1, and compare. */
export const LONG_RUN_SLOTS = 10_000;
export const LONG_RUN_HASH = '95d747331af4749f-34d3069a4f8c200a';

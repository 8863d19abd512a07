/** Where Node and Chromium meet: both compute this, from seed 1, and compare. */
export const LONG_RUN_SLOTS = 10_000;
export const LONG_RUN_HASH = '7ae86e9f3cb3dd2c-a62c274e60d69964';

/**
 * Properties are tried on the same cases in every run, so that a change that breaks one is what
 * makes it fail. Other cases: `PROPERTY_SEED=$RANDOM npx vitest run --project core`.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 2020) });

/**
 * Work of an engine inside a learner: with pauses where it has them, and what it throws told apart.
 * What says nothing about the training (memory that is full, a kernel that traps) means that this
 * engine cannot go on, and that another one can.
 */
import {
  DivergenceError,
  EngineFailure,
  type LearningEngine,
  type Minibatch,
  type UpdateSettings,
} from './engine.ts';
import type { Slices } from './slices.ts';
import { answered, type Steps } from './steps.ts';

/** As `LearningEngine.greedyLevels`. */
export function greedyLevelsOn(
  engine: LearningEngine,
  observations: Float64Array,
  wanted: Uint8Array,
  levels: Int32Array,
): Slices {
  return guarded(() => {
    if (engine.greedyInSlices) return engine.greedyInSlices(observations, wanted, levels);
    engine.greedyLevels(observations, wanted, levels);
    return null;
  });
}

/** As `LearningEngine.update`. */
export function updateOn(
  engine: LearningEngine,
  batches: readonly Minibatch[],
  settings: UpdateSettings,
  losses: Float64Array,
): Slices {
  return guarded(() => {
    if (engine.updateInSlices) return engine.updateInSlices(batches, settings, losses);
    engine.update(batches, settings, losses);
    return null;
  });
}

/** As `LearningEngine.copyTarget`. */
export function copyTargetOn(engine: LearningEngine, share = 1): void {
  known(() => engine.copyTarget(share));
}

/** As `LearningEngine.settle`. */
export function* settleOn(engine: LearningEngine): Steps {
  const settled = known(() => engine.settle());
  yield* answered(
    settled?.catch((error: unknown) => {
      throw failureOf(error);
    }),
  );
}

/** Runs slices so that their errors are known; what the caller throws into a pause is not theirs. */
function* guarded(begin: () => Slices | null): Slices {
  const slices = known(begin);
  if (!slices) return;
  try {
    while (!known(() => slices.next()).done) yield;
  } finally {
    slices.return();
  }
}

function known<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failureOf(error);
  }
}

function failureOf(error: unknown): unknown {
  if (error instanceof DivergenceError || error instanceof EngineFailure) return error;
  const text = error instanceof Error ? error.message : String(error);
  return new EngineFailure(text, { cause: error });
}

/**
 * A learner's checkpoint on its way to the page. Its replay memory is append-only, so only what the
 * page has not had yet travels: without this a full memory (megabytes) would be copied every time.
 */
import type { LearnerCheckpoint } from '../learning/multiAgent.ts';

type Replay = LearnerCheckpoint['replay'];

/** A checkpoint whose leading chunks the receiver has already. */
export interface CheckpointParts {
  readonly checkpoint: LearnerCheckpoint;
  /** How many chunks were left out at the front of each list. */
  readonly knownRowChunks: number;
  readonly knownTransitionChunks: number;
}

/** The worker's side. Remembers what it has sent; every receiver needs a sender of its own. */
export class CheckpointSender {
  #sentRowChunks = 0;
  #sentTransitionChunks = 0;

  split(checkpoint: LearnerCheckpoint): CheckpointParts {
    const { replay } = checkpoint;
    const { droppedRowChunks, droppedTransitionChunks, observations, transitionChunks } = replay;
    const knownRowChunks = Math.max(0, this.#sentRowChunks - droppedRowChunks);
    const knownTransitionChunks = Math.max(0, this.#sentTransitionChunks - droppedTransitionChunks);
    // The last chunk of a list may still be filling: it is sent again the next time.
    this.#sentRowChunks = droppedRowChunks + observations.length - 1;
    this.#sentTransitionChunks = droppedTransitionChunks + transitionChunks.length - 1;
    const news: Replay = {
      ...replay,
      observations: observations.slice(knownRowChunks),
      transitionChunks: transitionChunks.slice(knownTransitionChunks),
    };
    return { checkpoint: { ...checkpoint, replay: news }, knownRowChunks, knownTransitionChunks };
  }
}

/** The page's side: the whole checkpoint, from its parts and the one before it. */
export function joinCheckpoint(
  { checkpoint, knownRowChunks, knownTransitionChunks }: CheckpointParts,
  before: LearnerCheckpoint | null,
): LearnerCheckpoint {
  const { replay } = checkpoint;
  const old = before?.replay;
  const known = <T>(chunks: readonly T[] = [], dropped: number, count: number): readonly T[] =>
    chunks.slice(dropped, dropped + count);
  const rowsDropped = replay.droppedRowChunks - (old?.droppedRowChunks ?? 0);
  const transitionsDropped = replay.droppedTransitionChunks - (old?.droppedTransitionChunks ?? 0);
  return {
    ...checkpoint,
    replay: {
      ...replay,
      observations: [
        ...known(old?.observations, rowsDropped, knownRowChunks),
        ...replay.observations,
      ],
      transitionChunks: [
        ...known(old?.transitionChunks, transitionsDropped, knownTransitionChunks),
        ...replay.transitionChunks,
      ],
    },
  };
}

/**
 * A learner's checkpoint on its way to the page. Its replay memory is append-only, so only what the
 * page has not had yet travels: without this a full memory (megabytes) would be copied every time.
 * What does travel goes in parts, none of which takes the worker's thread for long.
 */
import type { LearnerCheckpoint } from '../learning/multiAgent.ts';
import { idsOf } from '../world/servers.ts';

type Replay = LearnerCheckpoint['replay'];

/** Bytes of the replay memory in a part, about: copied in a few milliseconds. */
const PART_BYTES = 4e6;

/** Part of a checkpoint; they are sent in order, and the last has all but the replay memory. */
export interface CheckpointParts {
  /** Chunks of the replay memory that the receiver has not had. */
  readonly rowChunks: Replay['observations'];
  readonly transitionChunks: Replay['transitionChunks'];
  /** Null where more parts follow. The replay memory of the checkpoint holds no chunks. */
  readonly rest: {
    readonly checkpoint: LearnerCheckpoint;
    /** How many chunks at the front of each list the receiver has from the checkpoint before. */
    readonly knownRowChunks: number;
    readonly knownTransitionChunks: number;
  } | null;
}

/** The worker's side. Remembers what it has sent; every receiver needs a sender of its own. */
export class CheckpointSender {
  #sentRowChunks = 0;
  #sentTransitionChunks = 0;
  /** Ids of the servers of the checkpoint before. */
  #servers = '';

  /** @param known what the receiver has already, null for nothing */
  constructor(known: LearnerCheckpoint | null = null) {
    if (known) this.#note(known);
  }

  /** The parts, each made when the one before has been sent; nothing may be trained in between. */
  *split(checkpoint: LearnerCheckpoint): Generator<CheckpointParts, void, void> {
    const { replay } = checkpoint;
    // Where servers came or went every chunk has been written anew.
    if (this.#servers !== String(idsOf(checkpoint.scenario))) {
      this.#sentRowChunks = 0;
      this.#sentTransitionChunks = 0;
    }
    const knownRowChunks = Math.max(0, this.#sentRowChunks - replay.droppedRowChunks);
    const sent = this.#sentTransitionChunks - replay.droppedTransitionChunks;
    const knownTransitionChunks = Math.max(0, sent);
    this.#note(checkpoint);
    let part = emptyPart();
    let bytes = 0;
    for (const chunk of replay.observations.slice(knownRowChunks)) {
      part.rowChunks.push(chunk);
      bytes += chunk.byteLength;
      if (bytes < PART_BYTES) continue;
      yield { ...part, rest: null };
      [part, bytes] = [emptyPart(), 0];
    }
    for (const chunk of replay.transitionChunks.slice(knownTransitionChunks)) {
      part.transitionChunks.push(chunk);
      bytes += chunk.rows.byteLength + chunk.decisions.byteLength + chunk.rewards.byteLength;
      if (bytes < PART_BYTES) continue;
      yield { ...part, rest: null };
      [part, bytes] = [emptyPart(), 0];
    }
    const bare = { ...checkpoint, replay: { ...replay, observations: [], transitionChunks: [] } };
    yield { ...part, rest: { checkpoint: bare, knownRowChunks, knownTransitionChunks } };
  }

  #note({ scenario, replay }: LearnerCheckpoint) {
    const { droppedRowChunks, droppedTransitionChunks, observations, transitionChunks } = replay;
    this.#servers = String(idsOf(scenario));
    // The last chunk of a list may still be filling: it is sent again the next time.
    this.#sentRowChunks = droppedRowChunks + observations.length - 1;
    this.#sentTransitionChunks = droppedTransitionChunks + transitionChunks.length - 1;
  }
}

function emptyPart() {
  return {
    rowChunks: [] as Replay['observations'][number][],
    transitionChunks: [] as Replay['transitionChunks'][number][],
  };
}

/** The page's side. One that belongs to a worker goes with it. */
export class CheckpointReceiver {
  #before: LearnerCheckpoint | null;
  #rowChunks: Replay['observations'] = [];
  #transitionChunks: Replay['transitionChunks'] = [];

  /** @param before what the sender was made with */
  constructor(before: LearnerCheckpoint | null = null) {
    this.#before = before;
  }

  /** Takes a part; the whole checkpoint with the last one, null before. */
  take({ rowChunks, transitionChunks, rest }: CheckpointParts): LearnerCheckpoint | null {
    this.#rowChunks = [...this.#rowChunks, ...rowChunks];
    this.#transitionChunks = [...this.#transitionChunks, ...transitionChunks];
    if (!rest) return null;
    const { checkpoint, knownRowChunks, knownTransitionChunks } = rest;
    const { replay } = checkpoint;
    const old = this.#before?.replay;
    const rowsDropped = replay.droppedRowChunks - (old?.droppedRowChunks ?? 0);
    const transitionsDropped = replay.droppedTransitionChunks - (old?.droppedTransitionChunks ?? 0);
    const whole: LearnerCheckpoint = {
      ...checkpoint,
      replay: {
        ...replay,
        observations: [
          ...known(old?.observations, rowsDropped, knownRowChunks),
          ...this.#rowChunks,
        ],
        transitionChunks: [
          ...known(old?.transitionChunks, transitionsDropped, knownTransitionChunks),
          ...this.#transitionChunks,
        ],
      },
    };
    this.#before = whole;
    this.#rowChunks = [];
    this.#transitionChunks = [];
    return whole;
  }
}

function known<T>(chunks: readonly T[] = [], dropped: number, count: number): readonly T[] {
  return chunks.slice(dropped, dropped + count);
}

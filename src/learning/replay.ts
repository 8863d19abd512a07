/**
 * The replay memory: one append-only log of observations and transitions for all LSMs together.
 * What has been written never changes, so a checkpoint is a cursor and references, not a copy.
 */

/** Entries of a chunk. */
export const CHUNK = 1024;

/** A log at one moment. Chunks hold CHUNK entries each; entries beyond the cursor do not count. */
export interface ReplayState {
  /** Rows of observations and transitions written so far. */
  readonly rows: number;
  readonly transitions: number;
  /** How many chunks had been dropped at the front. */
  readonly droppedRowChunks: number;
  readonly droppedTransitionChunks: number;
  readonly observations: readonly Float64Array[];
  readonly transitionChunks: readonly TransitionChunk[];
}

export interface TransitionChunk {
  /** Row of the observations that the decisions were taken on; the next row is what followed. */
  readonly rows: Float64Array;
  /** CHUNK x N. */
  readonly decisions: Uint8Array;
  /** CHUNK x N, in reward units. */
  readonly rewards: Float64Array;
}

export class ReplayLog {
  /** Numbers in one row of observations: N x observationSize. */
  readonly #width: number;
  readonly #agents: number;
  readonly #capacity: number;
  #rows = 0;
  #transitions = 0;
  #droppedRowChunks = 0;
  #droppedTransitionChunks = 0;
  #observations: Float64Array[] = [];
  #chunks: TransitionChunk[] = [];

  /** @param capacity transitions in the window that is sampled from */
  constructor(agents: number, observationSize: number, capacity: number) {
    this.#agents = agents;
    this.#width = agents * observationSize;
    this.#capacity = capacity;
  }

  get transitions(): number {
    return this.#transitions;
  }
  /** Number of the newest row of observations. */
  get lastRow(): number {
    return this.#rows - 1;
  }

  /** How many transitions could be sampled when `transitions` of them had been written. */
  sizeAt(transitions: number): number {
    return Math.min(transitions, this.#capacity);
  }

  /** @param observations N x observationSize, row-major */
  appendObservations(observations: Float64Array): void {
    const place = this.#rows % CHUNK;
    if (place === 0) this.#observations.push(new Float64Array(CHUNK * this.#width));
    this.#observations.at(-1)!.set(observations, place * this.#width);
    this.#rows += 1;
  }

  /**
   * Writes the newest row, from which no decision was taken yet, again for those that had none.
   *
   * @param observations N x observationSize, row-major
   */
  replaceObservations(observations: Float64Array): void {
    this.#observations.at(-1)!.set(observations, (this.lastRow % CHUNK) * this.#width);
  }

  /** A transition from the newest row to the row that is appended next. */
  appendTransition(decisions: ArrayLike<number>, rewards: Float64Array): void {
    const place = this.#transitions % CHUNK;
    if (place === 0) this.#chunks.push(emptyChunk(this.#agents));
    const chunk = this.#chunks.at(-1)!;
    chunk.rows[place] = this.lastRow;
    chunk.decisions.set(decisions, place * this.#agents);
    chunk.rewards.set(rewards, place * this.#agents);
    this.#transitions += 1;
  }

  /** Row of the observations before a transition; the row after it is the next number. */
  rowOf(transition: number): number {
    return this.#chunkOf(transition).rows[transition % CHUNK]!;
  }

  decision(transition: number, agent: number): number {
    return this.#chunkOf(transition).decisions[(transition % CHUNK) * this.#agents + agent]!;
  }

  reward(transition: number, agent: number): number {
    return this.#chunkOf(transition).rewards[(transition % CHUNK) * this.#agents + agent]!;
  }

  /** Copies one LSM's observation in a row to target[offset ...]. */
  readObservation(row: number, agent: number, target: Float64Array, offset: number): void {
    const chunk = this.#observations[Math.floor(row / CHUNK) - this.#droppedRowChunks]!;
    const size = this.#width / this.#agents;
    const start = (row % CHUNK) * this.#width + agent * size;
    for (let i = 0; i < size; i += 1) target[offset + i] = chunk[start + i]!;
  }

  /** A copy of one row: what all LSMs observed. */
  observationsOf(row: number): Float64Array {
    const chunk = this.#observations[Math.floor(row / CHUNK) - this.#droppedRowChunks]!;
    const start = (row % CHUNK) * this.#width;
    return chunk.slice(start, start + this.#width);
  }

  /** Lets go of whole chunks that have left the window. */
  trim(): void {
    const first = this.#transitions - this.sizeAt(this.#transitions);
    while (Math.floor(first / CHUNK) > this.#droppedTransitionChunks) {
      this.#chunks.shift();
      this.#droppedTransitionChunks += 1;
    }
    if (this.#transitions === 0) return;
    while (Math.floor(this.rowOf(first) / CHUNK) > this.#droppedRowChunks) {
      this.#observations.shift();
      this.#droppedRowChunks += 1;
    }
  }

  /** Bytes of the chunks that it holds. */
  get bytes(): number {
    const observed = this.#observations.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return this.#chunks.reduce(
      (sum, { rows, decisions, rewards }) =>
        sum + rows.byteLength + decisions.byteLength + rewards.byteLength,
      observed,
    );
  }

  /** The log as it stands. Full chunks are shared, not copied: nobody writes to them again. */
  save(): ReplayState {
    return {
      rows: this.#rows,
      transitions: this.#transitions,
      droppedRowChunks: this.#droppedRowChunks,
      droppedTransitionChunks: this.#droppedTransitionChunks,
      observations: [...this.#observations],
      transitionChunks: [...this.#chunks],
    };
  }

  /** Goes on from a saved state, whatever was written to its log since. */
  restore(state: ReplayState): void {
    this.#rows = state.rows;
    this.#transitions = state.transitions;
    this.#droppedRowChunks = state.droppedRowChunks;
    this.#droppedTransitionChunks = state.droppedTransitionChunks;
    this.#observations = [...state.observations];
    this.#chunks = [...state.transitionChunks];
    // The chunks that are being filled are the only ones that both logs would write to.
    if (this.#rows % CHUNK > 0) this.#observations.push(this.#observations.pop()!.slice());
    if (this.#transitions % CHUNK > 0) {
      const { rows, decisions, rewards } = this.#chunks.pop()!;
      this.#chunks.push({
        rows: rows.slice(),
        decisions: decisions.slice(),
        rewards: rewards.slice(),
      });
    }
  }

  #chunkOf(transition: number): TransitionChunk {
    return this.#chunks[Math.floor(transition / CHUNK) - this.#droppedTransitionChunks]!;
  }
}

function emptyChunk(agents: number): TransitionChunk {
  return {
    rows: new Float64Array(CHUNK),
    decisions: new Uint8Array(CHUNK * agents),
    rewards: new Float64Array(CHUNK * agents),
  };
}

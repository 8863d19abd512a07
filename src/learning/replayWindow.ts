/** The part of a replay memory that can still be sampled from, in one piece: what a file carries. */
import { CHUNK, type ReplayState, type TransitionChunk } from './replay.ts';

/** Everything ends with the newest entry: older ones that have left the window are not here. */
export interface ReplayWindow {
  /** Rows of observations and transitions written since the start of the run. */
  readonly rows: number;
  readonly transitions: number;
  /** The last rows of observations, N x observationSize numbers each. */
  readonly observations: Float64Array;
  /** Of each of the last transitions: the row that its decisions were taken on. */
  readonly transitionRows: Float64Array;
  /** The last transitions' executed levels, N each. */
  readonly decisions: Uint8Array;
  /** The last transitions' rewards, N each, in reward units. */
  readonly rewards: Float64Array;
}

/** Of one memory: N, N x observationSize, and how many transitions are sampled from at most. */
export interface WindowShape {
  readonly agents: number;
  readonly width: number;
  readonly capacity: number;
}

/** Transitions in the window once `transitions` of them have been written. */
export function windowSize(transitions: number, capacity: number): number {
  return Math.min(transitions, capacity);
}

/** Cuts the window out of a saved log. */
export function windowOf(state: ReplayState, { agents, width, capacity }: WindowShape) {
  const { rows, transitions, droppedRowChunks, droppedTransitionChunks } = state;
  const size = windowSize(transitions, capacity);
  const transitionRows = new Float64Array(size);
  const decisions = new Uint8Array(size * agents);
  const rewards = new Float64Array(size * agents);
  eachPiece(transitions - size, transitions, (chunk, start, end, at) => {
    const from = state.transitionChunks[chunk - droppedTransitionChunks]!;
    transitionRows.set(from.rows.subarray(start, end), at);
    decisions.set(from.decisions.subarray(start * agents, end * agents), at * agents);
    rewards.set(from.rewards.subarray(start * agents, end * agents), at * agents);
  });
  const firstRow = size > 0 ? transitionRows[0]! : rows - 1;
  const observations = new Float64Array((rows - firstRow) * width);
  eachPiece(firstRow, rows, (chunk, start, end, at) => {
    const from = state.observations[chunk - droppedRowChunks]!;
    observations.set(from.subarray(start * width, end * width), at * width);
  });
  const window: ReplayWindow = {
    rows,
    transitions,
    observations,
    transitionRows,
    decisions,
    rewards,
  };
  return window;
}

/** A log that goes on exactly as the one that the window was cut out of. */
export function logOf(window: ReplayWindow, { agents, width }: WindowShape): ReplayState {
  const { rows, transitions, observations, transitionRows, decisions, rewards } = window;
  const firstRow = rows - observations.length / width;
  const firstTransition = transitions - transitionRows.length;
  const rowChunks: Float64Array[] = [];
  eachPiece(firstRow, rows, (_, start, end, at) => {
    const chunk = new Float64Array(CHUNK * width);
    chunk.set(observations.subarray(at * width, (at + end - start) * width), start * width);
    rowChunks.push(chunk);
  });
  const transitionChunks: TransitionChunk[] = [];
  eachPiece(firstTransition, transitions, (_, start, end, at) => {
    const to = at + end - start;
    const chunk = {
      rows: new Float64Array(CHUNK),
      decisions: new Uint8Array(CHUNK * agents),
      rewards: new Float64Array(CHUNK * agents),
    };
    chunk.rows.set(transitionRows.subarray(at, to), start);
    chunk.decisions.set(decisions.subarray(at * agents, to * agents), start * agents);
    chunk.rewards.set(rewards.subarray(at * agents, to * agents), start * agents);
    transitionChunks.push(chunk);
  });
  return {
    rows,
    transitions,
    droppedRowChunks: Math.floor(firstRow / CHUNK),
    droppedTransitionChunks: Math.floor(firstTransition / CHUNK),
    observations: rowChunks,
    transitionChunks,
  };
}

/**
 * Entries from ... to - 1 chunk by chunk.
 *
 * @param visit called with the chunk, the entries in it (`end` excluded), and how many came before
 */
function eachPiece(
  from: number,
  to: number,
  visit: (chunk: number, start: number, end: number, at: number) => void,
): void {
  for (let entry = from; entry < to; ) {
    const chunk = Math.floor(entry / CHUNK);
    const start = entry - chunk * CHUNK;
    const end = Math.min(CHUNK, to - chunk * CHUNK);
    visit(chunk, start, end, entry - from);
    entry += end - start;
  }
}

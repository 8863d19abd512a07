/** A replay memory when servers come and go: what was lived stays, for those who are still there. */
import { CHUNK, type ReplayState } from './replay.ts';

/** Of the memory before: N and numbers in one LSM's observation. */
export interface MemoryShape {
  readonly agents: number;
  readonly observationSize: number;
}

/**
 * The memory for other servers. One that was not there rented nothing and earned nothing; its
 * observations are 0 (it samples only what came after it joined).
 *
 * @param former for each server its place before; null for one that joins
 */
export function grownReplay(
  state: ReplayState,
  { agents, observationSize }: MemoryShape,
  former: readonly (number | null)[],
): ReplayState {
  const regroup = <T extends Float64Array | Uint8Array>(from: T, to: T, size: number): T => {
    for (let entry = 0; entry < CHUNK; entry += 1) {
      former.forEach((place, server) => {
        if (place === null) return;
        const start = (entry * agents + place) * size;
        to.set(from.subarray(start, start + size), (entry * former.length + server) * size);
      });
    }
    return to;
  };
  const entries = CHUNK * former.length;
  return {
    ...state,
    observations: state.observations.map((chunk) =>
      regroup(chunk, new Float64Array(entries * observationSize), observationSize),
    ),
    transitionChunks: state.transitionChunks.map(({ rows, decisions, rewards }) => ({
      rows: rows.slice(),
      decisions: regroup(decisions, new Uint8Array(entries), 1),
      rewards: regroup(rewards, new Float64Array(entries), 1),
    })),
  };
}

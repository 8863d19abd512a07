/** What the radio links of a slot become when servers come and go in the middle of it. */
import type { Coverage } from './radio.ts';

/** The pairs of some of the servers, numbered anew in their order. */
export function coverageOf(
  { start, server, distance, usersInRange }: Coverage,
  belongs: (_: unknown, server: number) => boolean,
): Coverage {
  const places = Array.from(usersInRange, (_, index) => index).filter((index) => belongs(0, index));
  const starts = new Int32Array(start.length);
  const servers: number[] = [];
  const distances: number[] = [];
  for (let user = 0; user + 1 < start.length; user += 1) {
    for (let pair = start[user]!; pair < start[user + 1]!; pair += 1) {
      const place = places.indexOf(server[pair]!);
      if (place < 0) continue;
      servers.push(place);
      distances.push(distance[pair]!);
    }
    starts[user + 1] = servers.length;
  }
  return {
    start: starts,
    server: Int16Array.from(servers),
    distance: Float64Array.from(distances),
    usersInRange: usersInRange.filter((_, index) => belongs(0, index)),
  };
}

/**
 * Transmission delay of every pair: as drawn for pairs of servers that stay, from `fresh` (in the
 * order of the pairs) for those of servers that join.
 */
export function mergedDelays(
  now: Coverage,
  former: readonly (number | null)[],
  known: {
    readonly kept: { readonly coverage: Coverage; readonly delays: Float64Array };
    readonly fresh: Float64Array;
  },
): Float64Array {
  const { coverage, delays } = known.kept;
  let next = 0;
  const merged = new Float64Array(now.server.length);
  for (let user = 0; user + 1 < now.start.length; user += 1) {
    for (let pair = now.start[user]!; pair < now.start[user + 1]!; pair += 1) {
      const place = former[now.server[pair]!]!;
      if (place === null) {
        merged[pair] = known.fresh[next]!;
        next += 1;
        continue;
      }
      let old = coverage.start[user]!;
      while (coverage.server[old] !== place) old += 1;
      merged[pair] = delays[old]!;
    }
  }
  return merged;
}

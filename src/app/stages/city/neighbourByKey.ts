/** Keys between servers that stand anywhere: arrows by place, page keys by number. */
import type { Topology } from '../../../world/topology.ts';

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
/**
 * The server that a key leads to. An arrow: the nearest that lies more ahead than aside. Page down
 * and up: the next and the one before by number, round and round, since some layouts have servers
 * that no arrow leads to. Null for another key, or where nobody is ahead.
 */
export function neighbourByKey(
  key: string,
  server: number,
  { count, x, y }: Pick<Topology, 'count' | 'x' | 'y'>,
): number | null {
  if (key === 'PageDown') return (server + 1) % count;
  if (key === 'PageUp') return (server + count - 1) % count;
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const [rightwards, downwards] = direction;
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let other = 0; other < count; other++) {
    const dx = x[other]! - x[server]!;
    const dy = y[other]! - y[server]!;
    const ahead = dx * rightwards + dy * downwards;
    const aside = Math.abs(dx * downwards + dy * rightwards);
    const way = Math.hypot(ahead, aside);
    if (ahead <= 0 || aside > ahead || way >= least) continue;
    best = other;
    least = way;
  }
  return best;
}

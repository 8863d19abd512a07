/** What a layout of servers means before it runs: who can talk to whom, and who is in reach. */
import type { Topology } from '../../../../world/topology.ts';

/** Servers that can reach each other over links, largest group first, each in ascending order. */
export function linkedGroups(topology: Pick<Topology, 'count' | 'neighbours'>): number[][] {
  const seen = new Set<number>();
  const groups: number[][] = [];
  for (let start = 0; start < topology.count; start++) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    // The group grows while it is walked through.
    for (const server of group) {
      for (const other of topology.neighbours[server]!) {
        if (seen.has(other)) continue;
        seen.add(other);
        group.push(other);
      }
    }
    groups.push(group.sort((one, other) => one - other));
  }
  return groups.sort((one, other) => other.length - one.length);
}

/** Places along the longer side of the area at which coverage is probed. */
const PROBES = 72;

/** Share of the area (0..1) from which no server is within the coverage radius, by probing. */
export function uncoveredShare(
  { count, x, y, width, height }: Pick<Topology, 'count' | 'x' | 'y' | 'width' | 'height'>,
  coverageRadius: number,
): number {
  const step = Math.max(width, height) / PROBES;
  if (step === 0) return 0;
  const across = Math.max(1, Math.round(width / step));
  const down = Math.max(1, Math.round(height / step));
  const reach = coverageRadius * coverageRadius;
  let outside = 0;
  for (let row = 0; row < down; row++) {
    for (let column = 0; column < across; column++) {
      const placeX = ((column + 0.5) * width) / across;
      const placeY = ((row + 0.5) * height) / down;
      let isCovered = false;
      for (let server = 0; server < count && !isCovered; server++) {
        const dx = x[server]! - placeX;
        const dy = y[server]! - placeY;
        isCovered = dx * dx + dy * dy <= reach;
      }
      if (!isCovered) outside += 1;
    }
  }
  return outside / (across * down);
}

/** How links are drawn: straight, or bent round the servers that stand in their way. */
import type { Link } from '../../../../orchestration/problem.ts';

/** A point of the picture. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Height of a bend as a share of the link's length. */
const BEND = 0.16;

/**
 * The control point of every link's curve (its middle where it is straight).
 *
 * @param clearance how near a server may come to a straight link, in units of the points
 */
export function linkBends(
  links: readonly Link[],
  points: readonly Point[],
  clearance: number,
): Point[] {
  return links.map(([m, n]) => {
    const [from, to] = [points[m]!, points[n]!];
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    const across = { x: to.x - from.x, y: to.y - from.y };
    const length = Math.hypot(across.x, across.y);
    if (length === 0 || !isBlocked(m, n, points, clearance)) return middle;
    // Links along one line take turns in the side that they bend to.
    const side = (m + n) % 2 === 0 ? 1 : -1;
    const height = 2 * BEND * side;
    return { x: middle.x - across.y * height, y: middle.y + across.x * height };
  });
}

function isBlocked(m: number, n: number, points: readonly Point[], clearance: number): boolean {
  const from = points[m]!;
  const to = points[n]!;
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const square = dx * dx + dy * dy;
  return points.some((point, k) => {
    if (k === m || k === n) return false;
    const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
    if (along <= 0 || along >= 1) return false;
    const off = Math.abs((point.x - from.x) * dy - (point.y - from.y) * dx) / Math.sqrt(square);
    return off < clearance;
  });
}

import { describe, expect, it } from 'vitest';
import { traceServerInRing, traceServerShape } from '../../src/app/theme/serverShapes.ts';

/** A context that writes down the corners of a path; a disc is one call of `arc`. */
function recorder() {
  const corners: [number, number][] = [];
  const discs: number[] = [];
  const context = {
    beginPath: () => undefined,
    closePath: () => undefined,
    lineTo: (x: number, y: number) => corners.push([x, y]),
    arc: (_x: number, _y: number, radius: number) => discs.push(radius),
  } as unknown as CanvasRenderingContext2D;
  return { context, corners, discs };
}

/** Area of a polygon. */
function area(corners: readonly (readonly [number, number])[]): number {
  return (
    Math.abs(
      corners.reduce((sum, [x, y], index) => {
        const [nextX, nextY] = corners[(index + 1) % corners.length]!;
        return sum + x * nextY - nextX * y;
      }, 0),
    ) / 2
  );
}

describe('the shape of a server hue', () => {
  it('is a disc, a square, a diamond or a triangle, of about the same area', () => {
    const counts = [0, 1, 2, 3].map((hue) => {
      const { context, corners, discs } = recorder();
      traceServerShape(context, hue, 0, 0, 10);
      const covered = corners.length === 0 ? Math.PI * discs[0]! ** 2 : area(corners);
      expect(covered / (100 * Math.PI)).toBeGreaterThan(0.7);
      expect(covered / (100 * Math.PI)).toBeLessThan(1.05);
      return corners.length;
    });
    expect(counts).toEqual([0, 4, 4, 3]);
  });

  it('tells the square from the diamond: the one stands on an edge, the other on a corner', () => {
    const lowest = [1, 2].map((hue) => {
      const { context, corners } = recorder();
      traceServerShape(context, hue, 0, 0, 10);
      const bottom = Math.max(...corners.map(([, y]) => y));
      return corners.filter(([, y]) => Math.abs(y - bottom) < 1e-9).length;
    });
    expect(lowest).toEqual([2, 1]);
  });

  it('stays inside the ring of rented units, with its number inside of it', () => {
    for (const hue of [0, 1, 2, 3]) {
      const { context, corners, discs } = recorder();
      const number = traceServerInRing(context, hue, 50, 50, 20);
      // The ring begins at 1.12 times the radius of the disc.
      for (const [x, y] of corners) {
        expect(Math.hypot(x - 50, y - 50)).toBeLessThanOrEqual(1.13 * 20);
      }
      for (const radius of discs) expect(radius).toBe(20);
      expect(number.size).toBeLessThanOrEqual(20);
      expect(Math.abs(number.y - 50)).toBeLessThan(4);
    }
  });
});

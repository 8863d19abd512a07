/**
 * A shape for each of the four server hues, so that who serves a user can be told without colour:
 * a disc, a square, a diamond or a triangle, the same for a server and for its users. All four have
 * about the same area as a disc of the radius that is asked for.
 */

/** Corners by hue as angle (turns from the right, clockwise) and distance in radii; [] is a disc. */
const CORNERS: readonly (readonly number[])[] = [
  [],
  [1 / 8, 3 / 8, 5 / 8, 7 / 8],
  [0, 1 / 4, 1 / 2, 3 / 4],
  [1 / 12, 5 / 12, 3 / 4],
];
/** Distance of the corners to the centre in radii. */
const REACH = [1, 1.2, 1.2, 1.34] as const;
/** How large a shape fits into a ring, and where its number stands: all in radii of the ring. */
const IN_RING = [
  { radius: 1, below: 0, number: 1 },
  { radius: 0.91, below: 0, number: 0.96 },
  { radius: 0.92, below: 0, number: 0.84 },
  { radius: 0.84, below: 0.14, number: 0.7 },
] as const;

/** Begins a path with the shape of a hue (0..3) around a point. */
export function traceServerShape(
  context: CanvasRenderingContext2D,
  hue: number,
  x: number,
  y: number,
  radius: number,
): void {
  context.beginPath();
  const corners = CORNERS[hue] ?? [];
  if (corners.length === 0) {
    context.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  const reach = radius * REACH[hue as 1 | 2 | 3];
  for (const turn of corners) {
    const angle = 2 * Math.PI * turn;
    context.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  context.closePath();
}

/** Begins a path with the shape of a hue inside a ring, and says where its number stands in it. */
export function traceServerInRing(
  context: CanvasRenderingContext2D,
  hue: number,
  x: number,
  y: number,
  ring: number,
): { readonly y: number; readonly size: number } {
  const { radius, below, number } = IN_RING[hue] ?? IN_RING[0];
  traceServerShape(context, hue, x, y, ring * radius);
  return { y: y + ring * below, size: ring * number };
}

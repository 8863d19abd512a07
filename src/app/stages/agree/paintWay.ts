/** The way of a server's copy over the surface of its Q. */
import { SAMPLES_A_LEVEL, type ValueSurface } from '../../../learning/valueSurface.ts';
import { linearScale } from '../../charts/axes.ts';
import type { Palette } from '../../theme/palette.ts';
import { surfaceFrame } from '../learn/paintSurface.ts';

/** Entries of the copy, in levels. */
export interface WayPoint {
  readonly own: number;
  readonly other: number;
}

/** A line with a halo from a ring, where it began, to a full dot, where it is; a dot an iteration. */
export function paintWay(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { columns, rows }: ValueSurface,
  way: readonly WayPoint[],
  size: { readonly width: number; readonly height: number },
): void {
  const frame = surfaceFrame(size.width, size.height);
  const x = linearScale([0, columns - 1], [frame.left, frame.right]);
  const y = linearScale([0, Math.max(1, rows - 1)], [frame.bottom, frame.top]);
  const points = way.map(({ own, other }) => [
    x(own * SAMPLES_A_LEVEL),
    rows > 1 ? y(other * SAMPLES_A_LEVEL) : (frame.top + frame.bottom) / 2,
  ]) as [number, number][];
  context.lineJoin = 'round';
  context.setLineDash([]);
  for (const [colour, width] of [
    [palette.surface, 5],
    [palette.agreement, 2.25],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    points.forEach(([left, top], k) => {
      if (k === 0) context.moveTo(left, top);
      else context.lineTo(left, top);
    });
    context.stroke();
  }
  context.fillStyle = palette.agreement;
  for (const [left, top] of points) disc(context, left, top, 2.2);
  const [first, last] = [points[0]!, points.at(-1)!];
  context.strokeStyle = palette.agreement;
  context.lineWidth = 2.25;
  context.fillStyle = palette.surfaceRaised;
  disc(context, ...first, 5.5);
  context.stroke();
  context.fillStyle = palette.agreement;
  context.strokeStyle = palette.surface;
  context.lineWidth = 2;
  disc(context, ...last, 7);
  context.stroke();
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

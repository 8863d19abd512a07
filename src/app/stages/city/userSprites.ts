/** Users as small pictures, drawn once: one for each who-serves-them and each size of demand. */
import type { Palette } from '../../theme/palette.ts';
import { traceServerShape } from '../../theme/serverShapes.ts';

/** Upper ends of the sizes of demand, tasks a slot; the last size is open. */
const SIZE_ENDS = [4, 11] as const;
export const SIZES = SIZE_ENDS.length + 1;
const HUES = 4;
const CLOUD = HUES;
const NOBODY = HUES + 1;
const KINDS = HUES + 2;
const MAXIMUM_RATIO = 2;

export interface UserSprites {
  readonly sheet: HTMLCanvasElement;
  /** Side of one sprite in CSS px and in px of the sheet. */
  readonly side: number;
  readonly sheetSide: number;
}

/** Row of the sheet for a user: the hue of its server, the cloud, or nobody. */
export function spriteKind(servedBy: number, hues: readonly number[]): number {
  if (servedBy >= 0) return hues[servedBy] ?? CLOUD;
  return servedBy === -1 ? CLOUD : NOBODY;
}

/** Column of the sheet: how many tasks the user has. */
export function spriteSize(tasks: number): number {
  if (tasks <= SIZE_ENDS[0]) return 0;
  return tasks <= SIZE_ENDS[1] ? 1 : 2;
}

/** Radius of a dot for a map of this many px a metre; grows slower than the map. */
export function dotRadius(pixelsPerMetre: number): number {
  return Math.min(5, Math.max(1.8, 2.4 * Math.sqrt(pixelsPerMetre)));
}

/** Draws the sheet. Each server hue has a shape of its own; a ring is served by the cloud, a speck has no tasks. */
export function drawUserSprites(palette: Palette, radius: number, ratio: number): UserSprites {
  const density = Math.min(ratio, MAXIMUM_RATIO);
  const side = Math.ceil(2 * (radius * 2.1 + 2));
  const sheetSide = Math.ceil(side * density);
  const sheet = document.createElement('canvas');
  sheet.width = sheetSide * SIZES;
  sheet.height = sheetSide * KINDS;
  const context = sheet.getContext('2d')!;
  for (let kind = 0; kind < KINDS; kind++) {
    for (let size = 0; size < SIZES; size++) {
      const scale = sheetSide / side;
      context.setTransform(scale, 0, 0, scale, sheetSide * size, sheetSide * kind);
      drawUser(context, palette, kind, side / 2, radius * (0.74 + 0.38 * size));
    }
  }
  return { sheet, side, sheetSide };
}

function drawUser(
  context: CanvasRenderingContext2D,
  palette: Palette,
  kind: number,
  centre: number,
  radius: number,
): void {
  const ring = kind === CLOUD;
  const colour = kind < HUES ? palette.servers[kind]! : palette.cloud;
  // A disc for the cloud and for nobody too: the ring and the size tell them apart.
  traceServerShape(context, kind, centre, centre, kind === NOBODY ? radius * 0.72 : radius);
  if (ring) {
    context.lineWidth = Math.max(1.1, radius * 0.42);
    context.fillStyle = palette.surfaceRaised;
    context.fill();
    context.strokeStyle = colour;
    context.stroke();
    return;
  }
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 0.8;
  context.strokeStyle = palette.surfaceRaised;
  context.stroke();
}

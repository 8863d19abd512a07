/** How one believed level is drawn, alike in glyphs and matrix, and the marks on top of it. */
import { levelColour, type Palette } from '../../theme/palette.ts';

/** Steps of the ready-made ramp of colours. */
export const SHADES = 96;
const ramps = new WeakMap<Palette, readonly string[]>();

/** Colour of a level from 0 to K - 1, from a ready-made ramp: thousands of cells a frame. */
export function shadeOf(palette: Palette, level: number, levels: number): string {
  let ramp = ramps.get(palette);
  if (!ramp) {
    ramp = Array.from({ length: SHADES + 1 }, (_, k) => levelColour(palette, k, SHADES + 1));
    ramps.set(palette, ramp);
  }
  const share = level / (levels - 1);
  return ramp[Math.round(Math.min(1, Math.max(0, share)) * SHADES)]!;
}

/** A believed level: the fuller and darker, the more is rented. */
export function paintCell(
  context: CanvasRenderingContext2D,
  palette: Palette,
  level: number,
  levels: number,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const side = Math.min(width, height);
  context.fillStyle = shadeOf(palette, level, levels);
  fillRounded(context, x, y, width, height, side < 8 ? 0 : Math.min(6, side * 0.14));
}

function fillRounded(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): void {
  if (radius === 0) {
    context.fillRect(x, y, width, height);
    return;
  }
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fill();
}

/** A copy beyond the horizon: no cell, only a dot where it would stand. */
export function paintNotKept(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const radius = Math.min(2, Math.max(0.6, Math.min(width, height) * 0.07));
  context.fillStyle = palette.lineStrong;
  context.beginPath();
  context.arc(x + width / 2, y + height / 2, radius, 0, 2 * Math.PI);
  context.fill();
}

/** An outline, half inside the cell: solid for a server's own decision. */
export function outlineCell(
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  width: number,
  height: number,
  line: number,
  dash: readonly number[] = [],
): void {
  context.setLineDash([...dash]);
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.beginPath();
  context.roundRect(x, y, width, height, Math.min(width, height) < 14 ? 1 : 3);
  context.stroke();
  context.setLineDash([]);
}

/** A ring around a cell that is looked at closely, set off so that it differs from an outline. */
export function ringCell(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const line = Math.max(1.5, Math.min(3, width * 0.07));
  const out = 0.5;
  for (const [colour, thickness] of [
    [palette.surfaceRaised, line + 2.5],
    [palette.text, line],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.beginPath();
    context.roundRect(x - out, y - out, width + 2 * out, height + 2 * out, width < 14 ? 2 : 6);
    context.stroke();
  }
}

/** A folded corner: this copy differs from what its owner itself would do. */
export function markDisagreement(
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  width: number,
  height = width,
): void {
  const side = Math.max(3, height * 0.3);
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(x + width - side, y);
  context.lineTo(x + width, y);
  context.lineTo(x + width, y + side);
  context.closePath();
  context.fill();
}

/** On very large cells an arrow stays an arrow, px. */
const LARGEST_PULL = 52;

/**
 * A pull on a cell: a triangle up (more) or down (less).
 *
 * @param strength signed share of the strongest pull shown, -1..1
 */
export function paintPull(
  context: CanvasRenderingContext2D,
  palette: Palette,
  strength: number,
  x: number,
  y: number,
  side: number,
): void {
  // Flatter than in proportion: a small pull is still to be seen.
  const size = Math.min(LARGEST_PULL, side * 0.8 * Math.min(1, Math.abs(strength)) ** 0.45);
  if (size < 1.5) return;
  const up = strength > 0 ? -1 : 1;
  const middleX = x + side / 2;
  const middleY = y + side / 2;
  context.beginPath();
  context.moveTo(middleX, middleY + (up * size) / 2);
  context.lineTo(middleX + size / 2, middleY - (up * size) / 2);
  context.lineTo(middleX - size / 2, middleY - (up * size) / 2);
  context.closePath();
  context.lineJoin = 'round';
  context.lineWidth = Math.max(1.5, size * 0.14);
  context.strokeStyle = palette.surfaceRaised;
  context.stroke();
  context.fillStyle = palette.text;
  context.fill();
}

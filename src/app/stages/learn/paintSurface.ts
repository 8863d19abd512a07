/** Q_n over two decisions: grey by value, lines of equal value, levels, and where N2O would pull. */
import { levelAt, SAMPLES_A_LEVEL, type ValueSurface } from '../../../learning/valueSurface.ts';
import {
  CHART_FONT,
  canvasFont,
  type Frame,
  linearScale,
  NUMBER_FONT,
  type Scale,
} from '../../charts/axes.ts';
import { extent } from '../../charts/domain.ts';
import { mix } from '../../theme/mix.ts';
import type { Palette } from '../../theme/palette.ts';
import { textScale } from '../../theme/theme.ts';
import { paintContours } from './paintContours.ts';

/** A sample of the surface: column along the own decision, row along the neighbour's. */
export interface Sample {
  readonly column: number;
  readonly row: number;
}

export interface SurfaceScene {
  readonly palette: Palette;
  readonly surface: ValueSurface;
  readonly ownName: string;
  readonly otherName: string;
  readonly format: (value: number) => string;
  /** The sample that is read. */
  readonly read: Sample | null;
}

/** Darkest grey of the heat map, as a share of the way from ground to text. */
const DARKEST = 0.42;

export function surfaceFrame(width: number, height: number): Frame {
  const scale = textScale();
  const left = 34 * scale;
  const bottom = height - 40 * scale;
  const top = 12 * scale;
  const side = Math.min(width - left - 14 * scale, bottom - top);
  return { left, right: left + side, top: bottom - side, bottom };
}

/** Half a level of ground around the outermost ones would be outside the box: there is none. */
function scalesOf({ columns, rows }: ValueSurface, frame: Frame): { x: Scale; y: Scale } {
  const x = linearScale([0, columns - 1], [frame.left, frame.right]);
  const y = linearScale([0, Math.max(1, rows - 1)], [frame.bottom, frame.top]);
  return { x, y };
}

/** The sample nearest to a point; null outside the frame (with a margin for fingers). */
export function sampleAt(
  surface: ValueSurface,
  frame: Frame,
  pointX: number,
  pointY: number,
): Sample | null {
  const margin = 8;
  if (pointX < frame.left - margin || pointX > frame.right + margin) return null;
  if (pointY < frame.top - margin || pointY > frame.bottom + margin) return null;
  const column = ((pointX - frame.left) / (frame.right - frame.left)) * (surface.columns - 1);
  const row = ((frame.bottom - pointY) / (frame.bottom - frame.top)) * (surface.rows - 1);
  const within = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  return { column: within(column, surface.columns - 1), row: within(row, surface.rows - 1) };
}

/** The best pair of whole levels, the lowest of equal ones. */
export function greedySample({ columns, rows, values }: ValueSurface): Sample {
  let best: Sample = { column: 0, row: 0 };
  for (let column = 0; column < columns; column += SAMPLES_A_LEVEL) {
    for (let row = 0; row < rows; row += SAMPLES_A_LEVEL) {
      const value = values[row * columns + column]!;
      if (value > values[best.row * columns + best.column]!) best = { column, row };
    }
  }
  return best;
}

export function paintSurface(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  scene: SurfaceScene,
): void {
  const { palette, surface, read } = scene;
  const frame = surfaceFrame(width, height);
  const scales = scalesOf(surface, frame);
  paintHeat(context, palette, surface, frame);
  if (surface.rows > 1) paintContours(context, { ...scene, frame, ...scales });
  paintLevels(context, scene, frame, scales);
  paintGreedy(context, palette, greedySample(surface), scales);
  if (read) paintPull(context, palette, surface, read, frame, scales);
}

/** One pixel a sample, scaled up smoothly: the surface has no steps, so its picture has none. */
function paintHeat(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { columns, rows, values }: ValueSurface,
  frame: Frame,
): void {
  const [low, high] = extent(values);
  const share = linearScale([low, high], [0, DARKEST]);
  const small = new OffscreenCanvas(columns, rows);
  const pixels = small.getContext('2d')!;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column]!;
      pixels.fillStyle = mix(palette.surfaceRaised, palette.text, share(value));
      pixels.fillRect(column, rows - 1 - row, 1, 1);
    }
  }
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  // The middle of the outermost samples lies on the border: half a pixel is left out all around.
  const [insetX, insetY] = [0.5, rows > 1 ? 0.5 : 0];
  context.drawImage(
    small,
    insetX,
    insetY,
    columns - 2 * insetX,
    rows - 2 * insetY,
    frame.left,
    frame.top,
    frame.right - frame.left,
    frame.bottom - frame.top,
  );
}

/** Whole levels: ticks with their numbers on both axes, and a cross where two meet. */
function paintLevels(
  context: CanvasRenderingContext2D,
  { palette, surface, ownName, otherName }: SurfaceScene,
  frame: Frame,
  { x, y }: { x: Scale; y: Scale },
): void {
  const scale = textScale();
  const { columns, rows } = surface;
  context.strokeStyle = palette.lineStrong;
  context.lineWidth = 1;
  context.strokeRect(
    frame.left + 0.5,
    frame.top + 0.5,
    frame.right - frame.left - 1,
    frame.bottom - frame.top - 1,
  );
  context.fillStyle = palette.textMuted;
  context.font = canvasFont(11, NUMBER_FONT);
  for (let column = 0; column < columns; column += SAMPLES_A_LEVEL) {
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.fillText(String(levelAt(column)), x(column), frame.bottom + 8);
    for (let row = 0; row < rows; row += SAMPLES_A_LEVEL) {
      context.beginPath();
      context.arc(x(column), y(row), 3, 0, 2 * Math.PI);
      context.strokeStyle = palette.text;
      context.stroke();
    }
  }
  if (rows > 1) {
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (let row = 0; row < rows; row += SAMPLES_A_LEVEL) {
      context.fillText(String(levelAt(row)), frame.left - 9, y(row));
    }
  }
  context.font = canvasFont(12);
  context.textAlign = 'left';
  context.textBaseline = 'top';
  context.fillText(ownName, frame.left, frame.bottom + 20 * scale);
  if (rows <= 1) return;
  context.save();
  context.translate(0, frame.bottom);
  context.rotate(-Math.PI / 2);
  context.font = canvasFont(12, CHART_FONT);
  context.fillText(otherName, 0, 0);
  context.restore();
}

/** The pair of levels that Q_n likes best: a square, as rented units are drawn. */
function paintGreedy(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { column, row }: Sample,
  { x, y }: { x: Scale; y: Scale },
): void {
  const half = 6;
  context.fillStyle = palette.rentedFull;
  context.strokeStyle = palette.surface;
  context.lineWidth = 1.5;
  context.beginPath();
  context.rect(x(column) - half, y(row) - half, 2 * half, 2 * half);
  context.fill();
  context.stroke();
}

/** Longest arrow, as a share of the side. */
const LONGEST = 0.3;

/** The slope at a sample as an arrow uphill, which is where N2O pulls. */
function paintPull(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { columns, ownSlopes, otherSlopes }: ValueSurface,
  { column, row }: Sample,
  frame: Frame,
  { x, y }: { x: Scale; y: Scale },
): void {
  const at = row * columns + column;
  const steepest = ownSlopes.reduce((most, own, index) => {
    return Math.max(most, Math.hypot(own, otherSlopes[index]!));
  }, 1e-9);
  const reach = (LONGEST * (frame.right - frame.left)) / steepest;
  const [fromX, fromY] = [x(column), y(row)];
  const toX = fromX + ownSlopes[at]! * reach;
  const toY = fromY - otherSlopes[at]! * reach;
  const head = Math.min(9, 0.6 * Math.hypot(toX - fromX, toY - fromY));
  context.lineCap = 'round';
  for (const [colour, width] of [
    [palette.surface, 6],
    [palette.agreement, 3],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    const angle = Math.atan2(toY - fromY, toX - fromX);
    for (const turn of [-0.5, 0.5]) {
      context.moveTo(toX, toY);
      context.lineTo(toX - head * Math.cos(angle + turn), toY - head * Math.sin(angle + turn));
    }
    context.stroke();
  }
  context.beginPath();
  context.arc(fromX, fromY, 4.5, 0, 2 * Math.PI);
  context.fillStyle = palette.agreement;
  context.fill();
  context.strokeStyle = palette.surface;
  context.lineWidth = 1.5;
  context.stroke();
}

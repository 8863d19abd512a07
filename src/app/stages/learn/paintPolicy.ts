/** A policy map on a canvas: levels by colour and by pattern. */

import type { PolicyMap } from '../../../learning/policyMap.ts';
import { HOURS } from '../../../world/demand.ts';
import {
  canvasFont,
  type Frame,
  linearScale,
  NUMBER_FONT,
  paintTimeAxis,
  paintTitle,
} from '../../charts/axes.ts';
import { haloText } from '../../charts/timeMarks.ts';
import { levelColour, type Palette } from '../../theme/palette.ts';
import { textScale } from '../../theme/theme.ts';
import { PRICES } from './policyAxes.ts';

/** Distance of two lines of a pattern, px. */
const HATCH = 6;

/** The pattern of a level: every level has one more direction of lines than the one below. */
export function strokePattern(
  context: CanvasRenderingContext2D,
  level: number,
  { left, right, top, bottom }: Frame,
): void {
  const height = bottom - top;
  context.beginPath();
  for (let x = left - height; x < right; x += HATCH) {
    context.moveTo(x, bottom);
    context.lineTo(x + height, top);
    if (level >= 2) {
      context.moveTo(x, top);
      context.lineTo(x + height, bottom);
    }
  }
  if (level >= 3) {
    for (let y = top; y < bottom; y += HATCH) {
      context.moveTo(left, y);
      context.lineTo(right, y);
    }
  }
  context.stroke();
}

/** Fills a frame with the swatch of a level: the legend and the map use the same one. */
export function paintLevel(
  context: CanvasRenderingContext2D,
  palette: Palette,
  level: number,
  levels: number,
  frame: Frame,
): void {
  const { left, right, top, bottom } = frame;
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  fillLevel(context, palette, level, levels, frame);
  context.restore();
}

/** Fills the clip of the context. */
function fillLevel(
  context: CanvasRenderingContext2D,
  palette: Palette,
  level: number,
  levels: number,
  frame: Frame,
): void {
  const { left, right, top, bottom } = frame;
  context.fillStyle = levelColour(palette, level, levels);
  context.fillRect(left, top, right - left, bottom - top);
  if (level === 0) return;
  context.strokeStyle = palette.surface;
  context.globalAlpha = 0.6;
  context.lineWidth = 1;
  strokePattern(context, level, frame);
  context.globalAlpha = 1;
}

/** The cells of a map: hours to the right, prices upwards. */
export function paintCells(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { greedy, levels }: PolicyMap,
  frame: Frame,
): void {
  const { left, right, top, bottom } = frame;
  const x = linearScale([0, HOURS], [left, right]);
  const y = linearScale([0, PRICES], [bottom, top]);
  for (let level = 0; level < levels; level++) {
    context.save();
    context.beginPath();
    for (let row = 0; row < PRICES; row++) {
      for (let hour = 0; hour < HOURS; hour++) {
        if (greedy[row * HOURS + hour] !== level) continue;
        // A hair larger, so that no ground shines through between two cells.
        context.rect(x(hour), y(row + 1), x(1) - x(0) + 0.5, y(0) - y(1) + 0.5);
      }
    }
    context.clip();
    fillLevel(context, palette, level, levels, frame);
    context.restore();
  }
}

/** Where the city is now: hour and price. */
export interface PolicyMoment {
  readonly hour: number;
  readonly price: number;
}

/** A ring and a dot at a moment; outside the prices of the map, at its edge. */
export function paintMoment(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { hour, price }: PolicyMoment,
  prices: readonly number[],
  frame: Frame,
  radius: number,
): void {
  const x = linearScale([0, HOURS], [frame.left, frame.right])(hour);
  const place = priceScale(prices, frame)(price);
  const y = Math.min(frame.bottom, Math.max(frame.top, place));
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = palette.surface;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = palette.text;
  context.stroke();
  context.beginPath();
  context.arc(x, y, radius / 2.5, 0, 2 * Math.PI);
  context.fillStyle = palette.text;
  context.fill();
}

/** A row is as high as the distance of two prices: its price is at its middle. */
function priceScale(prices: readonly number[], { top, bottom }: Frame) {
  const half = (bottom - top) / PRICES / 2;
  return linearScale([prices[0]!, prices.at(-1)!], [bottom - half, top + half]);
}

/** What a whole picture of one map takes. */
export interface PolicyScene {
  readonly palette: Palette;
  readonly map: PolicyMap;
  readonly prices: readonly number[];
  readonly now: PolicyMoment | null;
  readonly title: string;
  readonly hour: (hour: number) => string;
  readonly read: { readonly hour: number; readonly row: number } | null;
}

/** Where the cells of a picture of this size go. */
export function policyFrame(width: number, height: number): Frame {
  const scale = textScale();
  return {
    left: 34 * scale,
    right: width - 16 * scale,
    top: 24 * scale,
    bottom: height - 24 * scale,
  };
}

/** The cell under a point; null beside the map. */
export function cellAt(frame: Frame, x: number, y: number) {
  const hour = Math.floor(((x - frame.left) / (frame.right - frame.left)) * HOURS);
  const row = Math.floor(((frame.bottom - y) / (frame.bottom - frame.top)) * PRICES);
  return hour < 0 || hour >= HOURS || row < 0 || row >= PRICES ? null : { hour, row };
}

export function paintPolicy(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  scene: PolicyScene,
): void {
  const { palette, map, prices, now, read } = scene;
  const frame = policyFrame(width, height);
  const scale = textScale();
  paintTitle(context, palette, scene.title, 0, 12 * scale, width);
  paintCells(context, palette, map, frame);
  const y = priceScale(prices, frame);
  context.font = canvasFont(11, NUMBER_FONT);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  context.fillStyle = palette.textMuted;
  for (const row of [0, (PRICES - 1) / 2, PRICES - 1]) {
    const price = prices[row]!;
    context.fillText(String(Number(price.toPrecision(3))), frame.left - 6, y(price));
  }
  const x = linearScale([0, HOURS], [frame.left, frame.right]);
  paintTimeAxis(context, palette, frame, x, [0, 6, 12, 18, 24], scene.hour);
  if (read) {
    const one = linearScale([0, PRICES], [frame.bottom, frame.top]);
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    context.strokeRect(x(read.hour), one(read.row + 1), x(1) - x(0), one(0) - one(1));
    const level = String(map.greedy[read.row * HOURS + read.hour]);
    context.font = canvasFont(12, NUMBER_FONT, 500);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    haloText(context, palette, level, x(read.hour + 0.5), one(read.row + 0.5), palette.text);
  }
  if (now) paintMoment(context, palette, now, prices, frame, 5 * scale);
}

/** The copy glyphs of the map: every server's copy of everyone's decision. */

import type { Zone } from '../../../world/scenario.ts';
import { CHART_FONT } from '../../charts/axes.ts';
import {
  markDisagreement,
  outlineCell,
  paintCell,
  paintNotKept,
  paintPull,
  ringCell,
} from './cells.ts';
import { agrees, ease, isKept, roundLevel } from './copies.ts';
import {
  cellInGlyph,
  type GlyphFrame,
  type GlyphMap,
  glyphFrame,
  lensFrame,
  needsLens,
} from './geometry.ts';
import { paintFrame } from './paintFrame.ts';
import type { Route } from './routes.ts';
import { columnOf, rowOf } from './subject.ts';
import { drawPixels, type Texture } from './texture.ts';
import type { Scene } from './useScene.ts';

/** The map's scene: what is shown, where, and with which words. */
export interface MapScene extends Scene {
  readonly map: GlyphMap;
  readonly routes: readonly Route[];
  /** Null where no city is around the servers. */
  readonly zones: readonly Zone[] | null;
  readonly texture: Texture;
  /** Words over server `id`'s cells, and its name alone where there is little room. */
  readonly label: (
    id: number,
    level: number,
  ) => { readonly name: string; readonly value: string; readonly short: string };
}

/** The ground: the zone that each server stands in, where there is one. */
export function paintGround(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { map, palette, zones } = scene;
  const { columns, servers } = map.table;
  servers.forEach((server, cell) => {
    const zone = server === null ? undefined : zones?.[server];
    context.fillStyle = zone ? palette.zones[zone] : palette.surface;
    const x = map.left + (cell % columns) * map.spacing;
    const y = map.top + Math.floor(cell / columns) * map.spacing;
    // Half a pixel more covers the seam between two grounds.
    context.fillRect(x, y, map.spacing + 0.5, map.spacing + 0.5);
  });
}

/** All glyphs with their frames, cells, marks and words. */
export function paintGlyphs(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { map, trace } = scene;
  const { rows, columns, cells } = map.table;
  const count = trace.ids.length;
  // Cells without a gap between them are drawn as pictures.
  const picture =
    map.gap === 0
      ? scene.texture.fill(scene, columns, rows * count, (n, i) => {
          return n * rows * columns + cells[i]!;
        })
      : null;
  for (let n = 0; n < count; n++) {
    const frame = glyphFrame(map, n);
    paintFrame(context, scene, n, frame);
    if (picture) {
      const { x, y } = cellsOrigin(frame);
      const part = [0, n * rows, columns, rows] as const;
      drawPixels(context, picture, part, [x, y, columns * frame.cell, rows * frame.cell]);
    } else {
      paintCells(context, scene, n, frame);
      paintPulls(context, scene, n, frame);
    }
    paintOutlines(context, scene, n, frame);
    paintLabel(context, scene, n, frame);
  }
}

function cellsOrigin({ left, top, padding, header }: GlyphFrame) {
  return { x: left + padding, y: top + padding + header };
}

/** The server whose glyph is open large; null where all glyphs are readable as they are. */
export function lensServer(scene: Pick<MapScene, 'map' | 'focus'>): number | null {
  return needsLens(scene.map) ? rowOf(scene.focus) : null;
}

/** Where cells are too small to read: the glyph looked at, opened large over the other half. */
export function paintLens(context: CanvasRenderingContext2D, scene: MapScene): void {
  const n = lensServer(scene);
  if (n === null) return;
  const { map, palette, scale } = scene;
  const frame = lensFrame(map, n, scale);
  const small = glyphFrame(map, n);
  context.save();
  context.strokeStyle = palette.text;
  context.lineWidth = 1.25;
  context.setLineDash([2, 3]);
  const isRight = frame.left > small.left;
  const from = isRight ? small.left + small.width : small.left;
  const to = isRight ? frame.left : frame.left + frame.width;
  for (const share of [0, 1]) {
    context.beginPath();
    context.moveTo(from, small.top + share * small.height);
    context.lineTo(to, frame.top + share * frame.height);
    context.stroke();
  }
  context.shadowColor = 'rgb(0 0 0 / 30%)';
  context.shadowBlur = 24;
  context.shadowOffsetY = 6;
  context.fillStyle = palette.surfaceRaised;
  context.beginPath();
  const margin = 13;
  context.roundRect(
    frame.left - margin,
    frame.top - margin,
    frame.width + 2 * margin,
    frame.height + 2 * margin,
    16,
  );
  context.fill();
  context.restore();
  paintFrame(context, scene, n, frame);
  paintCells(context, scene, n, frame);
  paintPulls(context, scene, n, frame);
  paintOutlines(context, scene, n, frame);
  paintLabel(context, scene, n, frame);
}

function paintCells(
  context: CanvasRenderingContext2D,
  { table, palette, copies, trace }: Scene,
  n: number,
  frame: GlyphFrame,
): void {
  const count = trace.ids.length;
  const side = frame.cell - frame.gap;
  for (let about = 0; about < count; about++) {
    const { x, y } = cellInGlyph(frame, table, about);
    const left = x + frame.gap / 2;
    const top = y + frame.gap / 2;
    if (!isKept(trace, n, about)) {
      paintNotKept(context, palette, left, top, side, side);
      continue;
    }
    paintCell(
      context,
      palette,
      copies[n * count + about]!,
      trace.levels[about]!,
      left,
      top,
      side,
      side,
    );
    if (side >= 8 && !agrees(copies, count, n, about)) {
      markDisagreement(context, palette.text, left, top, side);
    }
  }
}

/** Arrows: the own pull while the gradient is taken, the pull of all heard while mixing. */
function paintPulls(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  n: number,
  frame: GlyphFrame,
): void {
  const { table, palette, trace, moment, subPhases, strongest } = scene;
  const side = frame.cell - frame.gap;
  if (!subPhases || moment.phase === 'start' || side < 6) return;
  const count = trace.ids.length;
  const iteration = trace.iterations[moment.tau - 1]!;
  const progress = ease(moment.progress);
  for (let about = 0; about < count; about++) {
    if (!isKept(trace, n, about)) continue;
    const own = -iteration.gradients[n * count + about]! / (strongest.gradient || 1);
    const heard = -iteration.duals[n * count + about]! / (strongest.duals[moment.tau] || 1);
    let strength = own;
    let alpha = 1;
    if (moment.phase === 'gradient') strength *= progress;
    else if (moment.phase === 'send') alpha = 1 - 0.65 * progress;
    else if (moment.phase === 'mix') {
      alpha = 0.35 + 0.65 * progress;
      strength += progress * (heard - own);
    } else {
      strength = heard;
      alpha = 1 - progress;
    }
    if (alpha < 0.03) continue;
    const { x, y } = cellInGlyph(frame, table, about);
    context.globalAlpha = alpha;
    paintPull(context, palette, strength, x + frame.gap / 2, y + frame.gap / 2, side);
  }
  context.globalAlpha = 1;
}

/** The own cell; the cells about the server looked at; and the one copy looked at, or followed. */
function paintOutlines(
  context: CanvasRenderingContext2D,
  { table, palette, focus, thread, trace }: Scene,
  n: number,
  frame: GlyphFrame,
): void {
  const side = frame.cell - frame.gap;
  const line = Math.max(1.2, Math.min(4, side * 0.09));
  const corner = (about: number) => {
    const { x, y } = cellInGlyph(frame, table, about);
    return [x + frame.gap / 2, y + frame.gap / 2, side, side] as const;
  };
  const column = columnOf(focus);
  if (column !== null && column !== n && column < trace.ids.length && side >= 4) {
    outlineCell(context, palette.text, ...corner(column), line, [line * 1.6, line]);
  }
  if (side >= 3) outlineCell(context, palette.text, ...corner(n), line);
  const closest = focus ?? thread;
  if (closest.kind === 'cell' && closest.server === n && side >= 4) {
    ringCell(context, palette, ...corner(closest.about));
  }
}

/** Name and decision over the cells, where no link passes. */
function paintLabel(
  context: CanvasRenderingContext2D,
  { palette, copies, trace, label }: MapScene,
  n: number,
  frame: GlyphFrame,
): void {
  if (frame.label === 0) return;
  const count = trace.ids.length;
  const inset = frame.padding + frame.gap / 2 + 1;
  const baseline = frame.top + frame.padding + frame.header * 0.44;
  const room = frame.width - 2 * inset;
  const { name, value, short } = label(trace.ids[n]!, roundLevel(copies[n * count + n]!));
  const bold = `650 ${frame.label}px ${CHART_FONT}`;
  const plain = `400 ${frame.label}px ${CHART_FONT}`;
  context.textBaseline = 'middle';
  context.font = bold;
  const valueWidth = context.measureText(value).width;
  context.fillStyle = palette.text;
  context.textAlign = 'right';
  context.fillText(value, frame.left + frame.width - inset, baseline);
  context.font = plain;
  const left = room - valueWidth - frame.label * 0.35;
  // All glyphs are named in one way: by what fits for the longest name.
  const longest = label(Math.max(...trace.ids), 0);
  const fits = (words: string) => context.measureText(words).width <= left;
  const words = fits(longest.name) ? name : fits(longest.short) ? short : null;
  if (words === null) return;
  context.fillStyle = palette.textMuted;
  context.textAlign = 'left';
  context.fillText(words, frame.left + inset, baseline);
}

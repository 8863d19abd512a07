/** The copy glyphs of the map: every server's copy of everyone's decision. */

import type { Zone } from '../../../world/scenario.ts';
import { CHART_FONT } from '../../charts/axes.ts';
import { markDisagreement, outlineCell, paintCell, paintPull, shadeOf } from './cells.ts';
import { agreeingInRow, agrees, ease, roundLevel } from './copies.ts';
import { type GlyphMap, glyphCell, glyphCentre, glyphSize } from './geometry.ts';
import type { Scene } from './useScene.ts';

/** The map's scene: what is shown, where, and with which words. */
export interface MapScene extends Scene {
  readonly map: GlyphMap;
  readonly zones: readonly Zone[];
  /** Words under server `id`'s glyph. */
  readonly label: (id: number, level: number) => { readonly name: string; readonly value: string };
}

/** The ground: zones, and the lines between them left light. */
export function paintGround(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { map, palette, zones } = scene;
  for (let n = 0; n < map.rows * map.columns; n++) {
    context.fillStyle = palette.zones[zones[n] ?? 'residential'];
    const x = map.left + (n % map.columns) * map.spacing;
    const y = map.top + Math.floor(n / map.columns) * map.spacing;
    // Half a pixel more covers the seam between two grounds.
    context.fillRect(x, y, map.spacing + 0.5, map.spacing + 0.5);
  }
}

/** All glyphs with their frames, cells, marks and labels. */
export function paintGlyphs(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { map } = scene;
  for (let n = 0; n < map.rows * map.columns; n++) paintGlyph(context, scene, n);
}

function paintGlyph(context: CanvasRenderingContext2D, scene: MapScene, n: number): void {
  const { map, palette, copies, trace } = scene;
  const count = trace.ids.length;
  const side = map.cell - map.gap;
  paintFrame(context, scene, n);
  for (let about = 0; about < count; about++) {
    const { x, y } = glyphCell(map, n, about);
    const left = x + map.gap / 2;
    const top = y + map.gap / 2;
    const level = copies[n * count + about]!;
    if (map.gap === 0) {
      context.fillStyle = shadeOf(palette, level, trace.levels[about]!);
      context.fillRect(left, top, side + 0.3, side + 0.3);
    } else {
      paintCell(context, palette, level, trace.levels[about]!, left, top, side, side);
    }
    if (side >= 8 && !agrees(copies, count, n, about)) {
      markDisagreement(context, palette.text, left, top, side);
    }
  }
  paintPulls(context, scene, n);
  paintOutlines(context, scene, n);
  paintLabel(context, scene, n);
}

/** The frame fills clockwise with green as the copy comes to agree with the owners. */
function paintFrame(context: CanvasRenderingContext2D, scene: MapScene, n: number): void {
  const { map, palette, copies, trace, selected, hovered } = scene;
  const count = trace.ids.length;
  const centre = glyphCentre(map, n);
  const { width, height } = glyphSize(map);
  const left = centre.x - width / 2;
  const top = centre.y - height / 2;
  const radius = Math.min(10, width * 0.08);
  const singled = selected === n || hovered?.server === n;

  context.beginPath();
  context.roundRect(left, top, width, height, radius);
  context.fillStyle = palette.surfaceRaised;
  context.fill();
  context.lineWidth = singled ? 2 : 1;
  context.strokeStyle = singled ? palette.text : palette.lineStrong;
  context.globalAlpha = singled ? 1 : 0.55;
  context.stroke();
  context.globalAlpha = 1;

  const share = agreeingInRow(copies, count, n) / (count - 1);
  const line = Math.max(2, Math.min(5, map.spacing * 0.022));
  context.save();
  context.beginPath();
  const out = line / 2 + 1;
  frameFromTop(context, left - out, top - out, width + 2 * out, height + 2 * out, radius + out);
  const length = 2 * (width + height + 4 * out) - (8 - 2 * Math.PI) * (radius + out);
  context.setLineDash([length * share, length]);
  context.lineWidth = line;
  context.strokeStyle = palette.agreement;
  if (share > 0) context.stroke();
  context.restore();
}

/** A rounded rectangle clockwise from the middle of its upper side. */
function frameFromTop(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
): void {
  const right = x + width;
  const bottom = y + height;
  context.moveTo(x + width / 2, y);
  context.arcTo(right, y, right, bottom, radius);
  context.arcTo(right, bottom, x, bottom, radius);
  context.arcTo(x, bottom, x, y, radius);
  context.arcTo(x, y, right, y, radius);
  context.lineTo(x + width / 2, y);
}

/** Arrows: the own pull while the gradient is taken, the pull of all heard while mixing. */
function paintPulls(context: CanvasRenderingContext2D, scene: MapScene, n: number): void {
  const { map, palette, trace, moment, subPhases, strongest } = scene;
  const side = map.cell - map.gap;
  if (!subPhases || moment.phase === 'start' || side < 6) return;
  const count = trace.ids.length;
  const iteration = trace.iterations[moment.tau - 1]!;
  const progress = ease(moment.progress);
  for (let about = 0; about < count; about++) {
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
    const { x, y } = glyphCell(map, n, about);
    context.globalAlpha = alpha;
    paintPull(context, palette, strength, x + map.gap / 2, y + map.gap / 2, side);
  }
  context.globalAlpha = 1;
}

/** The own cell, and the cells about the server singled out in matrix or map. */
function paintOutlines(context: CanvasRenderingContext2D, scene: MapScene, n: number): void {
  const { map, palette, selected, hovered } = scene;
  const side = map.cell - map.gap;
  const line = Math.max(1.2, Math.min(4, side * 0.09));
  const outline = (about: number, dash: readonly number[]) => {
    const { x, y } = glyphCell(map, n, about);
    const inset = map.gap / 2;
    outlineCell(context, palette.text, x + inset, y + inset, side, side, line, dash);
  };
  const about = hovered?.about ?? hovered?.server ?? selected;
  if (about !== null && about !== undefined && about !== n && side >= 5) {
    outline(about, [line * 1.6, line]);
  }
  outline(n, []);
}

/** Name and decision under the glyph, left and right of the link that may pass there. */
function paintLabel(context: CanvasRenderingContext2D, scene: MapScene, n: number): void {
  const { map, palette, copies, trace, label, moment, subPhases } = scene;
  if (map.label === 0) return;
  const count = trace.ids.length;
  const centre = glyphCentre(map, n);
  const y = centre.y + glyphSize(map).height / 2 + map.label * 0.7 + 4;
  const { name, value } = label(trace.ids[n]!, roundLevel(copies[n * count + n]!));
  const aside = map.label * 0.45;
  // Messages on their way pass over the words.
  context.globalAlpha = subPhases && moment.phase === 'send' ? 0.3 : 1;
  context.textBaseline = 'top';
  context.font = `400 ${map.label}px ${CHART_FONT}`;
  context.fillStyle = palette.textMuted;
  context.textAlign = 'right';
  context.fillText(name, centre.x - aside, y);
  context.font = `650 ${map.label}px ${CHART_FONT}`;
  context.fillStyle = palette.text;
  context.textAlign = 'left';
  context.fillText(value, centre.x + aside, y);
  context.globalAlpha = 1;
}

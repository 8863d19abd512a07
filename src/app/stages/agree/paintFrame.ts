/** The frame of a copy glyph, which shows how much of the copy agrees. */
import { agreeingInRow, othersInRow } from './copies.ts';
import type { GlyphFrame } from './geometry.ts';
import type { MapScene } from './paintGlyphs.ts';
import { rowOf } from './subject.ts';

/** The frame fills clockwise with green as the copy comes to agree with the owners. */
export function paintFrame(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  n: number,
  frame: GlyphFrame,
): void {
  const { map, palette, copies, trace, focus } = scene;
  const count = trace.ids.length;
  const { left, top, width, height } = frame;
  const radius = Math.min(10, width * 0.08);
  const isSingled = rowOf(focus) === n || (focus?.kind === 'link' && focus.ends.includes(n));

  context.beginPath();
  context.roundRect(left, top, width, height, radius);
  context.fillStyle = palette.surfaceRaised;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = palette.lineStrong;
  context.globalAlpha = 0.55;
  context.stroke();
  context.globalAlpha = 1;

  const others = othersInRow(count, n, trace.kept);
  const share = others > 0 ? agreeingInRow(copies, count, n, trace.kept) / others : 1;
  const line = Math.max(2, Math.min(5, map.spacing * 0.022));
  const out = line / 2 + 1;
  context.save();
  context.beginPath();
  frameFromTop(context, left - out, top - out, width + 2 * out, height + 2 * out, radius + out);
  const length = 2 * (width + height + 4 * out) - (8 - 2 * Math.PI) * (radius + out);
  context.setLineDash([length * share, length]);
  context.lineWidth = line;
  context.strokeStyle = palette.agreement;
  if (share > 0) context.stroke();
  context.restore();
  if (!isSingled) return;
  const far = line + 3;
  context.beginPath();
  context.roundRect(left - far, top - far, width + 2 * far, height + 2 * far, radius + far);
  context.lineWidth = 2;
  context.strokeStyle = palette.text;
  context.stroke();
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

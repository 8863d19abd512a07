/** A decision laid over the glyphs of the map: one large level a server, marked where exact differs. */
import { CHART_FONT } from '../../charts/axes.ts';
import { levelColour } from '../../theme/palette.ts';
import type { Comparison } from './comparison.ts';
import { glyphFrame } from './geometry.ts';
import type { MapScene } from './paintGlyphs.ts';

/** Of a glyph's shorter side. */
const CHIP_SHARE = 0.56;

export function paintComparison(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  { decision, exact }: Comparison,
): void {
  const { map, palette, trace } = scene;
  context.save();
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  decision.forEach((level, n) => {
    const { left, top, width, height } = glyphFrame(map, n);
    // What lies under it steps back.
    context.globalAlpha = 0.72;
    context.fillStyle = palette.surface;
    context.fillRect(left, top, width, height);
    context.globalAlpha = 1;
    const side = CHIP_SHARE * Math.min(width, height);
    const x = left + (width - side) / 2;
    const y = top + (height - side) / 2;
    const best = exact?.[n] ?? level;
    const levels = trace.levels[n]!;
    context.beginPath();
    context.roundRect(x, y, side, side, side * 0.14);
    context.fillStyle = levelColour(palette, level, levels);
    context.fill();
    context.lineWidth = best === level ? 1 : Math.max(2.5, side * 0.06);
    context.strokeStyle = best === level ? palette.lineStrong : palette.agreement;
    context.stroke();
    context.fillStyle = level === levels - 1 ? palette.surface : palette.text;
    if (best === level) {
      context.font = `600 ${side * 0.5}px ${CHART_FONT}`;
      context.fillText(String(level), x + side / 2, y + side * 0.53);
    } else {
      // What it decides, and what the exact decision is.
      context.font = `600 ${side * 0.38}px ${CHART_FONT}`;
      context.fillText(`${level}→${best}`, x + side / 2, y + side * 0.53, side * 0.92);
    }
  });
  context.restore();
}

/** Draws what stands still: the zones by day and night, and the links between neighbours. */

import type { Zone } from '../../../world/scenario.ts';
import { t } from '../../catalogue/index.ts';
import { mix } from '../../theme/mix.ts';
import type { Palette } from '../../theme/palette.ts';
import { textScale } from '../../theme/theme.ts';
import type { CityMap } from './cityMap.ts';

/** Cells narrower than this have no room for their zone's name, px. */
const NAMED_WIDTH = 92;

/** How much of its mark's colour the zone pointed at takes on. */
const HOVERED_TINT = 0.16;

/**
 * @param light 0 at night .. 1 by day
 * @param hovered the zone pointed at
 */
export function paintGround(
  context: CanvasRenderingContext2D,
  map: CityMap,
  pixelsPerMetre: number,
  palette: Palette,
  light: number,
  hovered: Zone | null,
): void {
  for (const area of map.areas) {
    const { zone } = area;
    const tint = mix(palette.zonesAtNight[zone], palette.zones[zone], light);
    context.fillStyle = zone === hovered ? mix(tint, palette.zoneMarks[zone], HOVERED_TINT) : tint;
    context.fillRect(
      area.x * pixelsPerMetre,
      area.y * pixelsPerMetre,
      area.width * pixelsPerMetre + 0.5,
      area.height * pixelsPerMetre + 0.5,
    );
  }
  paintLinks(context, map, pixelsPerMetre, palette);
  const scale = textScale();
  const narrowest = Math.min(...map.areas.map(({ width }) => width));
  if (narrowest * pixelsPerMetre < NAMED_WIDTH * scale) return;
  context.font = `500 ${11.5 * scale}px "IBM Plex Sans Variable", system-ui, sans-serif`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette.textMuted;
  for (const area of map.areas) {
    const x = area.x * pixelsPerMetre + 10;
    const y = area.y * pixelsPerMetre + 8 + 12 * scale;
    context.fillText(t(`zone.${area.zone}`), x, y);
  }
}

function paintLinks(
  context: CanvasRenderingContext2D,
  { topology }: CityMap,
  pixelsPerMetre: number,
  palette: Palette,
): void {
  context.beginPath();
  for (const [one, other] of topology.links) {
    context.moveTo(topology.x[one]! * pixelsPerMetre, topology.y[one]! * pixelsPerMetre);
    context.lineTo(topology.x[other]! * pixelsPerMetre, topology.y[other]! * pixelsPerMetre);
  }
  context.setLineDash([1, 5]);
  context.lineCap = 'round';
  context.lineWidth = 1.5;
  context.strokeStyle = palette.lineStrong;
  context.globalAlpha = 0.55;
  context.stroke();
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.lineCap = 'butt';
}

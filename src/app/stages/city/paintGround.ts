/** Draws what stands still: the zones by day and night, and the links between neighbours. */
import { t } from '../../catalogue/index.ts';
import { mix } from '../../theme/mix.ts';
import type { Palette } from '../../theme/palette.ts';
import type { CityMap } from './cityMap.ts';

/** Cells narrower than this have no room for their zone's name, px. */
const NAMED_WIDTH = 116;

/** @param light 0 at night .. 1 by day */
export function paintGround(
  context: CanvasRenderingContext2D,
  map: CityMap,
  pixelsPerMetre: number,
  palette: Palette,
  light: number,
): void {
  for (const area of map.areas) {
    const { zone } = area;
    context.fillStyle = mix(palette.zonesAtNight[zone], palette.zones[zone], light);
    context.fillRect(
      area.x * pixelsPerMetre,
      area.y * pixelsPerMetre,
      area.width * pixelsPerMetre + 0.5,
      area.height * pixelsPerMetre + 0.5,
    );
  }
  paintLinks(context, map, pixelsPerMetre, palette);
  if (map.spacing * pixelsPerMetre < NAMED_WIDTH) return;
  context.font = '500 11.5px "IBM Plex Sans Variable", system-ui, sans-serif';
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette.textMuted;
  for (const area of map.areas) {
    const x = area.x * pixelsPerMetre + 10;
    const y = area.y * pixelsPerMetre + 20;
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

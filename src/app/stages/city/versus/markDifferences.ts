/** Marks the servers that decide otherwise than in the visible city, in the same slot. */
import type { CityFrame } from '../../../../workers/frame.ts';
import type { ServersScene } from '../paintServers.ts';

/** Radius of the mark over the room that a server has: outside of its ring of units. */
const RADIUS = 0.27;

export function markDifferences(
  context: CanvasRenderingContext2D,
  { map, pixelsPerMetre, palette }: Pick<ServersScene, 'map' | 'pixelsPerMetre' | 'palette'>,
  own: Pick<CityFrame, 'slot' | 'servers'> | null,
  rival: Pick<CityFrame, 'slot' | 'servers'>,
): void {
  if (own?.slot !== rival.slot) return;
  const { count, x, y } = map.topology;
  context.strokeStyle = palette.text;
  context.lineWidth = 1.5;
  context.setLineDash([5, 4]);
  for (let server = 0; server < count; server++) {
    if (own.servers.decision[server] === rival.servers.decision[server]) continue;
    const radius = RADIUS * map.room[server]! * pixelsPerMetre;
    context.beginPath();
    context.arc(x[server]! * pixelsPerMetre, y[server]! * pixelsPerMetre, radius, 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
}

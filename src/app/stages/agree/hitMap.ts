/** What the pointer is at on the map. */
import {
  aboutAt,
  type GlyphFrame,
  type GlyphMap,
  glyphFrame,
  groundAt,
  isInside,
  lensFrame,
} from './geometry.ts';
import type { Flight } from './packets.ts';
import { nearestRoute, type Route } from './routes.ts';
import type { Subject } from './subject.ts';

/** How near the pointer has to come to a link, px; fingers are wider. */
export const REACH = { mouse: 7, touch: 16 } as const;

/**
 * A message on its way, a cell or the rest of a glyph, else a link, else the server on whose ground
 * the point lies.
 *
 * @param lens the server whose glyph is open large, if any, and the scale of its words
 * @param flight the message at the point, if any
 */
export function hitMap(
  map: GlyphMap,
  routes: readonly Route[],
  lens: { readonly server: number; readonly scale: number } | null,
  x: number,
  y: number,
  reach: number,
  flight: Flight | null = null,
): Subject | null {
  if (lens) {
    const opened = lensFrame(map, lens.server, lens.scale);
    if (isInside(opened, x, y)) return inGlyph(map, opened, lens.server, x, y);
  }
  const message: Subject | null = flight && {
    kind: 'link',
    ends: flight.route.ends,
    message: flight.sender,
  };
  if (message && !flight?.route.behind) return message;
  const server = groundAt(map, x, y);
  if (server !== null) {
    const frame = glyphFrame(map, server);
    if (isInside(frame, x, y)) return inGlyph(map, frame, server, x, y);
  }
  if (message) return message;
  const route = nearestRoute(routes, x, y, reach);
  if (route !== null) return { kind: 'link', ends: routes[route]!.ends };
  return server === null ? null : { kind: 'server', server };
}

/** Cells too small to point at are not told apart. */
const SMALLEST_TARGET = 5;

function inGlyph(
  { table }: GlyphMap,
  frame: GlyphFrame,
  server: number,
  x: number,
  y: number,
): Subject {
  const about = frame.cell < SMALLEST_TARGET ? null : aboutAt(frame, table, x, y);
  return about === null ? { kind: 'server', server } : { kind: 'cell', server, about };
}

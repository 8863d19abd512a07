/** Draws the servers: hue and number, rented units, load against capacity, delay. */
import type { CityFrame } from '../../../workers/frame.ts';
import { formatFixed } from '../../components/format.ts';
import type { Palette } from '../../theme/palette.ts';
import { traceServerInRing } from '../../theme/serverShapes.ts';
import { textScale } from '../../theme/theme.ts';
import type { CityMap } from './cityMap.ts';

export interface ServersScene {
  readonly map: CityMap;
  readonly pixelsPerMetre: number;
  readonly palette: Palette;
  readonly selected: number;
  readonly hovered: number;
  /** Rented capacity of one unit, tasks a slot. */
  readonly serviceRate: number;
}

/** Angles run clockwise from here. */
const TOP = -Math.PI / 2;
/** A smaller disc has no room for the server's number, px: then only the one pointed at is named. */
const LEAST_NUMBERED = 10;
const NUMBER_FONT = '"IBM Plex Mono", ui-monospace, monospace';

export function paintServers(
  context: CanvasRenderingContext2D,
  scene: ServersScene,
  frame: CityFrame | null,
): void {
  const { topology } = scene.map;
  for (let server = 0; server < topology.count; server++) {
    if (server === scene.selected || server === scene.hovered)
      paintCoverage(context, scene, server);
  }
  for (let server = 0; server < topology.count; server++) {
    paintServer(context, scene, frame, server);
  }
}

function paintCoverage(
  context: CanvasRenderingContext2D,
  { map, pixelsPerMetre, palette }: ServersScene,
  server: number,
): void {
  const colour = palette.servers[map.hues[server]!]!;
  context.beginPath();
  context.arc(
    map.topology.x[server]! * pixelsPerMetre,
    map.topology.y[server]! * pixelsPerMetre,
    map.coverageRadius * pixelsPerMetre,
    0,
    2 * Math.PI,
  );
  context.globalAlpha = 0.07;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.stroke();
}

/** Sizes of one server's marks, px. */
interface Rings {
  readonly x: number;
  readonly y: number;
  /** Disc in the server's hue, with its number. */
  readonly disc: number;
  /** Ring of unit slots: radius of its middle, and its width. */
  readonly units: number;
  readonly unitsWidth: number;
  /** Arc of the load. */
  readonly load: number;
  readonly loadWidth: number;
  readonly outside: number;
}

/** px from the middle of a server to the outside of its marks, for what must not cover them. */
export function outsideOf(map: CityMap, pixelsPerMetre: number, server: number): number {
  return ringsOf({ map, pixelsPerMetre }, server).outside;
}

function ringsOf(
  { map, pixelsPerMetre }: Pick<ServersScene, 'map' | 'pixelsPerMetre'>,
  server: number,
): Rings {
  const room = map.room[server]! * pixelsPerMetre;
  const disc = Math.min(26, Math.max(5, room < 80 ? room * 0.15 : room * 0.06 + 7.2));
  const unitsWidth = disc * 0.5;
  const units = disc + unitsWidth / 2 + Math.max(1.2, disc * 0.12);
  const loadWidth = Math.max(1.6, disc * 0.17);
  const load = units + unitsWidth / 2 + loadWidth / 2 + Math.max(1, disc * 0.1);
  return {
    x: map.topology.x[server]! * pixelsPerMetre,
    y: map.topology.y[server]! * pixelsPerMetre,
    disc,
    units,
    unitsWidth,
    load,
    loadWidth,
    outside: load + loadWidth / 2 + Math.max(1.2, disc * 0.12),
  };
}

/**
 * A disc in a ring of unit slots, the load as an arc outside. Both run clockwise from the top on
 * the same scale, the full circle being everything that can be rented: load past the red is more
 * than was rented for.
 */
function paintServer(
  context: CanvasRenderingContext2D,
  scene: ServersScene,
  frame: CityFrame | null,
  server: number,
): void {
  const { map, palette } = scene;
  const rings = ringsOf(scene, server);
  const { x, y } = rings;
  const slots = map.levels[server]! - 1;
  const rented = frame ? frame.servers.decision[server]! : 0;

  context.beginPath();
  context.arc(x, y, rings.outside, 0, 2 * Math.PI);
  context.fillStyle = palette.surfaceRaised;
  context.fill();

  const gap = 2.4 / rings.units;
  const part = (2 * Math.PI) / slots;
  context.lineWidth = rings.unitsWidth;
  for (let slot = 0; slot < slots; slot++) {
    const from = TOP + slot * part + gap / 2;
    context.beginPath();
    context.arc(x, y, rings.units, from, from + part - gap);
    context.strokeStyle = slot < rented ? palette.rentedFull : palette.rentedNone;
    context.stroke();
  }
  if (frame) paintLoad(context, scene, frame, server, rings);
  paintDisc(context, scene, server, rings);
  paintDelay(context, scene, frame, server, rings);
}

/** What was admitted in the hue of demand, what overflowed to the cloud in the cloud's grey. */
function paintLoad(
  context: CanvasRenderingContext2D,
  { map, palette, serviceRate }: ServersScene,
  { servers }: CityFrame,
  server: number,
  { x, y, load: radius, loadWidth }: Rings,
): void {
  const full = (map.levels[server]! - 1) * serviceRate;
  const offered = Math.min(1, servers.load[server]! / full);
  const admitted = Math.min(offered, (servers.load[server]! * servers.processed[server]!) / full);
  context.lineWidth = loadWidth;
  for (const [from, to, colour] of [
    [0, admitted, palette.demand],
    [admitted, offered, palette.cloud],
  ] as const) {
    context.beginPath();
    context.arc(x, y, radius, TOP + from * 2 * Math.PI, TOP + to * 2 * Math.PI);
    context.strokeStyle = colour;
    context.stroke();
  }
}

function paintDisc(
  context: CanvasRenderingContext2D,
  { map, palette, selected, hovered }: ServersScene,
  server: number,
  { x, y, disc, outside }: Rings,
): void {
  const singled = server === selected || server === hovered;
  const hue = map.hues[server]!;
  const number = traceServerInRing(context, hue, x, y, disc);
  context.fillStyle = palette.servers[hue]!;
  context.fill();
  if (singled) {
    context.lineWidth = server === selected ? 2.5 : 1.5;
    context.strokeStyle = palette.text;
    context.stroke();
  }
  if (disc < LEAST_NUMBERED) {
    if (singled) paintName(context, palette, map.names[server]!, x, y - outside - 3);
    return;
  }
  context.font = `500 ${Math.max(8, number.size)}px ${NUMBER_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.surfaceRaised;
  context.fillText(String(map.names[server]), x, number.y + 0.5);
}

/** The number of a server above its rings. */
function paintName(
  context: CanvasRenderingContext2D,
  palette: Palette,
  name: number,
  x: number,
  y: number,
): void {
  context.font = `500 ${13 * textScale()}px ${NUMBER_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.surfaceRaised;
  context.strokeText(String(name), x, y);
  context.fillStyle = palette.text;
  context.fillText(String(name), x, y);
}

function paintDelay(
  context: CanvasRenderingContext2D,
  { map, pixelsPerMetre, palette }: ServersScene,
  frame: CityFrame | null,
  server: number,
  { x, y, outside }: Rings,
): void {
  const room = map.room[server]! * pixelsPerMetre;
  const size = (room < 130 ? 10.5 : 12) * textScale();
  // Two labels side by side need some eight digits, and one below the rings its own height.
  if (!frame || room < 8 * size) return;
  const delay = frame.servers.computationDelay[server]!;
  if (Number.isNaN(delay)) return;
  const text = `${formatFixed(delay, 2)} s`;
  const top = y + outside + 5;
  context.font = `500 ${size}px ${NUMBER_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.surfaceRaised;
  context.globalAlpha = 0.85;
  context.strokeText(text, x, top);
  context.globalAlpha = 1;
  context.fillStyle = palette.delay;
  context.fillText(text, x, top);
}

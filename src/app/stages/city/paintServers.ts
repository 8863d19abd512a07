/** Draws the servers: hue and number, rented units, load against capacity, delay. */
import type { CityFrame } from '../../../workers/frame.ts';
import { formatFixed } from '../../components/format.ts';
import type { Palette } from '../../theme/palette.ts';
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
  const rings = new URLSearchParams(location.search).get('servers') !== 'plinths';
  for (let server = 0; server < topology.count; server++) {
    if (rings) paintRing(context, scene, frame, server);
    else paintPlinth(context, scene, frame, server);
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

/** Radius of a server's disc, px. */
export function discRadius(spacing: number): number {
  return Math.min(22, Math.max(6, spacing * 0.1));
}

/** Composition 1: a disc in a ring of units, load as a thin arc outside. */
function paintRing(
  context: CanvasRenderingContext2D,
  scene: ServersScene,
  frame: CityFrame | null,
  server: number,
): void {
  const { map, palette, pixelsPerMetre } = scene;
  const spacing = map.spacing * pixelsPerMetre;
  const x = map.topology.x[server]! * pixelsPerMetre;
  const y = map.topology.y[server]! * pixelsPerMetre;
  const disc = discRadius(spacing);
  const units = map.levels[server]! - 1;
  const rented = frame ? frame.servers.decision[server]! : 0;
  const ringWidth = disc * 0.5;
  const ring = disc + ringWidth / 2 + 2.5;
  const outside = ring + ringWidth / 2 + 4.5;

  context.beginPath();
  context.arc(x, y, outside + 3, 0, 2 * Math.PI);
  context.fillStyle = palette.surfaceRaised;
  context.globalAlpha = 0.9;
  context.fill();
  context.globalAlpha = 1;

  const gap = Math.min(0.3, 2.4 / ring);
  const part = (2 * Math.PI) / units;
  for (let unit = 0; unit < units; unit++) {
    context.beginPath();
    const from = -Math.PI / 2 + unit * part + gap / 2;
    context.arc(x, y, ring, from, from + part - gap);
    context.lineWidth = ringWidth;
    context.strokeStyle = unit < rented ? palette.rentedFull : palette.rentedNone;
    context.stroke();
  }
  if (frame) {
    const load = frame.servers.load[server]!;
    const capacity = Math.max(1, units) * scene.serviceRate;
    const angle = Math.min(1, load / capacity) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, outside, -Math.PI / 2, -Math.PI / 2 + angle);
    context.lineWidth = 3;
    context.strokeStyle = palette.demand;
    context.stroke();
  }
  paintDisc(context, scene, server, x, y, disc);
  paintDelay(context, scene, frame, server, x, y + outside + 6, spacing);
}

function paintDisc(
  context: CanvasRenderingContext2D,
  { map, palette, selected }: ServersScene,
  server: number,
  x: number,
  y: number,
  disc: number,
): void {
  context.beginPath();
  context.arc(x, y, disc, 0, 2 * Math.PI);
  context.fillStyle = palette.servers[map.hues[server]!]!;
  context.fill();
  if (server === selected) {
    context.lineWidth = 2.5;
    context.strokeStyle = palette.text;
    context.stroke();
  }
  if (disc < 7) return;
  context.font = `500 ${Math.round(disc * 1.02)}px ${NUMBER_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = palette.surfaceRaised;
  context.fillText(String(server), x, y + 0.5);
}

function paintDelay(
  context: CanvasRenderingContext2D,
  { palette }: ServersScene,
  frame: CityFrame | null,
  server: number,
  x: number,
  y: number,
  spacing: number,
): void {
  if (!frame || spacing < 88) return;
  const delay = frame.servers.computationDelay[server]!;
  if (Number.isNaN(delay)) return;
  const text = `${formatFixed(delay, 2)} s`;
  context.font = `500 ${spacing < 130 ? 10.5 : 12}px ${NUMBER_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.surfaceRaised;
  context.globalAlpha = 0.85;
  context.strokeText(text, x, y);
  context.globalAlpha = 1;
  context.fillStyle = palette.delay;
  context.fillText(text, x, y);
}

/** Composition 2: a plinth with the number, square unit slots and a load bar. */
function paintPlinth(
  context: CanvasRenderingContext2D,
  scene: ServersScene,
  frame: CityFrame | null,
  server: number,
): void {
  const { map, palette, pixelsPerMetre } = scene;
  const spacing = map.spacing * pixelsPerMetre;
  const x = map.topology.x[server]! * pixelsPerMetre;
  const y = map.topology.y[server]! * pixelsPerMetre;
  const units = map.levels[server]! - 1;
  const rented = frame ? frame.servers.decision[server]! : 0;
  const slot = Math.min(22, Math.max(6, spacing * 0.1));
  const gap = Math.max(1.5, slot * 0.16);
  const pad = Math.max(3, slot * 0.34);
  const inner = units * slot + (units - 1) * gap;
  const tag = slot;
  const width = pad * 3 + tag + inner;
  const bar = Math.max(3, slot * 0.26);
  const height = pad * 2.6 + slot + bar;
  const left = x - width / 2;
  const top = y - height / 2;
  context.beginPath();
  context.roundRect(left, top, width, height, Math.min(8, pad + 1));
  context.fillStyle = palette.surfaceRaised;
  context.fill();
  const chosen = server === scene.selected;
  context.lineWidth = chosen ? 2.5 : 1;
  context.strokeStyle = chosen ? palette.text : palette.lineStrong;
  context.stroke();
  context.beginPath();
  context.roundRect(left + pad, top + pad, tag, slot, 3);
  context.fillStyle = palette.servers[map.hues[server]!]!;
  context.fill();
  if (slot >= 11) {
    context.font = `500 ${Math.round(slot * 0.62)}px ${NUMBER_FONT}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = palette.surfaceRaised;
    context.fillText(String(server), left + pad + tag / 2, top + pad + slot / 2 + 0.5);
  }
  for (let unit = 0; unit < units; unit++) {
    context.beginPath();
    context.roundRect(left + 2 * pad + tag + unit * (slot + gap), top + pad, slot, slot, 3);
    context.fillStyle = unit < rented ? palette.rentedFull : palette.rentedNone;
    context.fill();
  }
  const barTop = top + pad * 1.6 + slot;
  const full = width - 2 * pad;
  const capacityRange = Math.max(1, units) * scene.serviceRate;
  context.fillStyle = palette.line;
  context.fillRect(left + pad, barTop, full, bar);
  if (frame) {
    const load = Math.min(1, frame.servers.load[server]! / capacityRange);
    context.fillStyle = palette.demand;
    context.fillRect(left + pad, barTop, full * load, bar);
    const capacity = frame.servers.capacity[server]! / capacityRange;
    context.fillStyle = palette.rentedFull;
    if (capacity > 0)
      context.fillRect(left + pad + full * capacity - 1.5, barTop - 2, 2.5, bar + 4);
  }
  paintDelay(context, scene, frame, server, x, top + height + 5, spacing);
}

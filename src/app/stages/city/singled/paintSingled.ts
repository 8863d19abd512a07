/** Draws over the map what is singled out: a user with its choices and its way, or a link. */
import type { CityFrame } from '../../../../workers/frame.ts';
import type { Selection } from '../../../state.ts';
import type { Palette } from '../../../theme/palette.ts';
import { traceServerShape } from '../../../theme/serverShapes.ts';
import type { CityMap } from '../cityMap.ts';
import type { Glide } from '../glide.ts';
import { placeOf } from '../moment.ts';
import { outsideOf } from '../paintServers.ts';
import { dotRadius } from '../userSprites.ts';
import { followed } from './followed.ts';

export interface SingledScene {
  readonly map: CityMap;
  readonly pixelsPerMetre: number;
  readonly palette: Palette;
  readonly glide: Glide;
}

/** Width of the line to a server that gets everything, px; a hair line for one that gets nothing. */
const WIDEST = 7;

export function paintSingled(
  context: CanvasRenderingContext2D,
  scene: SingledScene,
  frame: CityFrame,
  share: number,
  selected: Selection | null,
  hovered: Selection | null,
): void {
  if (selected?.kind === 'link') paintLink(context, scene, selected.ends, 4);
  if (hovered?.kind === 'link') paintLink(context, scene, hovered.ends, 3);
  if (selected?.kind === 'user') paintFollowed(context, scene, frame, share, selected.id);
  if (hovered?.kind === 'user') paintRing(context, scene, frame, share, hovered.id, 1.5);
}

function paintLink(
  context: CanvasRenderingContext2D,
  { map, pixelsPerMetre, palette }: SingledScene,
  ends: readonly [number, number],
  width: number,
): void {
  const { x, y } = map.topology;
  for (const server of ends) {
    context.beginPath();
    context.arc(
      x[server]! * pixelsPerMetre,
      y[server]! * pixelsPerMetre,
      map.coverageRadius * pixelsPerMetre,
      0,
      2 * Math.PI,
    );
    context.lineWidth = 1.5;
    context.strokeStyle = palette.servers[map.hues[server]!]!;
    context.stroke();
  }
  const [from, to] = ends.map((server, index) => {
    const other = ends[1 - index]!;
    return awayFrom(map, pixelsPerMetre, server, x[other]!, y[other]!);
  }) as [Point, Point];
  context.lineCap = 'round';
  stroke(context, from, to, width + 3, palette.surfaceRaised);
  stroke(context, from, to, width, palette.text);
  context.lineCap = 'butt';
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a line from a server towards a place (m) leaves the server's marks, px. */
function awayFrom(map: CityMap, scale: number, server: number, toX: number, toY: number): Point {
  const x = map.topology.x[server]! * scale;
  const y = map.topology.y[server]! * scale;
  const dx = toX * scale - x;
  const dy = toY * scale - y;
  const length = Math.hypot(dx, dy) || 1;
  const out = Math.min(length, outsideOf(map, scale, server)) / length;
  return { x: x + dx * out, y: y + dy * out };
}

function stroke(
  context: CanvasRenderingContext2D,
  from: Point,
  to: Point,
  width: number,
  colour: string,
): void {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

function paintFollowed(
  context: CanvasRenderingContext2D,
  scene: SingledScene,
  frame: CityFrame,
  share: number,
  id: number,
): void {
  const index = frame.ids.indexOf(id);
  if (index < 0) return;
  const { map, pixelsPerMetre, palette, glide } = scene;
  const place = placeOf(glide, frame, index, share);
  const at = { x: place.x * pixelsPerMetre, y: place.y * pixelsPerMetre };
  paintTrail(context, scene, at);
  if (followed.inspection?.choice.id === id) {
    for (const { server, share } of followed.inspection.choice.options) {
      const end = awayFrom(map, pixelsPerMetre, server, place.x, place.y);
      const hue = palette.servers[map.hues[server]!]!;
      if (share < 0.005) context.setLineDash([2, 4]);
      stroke(context, at, end, Math.max(1, WIDEST * share), hue);
      context.setLineDash([]);
    }
  }
  paintRing(context, scene, frame, share, id, 2.5);
}

/** The places of the last slots, the older the fainter. */
function paintTrail(
  context: CanvasRenderingContext2D,
  { pixelsPerMetre, palette }: SingledScene,
  at: Point,
): void {
  const { trail } = followed;
  context.lineCap = 'round';
  const count = trail.length / 2;
  for (let k = 0; k + 1 < count; k++) {
    const from = { x: trail[2 * k]! * pixelsPerMetre, y: trail[2 * k + 1]! * pixelsPerMetre };
    const isLast = k + 2 === count;
    const to = isLast
      ? at
      : { x: trail[2 * k + 2]! * pixelsPerMetre, y: trail[2 * k + 3]! * pixelsPerMetre };
    context.globalAlpha = (0.5 * (k + 1)) / count;
    stroke(context, from, to, 1.5, palette.text);
  }
  context.globalAlpha = 1;
  context.lineCap = 'butt';
}

function paintRing(
  context: CanvasRenderingContext2D,
  { pixelsPerMetre, palette, glide, map }: SingledScene,
  frame: CityFrame,
  share: number,
  id: number,
  width: number,
): void {
  const index = frame.ids.indexOf(id);
  if (index < 0) return;
  const place = placeOf(glide, frame, index, share);
  const [x, y] = [place.x * pixelsPerMetre, place.y * pixelsPerMetre];
  const radius = dotRadius(pixelsPerMetre);
  const server = frame.servedBy[index]!;
  const colour = server >= 0 ? palette.servers[map.hues[server]!]! : palette.cloud;
  if (server >= 0) traceServerShape(context, map.hues[server]!, x, y, radius * 1.5);
  else circle(context, x, y, radius * 1.5);
  context.fillStyle = colour;
  context.fill();
  circle(context, x, y, radius * 1.5 + 5);
  context.lineWidth = width + 2;
  context.strokeStyle = palette.surfaceRaised;
  context.stroke();
  context.lineWidth = width;
  context.strokeStyle = palette.text;
  context.stroke();
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

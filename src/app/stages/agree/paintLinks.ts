/**
 * Links between the glyphs. What carries is a line; what failed by chance is dashed and crossed;
 * what was dropped by hand is dashed with a bar across; what was cut is open in the middle, its two
 * ends capped. No colour is needed to tell them apart.
 */
import { CHART_FONT } from '../../charts/axes.ts';
import { type Fate, fatesOf, linkKey } from './fates.ts';
import type { Point } from './geometry.ts';
import { packetSize } from './geometry.ts';
import { placeOnWay, shareOfWay } from './packets.ts';
import type { MapScene } from './paintGlyphs.ts';
import { markOf, pointAlong, type Route } from './routes.ts';
import { rowOf } from './subject.ts';

/** From so many links on they are drawn finer. */
const CROWD = 120;

export function paintLinks(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { palette, routes, trace, moment, focus } = scene;
  const fates = fatesOf(trace, moment.tau);
  const line = lineOf(scene);
  const server = rowOf(focus);
  const special: [Route, Fate | null, boolean][] = [];
  // All that is nothing special is one stroke: a complete graph has thousands.
  context.beginPath();
  for (const route of routes) {
    const fate = fates.get(linkKey(route.ends[0], route.ends[1])) ?? null;
    const isSingled =
      focus?.kind === 'link' && focus.ends[0] === route.ends[0] && focus.ends[1] === route.ends[1];
    if (fate || isSingled || route.ends.includes(server ?? -1)) {
      special.push([route, fate, isSingled]);
    } else traceRoute(context, route);
  }
  context.setLineDash([]);
  context.strokeStyle = palette.lineStrong;
  context.lineWidth = line;
  context.globalAlpha = routes.length > CROWD ? 0.4 : 0.6;
  context.stroke();
  context.globalAlpha = 1;
  for (const [route, fate, isSingled] of special) {
    if (fate) paintBroken(context, scene, route, fate, isSingled);
    else {
      context.strokeStyle = palette.text;
      context.lineWidth = isSingled ? line + 3 : line + 0.5;
      context.beginPath();
      traceRoute(context, route);
      context.stroke();
    }
  }
}

function lineOf({ map, routes }: MapScene): number {
  const full = Math.max(1, Math.min(2, map.spacing * 0.012));
  return routes.length > CROWD ? Math.min(full, 0.75) : full;
}

function traceRoute(context: CanvasRenderingContext2D, { points }: Route): void {
  points.forEach(({ x, y }, k) => {
    if (k === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

function paintBroken(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  route: Route,
  fate: Fate,
  isSingled: boolean,
): void {
  const { map, palette } = scene;
  const line = lineOf(scene) + (isSingled ? 2 : 0.75);
  const arm = Math.max(4, Math.min(9, map.spacing * 0.04));
  const at = markOf(map, route);
  context.strokeStyle = palette.problem;
  if (fate === 'cut') {
    const whole = route.lengths.at(-1)!;
    const half = Math.min(arm * 1.3, whole * 0.3);
    for (const [from, to, end] of [
      [0, at - half, at - half],
      [at + half, whole, at + half],
    ] as const) {
      context.lineWidth = line + 0.75;
      context.beginPath();
      tracePart(context, route, from, to);
      context.stroke();
      context.lineWidth = 2.5;
      bar(context, pointAlong(route, end), arm);
    }
    return;
  }
  context.lineWidth = line;
  context.setLineDash([3, 4]);
  context.beginPath();
  traceRoute(context, route);
  context.stroke();
  context.setLineDash([]);
  const mark = pointAlong(route, at);
  if (fate === 'failed') paintCross(context, scene, mark.x, mark.y, arm * 0.8);
  else {
    context.strokeStyle = palette.problem;
    context.lineWidth = 3;
    bar(context, mark, arm);
  }
}

/** A part of a link, from a length along it to another. */
function tracePart(
  context: CanvasRenderingContext2D,
  route: Route,
  from: number,
  to: number,
): void {
  if (to <= from) return;
  const start = pointAlong(route, from);
  context.moveTo(start.x, start.y);
  route.lengths.forEach((length, k) => {
    const { x, y } = route.points[k]!;
    if (length > from && length < to) context.lineTo(x, y);
  });
  const end = pointAlong(route, to);
  context.lineTo(end.x, end.y);
}

/** A short line across a link. */
function bar(
  context: CanvasRenderingContext2D,
  { x, y, dx, dy }: Point & { readonly dx: number; readonly dy: number },
  arm: number,
): void {
  context.beginPath();
  context.moveTo(x - dy * arm, y + dx * arm);
  context.lineTo(x + dy * arm, y - dx * arm);
  context.stroke();
}

export function paintCross(
  context: CanvasRenderingContext2D,
  { palette }: MapScene,
  x: number,
  y: number,
  arm: number,
): void {
  for (const [colour, width] of [
    [palette.surfaceRaised, 4.5],
    [palette.problem, 2.25],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
  }
}

/** A message dropped by hand: struck out once, in a ring. */
export function paintStrike(
  context: CanvasRenderingContext2D,
  { palette }: MapScene,
  x: number,
  y: number,
  arm: number,
): void {
  for (const [colour, width] of [
    [palette.surfaceRaised, 5],
    [palette.problem, 2.5],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(x - arm * 0.7, y + arm * 0.7);
    context.lineTo(x + arm * 0.7, y - arm * 0.7);
    context.moveTo(x + arm, y);
    context.arc(x, y, arm, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** What a click would do, beside the link or the message that is pointed at. */
export function paintDeed(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  deed: string | null,
): void {
  const { map, palette, routes, focus, moment, trace, scale } = scene;
  if (deed === null || focus?.kind !== 'link') return;
  const [a, b] = focus.ends;
  const route = routes.find(({ ends }) => ends[0] === a && ends[1] === b);
  if (!route) return;
  const isMessage = focus.message !== undefined && moment.phase === 'send';
  const size = packetSize(map, routes.length);
  const share = shareOfWay(fatesOf(trace, moment.tau), route, moment.progress);
  const at = isMessage
    ? placeOnWay(map, route, focus.message!, size, share)
    : pointAlong(route, markOf(map, route));
  context.font = `600 ${12 * scale}px ${CHART_FONT}`;
  const width = context.measureText(deed).width + 14;
  const height = 20 * scale;
  const clear = isMessage ? size / 2 + 7 : 12;
  const left = Math.min(Math.max(at.x - width / 2, 2), map.width - width - 2);
  const above = at.y - clear - height;
  const top = above > 2 ? above : at.y + clear;
  context.fillStyle = palette.text;
  context.beginPath();
  context.roundRect(left, top, width, height, 4);
  context.fill();
  context.fillStyle = palette.surface;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(deed, left + 7, top + height / 2 + 0.5);
}

/** The dual vectors that travel along the links. */
import { ease } from './copies.ts';
import { type Fate, fatesOf, linkKey } from './fates.ts';
import { glyphCentre, packetSize } from './geometry.ts';
import { busyRoutes, placeOnWay, shareOfWay } from './packets.ts';
import type { MapScene } from './paintGlyphs.ts';
import { paintCross, paintStrike } from './paintLinks.ts';
import type { Route } from './routes.ts';
import { rowOf } from './subject.ts';

/**
 * The messages of this iteration: on their way while sending, taken in while mixing. Those whose
 * link is down stop, and are crossed out.
 *
 * @param behind those that the glyphs are painted over, or all others
 */
export function paintMessages(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  behind: boolean,
): void {
  const { moment, subPhases, routes, focus, thread, trace } = scene;
  if (!subPhases || (moment.phase !== 'send' && moment.phase !== 'mix')) return;
  const fates = fatesOf(trace, moment.tau);
  for (const route of busyRoutes(routes, rowOf(focus) ?? thread.server)) {
    if (route.behind !== behind) continue;
    const fate = fates.get(linkKey(route.ends[0], route.ends[1])) ?? null;
    // A cut link has nothing on it; what another one lost stays where it was lost.
    if (fate === 'cut' || (fate && moment.phase === 'mix')) continue;
    for (const sender of route.ends) paintMessage(context, scene, route, sender, fate);
  }
}

/** Between glyphs this close there is no way that a trail could show, px. */
const SMALLEST_TRAILED = 11;

function paintMessage(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  route: Route,
  sender: number,
  fate: Fate | null,
): void {
  const { map, moment, focus } = scene;
  const size = packetSize(map, scene.routes.length);
  const place = (share: number) => placeOnWay(map, route, sender, size, share);
  if (moment.phase === 'send') {
    const way = shareOfWay(fatesOf(scene.trace, moment.tau), route, moment.progress);
    const alpha = Math.min(1, moment.progress * 6);
    if (size > SMALLEST_TRAILED) paintTrail(context, scene, place, way, alpha, size);
    const { x, y } = place(way);
    context.globalAlpha = fate ? alpha * 0.75 : alpha;
    paintPacket(context, scene, sender, x, y, size);
    context.globalAlpha = alpha;
    const arm = Math.max(4, size * 0.42);
    if (fate === 'failed') paintCross(context, scene, x, y, arm);
    else if (fate === 'dropped') paintStrike(context, scene, x, y, arm);
    const isPointed = focus?.kind === 'link' && focus.message === sender && isOf(route, focus.ends);
    if (isPointed) paintRing(context, scene, x, y, size);
  } else {
    // Taken in: from the edge of the receiver into its glyph.
    const receiver = route.ends[0] === sender ? route.ends[1] : route.ends[0];
    const docked = place(1);
    const centre = glyphCentre(map, receiver);
    const way = 0.7 * ease(moment.progress);
    context.globalAlpha = 1 - moment.progress;
    const x = docked.x + way * (centre.x - docked.x);
    const y = docked.y + way * (centre.y - docked.y);
    paintPacket(context, scene, sender, x, y, size * (1 - 0.4 * way));
  }
  context.globalAlpha = 1;
}

function isOf({ ends }: Route, [one, other]: readonly [number, number]): boolean {
  return ends[0] === one && ends[1] === other;
}

/** Around the message that is pointed at. */
function paintRing(
  context: CanvasRenderingContext2D,
  { palette }: MapScene,
  x: number,
  y: number,
  size: number,
): void {
  const half = size / 2 + 4;
  context.strokeStyle = palette.text;
  context.lineWidth = 2;
  context.beginPath();
  context.roundRect(x - half, y - half, 2 * half, 2 * half, 6);
  context.stroke();
}

/** Where a message has come along: seen from afar when the message itself is not. */
function paintTrail(
  context: CanvasRenderingContext2D,
  { palette }: MapScene,
  place: (share: number) => { readonly x: number; readonly y: number },
  way: number,
  alpha: number,
  size: number,
): void {
  const steps = 10;
  context.beginPath();
  for (let k = 0; k <= steps; k++) {
    const { x, y } = place((way * k) / steps);
    context.lineTo(x, y);
  }
  context.strokeStyle = palette.agreement;
  context.lineWidth = 0.42 * size;
  context.lineCap = 'round';
  context.globalAlpha = 0.4 * Math.max(0, alpha);
  context.stroke();
  context.lineCap = 'butt';
}

/** A message is a small glyph, one number a server: filled asks for more, hollow for less. */
function paintPacket(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  sender: number,
  x: number,
  y: number,
  size: number,
): void {
  const { table, palette, trace, moment, strongest } = scene;
  const cell = (size - 4) / Math.max(table.rows, table.columns);
  context.fillStyle = palette.agreement;
  if (cell < 3) {
    context.beginPath();
    context.arc(x, y, Math.max(2, Math.min(5, size * 0.26)), 0, 2 * Math.PI);
    context.fill();
    return;
  }
  const width = cell * table.columns + 4;
  const height = cell * table.rows + 4;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, 3);
  context.fillStyle = palette.surfaceRaised;
  context.fill();
  context.strokeStyle = palette.agreement;
  context.lineWidth = 2;
  context.stroke();
  const count = trace.ids.length;
  // What travels in iteration tau is z(tau), the result of the update before; zero in the first.
  const duals = trace.iterations[moment.tau - 2]?.duals;
  const strongestDual = strongest.duals[moment.tau - 1] || 1;
  for (let about = 0; about < count; about++) {
    const strength = duals ? -duals[sender * count + about]! / strongestDual : 0;
    const place = table.cells[about]!;
    const middleX = x - width / 2 + 2 + ((place % table.columns) + 0.5) * cell;
    const middleY = y - height / 2 + 2 + (Math.floor(place / table.columns) + 0.5) * cell;
    paintNumber(context, palette.agreement, strength, middleX, middleY, cell);
  }
}

/** One number of a message: a square as large as it is, filled for more, hollow for less. */
function paintNumber(
  context: CanvasRenderingContext2D,
  colour: string,
  strength: number,
  x: number,
  y: number,
  cell: number,
): void {
  const side = Math.max(cell < 5 ? cell * 0.6 : 0, (cell - 1.5) * Math.sqrt(Math.abs(strength)));
  if (side < 1.2 || strength === 0) return;
  if (strength > 0) {
    context.fillStyle = colour;
    context.fillRect(x - side / 2, y - side / 2, side, side);
  } else {
    context.strokeStyle = colour;
    context.lineWidth = cell < 5 ? 0.6 : 1.2;
    const inner = side - context.lineWidth;
    context.strokeRect(x - inner / 2, y - inner / 2, inner, inner);
  }
}

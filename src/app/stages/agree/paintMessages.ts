/** Links between the glyphs, and the dual vectors that travel along them. */
import { ease } from './copies.ts';
import { glyphCentre, packetSize } from './geometry.ts';
import type { MapScene } from './paintGlyphs.ts';
import { middleOf, pointAlong, type Route } from './routes.ts';
import { rowOf } from './subject.ts';

/** All links; one that failed in this iteration is dashed and crossed. */
export function paintLinks(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { map, palette, routes, moment, focus } = scene;
  const failed = failedKeys(scene);
  const line = Math.max(1, Math.min(2, map.spacing * 0.012));
  for (const route of routes) {
    const [a, b] = route.ends;
    const isBroken = moment.phase !== 'start' && failed.has(key(a, b));
    const isSingled = focus?.kind === 'link' && focus.ends[0] === a && focus.ends[1] === b;
    const isOfServer = route.ends.includes(rowOf(focus) ?? -1);
    context.strokeStyle = isBroken
      ? palette.problem
      : isSingled || isOfServer
        ? palette.text
        : palette.lineStrong;
    context.lineWidth = isSingled ? line + 3 : isOfServer ? line + 0.5 : line;
    context.globalAlpha = isBroken || isSingled || isOfServer ? 1 : 0.6;
    context.setLineDash(isBroken ? [3, 4] : []);
    context.beginPath();
    for (const { x, y } of route.points) context.lineTo(x, y);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
    if (isBroken) paintCross(context, scene, route);
  }
}

function paintCross(context: CanvasRenderingContext2D, scene: MapScene, route: Route): void {
  const { x, y } = middleOf(route);
  const arm = Math.max(3, Math.min(7, scene.map.spacing * 0.035));
  context.strokeStyle = scene.palette.problem;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.stroke();
}

/** The messages of this iteration: on their way while sending, taken in while mixing. */
export function paintMessages(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { moment, subPhases, routes } = scene;
  if (!subPhases || (moment.phase !== 'send' && moment.phase !== 'mix')) return;
  const failed = failedKeys(scene);
  for (const route of routes) {
    const [a, b] = route.ends;
    const isBroken = failed.has(key(a, b));
    if (isBroken && moment.phase === 'mix') continue;
    paintMessage(context, scene, route, a, b, isBroken);
    paintMessage(context, scene, route, b, a, isBroken);
  }
}

/** Between glyphs this close there is no way that a trail could show, px. */
const SMALLEST_TRAILED = 11;

/** Messages keep to the right of their link, so that the two of a link pass each other. */
function paintMessage(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  route: Route,
  sender: number,
  receiver: number,
  isBroken: boolean,
): void {
  const { map, moment } = scene;
  const isForward = route.ends[0] === sender;
  const whole = route.lengths.at(-1)!;
  const size = packetSize(map, scene.routes.length);
  const margin = Math.min(size / 2 + 3, whole / 2);
  const place = (share: number) => {
    const length = margin + share * (whole - 2 * margin);
    const { x, y, dx, dy } = pointAlong(route, isForward ? length : whole - length);
    const turn = isForward ? 1 : -1;
    const aside = 0.56 * size * turn;
    const inside = (at: number, length: number) =>
      Math.min(Math.max(at, size / 2 + 1), length - size / 2 - 1);
    return { x: inside(x - dy * aside, map.width), y: inside(y + dx * aside, map.height) };
  };
  if (moment.phase === 'send') {
    const way = ease(moment.progress) * (isBroken ? 0.5 : 1);
    const alpha = isBroken ? 1 - moment.progress : Math.min(1, moment.progress * 6);
    if (size > SMALLEST_TRAILED) paintTrail(context, scene, place, way, alpha, size);
    const { x, y } = place(way);
    context.globalAlpha = alpha;
    paintPacket(context, scene, sender, x, y, size);
  } else {
    // Taken in: from the edge of the receiver into its glyph.
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

/** Links that are down in the iteration shown, by the indices of their ends. */
function failedKeys({ trace, moment }: MapScene): ReadonlySet<string> {
  const failed = trace.iterations[moment.tau - 1]?.failedLinks ?? [];
  return new Set(failed.map(([a, b]) => key(trace.ids.indexOf(a), trace.ids.indexOf(b))));
}

function key(a: number, b: number): string {
  return `${a} ${b}`;
}

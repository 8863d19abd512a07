/** Links between the glyphs, and the dual vectors that travel along them. */
import { ease } from './copies.ts';
import { frameExit, packetSize } from './geometry.ts';
import type { MapScene } from './paintGlyphs.ts';

/** All links; one that failed in this iteration is dashed and crossed. */
export function paintLinks(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { map, palette, trace, moment } = scene;
  const indexOf = new Map(trace.ids.map((id, index) => [id, index]));
  const failed = failedKeys(scene);
  context.lineWidth = Math.max(1, Math.min(2, map.spacing * 0.012));
  for (const [a, b] of trace.links) {
    const from = frameExit(map, indexOf.get(a)!, indexOf.get(b)!);
    const to = frameExit(map, indexOf.get(b)!, indexOf.get(a)!);
    const broken = moment.phase !== 'start' && failed.has(key(a, b));
    context.strokeStyle = broken ? palette.problem : palette.lineStrong;
    context.globalAlpha = broken ? 1 : 0.6;
    context.setLineDash(broken ? [3, 4] : []);
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
    if (broken) paintCross(context, scene, (from.x + to.x) / 2, (from.y + to.y) / 2);
  }
}

function paintCross(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  x: number,
  y: number,
): void {
  const arm = Math.max(3, Math.min(7, scene.map.spacing * 0.035));
  context.strokeStyle = scene.palette.problem;
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x + arm, y - arm);
  context.lineTo(x - arm, y + arm);
  context.stroke();
}

/** The messages of this iteration on their way; they exist only while sending. */
export function paintMessages(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { trace, moment, subPhases } = scene;
  if (!subPhases || moment.phase !== 'send') return;
  const indexOf = new Map(trace.ids.map((id, index) => [id, index]));
  const failed = failedKeys(scene);
  for (const [a, b] of trace.links) {
    const broken = failed.has(key(a, b));
    paintMessage(context, scene, indexOf.get(a)!, indexOf.get(b)!, broken);
    paintMessage(context, scene, indexOf.get(b)!, indexOf.get(a)!, broken);
  }
}

function paintMessage(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  sender: number,
  receiver: number,
  broken: boolean,
): void {
  const { map, moment } = scene;
  const from = frameExit(map, sender, receiver);
  const to = frameExit(map, receiver, sender);
  const size = packetSize(map);
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  // Two messages on one link swing out to their right, so that they pass each other.
  const aside = size * 0.6 * Math.sin(Math.PI * moment.progress);
  const asideX = (-(to.y - from.y) / length) * aside;
  const asideY = ((to.x - from.x) / length) * aside;
  const way = ease(moment.progress) * (broken ? 0.5 : 1);
  const start = -0.1;
  const along = start + way * (1 - 2 * start);
  context.globalAlpha = broken ? Math.max(0, 1 - moment.progress) : fadeAtEnds(moment.progress);
  paintPacket(
    context,
    scene,
    sender,
    from.x + (to.x - from.x) * along + asideX,
    from.y + (to.y - from.y) * along + asideY,
    size,
  );
  context.globalAlpha = 1;
}

function fadeAtEnds(progress: number): number {
  return Math.min(1, progress * 6, (1 - progress) * 6);
}

/** A message is a small grid, one number a server: filled asks for more, hollow for less. */
function paintPacket(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  sender: number,
  x: number,
  y: number,
  size: number,
): void {
  const { map, palette, trace, moment, strongest } = scene;
  const cell = size / Math.max(map.rows, map.columns);
  context.fillStyle = palette.agreement;
  if (cell < 3) {
    context.beginPath();
    context.arc(x, y, Math.max(2, Math.min(5, size * 0.26)), 0, 2 * Math.PI);
    context.fill();
    return;
  }
  const width = cell * map.columns + 4;
  const height = cell * map.rows + 4;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, 3);
  context.fillStyle = palette.surfaceRaised;
  context.fill();
  context.strokeStyle = palette.agreement;
  context.lineWidth = 1.5;
  context.stroke();
  const count = trace.ids.length;
  // What travels in iteration tau is z(tau), the result of the update before; zero in the first.
  const duals = trace.iterations[moment.tau - 2]?.duals;
  const scale = strongest.duals[moment.tau - 1] || 1;
  for (let about = 0; about < count; about++) {
    const strength = duals ? -duals[sender * count + about]! / scale : 0;
    const middleX = x - width / 2 + 2 + ((about % map.columns) + 0.5) * cell;
    const middleY = y - height / 2 + 2 + (Math.floor(about / map.columns) + 0.5) * cell;
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

function failedKeys({ trace, moment }: MapScene): ReadonlySet<string> {
  const failed = trace.iterations[moment.tau - 1]?.failedLinks ?? [];
  return new Set(failed.map(([a, b]) => key(a, b)));
}

function key(a: number, b: number): string {
  return `${a} ${b}`;
}

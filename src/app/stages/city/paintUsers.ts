/** Draws everybody at a moment between two slots. */
import type { CityFrame } from '../../../workers/frame.ts';
import type { CityMap } from './cityMap.ts';
import { ease, type Glide } from './glide.ts';
import { spriteKind, spriteSize, type UserSprites } from './userSprites.ts';

export interface UsersScene {
  readonly map: CityMap;
  readonly pixelsPerMetre: number;
  readonly sprites: UserSprites;
  readonly glide: Glide;
  /** Server whose users stand out; -1 for none. */
  readonly focus: number;
}

/** Users of other servers while one is singled out. */
const BACKGROUND_ALPHA = 0.32;
/** Hair lines from users to the server singled out. */
const TETHER_ALPHA = 0.45;

/** @param share 0..1 of the way from `previous` to `current` */
export function paintUsers(
  context: CanvasRenderingContext2D,
  scene: UsersScene,
  previous: CityFrame | null,
  current: CityFrame,
  share: number,
  tether: string,
): void {
  const { glide, focus } = scene;
  glide.update(previous, current);
  const way = ease(share);
  if (focus >= 0) paintTethers(context, scene, current, way, tether);
  if (previous && share < 1) {
    for (let index = 0; index < glide.leftCount; index++) {
      const user = glide.left[index]!;
      if (user >= previous.userCount) continue;
      const alpha = alphaOf(previous.servedBy[user]!, focus) * (1 - way);
      paintUser(context, scene, previous, user, previous.x[user]!, previous.y[user]!, alpha);
    }
  }
  for (let user = 0; user < current.userCount; user++) {
    const fromX = glide.fromX[user]!;
    const appears = Number.isNaN(fromX);
    const alpha = alphaOf(current.servedBy[user]!, focus) * (appears ? way : 1);
    const x = appears ? current.x[user]! : between(fromX, current.x[user]!, way);
    const y = appears ? current.y[user]! : between(glide.fromY[user]!, current.y[user]!, way);
    paintUser(context, scene, current, user, x, y, alpha);
  }
  context.globalAlpha = 1;
}

function between(from: number, to: number, way: number): number {
  return from + (to - from) * way;
}

function alphaOf(servedBy: number, focus: number): number {
  return focus < 0 || servedBy === focus ? 1 : BACKGROUND_ALPHA;
}

function paintUser(
  context: CanvasRenderingContext2D,
  scene: UsersScene,
  frame: CityFrame,
  user: number,
  x: number,
  y: number,
  alpha: number,
): void {
  const { sheet, side, sheetSide } = scene.sprites;
  context.globalAlpha = alpha;
  context.drawImage(
    sheet,
    sheetSide * spriteSize(frame.tasksOfUser[user]!),
    sheetSide * spriteKind(frame.servedBy[user]!, scene.map.hues),
    sheetSide,
    sheetSide,
    x * scene.pixelsPerMetre - side / 2,
    y * scene.pixelsPerMetre - side / 2,
    side,
    side,
  );
}

function paintTethers(
  context: CanvasRenderingContext2D,
  scene: UsersScene,
  current: CityFrame,
  way: number,
  colour: string,
): void {
  const { glide, focus, pixelsPerMetre, map } = scene;
  const serverX = map.topology.x[focus]! * pixelsPerMetre;
  const serverY = map.topology.y[focus]! * pixelsPerMetre;
  context.beginPath();
  for (let user = 0; user < current.userCount; user++) {
    if (current.servedBy[user] !== focus) continue;
    const fromX = glide.fromX[user]!;
    const appears = Number.isNaN(fromX);
    const x = appears ? current.x[user]! : between(fromX, current.x[user]!, way);
    const y = appears ? current.y[user]! : between(glide.fromY[user]!, current.y[user]!, way);
    context.moveTo(serverX, serverY);
    context.lineTo(x * pixelsPerMetre, y * pixelsPerMetre);
  }
  context.globalAlpha = TETHER_ALPHA;
  context.lineWidth = 1;
  context.strokeStyle = colour;
  context.stroke();
}

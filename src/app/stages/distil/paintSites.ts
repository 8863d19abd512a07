/** The hero of stage Distil on a canvas: at every site what teacher and student decide, and their day. */
import type { ComparedDay } from '../../../experiments/sideBySide.ts';
import type { Zone } from '../../../world/scenario.ts';
import { CHART_FONT, type Frame, linearScale, NUMBER_FONT } from '../../charts/axes.ts';
import type { Surface } from '../../charts/PaintedCanvas.tsx';
import { formatShare } from '../../components/format.ts';
import { levelColour, type Palette } from '../../theme/palette.ts';
import { agreementOf, decisionOf, differs } from './comparedSlot.ts';
import { type SiteMap, siteFrame, siteParts } from './siteLayout.ts';

export interface SiteScene {
  readonly palette: Palette;
  readonly map: SiteMap;
  readonly zones: readonly Zone[];
  readonly day: ComparedDay;
  readonly slot: number;
  readonly links: readonly (readonly [number, number])[];
  readonly selected: number | null;
  readonly hovered: number | null;
  readonly words: {
    readonly server: (index: number) => string;
    readonly teacher: string;
    readonly student: string;
  };
}

export function paintSites({ context }: Surface, scene: SiteScene): void {
  paintLinks(context, scene);
  for (const server of scene.zones.keys()) paintSite(context, scene, server);
}

function paintLinks(context: CanvasRenderingContext2D, { map, links, palette }: SiteScene): void {
  context.beginPath();
  for (const [one, other] of links) {
    const [from, to] = [centre(siteFrame(map, one)), centre(siteFrame(map, other))];
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.setLineDash([1, 5]);
  context.lineCap = 'round';
  context.lineWidth = 1.5;
  context.strokeStyle = palette.lineStrong;
  context.stroke();
  context.setLineDash([]);
  context.lineCap = 'butt';
}

function centre({ left, right, top, bottom }: Frame): [number, number] {
  return [(left + right) / 2, (top + bottom) / 2];
}

function paintSite(context: CanvasRenderingContext2D, scene: SiteScene, server: number): void {
  const { palette, map, zones, day, slot } = scene;
  const card = siteFrame(map, server);
  const { teacher, student, strip } = siteParts(map, card);
  const decision = decisionOf(day, slot, server);
  const isWrong = differs(decision);
  const radius = Math.min(10, map.side * 0.06);
  context.beginPath();
  context.roundRect(card.left, card.top, map.side, map.side, radius);
  context.fillStyle = palette.zones[zones[server] ?? 'residential'];
  context.fill();
  const isSingled = server === scene.selected || server === scene.hovered;
  context.lineWidth = isWrong ? 3 : isSingled ? 2 : 1;
  context.strokeStyle = isWrong ? palette.problem : isSingled ? palette.text : palette.line;
  context.stroke();
  if (isSingled && isWrong) {
    context.beginPath();
    context.roundRect(card.left - 4, card.top - 4, map.side + 8, map.side + 8, radius + 4);
    context.lineWidth = 2;
    context.strokeStyle = palette.text;
    context.stroke();
  }
  const levels = day.levels[server]!;
  paintUnits(context, palette, teacher, decision.teacher, levels);
  paintUnits(context, palette, student, decision.student, levels);
  paintSign(context, scene, teacher, student, decision.student === null ? null : isWrong);
  if (map.font > 0) paintWords(context, scene, server, card, teacher, student);
  if (strip) paintStrip(context, scene, server, strip);
}

/** A column of units, those that are rented filled; dashed where nobody decides yet. */
function paintUnits(
  context: CanvasRenderingContext2D,
  palette: Palette,
  frame: Frame,
  level: number | null,
  levels: number,
): void {
  const most = levels - 1;
  const height = (frame.bottom - frame.top) / most;
  const side = Math.max(3, Math.min(height * 0.86, (frame.right - frame.left) * 0.9));
  const left = (frame.left + frame.right - side) / 2;
  const tall = Math.min(side, height * 0.86);
  context.lineWidth = 1.25;
  context.strokeStyle = palette.lineStrong;
  for (let unit = 0; unit < most; unit += 1) {
    const top = frame.bottom - (unit + 1) * height + (height - tall) / 2;
    context.beginPath();
    context.roundRect(left, top, side, tall, Math.min(4, side * 0.12));
    if (level === null) {
      context.setLineDash([3, 3]);
    } else {
      context.fillStyle = levelColour(palette, unit < level ? 1 : 0, 2);
      context.fill();
    }
    context.stroke();
    context.setLineDash([]);
  }
}

/** Whether both are alike, between the columns; a question mark where there is no student. */
function paintSign(
  context: CanvasRenderingContext2D,
  { palette, map }: SiteScene,
  teacher: Frame,
  student: Frame,
  isWrong: boolean | null,
): void {
  if (map.side < 36) return;
  const size = Math.max(11, map.side * 0.1);
  context.font = `600 ${size}px ${CHART_FONT}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = isWrong ? palette.problem : palette.textMuted;
  const sign = isWrong === null ? '?' : isWrong ? '≠' : '=';
  const x = (teacher.right + student.left) / 2;
  context.fillText(sign, x, (teacher.top + teacher.bottom) / 2);
}

function paintWords(
  context: CanvasRenderingContext2D,
  { palette, map, words, day }: SiteScene,
  server: number,
  card: Frame,
  teacher: Frame,
  student: Frame,
): void {
  const { font, side } = map;
  const inset = Math.max(3, side * 0.06);
  context.textBaseline = 'top';
  const agreement = agreementOf(day, server);
  const share = agreement === null ? '' : formatShare(agreement);
  context.font = `500 ${font}px ${NUMBER_FONT}`;
  const taken = context.measureText(share).width;
  context.textAlign = 'right';
  context.fillStyle = palette.text;
  context.fillText(share, card.right - inset, card.top + inset);
  context.font = `${font}px ${CHART_FONT}`;
  context.textAlign = 'left';
  context.fillStyle = palette.textMuted;
  const name = words.server(server);
  const room = side - 2 * inset - taken - 4;
  const shown = context.measureText(name).width <= room ? name : String(server);
  context.fillText(shown, card.left + inset, card.top + inset);
  context.textAlign = 'center';
  const widest = (side - 2 * inset) / 2;
  context.fillText(words.teacher, middleOf(teacher), teacher.bottom + font * 0.25, widest);
  context.fillText(words.student, middleOf(student), student.bottom + font * 0.25, widest);
}

function middleOf({ left, right }: Frame): number {
  return (left + right) / 2;
}

/** Between the lines of the day, marked where they differ, px. */
const GAP = 4;

/** The whole day by the clock: the teacher's levels over the student's, and the slot shown. */
function paintStrip(
  context: CanvasRenderingContext2D,
  { palette, day, slot }: SiteScene,
  server: number,
  { left, right, top, bottom }: Frame,
): void {
  const time = linearScale([0, day.slots], [left, right]);
  const height = (bottom - top - GAP) / 2;
  const wide = time(1) - time(0) + 0.3;
  const levels = day.levels[server]!;
  for (let each = 0; each < day.slots; each += 1) {
    const { teacher, student } = decisionOf(day, each, server);
    const x = time(day.timesOfDay[each]!);
    context.fillStyle = levelColour(palette, teacher, levels);
    context.fillRect(x, top, wide, height);
    if (student === null) continue;
    context.fillStyle = levelColour(palette, student, levels);
    context.fillRect(x, top + height + GAP, wide, height);
    if (student === teacher) continue;
    context.fillStyle = palette.problem;
    context.fillRect(x, top + height, wide, GAP);
  }
  context.strokeStyle = palette.lineStrong;
  context.lineWidth = 1;
  context.strokeRect(left, top, right - left, height);
  if (!day.student) context.setLineDash([3, 3]);
  context.strokeRect(left, top + height + GAP, right - left, height);
  context.setLineDash([]);
  const x = Math.round(time(day.timesOfDay[slot]! + 0.5)) + 0.5;
  context.lineWidth = 2;
  context.strokeStyle = palette.text;
  context.beginPath();
  context.moveTo(x, top - 3);
  context.lineTo(x, bottom + 3);
  context.stroke();
}

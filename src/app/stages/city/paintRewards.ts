/** Draws the system reward of the last day of slots, who decided, and where days begin. */
import { t } from '../../catalogue/index.ts';
import { type Domain, extent, steadyDomain, ticksOf } from '../../charts/domain.ts';
import type { Surface } from '../../charts/PaintedCanvas.tsx';
import { formatNumber } from '../../components/format.ts';
import type { Palette } from '../../theme/palette.ts';
import { policyName } from './policyName.ts';
import { HISTORY, type RewardHistory } from './rewardHistory.ts';

const LEFT = 44;
const RIGHT = 6;
const TOP = 18;
const BOTTOM = 18;
const HOURS = 24;
/** Marks of the time of day stand at least this far apart, px. */
const LEAST_GAP = 64;

/** Where a slot stands; the newest one at the right, once there is a day of them. */
export function rewardScale(width: number, text: number, newest: number) {
  const last = Math.max(HISTORY - 1, newest);
  const left = LEFT * text;
  const perSlot = (width - left - RIGHT) / (HISTORY - 1);
  const x = (slot: number) => left + (slot - last + HISTORY - 1) * perSlot;
  return { x, left, perSlot, slotAt: (at: number) => last - HISTORY + 1 + (at - left) / perSlot };
}
type Scale = ReturnType<typeof rewardScale>;

/**
 * Returns the domain it was drawn with, which only ever widens.
 *
 * @param text factor of the font size
 * @param read slot pointed at
 */
export function paintRewards(
  surface: Surface,
  palette: Palette,
  text: number,
  history: RewardHistory,
  present: Domain | null,
  read: number | null,
): Domain {
  const { context, width, height } = surface;
  const scale = rewardScale(width, text, history.newest);
  const rewards = history.slots.map(({ reward }) => reward);
  const [low, high] = extent(rewards);
  const domain = steadyDomain(present, Math.min(0, low), Math.max(20, high), 3);
  const top = TOP * text;
  const bottom = height - BOTTOM * text;
  const y = (reward: number) =>
    bottom - ((reward - domain[0]) / (domain[1] - domain[0])) * (bottom - top);

  context.font = `400 ${11 * text}px "IBM Plex Mono", ui-monospace, monospace`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.lineWidth = 1;
  for (const tick of ticksOf(domain, 4)) {
    const at = Math.round(y(tick)) + 0.5;
    context.strokeStyle = tick === 0 ? palette.lineStrong : palette.line;
    line(context, scale.left, at, width, at);
    context.fillStyle = palette.textMuted;
    context.fillText(formatNumber(tick), scale.left - 8, at);
  }
  if (history.newest < 0) return domain;
  paintTimes(surface, palette, scale, history, bottom);
  paintTakeovers(surface, palette, text, scale, history, bottom);
  context.beginPath();
  for (const { slot, reward } of history.slots) context.lineTo(scale.x(slot), y(reward));
  context.lineWidth = 1.75;
  context.lineJoin = 'round';
  context.strokeStyle = palette.text;
  context.stroke();
  const marked = read === null ? history.slots.at(-1)! : history.at(read)!;
  if (read !== null) {
    const at = Math.round(scale.x(marked.slot)) + 0.5;
    context.lineWidth = 1;
    line(context, at, top - 4, at, bottom);
  }
  context.beginPath();
  context.arc(scale.x(marked.slot), y(marked.reward), 3.5, 0, 2 * Math.PI);
  context.fillStyle = palette.text;
  context.fill();
  return domain;
}

function line(context: CanvasRenderingContext2D, x: number, y: number, toX: number, toY: number) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
}

/** Midnight with a line, and as many hours between as there is room for. */
function paintTimes(
  { context, width, height }: Surface,
  palette: Palette,
  { x, left, perSlot }: Scale,
  history: RewardHistory,
  bottom: number,
): void {
  const { slot: newest, timeOfDay, slotsPerDay } = history.slots.at(-1)!;
  const perHour = (perSlot * slotsPerDay) / HOURS;
  const every = [3, 6, 12].find((hours) => hours * perHour >= LEAST_GAP) ?? HOURS;
  // Time of day of slot 0, slots after its midnight.
  const firstTime = (((timeOfDay - newest) % slotsPerDay) + slotsPerDay) % slotsPerDay;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  const end = Math.max(newest, HISTORY - 1);
  for (let slot = end - HISTORY + 1; slot <= end; slot++) {
    const time = (((timeOfDay + slot - newest) % slotsPerDay) + slotsPerDay) % slotsPerDay;
    const hour = (time * HOURS) / slotsPerDay;
    if (hour % every !== 0) continue;
    const at = Math.round(x(slot)) + 0.5;
    context.strokeStyle = palette.line;
    if (hour === 0) line(context, at, TOP, at, bottom);
    context.fillStyle = palette.textMuted;
    // Where only midnights have room, the day says more than the hour.
    const day = Math.floor((slot + firstTime) / slotsPerDay) + 1;
    const label =
      every === HOURS ? t('city.reward.day', { day }) : `${String(hour).padStart(2, '0')}:00`;
    const half = context.measureText(label).width / 2;
    if (at - half < left || at + half > width) continue;
    context.fillText(label, at, height);
  }
}

/** A line where a policy took over, and its name; the newest name is always there. */
function paintTakeovers(
  { context, width }: Surface,
  palette: Palette,
  text: number,
  { x, left }: Scale,
  history: RewardHistory,
  bottom: number,
): void {
  context.font = `400 ${11 * text}px "IBM Plex Sans Variable", system-ui, sans-serif`;
  context.strokeStyle = palette.lineStrong;
  context.fillStyle = palette.textMuted;
  context.textBaseline = 'middle';
  let free = width;
  for (const { slot, policy } of history.takeovers.toReversed()) {
    const at = Math.max(left, x(slot));
    if (at > left) line(context, at, (TOP - 4) * text, at, bottom);
    const name = policyName(policy);
    const room = context.measureText(name).width;
    const newest = free === width;
    if (at + room > free && !newest) continue;
    const flip = at + room > free;
    context.textAlign = flip ? 'right' : 'left';
    context.fillText(name, flip ? width : at, 6 * text);
    free = Math.min(at, flip ? width - room : at) - 12;
  }
}

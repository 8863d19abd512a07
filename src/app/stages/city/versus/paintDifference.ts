/** Draws the difference of two cities: slot by slot, and day by day with its interval. */
import { halfInterval, mean } from '../../../../experiments/statistics.ts';
import { t } from '../../../catalogue/index.ts';
import { type Domain, extent, roundDomain, steadyDomain, ticksOf } from '../../../charts/domain.ts';
import type { Surface } from '../../../charts/PaintedCanvas.tsx';
import { formatNumber } from '../../../components/format.ts';
import type { Palette } from '../../../theme/palette.ts';
import { HISTORY } from '../rewardHistory.ts';
import type { SlotDifference } from './differenceHistory.ts';

const LEFT = 44;
const RIGHT = 6;
const TOP = 8;
/** Where days are named. */
const FOOT = 18;
/** Room for this many days at least, so that the first one is no giant. */
const FEWEST_DAYS = 4;

/** Returns the domain it was drawn with, which only ever widens. */
export function paintSlots(
  surface: Surface,
  palette: Palette,
  text: number,
  slots: readonly SlotDifference[],
  present: Domain | null,
): Domain {
  const { context, width, height } = surface;
  const [low, high] = extent(slots.map(({ difference }) => difference));
  const domain = steadyDomain(present, Math.min(-10, low), Math.max(10, high), 2);
  const y = axis(surface, palette, text, domain, height - TOP);
  const newest = slots.at(-1)?.slot;
  if (newest === undefined) return domain;
  const left = LEFT * text;
  const perSlot = (width - left - RIGHT) / HISTORY;
  // From the left until there is a day of them; then the newest stands at the right.
  const last = Math.max(newest, slots[0]!.slot + HISTORY - 1);
  context.fillStyle = palette.text;
  for (const { slot, difference } of slots) {
    const x = left + (slot - last + HISTORY - 1) * perSlot;
    const [from, to] = [y(0), y(difference)];
    context.fillRect(x, Math.min(from, to), Math.max(1, perSlot - 0.5), Math.abs(to - from));
  }
  return domain;
}

/** A dot for every day, the mean of all up to it as a line, and its interval as a band. */
export function paintDays(
  surface: Surface,
  palette: Palette,
  text: number,
  days: readonly number[],
): void {
  const { context, width, height } = surface;
  const means = days.map((_, day) => mean(days.slice(0, day + 1)));
  const halves = days.map((_, day) => halfInterval(days.slice(0, day + 1)) ?? 0);
  // The interval of two days is a dozen times as wide as their spread: it may leave the picture.
  const [low, high] = extent([0, ...days]);
  const spread = Math.max(1, high - low);
  const newest = halves.at(-1)!;
  const reach = Math.min(newest, 2 * spread);
  const centre = means.at(-1)!;
  const domain = roundDomain(Math.min(low, centre - reach), Math.max(high, centre + reach), 2);
  const bottom = height - FOOT * text;
  const y = axis(surface, palette, text, domain, bottom);
  const left = LEFT * text;
  const perDay = (width - left - RIGHT) / Math.max(FEWEST_DAYS, days.length);
  const x = (day: number) => left + (day + 0.5) * perDay;

  context.save();
  context.beginPath();
  context.rect(left, TOP, width - left, bottom - TOP);
  context.clip();
  context.fillStyle = palette.text;
  context.globalAlpha = 0.14;
  for (let day = 1; day < days.length; day++) {
    const top = y(means[day]! + halves[day]!);
    const tall = y(means[day]! - halves[day]!) - top;
    context.fillRect(x(day) - perDay / 2, top, perDay, tall);
  }
  context.restore();

  context.beginPath();
  means.forEach((each, day) => {
    context.lineTo(x(day), y(each));
  });
  context.strokeStyle = palette.text;
  context.lineWidth = 1.75;
  context.stroke();
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  const every = Math.max(1, Math.ceil((52 * text) / perDay));
  days.forEach((each, day) => {
    context.fillStyle = palette.text;
    context.beginPath();
    context.arc(x(day), y(each), 3, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = palette.textMuted;
    if (day % every === 0) context.fillText(t('versus.day', { day: day + 1 }), x(day), height);
  });
}

/** Lines and numbers of the vertical axis; gives where a value stands. */
function axis(
  { context, width }: Surface,
  palette: Palette,
  text: number,
  domain: Domain,
  bottom: number,
): (value: number) => number {
  const y = (value: number) =>
    bottom - ((value - domain[0]) / (domain[1] - domain[0])) * (bottom - TOP);
  context.font = `400 ${11 * text}px "IBM Plex Mono", ui-monospace, monospace`;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.lineWidth = 1;
  for (const tick of ticksOf(domain, 2)) {
    const at = Math.round(y(tick)) + 0.5;
    context.strokeStyle = tick === 0 ? palette.lineStrong : palette.line;
    context.beginPath();
    context.moveTo(LEFT * text, at);
    context.lineTo(width, at);
    context.stroke();
    context.fillStyle = palette.textMuted;
    context.fillText(formatNumber(tick), LEFT * text - 8, at);
  }
  return y;
}

import { useCallback, useRef } from 'react';
import { t } from '../../catalogue/index.ts';
import { type Domain, extent, steadyDomain, ticksOf } from '../../charts/domain.ts';
import { PaintedCanvas, type Surface } from '../../charts/PaintedCanvas.tsx';
import { live } from '../../live.ts';
import { appStore } from '../../store.ts';
import type { Palette } from '../../theme/palette.ts';
import { usePalette } from '../../theme/theme.ts';
import { policyName } from './policyName.ts';
import { HISTORY, RewardHistory } from './rewardHistory.ts';

const history = new RewardHistory();
live.city.subscribe(() => {
  const frame = live.city.current;
  if (frame) history.add(frame, appStore.getState().city.policy);
  else history.clear();
});

/** Slots to draw: none before the first decision, which a paused city is shown without. */
function shownCount(): number {
  return appStore.getState().city.summary ? history.count : 0;
}

const LEFT = 44;
const TOP = 18;
const BOTTOM = 6;

/** The system reward of the last day of slots, and who earned it. */
export function RewardLine() {
  const palette = usePalette();
  const domain = useRef<Domain | null>(null);
  const paint = useCallback(
    (surface: Surface) => {
      const present = shownCount() === 0 ? null : domain.current;
      domain.current = paintRewards(surface, palette, present);
    },
    [palette],
  );
  return (
    <figure className="reward-line">
      <PaintedCanvas
        className="reward-canvas"
        role="img"
        aria-label={t('city.reward.chart', { slots: HISTORY })}
        paint={paint}
        version={() => (shownCount() === 0 ? -1 : history.newest)}
      />
      <figcaption className="muted">{t('city.reward.chart', { slots: HISTORY })}</figcaption>
    </figure>
  );
}

/** Draws the line and returns the domain it was drawn with, which only ever widens. */
function paintRewards(surface: Surface, palette: Palette, present: Domain | null): Domain {
  const { context, width, height } = surface;
  const count = shownCount();
  const [low, high] = extent(history.rewards, count);
  const domain = steadyDomain(present, Math.min(0, low), Math.max(20, high), 3);
  const last = Math.max(HISTORY - 1, history.newest);
  const x = (slot: number) =>
    LEFT + ((slot - last + HISTORY - 1) / (HISTORY - 1)) * (width - LEFT - 4);
  const y = (reward: number) =>
    height - BOTTOM - ((reward - domain[0]) / (domain[1] - domain[0])) * (height - TOP - BOTTOM);

  context.font = '400 11px "IBM Plex Mono", ui-monospace, monospace';
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.lineWidth = 1;
  for (const tick of ticksOf(domain, 5)) {
    context.strokeStyle = tick === 0 ? palette.lineStrong : palette.line;
    context.beginPath();
    context.moveTo(LEFT, Math.round(y(tick)) + 0.5);
    context.lineTo(width, Math.round(y(tick)) + 0.5);
    context.stroke();
    context.fillStyle = palette.textMuted;
    context.fillText(String(tick).replace('-', '−'), LEFT - 8, y(tick));
  }
  if (count === 0) return domain;
  paintTakeovers(surface, palette, x);
  context.beginPath();
  for (let k = 0; k < count; k++) {
    const index = history.index(k);
    context.lineTo(x(history.slots[index]!), y(history.rewards[index]!));
  }
  context.lineWidth = 1.75;
  context.lineJoin = 'round';
  context.strokeStyle = palette.text;
  context.stroke();
  const newest = history.index(count - 1);
  context.beginPath();
  context.arc(x(history.slots[newest]!), y(history.rewards[newest]!), 3.5, 0, 2 * Math.PI);
  context.fillStyle = palette.text;
  context.fill();
  return domain;
}

/** A line where a policy took over, and its name; the newest name is always there. */
function paintTakeovers(
  { context, width, height }: Surface,
  palette: Palette,
  x: (slot: number) => number,
): void {
  context.font = '400 11px "IBM Plex Sans Variable", system-ui, sans-serif';
  context.strokeStyle = palette.lineStrong;
  context.fillStyle = palette.textMuted;
  let free = width;
  for (const { slot, policy } of history.takeovers.toReversed()) {
    const at = Math.max(LEFT, x(slot));
    context.beginPath();
    context.moveTo(at, TOP - 4);
    context.lineTo(at, height - BOTTOM);
    if (at > LEFT) context.stroke();
    const name = policyName(policy);
    const room = context.measureText(name).width;
    const newest = free === width;
    if (at + room > free && !newest) continue;
    context.textAlign = at + room > free ? 'right' : 'left';
    context.fillText(name, context.textAlign === 'right' ? width : at, 6);
    free = Math.min(at, context.textAlign === 'right' ? width - room : at) - 12;
  }
}

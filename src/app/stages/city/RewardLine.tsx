import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react';
import { t } from '../../catalogue/index.ts';
import type { Domain } from '../../charts/domain.ts';
import { PaintedCanvas, type Surface } from '../../charts/PaintedCanvas.tsx';
import { formatFixed, formatWhole } from '../../components/format.ts';
import { live } from '../../live.ts';
import { appStore, useApp } from '../../store.ts';
import { textScale, usePalette } from '../../theme/theme.ts';
import { clockText, hourOfDay } from './daylight.ts';
import { paintRewards, rewardScale } from './paintRewards.ts';
import { policyName } from './policyName.ts';
import { HISTORY, type PastSlot, RewardHistory } from './rewardHistory.ts';

const history = new RewardHistory();
const nothing = new RewardHistory();
live.city.subscribe(() => {
  const frame = live.city.current;
  if (frame) history.add(frame);
  else history.clear();
});

/** What to draw: nothing before the first decision, which a paused city is shown without. */
function shown(): RewardHistory {
  return appStore.getState().city.summary ? history : nothing;
}

/** The system reward of the last day of slots, and who earned it; any slot of it can be read. */
export function RewardLine() {
  const palette = usePalette();
  const domain = useRef<Domain | null>(null);
  const [read, setRead] = useState<number | null>(null);
  const paint = useCallback(
    (surface: Surface) => {
      const past = shown();
      const present = past.newest < 0 ? null : domain.current;
      domain.current = paintRewards(surface, palette, textScale(), past, present, read);
    },
    [palette, read],
  );
  const point = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const slot = rewardScale(width, textScale(), history.newest).slotAt(clientX - left);
    setRead(Math.round(slot));
  };
  const step = (event: KeyboardEvent) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    setRead(Math.min(history.newest, Math.max(0, (read ?? history.newest) + steps)));
  };
  return (
    <figure className="reward-line">
      <div
        role="slider"
        tabIndex={0}
        data-arrows
        aria-label={t('city.reward.chart', { slots: HISTORY })}
        aria-valuenow={read ?? Math.max(0, history.newest)}
        aria-valuetext={read === null ? t('city.reward.read') : readText(shown().at(read))}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setRead(null)}
        onKeyDown={step}
        onBlur={() => setRead(null)}
      >
        <PaintedCanvas
          className="reward-canvas"
          aria-hidden
          paint={paint}
          version={() => (shown() === nothing ? -1 : history.version)}
        />
      </div>
      <Reading slot={read} />
    </figure>
  );
}

/** The slot pointed at, in words; in a place of its own, so that nothing moves. */
function Reading({ slot }: { readonly slot: number | null }) {
  // A slot may be pointed at before it is drawn.
  useApp((state) => (slot === null ? null : state.city.summary?.slot));
  return (
    <figcaption className="muted">
      {slot === null ? t('city.reward.chart', { slots: HISTORY }) : readText(shown().at(slot))}
    </figcaption>
  );
}

function readText(past: PastSlot | null): string {
  if (!past) return t('city.reward.none');
  return t('city.reward.at', {
    slot: formatWhole(past.slot),
    time: clockText(hourOfDay(past.timeOfDay, past.slotsPerDay)),
    reward: formatFixed(past.reward, 1),
    policy: policyName(past.policy),
    units: formatWhole(past.units),
  });
}

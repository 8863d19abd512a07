import { type CSSProperties, useId } from 'react';
import type { ComparedDay } from '../../../experiments/sideBySide.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { nameOf } from '../../serverName.ts';
import { useApp } from '../../store.ts';
import { clockTime, decisionOf, differingSites } from './comparedSlot.ts';

/** Play, step and scrub through the day. */
export function DayTransport({ day }: { readonly day: ComparedDay }) {
  const commands = useCommands();
  const id = useId();
  const slot = useApp((state) => state.distil.slot);
  const slotsPerDay = useApp((state) => state.scenario.slotsPerDay);
  const last = day.slots - 1;
  const time = clockTime(day.timesOfDay[slot] ?? 0, slotsPerDay);
  return (
    <div className="transport">
      <ActionButton action="distil.play" />
      <ActionButton action="distil.back" iconOnly />
      <ActionButton action="distil.step" iconOnly />
      <label className="hidden" htmlFor={id}>
        {t('distil.day.slot')}
      </label>
      <input
        id={id}
        className="distil-scrub"
        type="range"
        min={0}
        max={last}
        step={1}
        value={slot}
        aria-valuetext={t('distil.day.slot.text', { time, slot: slot + 1, slots: day.slots })}
        style={{ '--filled': `${(100 * slot) / last}%` } as CSSProperties}
        onChange={(event) => {
          commands.setDistilPlaying(false);
          commands.setDistilSlot(Number(event.target.value));
        }}
      />
      <output htmlFor={id} className="number distil-time">
        {time}
      </output>
    </div>
  );
}

/** The slot shown, in words. */
export function DayLine({ day }: { readonly day: ComparedDay }) {
  const slot = useApp((state) => Math.min(state.distil.slot, day.slots - 1));
  const slotsPerDay = useApp((state) => state.scenario.slotsPerDay);
  const time = clockTime(day.timesOfDay[slot]!, slotsPerDay);
  const count = day.levels.length;
  const isComing = useApp((state) => state.distil.distilled !== null);
  if (!day.student) {
    return (
      <p className="distil-line muted">
        {t(isComing ? 'distil.day.coming' : 'distil.day.alone', { time })}
      </p>
    );
  }
  const wrong = differingSites(day, slot);
  if (wrong.length === 0) {
    return <p className="distil-line">{t('distil.day.alike', { time, count })}</p>;
  }
  // A list that grows too long says nothing more.
  const named = wrong.slice(0, 4).map((server) => {
    const { teacher, student } = decisionOf(day, slot, server);
    return t('distil.day.site', { server: nameOf(server), teacher, student: student! });
  });
  const more = wrong.length - named.length;
  return (
    <p className="distil-line">
      {t('distil.day.differ', {
        time,
        alike: count - wrong.length,
        count,
        sites: named.join('; '),
      })}
      {more > 0 ? ` ${t('distil.day.more', { count: more })}` : null}
    </p>
  );
}

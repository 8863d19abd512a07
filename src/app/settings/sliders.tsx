/** Sliders of a field: over a part of its range, or over all of it, in round numbers. */
import { type CSSProperties, useMemo } from 'react';
import { t } from '../catalogue/index.ts';
import { roundStep } from '../charts/domain.ts';
import { nearestStop, sliderStops } from './sliderStops.ts';
import type { Field } from './useField.ts';

/** About as many as a hand can tell apart; the values that it stops at are round. */
const STEPS = 100;

/** The run is asked once, when the thumb is let go: every accepted change is an event. */
function whenLetGo(field: Field) {
  const commit = () => {
    if (field.problem === null && field.isTyped) field.commit();
  };
  return { onPointerUp: commit, onKeyUp: commit, onBlur: commit };
}

/** A linear slider over a part of the field's range. */
export function RangeSlider(props: {
  readonly field: Field;
  readonly range: readonly [number, number];
  readonly label: string;
}) {
  const { field } = props;
  const [minimum, maximum] = props.range;
  const value = Number(field.text);
  const share = Math.min(1, Math.max(0, (value - minimum) / (maximum - minimum)));
  return (
    <input
      type="range"
      aria-label={props.label}
      min={minimum}
      max={maximum}
      step={field.meta.step ?? roundStep(maximum - minimum, STEPS)}
      value={Number.isFinite(value) ? value : minimum}
      style={{ '--filled': `${100 * share}%` } as CSSProperties}
      onChange={(event) => field.type(event.target.value)}
      {...whenLetGo(field)}
    />
  );
}

/** A slider over the whole range, from one round number to the next. */
export function StopSlider({ field, label }: { readonly field: Field; readonly label: string }) {
  const { meta, initial } = field;
  const stops = useMemo(() => sliderStops(meta, Number(initial)), [meta, initial]);
  const value = Number(field.text);
  const index = Number.isFinite(value) ? nearestStop(stops, value) : 0;
  const last = stops.length - 1;
  return (
    <input
      type="range"
      aria-label={t('settings.slider', { field: label })}
      aria-valuetext={field.text}
      min={0}
      max={last}
      step={1}
      value={index}
      style={{ '--filled': `${(100 * index) / last}%` } as CSSProperties}
      onChange={(event) => field.type(String(stops[Number(event.target.value)]))}
      {...whenLetGo(field)}
    />
  );
}

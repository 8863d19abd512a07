import { type CSSProperties, useId } from 'react';

const STEPS = 1000;

/** Position 0..1 of a value on a logarithmic scale; 1 for everything at or above the maximum. */
export function logarithmicPosition(value: number, minimum: number, maximum: number): number {
  if (!(value < maximum)) return 1;
  return Math.max(0, Math.log(value / minimum) / Math.log(maximum / minimum));
}

/** The value at a position 0..1 of a logarithmic scale, to two significant digits. */
export function logarithmicValue(position: number, minimum: number, maximum: number): number {
  const value = minimum * (maximum / minimum) ** position;
  return Math.min(maximum, Math.max(minimum, Number(value.toPrecision(2))));
}

/** A logarithmic slider with its label in front and its value behind. */
export function SpeedSlider(props: {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  /** What the right end means, where it is more than `maximum`: Infinity for "as fast as it goes". */
  readonly end?: number;
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  const { minimum, maximum, end = maximum } = props;
  const position = logarithmicPosition(props.value, minimum, maximum);
  const text = props.format(props.value);
  return (
    <div className="transport-speed">
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={STEPS}
        step={10}
        value={Math.round(position * STEPS)}
        aria-valuetext={text}
        style={{ '--filled': `${100 * position}%` } as CSSProperties}
        onChange={(event) => {
          const at = Number(event.target.value) / STEPS;
          props.onChange(at >= 1 ? end : logarithmicValue(at, minimum, maximum));
        }}
      />
      <output htmlFor={id} className="number">
        {text}
      </output>
    </div>
  );
}

import { type CSSProperties, useId } from 'react';

/** A slider that shows what it does while it is moved, and runs it once it is let go. */
export function LiveSlider(props: {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly step: number;
  /** The value in words. */
  readonly text: string;
  readonly onMove: (value: number) => void;
  readonly onLetGo: () => void;
}) {
  const id = useId();
  const { label, value, range, step, text, onMove, onLetGo } = props;
  const [least, most] = range;
  const share = Math.min(1, Math.max(0, (value - least) / (most - least)));
  return (
    <div className="links-slider">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={text}
        style={{ '--filled': `${100 * share}%` } as CSSProperties}
        onChange={(event) => onMove(Number(event.target.value))}
        onPointerUp={onLetGo}
        onKeyUp={onLetGo}
        onBlur={onLetGo}
      />
      <output className="number">{text}</output>
    </div>
  );
}

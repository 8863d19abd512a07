import { type ReactNode, useId } from 'react';

export interface Segment<T extends string | number> {
  readonly value: T;
  readonly label: string;
  /** What it means, for the pointer that rests on it. */
  readonly title?: string;
  readonly icon?: ReactNode;
}

/** One of a few, all in sight: radio buttons that look like one strip. */
export function Segments<T extends string | number>(props: {
  readonly label: string;
  readonly segments: readonly Segment<T>[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
  readonly className?: string;
}) {
  const name = useId();
  const { label, segments, value, onChoose, className = '' } = props;
  return (
    <fieldset className={`links-segments ${className}`} data-arrows>
      <legend>{label}</legend>
      <div className="links-strip">
        {segments.map((segment) => (
          <label key={segment.value} title={segment.title}>
            <input
              type="radio"
              name={name}
              checked={segment.value === value}
              onChange={() => onChoose(segment.value)}
            />
            <span>
              {segment.icon}
              {segment.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

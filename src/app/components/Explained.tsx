import { type ReactNode, useId, useState } from 'react';

/** A term whose formula and meaning are one hover, focus or tap away. Escape puts them away. */
export function Explained(props: {
  readonly term: ReactNode;
  readonly formula?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <span className="explained" onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        className="explained-term"
        aria-expanded={open}
        aria-controls={id}
        onPointerEnter={(event) => event.pointerType === 'mouse' && setOpen(true)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !open) return;
          event.stopPropagation();
          setOpen(false);
        }}
      >
        {props.term}
      </button>
      <span id={id} className="explained-body" hidden={!open} role="note">
        {props.formula}
        <span>{props.children}</span>
      </span>
    </span>
  );
}

import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';

/** Least distance of what is explained to the edges of the window, px. */
const MARGIN = 8;

/** A term whose formula and meaning are one hover, focus or tap away. Escape puts them away. */
export function Explained(props: {
  readonly term: ReactNode;
  readonly formula?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const body = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (open && body.current) keepInside(body.current);
  }, [open]);
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
      <span ref={body} id={id} className="explained-body" hidden={!open} role="note">
        {props.formula}
        <span>{props.children}</span>
      </span>
    </span>
  );
}

/** Moves a box that hangs over an edge of the window: to the left, or from above its term to below. */
function keepInside(box: HTMLElement): void {
  box.style.translate = '';
  delete box.dataset.below;
  const { right, top } = box.getBoundingClientRect();
  const over = right + MARGIN - document.documentElement.clientWidth;
  if (over > 0) box.style.translate = `${-over}px`;
  if (top < MARGIN) box.dataset.below = '';
}

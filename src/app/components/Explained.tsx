import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';

/** Least distance of what is explained to the edges of the window, and its distance to the term, px. */
const MARGIN = 8;
const GAP = 4;

/**
 * A term whose formula and meaning are one hover, focus or tap away. They stay while they are
 * pointed at; Escape, the next place of the focus, or a tap elsewhere put them away.
 */
export function Explained(props: {
  readonly term: ReactNode;
  readonly formula?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLSpanElement>(null);
  const term = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    const box = body.current;
    if (!open || !box) return;
    // Over everything, where the browser can: no part of the page lies over it or cuts it off.
    const onTop = 'showPopover' in box;
    if (onTop) box.showPopover();
    const stay = () => term.current && place(box, term.current);
    stay();
    window.addEventListener('scroll', stay, { capture: true, passive: true });
    window.addEventListener('resize', stay);
    return () => {
      window.removeEventListener('scroll', stay, { capture: true });
      window.removeEventListener('resize', stay);
      if (onTop && box.matches(':popover-open')) box.hidePopover();
    };
  }, [open]);

  useEffect(() => {
    if (!open) return;
    // Not every touch screen takes the focus away by a tap elsewhere.
    const close = (event: PointerEvent) => {
      if (!whole.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, [open]);

  return (
    <span
      ref={whole}
      className="explained"
      onPointerLeave={(event) => event.pointerType === 'mouse' && setOpen(false)}
    >
      <button
        ref={term}
        type="button"
        className="explained-term"
        aria-expanded={open}
        aria-controls={id}
        onPointerEnter={(event) => event.pointerType === 'mouse' && setOpen(true)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !open) return;
          event.stopPropagation();
          setOpen(false);
        }}
      >
        {props.term}
      </button>
      <span
        ref={body}
        id={id}
        className="explained-body"
        popover="manual"
        hidden={!open}
        role="note"
      >
        {props.formula}
        <span>{props.children}</span>
      </span>
    </span>
  );
}

/** Puts a box, fixed to the window, above its term, or below where there is more room. */
function place(box: HTMLElement, term: HTMLElement): void {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const at = term.getBoundingClientRect();
  const above = at.top - GAP - MARGIN;
  const below = height - at.bottom - GAP - MARGIN;
  box.style.maxHeight = '';
  const wanted = box.offsetHeight;
  const over = wanted <= above || above >= below;
  const tall = Math.min(wanted, Math.max(over ? above : below, 0));
  if (tall < wanted) box.style.maxHeight = `${tall}px`;
  box.style.top = `${over ? at.top - GAP - tall : at.bottom + GAP}px`;
  box.style.left = `${Math.max(MARGIN, Math.min(at.left, width - box.offsetWidth - MARGIN))}px`;
}

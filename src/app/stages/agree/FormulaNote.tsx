import { type ReactNode, useId, useRef } from 'react';
import { t } from '../../catalogue/index.ts';

/** A small sign that shows a formula while pointed at, focused or pressed. */
export function FormulaNote(props: { readonly name: string; readonly children: ReactNode }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const note = useRef<HTMLDivElement>(null);

  const show = () => {
    const place = button.current?.getBoundingClientRect();
    const popover = note.current;
    if (!place || !popover) return;
    popover.showPopover();
    const { width, height } = popover.getBoundingClientRect();
    const left = Math.min(place.left, window.innerWidth - width - 8);
    const below = place.bottom + 6 + height < window.innerHeight;
    popover.style.left = `${Math.max(8, left)}px`;
    popover.style.top = `${below ? place.bottom + 6 : place.top - height - 6}px`;
  };
  const hide = () => note.current?.hidePopover();

  return (
    <>
      <button
        ref={button}
        type="button"
        className="formula-sign"
        aria-label={t('formula.open', { name: props.name })}
        aria-describedby={id}
        onPointerEnter={show}
        onPointerLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hide();
        }}
      >
        ƒ
      </button>
      <div ref={note} id={id} popover="manual" className="formula-note" role="note">
        {props.children}
      </div>
    </>
  );
}

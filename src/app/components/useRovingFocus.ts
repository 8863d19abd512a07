import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';

interface RovingFocus {
  /** For the element whose children are the buttons, in their order. */
  readonly list: RefObject<HTMLFieldSetElement | null>;
  /** What a button takes, its own answer to the focus included. */
  readonly button: (
    index: number,
    onFocus?: () => void,
  ) => {
    readonly tabIndex: 0 | -1;
    readonly onFocus: () => void;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
}

/**
 * Many buttons that are one stop of the tab order: it enters at the one that had the focus last,
 * and keys go on from there.
 *
 * @param next the button that a key leads to from another; null where it leads nowhere
 */
export function useRovingFocus(
  count: number,
  next: (key: string, index: number) => number | null,
): RovingFocus {
  const [entry, setEntry] = useState(0);
  const list = useRef<HTMLFieldSetElement>(null);
  const press = (event: KeyboardEvent, index: number) => {
    const target = next(event.key, index);
    if (target === null) return;
    event.preventDefault();
    const button = list.current?.children[target];
    if (button instanceof HTMLElement) button.focus();
  };
  return {
    list,
    button: (index, onFocus) => ({
      tabIndex: index === Math.min(entry, count - 1) ? 0 : -1,
      onFocus: () => {
        setEntry(index);
        onFocus?.();
      },
      onKeyDown: (event) => press(event, index),
    }),
  };
}

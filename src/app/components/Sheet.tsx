import { type ReactNode, useEffect, useRef } from 'react';
import { t } from '../catalogue/index.ts';
import { Icon } from './Icon.tsx';

/** A dialog over the page: a sheet in the middle or a drawer at the side. Escape closes it. */
export function Sheet(props: {
  readonly title: string;
  readonly kind: 'sheet' | 'drawer';
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { kind, onClose, title } = props;
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    // The drawer leaves the page usable, so that a change can be watched; the sheet does not.
    if (kind === 'sheet') element?.showModal();
    else element?.show();
    return () => {
      element?.close();
      // The dialog leaves the page with the focus in it: who opened it has it again.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [kind]);
  return (
    <dialog
      ref={dialog}
      className={kind}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="sheet-head">
        <h2>{title}</h2>
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={t('action.close')}
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      <div className="sheet-body">{props.children}</div>
    </dialog>
  );
}

/** Files dropped anywhere on the page: shown as welcome while they are held over it, then opened. */
import type { StoreApi } from 'zustand/vanilla';
import type { Session } from '../commands.ts';
import type { AppState } from '../state.ts';

/** Listens until the page goes. */
export function takeDroppedFiles(
  { commands }: Pick<Session, 'commands'>,
  store: StoreApi<AppState>,
): void {
  const hold = (isHeld: boolean) => {
    if (store.getState().files.isHeld === isHeld) return;
    store.setState(({ files }) => ({ files: { ...files, isHeld } }));
  };
  window.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    // Without this the browser would leave the page for the file.
    event.preventDefault();
    event.dataTransfer!.dropEffect = 'copy';
    hold(true);
  });
  window.addEventListener('dragleave', (event) => {
    // Between two elements the pointer has not left the window.
    if (event.relatedTarget === null) hold(false);
  });
  window.addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    hold(false);
    const files = [...event.dataTransfer!.files];
    if (files.length > 0) commands.openFile(...files);
  });
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

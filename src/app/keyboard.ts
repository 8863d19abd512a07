/** Keys to actions, by the registry. */
import { useEffect } from 'react';
import { actionForKey, perform } from './actions/registry.ts';
import { useCommands } from './commandsContext.ts';
import { appStore } from './store.ts';

/** Inputs that take no letters. */
const NOT_TYPED_IN = ':not([type=range], [type=checkbox], [type=radio])';

/** Actions that are seen over a sheet too. */
const OVER_SHEETS: readonly string[] = ['view.close', 'view.engine', 'view.help', 'view.theme'];

/** Whether the element that has the focus needs this key for itself. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'Escape') return false;
  if (target.matches(`textarea, select, input${NOT_TYPED_IN}`)) return true;
  if (key.startsWith('Arrow')) {
    return target.closest('input, [role=grid], [role=radiogroup], [data-arrows]') !== null;
  }
  if (key === 'Enter') return target.closest('button, a, summary') !== null;
  return key === ' ' && target.closest('button, a, input, summary') !== null;
}

/** What a line of text becomes by a key. */
function typedOn(text: string, key: string): string {
  if (key === 'Backspace') return text.slice(0, -1);
  return key.length === 1 ? text + key : text;
}

/** Listens for the keys of all actions while the component is mounted. */
export function useKeyboard(): void {
  const commands = useCommands();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTaken(event.target, event.key)) return;
      const state = appStore.getState();
      if (state.settingsSearch !== null && event.key !== 'Escape') {
        // The search has been asked for and is not there yet: what is typed is meant for it.
        commands.setSettingsOpen(true, typedOn(state.settingsSearch, event.key));
        event.preventDefault();
        return;
      }
      const action = actionForKey(event.key, state);
      // Behind a sheet nothing happens that nobody sees.
      const isCovered = state.helpOpen || state.demandOpen || state.engineOpen;
      if (isCovered && !(action && OVER_SHEETS.includes(action.id))) return;
      if (action && perform(action, commands, state)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [commands]);
}

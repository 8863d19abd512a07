/** Keys to actions, by the registry. */
import { useEffect } from 'react';
import { actionForKey, perform } from './actions/registry.ts';
import { useCommands } from './commandsContext.ts';
import { appStore } from './store.ts';

/** Inputs that take no letters. */
const NOT_TYPED_IN = ':not([type=range], [type=checkbox], [type=radio])';

/** Whether the element that has the focus needs this key for itself. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (key === 'Escape') return false;
  if (target.matches(`textarea, select, input${NOT_TYPED_IN}`)) return true;
  if (key.startsWith('Arrow')) {
    return target.closest('input, [role=grid], [role=radiogroup], [data-arrows]') !== null;
  }
  return (key === ' ' || key === 'Enter') && target.closest('button, a, input, summary') !== null;
}

/** Listens for the keys of all actions while the component is mounted. */
export function useKeyboard(): void {
  const commands = useCommands();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTaken(event.target, event.key)) return;
      const state = appStore.getState();
      const action = actionForKey(event.key, state);
      // Behind the help sheet nothing happens that nobody sees.
      if (state.helpOpen && !action?.id.startsWith('view.')) return;
      if (action && perform(action, commands, state)) event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [commands]);
}

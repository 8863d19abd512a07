import { useLayoutEffect } from 'react';
import { useCommands } from '../../../commandsContext.ts';
import { useApp } from '../../../store.ts';

/**
 * Puts away notices of what the panel says itself, with ways out: they would lie over it.
 *
 * @param text what such notices contain; null for nothing
 */
export function useSaidHere(text: string | null): void {
  const commands = useCommands();
  const notices = useApp((state) => state.notices);
  useLayoutEffect(() => {
    if (text === null) return;
    for (const notice of notices) {
      if (notice.about === 'run' && notice.text.includes(text)) commands.dismissNotice(notice.id);
    }
  }, [commands, notices, text]);
}

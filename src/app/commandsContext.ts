/** Hands the commands to components, so that none of them imports the workers behind. */
import { createContext, useContext } from 'react';
import type { Commands } from './state.ts';

export const CommandsContext = createContext<Commands | null>(null);

/** What the page can ask for. */
export function useCommands(): Commands {
  const commands = useContext(CommandsContext);
  if (!commands) throw new Error('useCommands needs a CommandsContext');
  return commands;
}

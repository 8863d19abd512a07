/** The options of the links: those that run, and those tried out while a hand is on a control. */
import { useCallback, useMemo, useState } from 'react';
import { useCommands } from '../../../commandsContext.ts';
import { useApp } from '../../../store.ts';
import type { LinkChoice } from './linkState.ts';

export interface Choosing {
  /** What is shown. */
  readonly choice: LinkChoice;
  /** Shows a change without running it. */
  readonly tryOut: (change: Partial<LinkChoice>) => void;
  /** Runs what was tried out, and this change. */
  readonly choose: (change?: Partial<LinkChoice>) => void;
  /** Forgets what was tried out. */
  readonly forget: () => void;
}

export function useLinkChoice(): Choosing {
  const commands = useCommands();
  const chosen = useApp((state) => state.orchestration);
  const [tried, setTried] = useState<Partial<LinkChoice> | null>(null);
  const choice = useMemo(() => ({ ...chosen, ...tried }), [chosen, tried]);
  const tryOut = useCallback(
    (change: Partial<LinkChoice>) => setTried((before) => ({ ...before, ...change })),
    [],
  );
  const choose = useCallback(
    (change: Partial<LinkChoice> = {}) => {
      const whole = { ...tried, ...change };
      setTried(null);
      if (Object.keys(whole).length > 0) commands.changeOrchestration(whole);
    },
    [commands, tried],
  );
  const forget = useCallback(() => setTried(null), []);
  return useMemo(() => ({ choice, tryOut, choose, forget }), [choice, tryOut, choose, forget]);
}

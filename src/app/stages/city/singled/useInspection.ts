/** What is singled out, looked into again in every slot that the page hears of. */
import { useEffect, useRef, useState } from 'react';
import { useCommands } from '../../../commandsContext.ts';
import type { Commands } from '../../../state.ts';
import { useApp } from '../../../store.ts';

/**
 * The newest answer; undefined until the first one, null where the slot shown has no such thing.
 * One question at a time: a busy worker is asked again once it has answered.
 *
 * @param key names what is asked for; another key begins anew
 */
export function useInspection<T>(
  key: string,
  ask: (commands: Commands) => Promise<T | null>,
): T | null | undefined {
  const commands = useCommands();
  const slot = useApp(({ city }) => `${city.status} ${city.summary?.slot}`);
  const [answer, setAnswer] = useState<{ key: string; value: T | null }>();
  const asking = useRef<string>(null);
  const newest = useRef({ key, slot, ask });
  newest.current = { key, slot, ask };

  useEffect(() => {
    const inquire = async () => {
      const { key, slot, ask } = newest.current;
      asking.current = `${key} ${slot}`;
      try {
        const value = await ask(commands);
        if (newest.current.key === key) setAnswer({ key, value });
      } catch {
        // The worker is gone; it is started again, and the next slot asks again.
      }
      const later = `${newest.current.key} ${newest.current.slot}`;
      if (asking.current !== later && asking.current !== null) inquire();
      else asking.current = null;
    };
    if (asking.current === null && key !== '' && slot !== '') inquire();
  }, [commands, key, slot]);
  useEffect(() => {
    // A panel that is closed asks no more.
    return () => {
      asking.current = null;
    };
  }, []);
  return answer?.key === key ? answer.value : undefined;
}

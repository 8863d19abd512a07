/** The spectrum of links while they change: asked of a worker, one question at a time. */
import { useEffect, useRef, useState } from 'react';
import type { LinkSpectrum, LinksRequest } from '../../../../workers/protocol.ts';
import { useCommands } from '../../../commandsContext.ts';

/**
 * The newest answer; the one before stays until it is there. Questions that come while one is under
 * way are dropped, but for the last.
 *
 * @param request a new object asks again
 */
export function useSpectrum(request: LinksRequest): LinkSpectrum | null {
  const commands = useCommands();
  const [spectrum, setSpectrum] = useState<LinkSpectrum | null>(null);
  const mounted = useRef(false);
  const asking = useRef(false);
  const newest = useRef(request);
  newest.current = request;
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new request is what asks.
  useEffect(() => {
    const ask = async () => {
      let asked: LinksRequest | null = null;
      while (mounted.current && asked !== newest.current) {
        asked = newest.current;
        const answer = await commands.linkSpectrum(asked);
        if (answer && mounted.current) setSpectrum(answer);
      }
      asking.current = false;
    };
    if (asking.current) return;
    asking.current = true;
    void ask();
  }, [commands, request]);
  return spectrum;
}

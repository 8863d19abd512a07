import { useSyncExternalStore } from 'react';

/** Where map and panel stand one below the other (theme/layout.css). */
const NARROW = '(max-width: 900px)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether map and panel stand one below the other. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(NARROW).matches);
}

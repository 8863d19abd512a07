/** The cursor at a pace at which text can follow: no component renders in every frame. */
import { useEffect, useState } from 'react';
import { appStore } from '../../store.ts';
import { SUB_PHASES } from './moment.ts';

/** Least time between two renderings while playing, ms. */
const PACE = 125;

/** The end of the sub-phase that the cursor is in. */
function partOfNow(): number {
  return Math.ceil(appStore.getState().agreement.cursor * SUB_PHASES.length) / SUB_PHASES.length;
}

/** The cursor at the grain of sub-phases, at most eight times a second while playing. */
export function useCalmCursor(): number {
  const [shown, setShown] = useState(partOfNow);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = 0;
    const show = () => {
      timer = null;
      last = performance.now();
      setShown(partOfNow());
    };
    const follow = () => {
      const { playing } = appStore.getState().agreement;
      const wait = playing ? PACE - (performance.now() - last) : 0;
      if (wait <= 0) {
        if (timer !== null) clearTimeout(timer);
        show();
      } else timer ??= setTimeout(show, wait);
    };
    show();
    const leave = appStore.subscribe((state, before) => {
      const { cursor, playing } = before.agreement;
      if (state.agreement.cursor !== cursor || state.agreement.playing !== playing) follow();
    });
    return () => {
      leave();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return shown;
}

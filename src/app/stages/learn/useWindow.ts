/** The window of the running means shown, which the figures, the curve and the tiles share. */
import { smoothingWindow } from '../../charts/smoothing.ts';
import { useApp } from '../../store.ts';

/** Episodes that a running mean is over, for the run in the store. */
export function useWindow(): number {
  return useApp(({ learner, scenario }) =>
    smoothingWindow(learner.episodes, scenario.slotsPerDay / learner.slotsPerEpisode),
  );
}

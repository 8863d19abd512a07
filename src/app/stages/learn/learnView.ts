/** How the visitor looks at stage Learn. It outlives the stage: whoever comes back finds it as it was. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export const SHOWN = ['reward', 'loss', 'policy'] as const;
export type Shown = (typeof SHOWN)[number];

interface LearnView {
  /** What the servers' tiles show. */
  readonly shown: Shown;
  /** Episodes from 0: where the pointer or the keyboard reads, and what was pinned. */
  readonly pointed: number | null;
  readonly pinned: number | null;
  /** What a policy map takes for the observations beside hour and price. */
  readonly given: 'typical' | 'now';
  /** The neighbour on the surface of Q_n; null for the first one. */
  readonly neighbour: number | null;
}

export const learnView = createStore<LearnView>(() => ({
  shown: 'reward',
  pointed: null,
  pinned: null,
  given: 'typical',
  neighbour: null,
}));

export function useLearnView<T>(selector: (view: LearnView) => T): T {
  return useStore(learnView, selector);
}

/** The episode that everything on the stage reads; null for the newest. */
export function readEpisode({ pointed, pinned }: Pick<LearnView, 'pointed' | 'pinned'>) {
  return pointed ?? pinned;
}

/** Pins the episode, or lets it go where it is pinned already. */
export function togglePin(episode: number): void {
  learnView.setState(({ pinned }) => ({ pinned: pinned === episode ? null : episode }));
}

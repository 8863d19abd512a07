/** How the curves of learners beside the run are told apart, in the chart and in its legend. */
import type { BesideKind } from '../../state.ts';

export const BESIDE_DASHES: Readonly<Record<BesideKind, readonly number[]>> = {
  vdn: [2, 3],
  centralized: [9, 4],
  control: [9, 3, 2, 3],
};

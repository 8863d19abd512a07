/** Actions of stage City: its clock. */
import type { Action } from './action.ts';

export const cityActions: readonly Action[] = [];

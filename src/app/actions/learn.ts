import type { Action } from './action.ts';

export const learnActions: readonly Action[] = [];

import type { Action } from './action.ts';

export const agreeActions: readonly Action[] = [];

/** All actions of the app, and what is found in them by id and by key. */
import type { AppState, Commands } from '../state.ts';
import type { Action } from './action.ts';
import { agreeActions } from './agree.ts';
import { cityActions } from './city.ts';
import { distilActions } from './distil.ts';
import { filesActions } from './files.ts';
import { learnActions } from './learn.ts';
import { sessionActions } from './session.ts';

export const actions: readonly Action[] = [
  ...sessionActions,
  ...filesActions,
  ...cityActions,
  ...learnActions,
  ...agreeActions,
  ...distilActions,
];

const byId = new Map(actions.map((action) => [action.id, action]));

/** The action with this id; an unknown id is a mistake of the programmer. */
export function actionById(id: string): Action {
  const action = byId.get(id);
  if (!action) throw new Error(`no action ${id}`);
  return action;
}

/** Whether an action exists in the stage shown and can be performed now. */
export function isAvailable(action: Action, state: AppState): boolean {
  return (action.stage === undefined || action.stage === state.stage) && action.available(state);
}

/** The action that a key means in this state. */
export function actionForKey(key: string, state: AppState): Action | undefined {
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  return actions.find((action) => action.shortcut === wanted && isAvailable(action, state));
}

/** Performs an action if it is available; says whether it did. */
export function perform(action: Action, commands: Commands, state: AppState): boolean {
  if (!isAvailable(action, state)) return false;
  action.perform(commands, state);
  return true;
}

/** Actions of files: what was trained goes out, networks and checkpoints come in. */
import type { SavedKind } from '../../workers/protocol.ts';
import type { AppState } from '../state.ts';
import type { Action } from './action.ts';

const isFree = ({ files }: AppState) => files.busy === null;

function save(kind: SavedKind, shortcut: string): Action {
  return {
    id: `files.${kind}`,
    label: `action.files.${kind}`,
    description: `action.files.${kind}.description`,
    shortcut,
    available: (state) => isFree(state) && state.training.summary !== null,
    perform: (commands) => commands.saveFile(kind),
  };
}

export const filesActions: readonly Action[] = [
  save('networks', 's'),
  save('models', 'z'),
  save('checkpoint', 'k'),
  {
    id: 'files.open',
    label: 'action.files.open',
    description: 'action.files.open.description',
    shortcut: 'o',
    available: isFree,
    perform: (commands) => commands.openFile(),
  },
];

/** Actions that exist on every stage: which stage is shown, the run, the look, help and settings. */
import { resolveTheme } from '../theme/theme.ts';
import type { Action } from './action.ts';

const always = () => true;

export const sessionActions: readonly Action[] = [
  {
    id: 'stage.city',
    label: 'action.stage.city',
    shortcut: '1',
    available: always,
    active: (state) => state.stage === 'city',
    perform: (commands) => commands.setStage('city'),
  },
  {
    id: 'stage.learn',
    label: 'action.stage.learn',
    shortcut: '2',
    available: always,
    active: (state) => state.stage === 'learn',
    perform: (commands) => commands.setStage('learn'),
  },
  {
    id: 'stage.agree',
    label: 'action.stage.agree',
    shortcut: '3',
    available: always,
    active: (state) => state.stage === 'agree',
    perform: (commands) => commands.setStage('agree'),
  },
  {
    id: 'session.restart',
    label: 'action.restart',
    description: 'action.restart.description',
    icon: 'restart',
    shortcut: 'r',
    available: always,
    perform: (commands) => commands.restart(),
  },
  {
    id: 'view.settings',
    label: 'action.settings',
    icon: 'settings',
    shortcut: ',',
    available: always,
    active: (state) => state.settingsOpen,
    perform: (commands, state) => commands.setSettingsOpen(!state.settingsOpen),
  },
  {
    id: 'view.theme',
    label: 'action.theme',
    description: 'action.theme.description',
    icon: 'theme',
    shortcut: 't',
    available: always,
    perform: (commands, state) =>
      commands.setTheme(resolveTheme(state.theme) === 'dark' ? 'light' : 'dark'),
  },
  {
    id: 'view.help',
    label: 'action.help',
    icon: 'help',
    shortcut: '?',
    available: always,
    active: (state) => state.helpOpen,
    perform: (commands, state) => commands.setHelpOpen(!state.helpOpen),
  },
  {
    id: 'view.close',
    label: 'action.close',
    icon: 'close',
    shortcut: 'Escape',
    available: (state) => state.helpOpen || state.settingsOpen || state.selected !== null,
    perform: (commands, state) => {
      if (state.helpOpen) commands.setHelpOpen(false);
      else if (state.settingsOpen) commands.setSettingsOpen(false);
      else commands.select(null);
    },
  },
];

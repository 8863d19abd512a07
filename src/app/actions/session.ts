/** Actions that exist on every stage: which stage is shown, the run, the look, help and settings. */
import { joinedScenario, runningOf } from '../controller/changes.ts';
import { nextTheme, resolveTheme } from '../theme/theme.ts';
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
    id: 'stage.distil',
    label: 'action.stage.distil',
    shortcut: '4',
    available: always,
    active: (state) => state.stage === 'distil',
    perform: (commands) => commands.setStage('distil'),
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
    id: 'session.copyLink',
    label: 'action.copyLink',
    description: 'action.copyLink.description',
    icon: 'link',
    shortcut: 'c',
    available: always,
    perform: (commands) => commands.copyLink(),
  },
  {
    id: 'draft.start',
    label: 'action.draft.start',
    shortcut: 'Enter',
    available: ({ draft }) => draft !== null,
    perform: (commands) => commands.startDraft(),
  },
  {
    id: 'draft.join',
    label: 'action.draft.join',
    shortcut: 'i',
    available: (state) =>
      state.draft !== null && joinedScenario(runningOf(state), state.draft) !== null,
    perform: (commands) => commands.joinDraft(),
  },
  {
    id: 'draft.discard',
    label: 'action.draft.discard',
    available: ({ draft }) => draft !== null,
    perform: (commands) => commands.discardDraft(),
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
    id: 'view.search',
    label: 'action.settings.search',
    shortcut: '/',
    available: always,
    perform: (commands) => commands.setSettingsOpen(true, ''),
  },
  {
    id: 'view.engine',
    label: 'action.engine',
    shortcut: 'w',
    available: always,
    active: (state) => state.engineOpen,
    perform: (commands, state) => commands.setEngineOpen(!state.engineOpen),
  },
  {
    id: 'view.theme',
    label: 'action.theme',
    description: 'action.theme.description',
    icon: 'theme',
    shortcut: 't',
    available: always,
    perform: (commands, state) => commands.setTheme(nextTheme(resolveTheme(state.theme))),
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
    available: (state) =>
      state.helpOpen ||
      state.engineOpen ||
      state.demandOpen ||
      state.settingsOpen ||
      state.draft !== null ||
      state.editing !== null ||
      state.selected !== null,
    perform: (commands, state) => {
      if (state.helpOpen) commands.setHelpOpen(false);
      else if (state.engineOpen) commands.setEngineOpen(false);
      else if (state.demandOpen) commands.setDemandOpen(false);
      else if (state.settingsOpen) commands.setSettingsOpen(false);
      // Before the draft: what was planned on the map outlives the tool that planned it.
      else if (state.editing) commands.setEditing(null);
      else if (state.draft) commands.discardDraft();
      else commands.select(null);
    },
  },
];

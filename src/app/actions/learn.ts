/** Actions of stage Learn: the trainer's clock. */
import { LEARN_PANELS, type LearnPanel } from '../../session/link.ts';
import type { AppState } from '../state.ts';
import type { Action } from './action.ts';

const isOpen = ({ training }: AppState) =>
  training.status === 'running' || training.status === 'paused';

/** Trains this many slots; a running trainer is paused first. */
function step(slots: (state: AppState) => number): Action['perform'] {
  return (commands, state) => {
    if (state.training.status === 'running') commands.setTrainingRunning(false);
    commands.stepTraining(slots(state));
  };
}

const PANEL_KEYS = { watch: 'm', rivals: 'v', change: 'h', policies: 'p' } as const;

function panelAction(panel: LearnPanel): Action {
  return {
    id: `learn.panel.${panel}`,
    label: `action.learn.panel.${panel}`,
    description: `action.learn.panel.${panel}.description`,
    shortcut: PANEL_KEYS[panel],
    stage: 'learn',
    available: () => true,
    active: (state) => state.learnPanel === panel,
    perform: (commands) => commands.setLearnPanel(panel),
  };
}

export const learnActions: readonly Action[] = [
  ...LEARN_PANELS.map(panelAction),
  {
    id: 'learn.play',
    stage: 'learn',
    label: 'action.learn.play',
    activeLabel: 'action.learn.pause',
    description: 'action.learn.play.description',
    icon: 'play',
    shortcut: ' ',
    available: ({ training }) => training.status !== 'starting',
    active: ({ training }) => training.status === 'running',
    perform: (commands, { training }) => commands.setTrainingRunning(training.status !== 'running'),
  },
  {
    id: 'learn.slot',
    stage: 'learn',
    label: 'action.learn.slot',
    description: 'action.learn.slot.description',
    shortcut: 'ArrowRight',
    available: isOpen,
    perform: step(() => 1),
  },
  {
    id: 'learn.episode',
    stage: 'learn',
    label: 'action.learn.episode',
    description: 'action.learn.episode.description',
    shortcut: 'e',
    available: isOpen,
    perform: step(({ learner }) => learner.slotsPerEpisode),
  },
];

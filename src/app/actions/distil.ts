/** Actions of stage Distil: distil, and go through the day on which teacher and student are compared. */
import type { AppState, Commands } from '../state.ts';
import type { Action } from './action.ts';

const hasDay = ({ distil }: AppState) => distil.day !== null;

/** The next slot of the day either way, by the clock; a day that plays is paused first. */
function step(by: 1 | -1) {
  return (commands: Commands, { distil }: AppState) => {
    const { day, slot } = distil;
    if (!day) return;
    commands.setDistilPlaying(false);
    commands.setDistilSlot((slot + by + day.slots) % day.slots);
  };
}

export const distilActions: readonly Action[] = [
  {
    id: 'distil.run',
    stage: 'distil',
    label: 'action.distil.run',
    activeLabel: 'action.distil.stop',
    description: 'action.distil.run.description',
    shortcut: 'n',
    available: ({ training, distil }) =>
      distil.status === 'running' || (training.summary?.trainedSlots ?? 0) > 0,
    active: ({ distil }) => distil.status === 'running',
    perform: (commands, { distil }) => commands.setDistilling(distil.status !== 'running'),
  },
  {
    id: 'distil.play',
    stage: 'distil',
    label: 'action.distil.play',
    activeLabel: 'action.distil.pause',
    description: 'action.distil.play.description',
    icon: 'play',
    shortcut: ' ',
    available: hasDay,
    active: ({ distil }) => distil.playing,
    perform: (commands, { distil }) => commands.setDistilPlaying(!distil.playing),
  },
  {
    id: 'distil.back',
    stage: 'distil',
    label: 'action.distil.back',
    description: 'action.distil.back.description',
    icon: 'stepBack',
    shortcut: 'ArrowLeft',
    available: hasDay,
    perform: step(-1),
  },
  {
    id: 'distil.step',
    stage: 'distil',
    label: 'action.distil.step',
    description: 'action.distil.step.description',
    icon: 'step',
    shortcut: 'ArrowRight',
    available: hasDay,
    perform: step(1),
  },
  {
    id: 'distil.letRun',
    stage: 'distil',
    label: 'action.distil.letRun',
    description: 'action.distil.letRun.description',
    shortcut: 'g',
    available: ({ distil }) => distil.distilled !== null,
    active: ({ city }) => city.policy === 'distilled',
    perform: (commands) => commands.letActorsRun(),
  },
];

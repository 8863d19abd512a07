/** The link of what the page shows, and the words that links of this app are made of. */
import { type LinkVocabulary, writeLink } from '../../session/link.ts';
import { fittingSelection, runningOf } from '../controller/changes.ts';
import { allPresets, OPENING_PRESET } from '../presets.ts';
import { serverOf } from '../selection.ts';
import { CITY_SPEED } from '../speeds.ts';
import type { AppState, Stage, ThemeChoice } from '../state.ts';
import { openingState } from '../store.ts';

const STAGES: readonly Stage[] = ['city', 'learn', 'agree', 'distil'];
const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark', 'projector'];

export function vocabulary(): LinkVocabulary<Stage, ThemeChoice> {
  const { policy, slotsPerSecond } = openingState().city;
  return {
    stages: STAGES,
    themes: THEMES,
    presets: allPresets(),
    openingPreset: OPENING_PRESET,
    speeds: CITY_SPEED,
    usual: { policy, speed: slotsPerSecond },
  };
}

/** Whether the visitor, and not the end of a plan or a failure, holds a room still. */
export interface Holds {
  isHeld(room: 'city' | 'training'): boolean;
}

/** The hash, with its `#`, that leads back to what runs and what is looked at. */
export function linkOf(state: AppState, run: Holds): string {
  const { stage, theme, city, training, agreement, selected } = state;
  const view = {
    stage,
    theme: theme === 'system' ? null : theme,
    policy: city.policy,
    rival: city.rival,
    decisions: city.manualDecisions,
    speed: city.slotsPerSecond,
    cityRuns: !run.isHeld('city'),
    trainingRuns: !run.isHeld('training'),
    engine: training.engine,
    selected: serverOf(fittingSelection(selected, state.scenario)),
    panel: agreement.panel,
    schedule: state.schedule,
    learnPanel: state.learnPanel,
    quadratic: agreement.source === 'quadratic' ? agreement.quadratic : null,
  };
  return `#${writeLink(runningOf(state), view, vocabulary())}`;
}

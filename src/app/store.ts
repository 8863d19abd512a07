/** The page's state: one Zustand store, created outside React so that workers can write to it. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { parseQuadratic } from '../session/sourceOptions.ts';
import { serverCount } from '../world/scenario.ts';
import { findPreset, OPENING_PRESET, type Preset } from './presets.ts';
import type { AppState, Beside } from './state.ts';

const noCompanion: Beside = {
  status: 'idle',
  reason: null,
  from: 0,
  trainedSlots: 0,
  episode: 0,
  slotsPerSecond: 0,
  engine: null,
  memory: null,
  restarts: 0,
};

/** The state before anything ran. */
export function openingState(): AppState {
  const { scenario, learner, orchestration } = findPreset(OPENING_PRESET) as Preset;
  return {
    stage: 'city',
    theme: 'system',
    preset: OPENING_PRESET,
    scenario,
    learner,
    orchestration,
    seed: 1,
    origin: null,
    draft: null,
    editing: null,
    city: {
      status: 'starting',
      slotsPerSecond: 2,
      policy: 'maDql',
      manualDecisions: new Array<number>(serverCount(scenario)).fill(1),
      rival: null,
      summary: null,
    },
    training: {
      status: 'starting',
      slotsPerSecond: Number.POSITIVE_INFINITY,
      engine: 'auto',
      summary: null,
    },
    repeats: { status: 'idle', wanted: 0, finished: 0, episode: 0, secondsLeft: null },
    schedule: [],
    learnPanel: 'watch',
    agreement: {
      status: 'idle',
      trace: null,
      source: 'training',
      opened: null,
      quadratic: parseQuadratic({}),
      attempt: null,
      cursor: 0,
      playing: false,
      speed: 4,
      panel: 'watch',
      axis: 'iterations',
    },
    companions: { vdn: noCompanion, centralized: noCompanion, control: noCompanion },
    distil: {
      status: 'idle',
      reason: null,
      chosen: {},
      begun: null,
      progress: null,
      distilled: null,
      day: null,
      slot: 0,
      playing: false,
    },
    files: { busy: null, saved: null, isHeld: false },
    selected: null,
    hovered: null,
    notices: [],
    helpOpen: false,
    engineOpen: false,
    settingsOpen: false,
    settingsSearch: null,
    demandOpen: false,
  };
}

export const appStore = createStore<AppState>(openingState);

/** Reads a part of the state in a component; renders again only when that part changes. */
export function useApp<T>(selector: (state: AppState) => T): T {
  return useStore(appStore, selector);
}

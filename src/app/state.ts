/**
 * The shape of what the page knows (Zustand store) and of what it can ask for (commands).
 * Nothing that changes at frame rate is in here: frames and curves live in `live.ts` buffers.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type {
  AgreementTrace,
  CityPolicy,
  CitySummary,
  TrainingSummary,
} from '../workers/protocol.ts';
import type { Scenario } from '../world/scenario.ts';

export type Stage = 'city' | 'learn' | 'agree';
export type ThemeChoice = 'system' | 'light' | 'dark';
export type RunStatus = 'starting' | 'running' | 'paused' | 'failed';

/** What the pointer or the keyboard singles out; the same in map, matrix and charts. */
export interface Selection {
  readonly kind: 'server';
  readonly id: number;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'information' | 'problem';
  /** Already a sentence of the catalogue, or a message of an InputError. */
  readonly text: string;
}

export interface AppState {
  readonly stage: Stage;
  readonly theme: ThemeChoice;
  readonly preset: string;
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly orchestration: OrchestrationOptions;
  readonly seed: number;

  readonly city: {
    readonly status: RunStatus;
    readonly slotsPerSecond: number;
    readonly policy: CityPolicy;
    readonly manualDecisions: readonly number[];
    readonly summary: CitySummary | null;
  };
  readonly training: {
    readonly status: RunStatus;
    readonly slotsPerSecond: number;
    readonly summary: TrainingSummary | null;
  };
  readonly agreement: {
    readonly status: 'idle' | 'running' | 'ready' | 'failed';
    readonly trace: AgreementTrace | null;
    /** 0 = the start, tau = after the tau-th update; fractions while playing. */
    readonly cursor: number;
    readonly playing: boolean;
    /** Iterations a second. */
    readonly speed: number;
  };
  readonly selected: Selection | null;
  readonly hovered: Selection | null;
  readonly notices: readonly Notice[];
  readonly helpOpen: boolean;
  readonly settingsOpen: boolean;
}

/** Everything the page can ask for. Actions (registry), controls and keys call these, nothing else. */
export interface Commands {
  setStage(stage: Stage): void;
  setTheme(theme: ThemeChoice): void;
  /** Starts a new run from a preset of the scenario and learner. */
  startPreset(preset: string): void;
  /**
   * Changes fields of the scenario. Fields that apply from the next slot are handed to the running
   * workers; the others start a new run. A value that is refused becomes a notice and changes
   * nothing. Returns whether it was accepted.
   */
  changeScenario(change: Readonly<Record<string, unknown>>): boolean;
  changeLearner(change: Readonly<Record<string, unknown>>): boolean;
  changeOrchestration(change: Readonly<Record<string, unknown>>): boolean;
  setSeed(seed: number): boolean;
  /** Starts again from the same seed and configuration. */
  restart(): void;

  setCityRunning(running: boolean): void;
  setCitySpeed(slotsPerSecond: number): void;
  stepCity(): void;
  setPolicy(policy: CityPolicy): void;
  setManualDecision(server: number, level: number): void;

  setTrainingRunning(running: boolean): void;
  setTrainingSpeed(slotsPerSecond: number): void;
  stepTraining(slots: number): void;

  /** Runs N2O on the city's current slot with the newest weights; the trace lands in the store. */
  orchestrate(): void;
  /**
   * Objective of P2 at decisions set by hand, on the slot and the networks of the trace; null where
   * there is none, or where another run of N2O came between.
   */
  evaluateDecisions(decisions: readonly number[]): Promise<number | null>;
  setAgreementCursor(cursor: number): void;
  setAgreementPlaying(playing: boolean): void;
  setAgreementSpeed(iterationsPerSecond: number): void;

  select(selection: Selection | null): void;
  hover(selection: Selection | null): void;
  dismissNotice(id: number): void;
  setHelpOpen(open: boolean): void;
  setSettingsOpen(open: boolean): void;
}

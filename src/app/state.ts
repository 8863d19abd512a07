/**
 * The shape of what the page knows (Zustand store) and of what it can ask for (commands).
 * Nothing that changes at frame rate is in here: frames and curves live in `live.ts` buffers.
 */
import type {
  DistillationProgress,
  DistillationReport,
  DistillationSettings,
} from '../experiments/distillation.ts';
import type { ComparedDay } from '../experiments/sideBySide.ts';
import type { ActorNetworks } from '../learning/actors.ts';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { LearnerMemory } from '../learning/engine.ts';
import type { EngineChoice } from '../learning/engineChoice.ts';
import type { PolicyMap } from '../learning/policyMap.ts';
import type { ValueSurface } from '../learning/valueSurface.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { AgreementPanel, LearnPanel, LinkRun } from '../session/link.ts';
import type { OpenedNetworks } from '../session/problemSource.ts';
import type { Schedule } from '../session/schedule.ts';
import type { CompanionKind, LearntActing } from '../session/setup.ts';
import type { QuadraticOptions, SourceKind } from '../session/sourceOptions.ts';
import type {
  AgreementTrace,
  CityPolicy,
  CitySummary,
  EngineFinding,
  LinkInspection,
  LinkSpectrum,
  LinksRequest,
  PolicyMapsRequest,
  RivalPlan,
  RunOrigin,
  SavedKind,
  ServerInspection,
  TrainingSummary,
  UserInspection,
  ValueSurfaceRequest,
} from '../workers/protocol.ts';
import type { Scenario, Zone } from '../world/scenario.ts';
import type { Measures } from './controller/measures.ts';

export type Stage = 'city' | 'learn' | 'agree' | 'distil';
/** What a run has gone through: iterations, messages over all links, bytes over all links. */
export type AgreementAxis = 'iterations' | 'messages' | 'bytes';
export type ThemeChoice = 'system' | 'light' | 'dark' | 'projector';
export type RunStatus = 'starting' | 'running' | 'paused' | 'failed';

/** What the pointer or the keyboard singles out; the same in map, matrix and charts. */
export type Selection =
  | { readonly kind: 'server'; readonly id: number }
  | { readonly kind: 'user'; readonly id: number }
  /** The smaller id first. */
  | { readonly kind: 'link'; readonly ends: readonly [number, number] };

/** What the pointer does on the map while the city is being edited. */
export type EditTool =
  | { readonly kind: 'move' }
  | { readonly kind: 'add' }
  | { readonly kind: 'remove' }
  | { readonly kind: 'zone'; readonly zone: Zone };

/** A new run that waits for the visitor's word, because it would end the one that goes on. */
export interface Draft {
  readonly preset: string;
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly orchestration: OrchestrationOptions;
  readonly seed: number;
  /** The file that it begins with; null where it begins untrained. */
  readonly origin: RunOrigin | null;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'information' | 'problem';
  /** Already a sentence of the catalogue, or a message of an InputError. */
  readonly text: string;
  /** What is said about a run goes when another one begins. */
  readonly about: 'run' | 'page';
  /** A text to take along, shown to be selected. */
  readonly copy?: string;
}

/** An answer about the newest networks; null where there are none, or another run began since. */
export type OfNewest<T> = Promise<{
  readonly answer: T;
  /** Training slots behind those networks. */
  readonly trainedSlots: number;
} | null>;

/** Asks what the newest networks would do; computed in a worker. */
export interface LearntPictures {
  /** Mean observation of every server over a day, N x 5. */
  typicalDay(): OfNewest<Float64Array>;
  policyMaps(request: PolicyMapsRequest): OfNewest<readonly PolicyMap[]>;
  valueSurface(request: ValueSurfaceRequest): OfNewest<ValueSurface>;
  stop(): void;
}

/** "Beat N2O": decisions made by hand on the slot of a trace. */
export interface Attempt {
  readonly trace: AgreementTrace;
  readonly decisions: readonly number[];
  /** Reward units; null while the networks have not said it yet. */
  readonly objective: number | null;
}

/** Actors that are there, and where they come from. */
export interface Distilled {
  readonly actors: ActorNetworks;
  /** What they were measured to be; null where they come from a file. */
  readonly report: DistillationReport | null;
  /** The scenario and learner that they belong to. */
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly seed: number;
  /** Training slots behind the teacher's networks; null where that is not known. */
  readonly trainedSlots: number | null;
  /** Name of the file that they were read from. */
  readonly file: string | null;
}

/**
 * Learners beside the run's own: VDN and centralised DQL on the same setup, and a control run, which
 * goes on from where it was begun without what is changed after that.
 */
export type BesideKind = CompanionKind | 'control';

export interface Beside {
  readonly status: 'idle' | 'starting' | 'running' | 'paused' | 'done' | 'failed';
  /** Why it failed, or cannot be. */
  readonly reason: string | null;
  /** Training slot that it began at. */
  readonly from: number;
  readonly trainedSlots: number;
  readonly episode: number;
  readonly slotsPerSecond: number;
  /** Id of the engine that trains it; null before it does. */
  readonly engine: string | null;
  /** Bytes that its worker holds for it; null before it runs. */
  readonly memory: LearnerMemory | null;
  /** How often it had to begin again from nothing, because servers came or went. */
  readonly restarts: number;
}

export interface AppState {
  readonly stage: Stage;
  readonly theme: ThemeChoice;
  readonly preset: string;
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly orchestration: OrchestrationOptions;
  readonly seed: number;
  readonly origin: RunOrigin | null;
  /** What the controls show where it is not null; the fields above are what runs. */
  readonly draft: Draft | null;
  /** The tool in hand while the city is being edited; null while it is only looked at. */
  readonly editing: EditTool | null;

  readonly city: {
    readonly status: RunStatus;
    readonly slotsPerSecond: number;
    readonly policy: CityPolicy;
    readonly manualDecisions: readonly number[];
    /** Who decides in a city beside it, on the same random numbers; null where there is none. */
    readonly rival: RivalPlan | null;
    readonly summary: CitySummary | null;
  };
  readonly training: {
    readonly status: RunStatus;
    readonly slotsPerSecond: number;
    /** What the visitor chose; which engine runs is in the summary. */
    readonly engine: EngineChoice;
    readonly summary: TrainingSummary | null;
  };
  /** The same run with other seeds, for the uncertainty of the curve. */
  readonly repeats: {
    /** `outdated`: this run was changed since, and they were not. */
    readonly status: 'idle' | 'running' | 'done' | 'outdated' | 'failed';
    /** How many other seeds were asked for, and how many are done. */
    readonly wanted: number;
    readonly finished: number;
    /** Episodes of the one that is under way. */
    readonly episode: number;
    /** Until all are done; null while that is not known. */
    readonly secondsLeft: number | null;
  };
  /** Changes planned for episodes to come, those that were made among them. */
  readonly schedule: Schedule;
  /** What stage Learn shows beside its curve. */
  readonly learnPanel: LearnPanel;
  readonly agreement: {
    readonly status: 'idle' | 'running' | 'ready' | 'failed';
    readonly trace: AgreementTrace | null;
    /** 0 = the start, tau = after the tau-th update; fractions while playing. */
    readonly cursor: number;
    readonly playing: boolean;
    /** Iterations a second. */
    readonly speed: number;
    /** Where the Q-networks of the next run come from. */
    readonly source: SourceKind;
    /** Networks of a file, kept while another source is looked at. */
    readonly opened: OpenedNetworks | null;
    readonly quadratic: QuadraticOptions;
    /** What the visitor decided by hand, for the trace that it names. */
    readonly attempt: Attempt | null;
    /** What the panel beside the map shows. */
    readonly panel: AgreementPanel;
    /** What the curves of a run are drawn against. */
    readonly axis: AgreementAxis;
  };
  /** Learners beside the run's own, by what they are. */
  readonly companions: Readonly<Record<BesideKind, Beside>>;
  readonly distil: {
    /** `stopped`: ended by the visitor; what was there before stays. */
    readonly status: 'idle' | 'running' | 'ready' | 'stopped' | 'failed';
    /** Why it failed, in the words of what failed. */
    readonly reason: string | null;
    /** What the visitor chose; the rest stands at its default. */
    readonly chosen: Partial<DistillationSettings>;
    /** What the newest distillation was begun with. */
    readonly begun: DistillationSettings | null;
    /** Of the distillation that is under way. */
    readonly progress: DistillationProgress | null;
    readonly distilled: Distilled | null;
    /** A held-out day of the teacher, and of the student once there is one. */
    readonly day: ComparedDay | null;
    /** The slot of that day which is shown. */
    readonly slot: number;
    readonly playing: boolean;
  };
  /** Files on their way out or in. */
  readonly files: {
    readonly busy: SavedKind | 'open' | null;
    /** What was saved last, as a sentence. */
    readonly saved: string | null;
    /** A file is held over the page. */
    readonly isHeld: boolean;
  };
  readonly selected: Selection | null;
  readonly hovered: Selection | null;
  readonly notices: readonly Notice[];
  readonly helpOpen: boolean;
  readonly engineOpen: boolean;
  readonly settingsOpen: boolean;
  /**
   * What was typed for the search of the settings before it was there to take it; null where the
   * search is not asked for, or has the cursor.
   */
  readonly settingsSearch: string | null;
  /** Whether the table of demand is open for editing. */
  readonly demandOpen: boolean;
}

/** Everything the page can ask for. Actions (registry), controls and keys call these, nothing else. */
export interface Commands {
  setStage(stage: Stage): void;
  setTheme(theme: ThemeChoice): void;
  /** Drafts a new run from a preset of the scenario and learner. */
  startPreset(preset: string): void;
  /**
   * Changes fields of the scenario. Fields that apply from the next slot are handed to the running
   * workers; the others are drafted: a new run begins when the visitor says so (or at once where
   * there is nothing to lose). A value that is refused becomes a notice and changes nothing.
   * Returns whether it was accepted.
   */
  changeScenario(change: Readonly<Record<string, unknown>>): boolean;
  changeLearner(change: Readonly<Record<string, unknown>>): boolean;
  changeOrchestration(change: Readonly<Record<string, unknown>>): boolean;
  setSeed(seed: number): boolean;
  /** Drafts the same seed and configuration again. */
  restart(): void;
  /** Drafts a whole run, from a file where it has one. */
  proposeRun(run: LinkRun & { readonly origin?: RunOrigin }): void;
  /** Begins the run that was drafted. */
  startDraft(): void;
  /** Lets the draft's servers come and go in the run that goes on, where that is all it changes. */
  joinDraft(): void;
  discardDraft(): void;
  /** Takes up a tool for editing the city, or puts it down. */
  setEditing(tool: EditTool | null): void;

  setCityRunning(running: boolean): void;
  setCitySpeed(slotsPerSecond: number): void;
  stepCity(): void;
  setPolicy(policy: CityPolicy): void;
  /** Sets a policy beside the city's own, on the same random numbers; null takes it away. */
  setRival(rival: RivalPlan | null): void;
  setManualDecision(server: number, level: number): void;

  setTrainingRunning(running: boolean): void;
  setTrainingSpeed(slotsPerSecond: number): void;
  stepTraining(slots: number): void;
  /** Goes on training with another engine, from the same weights. */
  setEngine(choice: EngineChoice): void;
  /** Which engines can be tried here; null where no worker can tell. */
  findEngines(): Promise<readonly EngineFinding[] | null>;

  /** Trains another learner beside this run's own, or ends it. */
  setCompanion(kind: BesideKind, wanted: boolean): void;
  /** What a companion that is being trained decides by now; null where it has learnt nothing. */
  companionActing(kind: CompanionKind): Promise<LearntActing | null>;

  /** Trains this run again with so many other seeds, for a band around its curve; 0 removes it. */
  setRepeats(wanted: number): void;
  readonly learnt: LearntPictures;

  /** These look into the city's slot that is shown; null where there is no such thing in it. */
  inspectServer(id: number): Promise<ServerInspection | null>;
  inspectUser(id: number): Promise<UserInspection | null>;
  inspectLink(one: number, other: number): Promise<LinkInspection | null>;

  /** Runs N2O on the city's current slot with the newest weights; the trace lands in the store. */
  orchestrate(): void;
  /**
   * Steps the city to the next slot in which N2O earns more than greedy, and runs N2O on it; a
   * notice where none comes in a while.
   */
  findAgreement(): void;
  /**
   * Takes the Q-networks from elsewhere and runs N2O on them; where that fails, what was there
   * before stays.
   */
  setAgreementSource(source: SourceKind): void;
  /**
   * Changes the quadratics and runs N2O on them. Returns whether the change was accepted; what is
   * refused becomes a notice.
   */
  changeQuadratic(change: Readonly<Record<string, unknown>>): boolean;
  /** Takes networks of a file as the source, and runs N2O on them. */
  takeNetworks(opened: OpenedNetworks): void;
  /** Keeps decisions made by hand, and asks what all networks expect of them. */
  tryDecisions(decisions: readonly number[]): void;
  /**
   * Objective of P2 at decisions set by hand, on the slot and the networks of the trace; null where
   * there is none, or where another run of N2O came between.
   */
  evaluateDecisions(decisions: readonly number[]): Promise<number | null>;
  /** How fast links mix that may not have been run over; null where that cannot be known now. */
  linkSpectrum(request: LinksRequest): Promise<LinkSpectrum | null>;
  /**
   * Loads what measures N2O against its rivals and its theorems. Where that does not come the
   * visitor is told, and the answer is null.
   */
  openMeasures(): Promise<Measures | null>;
  setAgreementCursor(cursor: number): void;
  setAgreementPlaying(playing: boolean): void;
  setAgreementSpeed(iterationsPerSecond: number): void;
  setAgreementPanel(panel: AgreementPanel): void;
  /**
   * Replaces what is planned. Refused with a notice where it is no schedule, or touches the past.
   *
   * @returns whether it was accepted
   */
  setSchedule(schedule: unknown): boolean;
  setLearnPanel(panel: LearnPanel): void;
  setAgreementAxis(axis: AgreementAxis): void;
  /**
   * By hand, in the iteration shown: cuts a link from there on, or drops what it carries there, both
   * ways. What was done before is undone. The run is made again at once.
   *
   * @param link the ids of its ends
   */
  cutLink(deed: 'cut' | 'drop', link: readonly [number, number]): void;
  /** Undoes all that was cut and dropped by hand. */
  mendLinks(): void;
  /**
   * Q of a server over its own and one other decision of its scope, on the slot and networks of the
   * trace; null where that is gone.
   *
   * @param alpha levels of the scope, its own first; the two that vary are replaced
   * @param other position in the scope of the other, from 1; 0 for none
   */
  agreementSurface(
    server: number,
    alpha: readonly number[],
    other: number,
  ): Promise<ValueSurface | null>;

  /** Distils the newest networks as it is chosen, or ends what is under way. */
  setDistilling(running: boolean): void;
  /** Changes settings of the next distillation; a refused value becomes a notice and changes nothing. */
  changeDistillation(change: Readonly<Record<string, unknown>>): void;
  /** Lets the teacher play a held-out day, where there is none yet or it is of other networks. */
  showTeacherDay(): void;
  setDistilSlot(slot: number): void;
  setDistilPlaying(playing: boolean): void;
  /** The actors run the visible city from its next slot on. */
  letActorsRun(): void;
  saveActors(): void;
  /** Takes actors of a file; asks for the file where there is none. */
  openActors(file?: File): void;

  /** Saves what has been trained as a file. */
  saveFile(kind: SavedKind): void;
  /**
   * Drafts the run of a file of networks or of a checkpoint; asks for the file where there is none.
   * In stage Agree, networks and observations become the source of a run of N2O instead. What is
   * wrong with a file becomes a notice.
   */
  openFile(...files: readonly File[]): void;

  select(selection: Selection | null): void;
  hover(selection: Selection | null): void;
  dismissNotice(id: number): void;
  /** Tells the visitor that a part of the page could not be loaded. */
  reportMissingPart(): void;
  /** Copies the link that leads back to what is shown. */
  copyLink(): void;
  setHelpOpen(open: boolean): void;
  setEngineOpen(open: boolean): void;
  /** @param search what the search of the settings begins with; without it they open at their top */
  setSettingsOpen(open: boolean, search?: string): void;
  setDemandOpen(open: boolean): void;
}

/**
 * Everything that the page can ask for, carried out: the store for what is seen at once, the
 * workers for what has to be computed. Nothing else in the app talks to a worker.
 */
import type { StoreApi } from 'zustand/vanilla';
import { parseOrchestration } from '../orchestration/options.ts';
import { checkSeed } from '../random.ts';
import { InputError } from '../schema.ts';
import type { LinkRun } from '../session/link.ts';
import { revisedSchedule } from '../session/schedule.ts';
import { parseQuadratic } from '../session/sourceOptions.ts';
import { OrchestratorClient } from '../workers/orchestratorClient.ts';
import type { AgreementTrace } from '../workers/protocol.ts';
import { t } from './catalogue/index.ts';
import {
  changedLearner,
  changedScenario,
  checkDecision,
  configured,
  differs,
  fittingDecisions,
  fittingPolicy,
  fittingRival,
  fittingSelection,
  hasSomethingToLose,
  keptOrigin,
  learnerForKind,
  named,
  refusalOf,
  runningLearner,
  runningOf,
  runningScenario,
  withIdsOf,
} from './controller/changes.ts';
import type { Companions } from './controller/companions.ts';
import type { Distilling } from './controller/distilling.ts';
import { LateAgreement } from './controller/lateAgreement.ts';
import { learntPictures } from './controller/learnt.ts';
import type { Measures } from './controller/measures.ts';
import { Notices } from './controller/notices.ts';
import type { Repeats } from './controller/repeats.ts';
import { Run, type RunSpawns } from './controller/run.ts';
import type { Files } from './files/files.ts';
import { copyLink } from './link/copyLink.ts';
import { linkOf } from './link/linkOf.ts';
import { live } from './live.ts';
import { findPreset, PRESET_IDS } from './presets.ts';
import { AGREEMENT_SPEED, CITY_SPEED } from './speeds.ts';
import { policyName } from './stages/city/policyName.ts';
import type { AppState, Beside, BesideKind, Commands, Draft } from './state.ts';
import { appStore } from './store.ts';

export interface Session {
  readonly commands: Commands;
  readonly run: Run;
  readonly notices: Notices;
  /** Starts the first run, and holds everything still while the page is hidden. */
  open(): void;
}

/** Connects commands, a store, live buffers and workers. */
export function createSession(
  store: StoreApi<AppState>,
  buffers: typeof live,
  spawns: RunSpawns & { readonly orchestrator?: () => Worker } = {},
): Session {
  const notices = new Notices(store);
  const run = new Run(store, buffers, notices, spawns);
  const orchestrator = new OrchestratorClient(spawns.orchestrator);
  // Pictures of networks have a worker of their own: N2O is not to wait for them.
  const pictures = new OrchestratorClient(spawns.orchestrator);
  const loadAgreement = async () => {
    const { Agreement } = await import('./controller/agreement.ts');
    return new Agreement(store, run.world, orchestrator, notices, pictures, (event) =>
      run.record.log.add(event),
    );
  };
  const agreement = new LateAgreement(store, loadAgreement, () => commands.reportMissingPart());
  const learnt = learntPictures(store, buffers.curves, pictures);
  let repeats: Promise<Repeats> | null = null;
  const loadRepeats = async () => {
    const { Repeats } = await import('./controller/repeats.ts');
    return new Repeats(store, buffers.curves, () => run.record, spawns.learner);
  };
  let companions: Promise<Companions> | null = null;
  const withCompanions = (use: (companions: Companions) => void, failed = () => {}) => {
    companions ??= import('./controller/companions.ts').then(
      ({ Companions }) => new Companions(store, buffers.curves, run, notices, spawns.learner),
    );
    companions.then(use, () => {
      companions = null;
      failed();
      commands.reportMissingPart();
    });
  };
  let measures: Promise<Measures> | null = null;
  const loadMeasures = async () => {
    const { Measures } = await import('./controller/measures.ts');
    const requestOf = (trace: AgreementTrace) => agreement.loaded?.requestOf(trace) ?? null;
    return new Measures(requestOf, () => buffers.curves.weights, spawns.orchestrator);
  };
  let distilling: Promise<Distilling> | null = null;
  const withDistilling = (use: (distilling: Distilling) => void) => {
    distilling ??= import('./controller/distilling.ts').then(
      ({ Distilling }) => new Distilling(store, buffers.curves, notices, spawns),
    );
    distilling.then(use, () => {
      distilling = null;
      commands.reportMissingPart();
    });
  };
  let files: Promise<Files> | null = null;
  const withFiles = (use: (files: Files) => void) => {
    files ??= import('./files/files.ts').then(
      ({ Files }) => new Files(store, run, buffers.curves, commands, notices),
    );
    files.then(use, () => {
      files = null;
      commands.reportMissingPart();
    });
  };
  const showCompanion = (kind: BesideKind, status: Beside['status']) =>
    store.setState((state) => ({
      companions: { ...state.companions, [kind]: { ...state.companions[kind], status } },
    }));
  /** Does something with a part that is loaded for it. */
  const withPart = <T>(part: Promise<T>, use: (part: T) => void) =>
    void part.then(use, () => commands.reportMissingPart());
  const set = (change: Partial<AppState>) => store.setState(change);
  const setCity = (change: Partial<AppState['city']>) =>
    store.setState(({ city }) => ({ city: { ...city, ...change } }));

  /** Starts a run from slot 0 with what is in the store; what belonged to the old one goes. */
  function begin(): void {
    const { scenario, city } = store.getState();
    agreement.clear();
    notices.clearRun();
    setCity({
      policy: fittingPolicy(city.policy, scenario),
      manualDecisions: fittingDecisions(city.manualDecisions, scenario),
      rival: fittingRival(city.rival, scenario),
    });
    set({ hovered: null, selected: fittingSelection(store.getState().selected, scenario) });
    run.start();
  }

  /** Keeps a new run until the visitor says so; where there is nothing to lose, it begins. */
  function propose(change: Partial<Omit<Draft, 'preset'>>): void {
    const state = store.getState();
    const shown = configured(state);
    const next = named({ ...shown, ...change });
    const kept = change.origin === undefined ? keptOrigin([shown, runningOf(state)], next) : null;
    const proposed = { ...next, origin: change.origin ?? kept };
    const isChange = Object.keys(change).length > 0;
    // A change that was taken back leaves nothing to ask.
    if (isChange && !differs(runningOf(state), proposed)) set({ draft: null });
    else if (hasSomethingToLose(state)) set({ draft: proposed });
    else {
      set({ ...proposed, draft: null });
      begin();
    }
  }

  /**
   * Changes what runs, and with it the draft, which goes on from there. A draft in which nothing is
   * left to ask goes; one that only starts again stays.
   */
  function changeAtOnce(running: Partial<LinkRun>, drafted: Partial<LinkRun>): void {
    const before = store.getState();
    set(named({ ...runningOf(before), ...running }));
    if (!before.draft) return;
    const startsAgain = !differs(runningOf(before), before.draft);
    const draft = named({ ...before.draft, ...drafted });
    const isLeft = startsAgain || differs(runningOf(store.getState()), draft);
    set({ draft: isLeft ? draft : null });
  }

  /** Pauses the city where it runs; gives back how to let it go on. */
  function holdCity(): () => void {
    if (store.getState().city.status !== 'running') return () => {};
    commands.setCityRunning(false);
    return () => commands.setCityRunning(true);
  }

  run.onScheduled = (episode) => {
    const change = store.getState().schedule.find((each) => each.episode === episode);
    if (!change) return;
    // The learner has it already; the page and its city follow.
    if (Object.keys(change.scenario).length > 0) commands.changeScenario(change.scenario);
    if (change.reopened) {
      commands.changeLearner({ reopened: { from: episode, ...change.reopened } });
    }
  };

  const commands: Commands = {
    setStage(stage) {
      const { agreement: shown, selected, scenario } = store.getState();
      const isOfCity = stage === 'agree' || shown.source === 'training';
      // Servers of a file are none of the city's.
      set({ stage, selected: isOfCity ? selected : fittingSelection(selected, scenario) });
    },
    setTheme: (theme) => set({ theme }),
    startPreset(id) {
      const preset = notices.attempt(() => {
        const found = findPreset(id);
        if (!found) throw new InputError('preset', id, PRESET_IDS.join(' | '));
        return found;
      });
      if (!preset) return;
      const { scenario, learner, orchestration } = preset;
      const running = runningOf(store.getState());
      const isOfThisRun = !differs({ ...running, scenario, learner }, running);
      // What only Algorithm 1 does otherwise ends no training.
      if (isOfThisRun && differs({ ...running, orchestration }, running)) {
        commands.discardDraft();
        commands.changeOrchestration(orchestration);
        return;
      }
      propose({ scenario, learner, orchestration, origin: null });
    },
    changeScenario(change) {
      const { scenario, draft } = store.getState();
      const shown = configured(store.getState());
      const accepted = notices.attempt(() =>
        changedScenario(shown.scenario, shown.learner, change),
      );
      if (!accepted) return false;
      const { value, takesEffect, fitted } = accepted;
      if (takesEffect === 'never') return true;
      if (takesEffect === 'restart') {
        const planned = withIdsOf(scenario, value);
        const isOther = value.kind !== shown.scenario.kind;
        const learner = isOther ? learnerForKind(shown.learner, value.kind) : shown.learner;
        propose({ scenario: planned, learner });
        if (fitted) notices.tell('information', t(`draft.fitted.${fitted}`));
        return true;
      }
      const running = draft ? runningScenario(scenario, change) : value;
      changeAtOnce(running ? { scenario: running } : {}, { scenario: value });
      if (!running) return true;
      run.follow(run.world.applyScenario(running));
      run.follow(run.learner.applyScenario(running));
      return true;
    },
    changeLearner(change) {
      const shown = configured(store.getState());
      const accepted = notices.attempt(() => changedLearner(shown.learner, change));
      if (!accepted) return false;
      const { value, takesEffect } = accepted;
      if (takesEffect === 'never') return true;
      if (takesEffect === 'restart') {
        propose({ learner: value });
        return true;
      }
      const running = runningLearner(store.getState().learner, change);
      changeAtOnce({ learner: running }, { learner: value });
      run.follow(run.learner.applyLearner(running));
      run.planChanged(running);
      return true;
    },
    changeOrchestration(change) {
      const { orchestration, city } = store.getState();
      const shown = configured(store.getState());
      const drafted = notices.attempt(() =>
        parseOrchestration({ ...shown.orchestration, ...change }),
      );
      if (!drafted) return false;
      const running = parseOrchestration({ ...orchestration, ...change });
      changeAtOnce({ orchestration: running }, { orchestration: drafted });
      run.follow(run.world.setPolicy(city.policy, running));
      agreement.loaded?.runAgain();
      return true;
    },
    setSeed(seed) {
      const accepted = notices.attempt(() => {
        checkSeed(seed);
        return true;
      });
      if (accepted) propose({ seed });
      return accepted === true;
    },
    restart: () => propose({}),
    proposeRun: ({ scenario, learner, orchestration, seed, origin = null }) =>
      propose({ scenario, learner, orchestration, seed, origin }),
    startDraft() {
      const { draft } = store.getState();
      if (!draft) return;
      set({ ...draft, draft: null, editing: null });
      begin();
    },
    joinDraft: () =>
      withPart(import('./controller/joining.ts'), ({ joinDraft }) =>
        joinDraft(store, run, notices, agreement),
      ),
    discardDraft: () => set({ draft: null }),
    setEditing: (editing) => set({ editing }),

    setCityRunning: (running) => run.setRunning('city', running),
    setCitySpeed(slotsPerSecond) {
      const speed = within(slotsPerSecond, CITY_SPEED);
      setCity({ slotsPerSecond: speed });
      run.follow(run.world.setSpeed(speed));
    },
    stepCity: () => run.follow(run.world.step()),
    setPolicy(policy) {
      const { city, orchestration, scenario, distil } = store.getState();
      if (policy === 'distilled') {
        if (!distil.distilled) {
          notices.tell('problem', t('city.policy.distilled.missing'));
          return;
        }
        const { actors, trainedSlots } = distil.distilled;
        setCity({ policy });
        run.act({ kind: policy, actors, trainedSlots }, orchestration, () =>
          setCity({ policy: city.policy }),
        );
        return;
      }
      const reason = refusalOf(scenario, policy);
      if (!reason && (policy === 'vdn' || policy === 'centralized')) {
        withCompanions((loaded) => loaded.letRun(policy));
        return;
      }
      if (reason) {
        const text = t('city.policy.refused', { policy: policyName(policy), reason });
        notices.tell('problem', text);
        return;
      }
      setCity({ policy });
      run.follow(run.world.setPolicy(policy, orchestration), () =>
        setCity({ policy: city.policy }),
      );
    },
    setRival(rival) {
      const { city, scenario } = store.getState();
      const before = city.rival;
      const reason = rival && refusalOf(scenario, rival.policy);
      if (reason) {
        const policy = policyName(rival.policy);
        notices.tell('problem', t('city.policy.refused', { policy, reason }));
        return;
      }
      buffers.rival.clear();
      setCity({ rival });
      run.follow(run.world.setRival(rival), () => setCity({ rival: before }));
    },
    setManualDecision(server, level) {
      const { scenario, city } = store.getState();
      const decisions = notices.attempt(() => {
        checkDecision(scenario, server, level);
        return city.manualDecisions.with(server, level);
      });
      if (!decisions) return;
      setCity({ manualDecisions: decisions });
      run.follow(run.world.setManualDecisions(decisions));
    },

    setTrainingRunning: (running) => run.setRunning('training', running),
    setTrainingSpeed(slotsPerSecond) {
      const speed = Math.max(slotsPerSecond, 1);
      store.setState(({ training }) => ({ training: { ...training, slotsPerSecond: speed } }));
      run.follow(run.learner.setSpeed(speed));
    },
    stepTraining: (slots) => run.follow(run.learner.step(slots)),
    setEngine(choice) {
      store.setState(({ training }) => ({ training: { ...training, engine: choice } }));
      run.follow(run.learner.setEngine(choice));
    },
    findEngines: () => run.learner.findEngines().catch(() => null),

    setCompanion(kind, wanted) {
      // The choice is seen at once; what carries it out is loaded first.
      showCompanion(kind, wanted ? 'starting' : 'idle');
      withCompanions(
        (loaded) => loaded.want(kind, wanted),
        () => showCompanion(kind, 'idle'),
      );
    },
    companionActing: async (kind) => (await companions)?.actingOf(kind) ?? null,

    setRepeats(wanted) {
      // The choice is seen at once; what carries it out is loaded first.
      const show = (count: number) =>
        store.setState((state) => ({ repeats: { ...state.repeats, wanted: count } }));
      show(wanted);
      repeats ??= loadRepeats();
      repeats.then(
        (loaded) => loaded.want(wanted),
        () => {
          repeats = null;
          show(0);
          commands.reportMissingPart();
        },
      );
    },
    learnt,

    inspectServer: (id) => run.world.inspectServer(id),
    inspectUser: (id) => run.world.inspectUser(id),
    inspectLink: (one, other) => run.world.inspectLink(one, other),

    orchestrate: () => agreement.start((loaded) => loaded.run()),
    findAgreement: () => agreement.start((loaded) => void loaded.search(holdCity)),
    setAgreementSource: (source) => agreement.start((loaded) => void loaded.use({ source })),
    takeNetworks: (opened) => agreement.start((loaded) => void loaded.takeNetworks(opened)),
    changeQuadratic(change) {
      const quadratic = notices.attempt(() =>
        parseQuadratic({ ...store.getState().agreement.quadratic, ...change }),
      );
      if (!quadratic) return false;
      agreement.start((loaded) => void loaded.use({ source: 'quadratic', quadratic }));
      return true;
    },
    tryDecisions: (decisions) => void agreement.loaded?.try(decisions),
    evaluateDecisions: async (decisions) => agreement.loaded?.evaluate(decisions) ?? null,
    linkSpectrum: async (request) => agreement.loaded?.spectrum(request) ?? null,
    openMeasures() {
      measures ??= loadMeasures();
      return measures.catch(() => {
        measures = null;
        commands.reportMissingPart();
        return null;
      });
    },
    setAgreementCursor: (cursor) => agreement.loaded?.setCursor(cursor),
    setAgreementPlaying: (playing) => agreement.loaded?.setPlaying(playing),
    setAgreementSpeed(speed) {
      store.setState((state) => ({
        agreement: { ...state.agreement, speed: within(speed, AGREEMENT_SPEED) },
      }));
    },
    setAgreementPanel: (panel) =>
      store.setState(({ agreement }) => ({ agreement: { ...agreement, panel } })),
    setSchedule(value) {
      const { scenario, learner, schedule: before, training } = store.getState();
      const episode = training.summary?.episode ?? 0;
      const schedule = notices.attempt(() =>
        revisedSchedule(value, { scenario, learner, before, episode }),
      );
      if (!schedule) return false;
      set({ schedule });
      run.follow(run.learner.setSchedule(schedule));
      return true;
    },
    setLearnPanel: (learnPanel) => store.setState({ learnPanel }),
    setAgreementAxis: (axis) =>
      store.setState(({ agreement }) => ({ agreement: { ...agreement, axis } })),
    cutLink(deed, link) {
      const cuts = agreement.loaded?.cutsAfter(deed, link);
      if (cuts) commands.changeOrchestration({ cuts });
    },
    mendLinks: () => commands.changeOrchestration({ cuts: [] }),
    agreementSurface: async (server, alpha, other) =>
      agreement.loaded?.surface(server, alpha, other) ?? null,

    setDistilling: (running) =>
      withDistilling((loaded) => (running ? void loaded.start() : loaded.stop())),
    changeDistillation: (change) => withDistilling((loaded) => loaded.change(change)),
    showTeacherDay: () => withDistilling((loaded) => void loaded.showTeacher()),
    setDistilSlot: (slot) => withDistilling((loaded) => loaded.setSlot(slot)),
    setDistilPlaying: (playing) => withDistilling((loaded) => loaded.setPlaying(playing)),
    letActorsRun: () => commands.setPolicy('distilled'),
    saveActors: () => withDistilling((loaded) => loaded.save()),
    openActors: (file) => withDistilling((loaded) => void loaded.open(file)),

    saveFile: (kind) => withFiles((loaded) => void loaded.save(kind)),
    openFile: (...chosen) =>
      withFiles((loaded) => (chosen.length > 0 ? loaded.openAll(chosen) : loaded.ask())),

    select: (selected) => set({ selected }),
    hover: (hovered) => set({ hovered }),
    dismissNotice: (id) => notices.dismiss(id),
    reportMissingPart: () => notices.tell('problem', t('error.part')),
    copyLink() {
      const state = store.getState();
      const { source, opened } = state.agreement;
      const inAgree = state.stage === 'agree' && source === 'networks' ? opened?.name : undefined;
      void copyLink(linkOf(state, run), notices, inAgree ?? state.origin?.name);
    },
    setHelpOpen: (helpOpen) => set({ helpOpen }),
    setEngineOpen: (engineOpen) => set({ engineOpen }),
    setSettingsOpen: (settingsOpen, search) =>
      set({ settingsOpen, settingsSearch: search ?? null }),
    setDemandOpen: (demandOpen) => set({ demandOpen }),
  };

  function open(): void {
    document.addEventListener('visibilitychange', () => run.setVisible(!document.hidden));
    run.setVisible(!document.hidden);
    begin();
  }

  return { commands, run, notices, open };
}

function within(value: number, range: { readonly minimum: number; readonly maximum: number }) {
  return Math.min(Math.max(value, range.minimum), range.maximum);
}

/** The page's one session. `main.tsx` opens it after the first paint. */
export const session: Session = createSession(appStore, live);

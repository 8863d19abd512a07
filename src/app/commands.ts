/**
 * Everything that the page can ask for, carried out: the store for what is seen at once, the
 * workers for what has to be computed. Nothing else in the app talks to a worker.
 */
import type { StoreApi } from 'zustand/vanilla';
import { parseOrchestration } from '../orchestration/options.ts';
import { checkSeed } from '../random.ts';
import { InputError } from '../schema.ts';
import { OrchestratorClient } from '../workers/orchestratorClient.ts';
import { serverCount } from '../world/scenario.ts';
import { t } from './catalogue/index.ts';
import { Agreement } from './controller/agreement.ts';
import {
  changedLearner,
  changedScenario,
  checkDecision,
  fittingDecisions,
  fittingPolicy,
  learnerForKind,
  refusalOf,
} from './controller/changes.ts';
import { Notices } from './controller/notices.ts';
import { Run, type RunSpawns } from './controller/run.ts';
import { live } from './live.ts';
import { CUSTOM_PRESET, findPreset, PRESET_IDS } from './presets.ts';
import { policyName } from './stages/city/policyName.ts';
import type { AppState, Commands } from './state.ts';
import { appStore } from './store.ts';

/** Slots a second of the visible city. */
export const CITY_SPEED = { minimum: 0.25, maximum: 60 } as const;
/** Iterations a second of a playing N2O run. */
export const AGREEMENT_SPEED = { minimum: 0.25, maximum: 60 } as const;

export interface Session {
  readonly commands: Commands;
  readonly run: Run;
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
  const agreement = new Agreement(store, run.world, orchestrator, notices);
  const set = (change: Partial<AppState>) => store.setState(change);
  const setCity = (change: Partial<AppState['city']>) =>
    store.setState(({ city }) => ({ city: { ...city, ...change } }));

  /** Starts a run from slot 0 with what is in the store; what belonged to the old one goes. */
  function restart(): void {
    const { scenario, city, selected } = store.getState();
    agreement.clear();
    setCity({
      policy: fittingPolicy(city.policy, scenario),
      manualDecisions: fittingDecisions(city.manualDecisions, scenario),
    });
    set({
      hovered: null,
      selected: selected && selected.id < serverCount(scenario) ? selected : null,
    });
    run.start();
  }

  const commands: Commands = {
    setStage: (stage) => set({ stage }),
    setTheme: (theme) => set({ theme }),
    startPreset(id) {
      const preset = notices.attempt(() => {
        const found = findPreset(id);
        if (!found) throw new InputError('preset', id, PRESET_IDS.join(' | '));
        return found;
      });
      if (!preset) return;
      const { id: name, ...configuration } = preset;
      set({ preset: name, ...configuration });
      restart();
    },
    changeScenario(change) {
      const { scenario, learner } = store.getState();
      const accepted = notices.attempt(() => changedScenario(scenario, learner, change));
      if (!accepted) return false;
      const { value, takesEffect } = accepted;
      if (takesEffect === 'never') return true;
      set({ scenario: value, preset: CUSTOM_PRESET });
      if (value.kind !== scenario.kind) set({ learner: learnerForKind(learner, value.kind) });
      if (takesEffect === 'restart') {
        restart();
      } else {
        run.follow(run.world.applyScenario(value));
        run.follow(run.learner.applyScenario(value));
      }
      return true;
    },
    changeLearner(change) {
      const accepted = notices.attempt(() => changedLearner(store.getState().learner, change));
      if (!accepted) return false;
      const { value, takesEffect } = accepted;
      if (takesEffect === 'never') return true;
      set({ learner: value, preset: CUSTOM_PRESET });
      if (takesEffect === 'restart') restart();
      else {
        run.follow(run.learner.applyLearner(value));
        run.planChanged(value);
      }
      return true;
    },
    changeOrchestration(change) {
      const { orchestration, city } = store.getState();
      const value = notices.attempt(() => parseOrchestration({ ...orchestration, ...change }));
      if (!value) return false;
      set({ orchestration: value });
      run.follow(run.world.setPolicy(city.policy, value));
      agreement.runAgain();
      return true;
    },
    setSeed(seed) {
      const accepted = notices.attempt(() => {
        checkSeed(seed);
        return true;
      });
      if (!accepted) return false;
      set({ seed });
      restart();
      return true;
    },
    restart,

    setCityRunning: (running) => run.setRunning('city', running),
    setCitySpeed(slotsPerSecond) {
      const speed = within(slotsPerSecond, CITY_SPEED);
      setCity({ slotsPerSecond: speed });
      run.follow(run.world.setSpeed(speed));
    },
    stepCity: () => run.follow(run.world.step()),
    setPolicy(policy) {
      const { city, orchestration, scenario } = store.getState();
      const reason = refusalOf(scenario, policy);
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

    orchestrate: () => agreement.run(),
    evaluateDecisions: (decisions) => agreement.evaluate(decisions),
    setAgreementCursor: (cursor) => agreement.setCursor(cursor),
    setAgreementPlaying: (playing) => agreement.setPlaying(playing),
    setAgreementSpeed(speed) {
      store.setState((state) => ({
        agreement: { ...state.agreement, speed: within(speed, AGREEMENT_SPEED) },
      }));
    },

    select: (selected) => set({ selected }),
    hover: (hovered) => set({ hovered }),
    dismissNotice: (id) => notices.dismiss(id),
    setHelpOpen: (helpOpen) => set({ helpOpen }),
    setSettingsOpen: (settingsOpen) => set({ settingsOpen }),
  };

  function open(): void {
    document.addEventListener('visibilitychange', () => run.setVisible(!document.hidden));
    run.setVisible(!document.hidden);
    restart();
  }

  return { commands, run, open };
}

function within(value: number, range: { readonly minimum: number; readonly maximum: number }) {
  return Math.min(Math.max(value, range.minimum), range.maximum);
}

/** The page's one session. `main.tsx` opens it after the first paint. */
export const session: Session = createSession(appStore, live);
export const { commands } = session;
export const openSession = session.open;

/**
 * Keeps the address at what the page shows, and takes up links that the visitor puts there. The
 * history is left alone: the address is replaced, never added to.
 */
import type { StoreApi } from 'zustand/vanilla';
import { differingFields, LINK_SECTIONS, type LinkRun } from '../../session/link.ts';
import type { Session } from '../commands.ts';
import {
  changedLearner,
  changedScenario,
  differs,
  refusalOf,
  runningOf,
} from '../controller/changes.ts';
import type { AppState } from '../state.ts';
import { linkOf } from './linkOf.ts';
import { serverSelection, takeLink } from './openLink.ts';

/** Browsers refuse more than about three changes of the address a second. */
const LEAST_INTERVAL = 500;

/** Follows state and address until the function that it returns is called. */
export function followLink(session: Session, store: StoreApi<AppState>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = '';
  const write = () => {
    timer = undefined;
    const link = linkOf(store.getState(), session.run);
    if (link === written) return;
    written = link;
    history.replaceState(history.state, '', link);
  };
  const writeSoon = () => {
    timer ??= setTimeout(write, LEAST_INTERVAL);
  };
  const unsubscribe = store.subscribe((state, before) => {
    if (isOther(state, before)) writeSoon();
  });
  const take = () => {
    // Whatever stands there now, an anchor too, is not what was written.
    written = '';
    applyLink(location.hash, session, store);
    writeSoon();
  };
  window.addEventListener('hashchange', take);
  write();
  return () => {
    clearTimeout(timer);
    unsubscribe();
    window.removeEventListener('hashchange', take);
  };
}

/** Whether a part of the state changed that a link holds. */
function isOther(state: AppState, before: AppState): boolean {
  const parts = ({ stage, theme, seed, selected, learnPanel, ...run }: AppState) => [
    stage,
    theme,
    seed,
    selected,
    learnPanel,
    run.scenario,
    run.learner,
    run.orchestration,
    run.schedule,
  ];
  const rooms = ({ city, training, agreement }: AppState) => [
    city.policy,
    city.rival,
    city.manualDecisions,
    city.slotsPerSecond,
    city.status,
    training.status,
    training.engine,
    agreement.panel,
    agreement.source,
    agreement.quadratic,
  ];
  const old = [...parts(before), ...rooms(before)];
  return [...parts(state), ...rooms(state)].some((value, index) => value !== old[index]);
}

/** Takes up a link while a run goes on: what would end that run becomes a draft. */
function applyLink(hash: string, { commands, notices }: Session, store: StoreApi<AppState>): void {
  const link = takeLink(hash, runningOf(store.getState()), notices);
  if (!link) return;
  const { run, view } = link;
  if (view.stage) commands.setStage(view.stage);
  if (view.theme) commands.setTheme(view.theme);
  if (view.speed !== undefined) commands.setCitySpeed(view.speed);
  if (view.engine && view.engine !== store.getState().training.engine) {
    commands.setEngine(view.engine);
  }
  if (run) changeRun(run, { commands }, store);
  // A run that only waits may have other servers than the one that these are for now.
  const { scenario, city } = store.getState();
  if (view.decisions?.length === city.manualDecisions.length) {
    view.decisions.forEach((level, server) => {
      if (level !== city.manualDecisions[server]) commands.setManualDecision(server, level);
    });
  }
  if (view.policy && view.policy !== city.policy && !refusalOf(scenario, view.policy)) {
    commands.setPolicy(view.policy);
  }
  if (view.rival && !refusalOf(scenario, view.rival.policy)) commands.setRival(view.rival);
  if (view.selected !== undefined && view.selected! < city.manualDecisions.length) {
    commands.select(serverSelection(view.selected));
  }
  if (view.panel) commands.setAgreementPanel(view.panel);
  if (view.schedule) commands.setSchedule(view.schedule);
  if (view.learnPanel) commands.setLearnPanel(view.learnPanel);
  if (view.quadratic) commands.changeQuadratic(view.quadratic);
  else if (view.quadratic === null) commands.setAgreementSource('training');
  if (view.cityRuns !== undefined) commands.setCityRunning(view.cityRuns);
  if (view.trainingRuns !== undefined) commands.setTrainingRunning(view.trainingRuns);
}

/** Changes at once what can be changed at once; anything more is a new run. */
function changeRun(
  run: LinkRun,
  { commands }: Pick<Session, 'commands'>,
  store: StoreApi<AppState>,
): void {
  const running = runningOf(store.getState());
  if (!canFollow(running, run)) {
    commands.proposeRun(run);
    return;
  }
  commands.discardDraft();
  const [scenario, learner, orchestration] = LINK_SECTIONS.map((section) =>
    pick(run[section], differingFields(running[section], run[section])),
  );
  if (differs(running, { ...running, ...run })) {
    commands.changeScenario(scenario!);
    commands.changeLearner(learner!);
    commands.changeOrchestration(orchestration!);
  }
}

/** Whether the running workers can take up all that is different. */
function canFollow(running: LinkRun, run: LinkRun): boolean {
  if (run.seed !== running.seed || run.scenario.kind !== running.scenario.kind) return false;
  return (
    changedScenario(running.scenario, running.learner, run.scenario).takesEffect !== 'restart' &&
    changedLearner(running.learner, run.learner).takesEffect !== 'restart'
  );
}

function pick(from: object, names: readonly string[]): Record<string, unknown> {
  const values = from as Readonly<Record<string, unknown>>;
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}

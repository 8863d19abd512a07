/** Takes up the link that the page is opened with, before the first run starts from it. */
import type { StoreApi } from 'zustand/vanilla';
import type { LinkRun } from '../../session/link.ts';
import { readLink } from '../../session/linkReader.ts';
import { t } from '../catalogue/index.ts';
import type { Session } from '../commands.ts';
import { fittingDecisions, named, runningOf } from '../controller/changes.ts';
import type { Notices } from '../controller/notices.ts';
import type { AppState } from '../state.ts';
import { vocabulary } from './linkOf.ts';

/** Problems of one link that are named; the rest are counted. */
const MOST_PROBLEMS = 3;

/** Reads a hash; its problems are told to the visitor. Null where it is no link, but an anchor. */
export function takeLink(hash: string, current: LinkRun, notices: Notices) {
  const text = hash.replace(/^#/, '');
  if (text === '' || (!text.includes('=') && document.getElementById(text))) return null;
  const { run, view, problems } = readLink(text, vocabulary(), current);
  if (problems.length > 0) notices.tell('problem', problemText(problems));
  return { run, view };
}

/** One sentence on all that could not be used: the first few by name and reason. */
function problemText(problems: readonly Error[]): string {
  const count = problems.length;
  const named = problems.slice(0, MOST_PROBLEMS).map(({ message }) => message);
  const reasons = (count > MOST_PROBLEMS ? [...named, '…'] : named).join(' · ');
  return count === 1 ? t('link.problem', { reasons }) : t('link.problems', { count, reasons });
}

/** Puts what a link holds into the store and the rooms, before anything runs. */
export function openLink(
  hash: string,
  { commands, notices }: Session,
  store: StoreApi<AppState>,
): void {
  const state = store.getState();
  const link = takeLink(hash, runningOf(state), notices);
  if (!link) return;
  const { run, view } = link;
  const opened = run ? named({ ...run, origin: null }) : runningOf(state);
  store.setState(({ city, training, agreement }) => ({
    ...opened,
    stage: view.stage ?? state.stage,
    theme: view.theme ?? state.theme,
    city: {
      ...city,
      policy: view.policy ?? city.policy,
      rival: view.rival ?? null,
      manualDecisions: view.decisions ?? fittingDecisions(city.manualDecisions, opened.scenario),
      slotsPerSecond: view.speed ?? city.slotsPerSecond,
    },
    training: { ...training, engine: view.engine ?? training.engine },
    agreement: {
      ...agreement,
      panel: view.panel ?? agreement.panel,
      source: view.quadratic ? 'quadratic' : agreement.source,
      quadratic: view.quadratic ?? agreement.quadratic,
    },
    schedule: view.schedule ?? [],
    learnPanel: view.learnPanel ?? state.learnPanel,
    selected: view.selected === undefined ? null : serverSelection(view.selected),
  }));
  if (view.cityRuns === false) commands.setCityRunning(false);
  if (view.trainingRuns === false) commands.setTrainingRunning(false);
}

export function serverSelection(id: number | null): AppState['selected'] {
  return id === null ? null : { kind: 'server', id };
}

/** Actions of stage Agree: take a slot, play its run, and go through it part by part. */
import { AGREEMENT_PANELS, type AgreementPanel } from '../../session/link.ts';
import { nextSubPhase, stepCursor } from '../stages/agree/moment.ts';
import type { AppState, Commands } from '../state.ts';
import type { Action } from './action.ts';

const iterationsOf = ({ agreement }: AppState) => agreement.trace?.iterations.length ?? 0;
/** A city that is open has a slot to agree on, even before its first decision. */
const isOpen = ({ city }: AppState) => city.status === 'running' || city.status === 'paused';
const canGoOn = (state: AppState) =>
  nextSubPhase(state.agreement.cursor, iterationsOf(state)) !== null;
const canGoBack = (state: AppState) => state.agreement.cursor > 0;

function step(unit: 'subPhase' | 'iteration', direction: 1 | -1) {
  return (commands: Commands, state: AppState) => {
    commands.setAgreementPlaying(false);
    const { cursor } = state.agreement;
    commands.setAgreementCursor(stepCursor(cursor, iterationsOf(state), unit, direction));
  };
}

const PANEL_KEYS = { watch: 'm', links: 'g', rivals: 'v', theory: 'y', options: 'p' } as const;

function panelAction(panel: AgreementPanel): Action {
  return {
    id: `agree.panel.${panel}`,
    label: `action.agree.panel.${panel}`,
    description: `action.agree.panel.${panel}.description`,
    shortcut: PANEL_KEYS[panel],
    stage: 'agree',
    available: (state) => state.agreement.trace !== null,
    active: (state) => state.agreement.panel === panel,
    perform: (commands) => commands.setAgreementPanel(panel),
  };
}

export const agreeActions: readonly Action[] = [
  {
    id: 'agree.run',
    label: 'action.agree.run',
    description: 'action.agree.run.description',
    shortcut: 'n',
    stage: 'agree',
    available: (state) => isOpen(state) && state.agreement.status !== 'running',
    perform: (commands) => commands.orchestrate(),
  },
  {
    id: 'agree.search',
    label: 'action.agree.search',
    description: 'action.agree.search.description',
    shortcut: 'f',
    stage: 'agree',
    available: (state) => isOpen(state) && state.agreement.status !== 'running',
    perform: (commands) => commands.findAgreement(),
  },
  {
    id: 'agree.play',
    label: 'action.agree.play',
    activeLabel: 'action.agree.pause',
    description: 'action.agree.play.description',
    icon: 'play',
    shortcut: ' ',
    stage: 'agree',
    available: (state) => state.agreement.trace !== null,
    active: (state) => state.agreement.playing,
    perform: (commands, state) => commands.setAgreementPlaying(!state.agreement.playing),
  },
  {
    id: 'agree.back',
    label: 'action.agree.back',
    description: 'action.agree.back.description',
    icon: 'stepBack',
    shortcut: 'ArrowLeft',
    stage: 'agree',
    available: canGoBack,
    perform: step('subPhase', -1),
  },
  {
    id: 'agree.step',
    label: 'action.agree.step',
    description: 'action.agree.step.description',
    icon: 'step',
    shortcut: 'ArrowRight',
    stage: 'agree',
    available: canGoOn,
    perform: step('subPhase', 1),
  },
  {
    id: 'agree.previousIteration',
    label: 'action.agree.previousIteration',
    shortcut: 'j',
    stage: 'agree',
    available: canGoBack,
    perform: step('iteration', -1),
  },
  {
    id: 'agree.nextIteration',
    label: 'action.agree.nextIteration',
    shortcut: 'l',
    stage: 'agree',
    available: canGoOn,
    perform: step('iteration', 1),
  },
  ...AGREEMENT_PANELS.map(panelAction),
];

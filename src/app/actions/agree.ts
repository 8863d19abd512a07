/** Actions of stage Agree: take a slot, play its run, and go through it part by part. */
import { AGREEMENT_PANELS, type AgreementPanel } from '../../session/link.ts';
import { nextSubPhase, stepCursor } from '../stages/agree/moment.ts';
import type { AgreementAxis, AppState, Commands } from '../state.ts';
import type { Action } from './action.ts';

const iterationsOf = ({ agreement }: AppState) => agreement.trace?.iterations.length ?? 0;
/** A city that is open has a slot to agree on, even before its first decision. */
const isOpen = ({ city }: AppState) => city.status === 'running' || city.status === 'paused';
const isOfCity = ({ agreement }: AppState) => agreement.source === 'training';
const hasSlot = (state: AppState) => isOpen(state) || !isOfCity(state);
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

const AXES: readonly AgreementAxis[] = ['iterations', 'messages', 'bytes'];

/** The link of the run that is pointed at or chosen, by ids; null where it is something else. */
function singledLink({ hovered, selected, agreement }: AppState) {
  const single = hovered ?? selected;
  if (single?.kind !== 'link' || !agreement.trace) return null;
  const [one, other] = single.ends;
  const isThere = agreement.trace.links.some(([a, b]) => a === one && b === other);
  return isThere ? single.ends : null;
}

/** Cuts the link looked at, or drops what it carries, in the iteration shown; or undoes it. */
function linkAction(deed: 'cut' | 'drop', shortcut: string): Action {
  return {
    id: `agree.${deed}`,
    label: `action.agree.${deed}`,
    description: `action.agree.${deed}.description`,
    shortcut,
    stage: 'agree',
    available: (state) => singledLink(state) !== null,
    perform(commands, state) {
      const link = singledLink(state);
      if (link) commands.cutLink(deed, link);
    },
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
    available: (state) => hasSlot(state) && state.agreement.status !== 'running',
    perform: (commands) => commands.orchestrate(),
  },
  {
    id: 'agree.search',
    label: 'action.agree.search',
    description: 'action.agree.search.description',
    shortcut: 'f',
    stage: 'agree',
    available: (state) => isOpen(state) && isOfCity(state) && state.agreement.status !== 'running',
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
  linkAction('cut', 'x'),
  linkAction('drop', 'd'),
  {
    id: 'agree.mend',
    label: 'action.agree.mend',
    description: 'action.agree.mend.description',
    shortcut: 'h',
    stage: 'agree',
    available: ({ agreement, orchestration }) =>
      agreement.trace !== null && orchestration.cuts.length > 0,
    perform: (commands) => commands.mendLinks(),
  },
  {
    id: 'agree.axis',
    label: 'action.agree.axis',
    description: 'action.agree.axis.description',
    shortcut: 'a',
    stage: 'agree',
    available: (state) => state.agreement.trace !== null,
    perform: (commands, { agreement }) =>
      commands.setAgreementAxis(
        AXES[(AXES.indexOf(agreement.axis) + 1) % AXES.length] ?? 'iterations',
      ),
  },
  ...AGREEMENT_PANELS.map(panelAction),
];

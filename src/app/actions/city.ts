/** Actions of stage City: its clock, and who runs it. */
import type { CityPolicy } from '../../workers/protocol.ts';
import { levelsOf } from '../../world/scenario.ts';
import type { AppState } from '../state.ts';
import type { Action } from './action.ts';

const isOpen = ({ city }: AppState) => city.status === 'running' || city.status === 'paused';

/** Speeds of the keys: a factor of two. */
const FASTER = 2;

export const cityActions: readonly Action[] = [
  {
    id: 'city.play',
    stage: 'city',
    label: 'city.play',
    activeLabel: 'city.pause',
    description: 'city.play.description',
    icon: 'play',
    shortcut: ' ',
    available: ({ city }) => city.status !== 'starting',
    active: ({ city }) => city.status === 'running',
    perform: (commands, { city }) => commands.setCityRunning(city.status !== 'running'),
  },
  {
    id: 'city.step',
    stage: 'city',
    label: 'city.step',
    description: 'city.step.description',
    icon: 'step',
    shortcut: 'ArrowRight',
    available: isOpen,
    perform(commands, { city }) {
      if (city.status === 'running') commands.setCityRunning(false);
      commands.stepCity();
    },
  },
  {
    id: 'city.faster',
    stage: 'city',
    label: 'city.faster',
    shortcut: 'ArrowUp',
    available: isOpen,
    perform: (commands, { city }) => commands.setCitySpeed(city.slotsPerSecond * FASTER),
  },
  {
    id: 'city.slower',
    stage: 'city',
    label: 'city.slower',
    shortcut: 'ArrowDown',
    available: isOpen,
    perform: (commands, { city }) => commands.setCitySpeed(city.slotsPerSecond / FASTER),
  },
  policyAction('maDql', 'g'),
  policyAction('n2o', 'n'),
  policyAction('exactP2', 'e'),
  policyAction('manual', 'm'),
  {
    id: 'city.units',
    stage: 'city',
    label: 'city.units.next',
    description: 'city.units.description',
    shortcut: 'u',
    available: ({ city, selected }) => city.policy === 'manual' && selected !== null,
    perform(commands, { city, scenario, selected }) {
      const { id } = selected!;
      const levels = levelsOf(scenario)[id]!;
      commands.setManualDecision(id, (city.manualDecisions[id]! + 1) % levels);
    },
  },
];

/** Hands the city to a policy. */
function policyAction(
  policy: Extract<CityPolicy, 'maDql' | 'n2o' | 'exactP2' | 'manual'>,
  shortcut: string,
): Action {
  return {
    id: `city.policy.${policy}`,
    stage: 'city',
    label: `city.policy.${policy}.action`,
    shortcut,
    available: isOpen,
    active: ({ city }) => city.policy === policy,
    perform: (commands) => commands.setPolicy(policy),
  };
}

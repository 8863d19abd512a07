/** Actions of stage City: its clock, and who runs it. */

import type { CityPolicy } from '../../workers/protocol.ts';
import { levelsOf } from '../../world/scenario.ts';
import { live } from '../live.ts';
import { serverOf } from '../selection.ts';
import type { AppState, Commands } from '../state.ts';
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
  {
    id: 'city.edit',
    stage: 'city',
    label: 'city.edit',
    activeLabel: 'city.edit.finish',
    description: 'city.edit.about',
    shortcut: 'b',
    available: isOpen,
    active: ({ editing }) => editing !== null,
    perform: (commands, { editing }) => commands.setEditing(editing ? null : { kind: 'move' }),
  },
  {
    id: 'city.nextUser',
    stage: 'city',
    label: 'city.users.next',
    description: 'city.users.description',
    shortcut: ']',
    available: isOpen,
    perform: (commands, state) => followUser(commands, state, 1),
  },
  {
    id: 'city.previousUser',
    stage: 'city',
    label: 'city.users.previous',
    shortcut: '[',
    available: isOpen,
    perform: (commands, state) => followUser(commands, state, -1),
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
    available: ({ city, selected }) => city.policy === 'manual' && serverOf(selected) !== null,
    perform(commands, { city, scenario, selected }) {
      const id = serverOf(selected)!;
      const levels = levelsOf(scenario)[id]!;
      commands.setManualDecision(id, (city.manualDecisions[id]! + 1) % levels);
    },
  },
];

/** Selects the user after or before the one selected, by id; from nobody, the first or the last. */
function followUser(commands: Commands, { selected }: AppState, direction: 1 | -1): void {
  const ids = [...(live.city.current?.ids ?? [])];
  const present = selected?.kind === 'user' ? selected.id : null;
  const next =
    direction === 1
      ? (ids.find((id) => present === null || id > present) ?? ids[0])
      : (ids.findLast((id) => present === null || id < present) ?? ids.at(-1));
  if (next !== undefined) commands.select({ kind: 'user', id: next });
}

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

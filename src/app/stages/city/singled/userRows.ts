/** The numbers of one user, its choice apart. */
import type { UserInspection } from '../../../../workers/protocol.ts';
import { ZONES } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import type { InspectionRow } from '../../../components/Inspection.tsx';
import { math, mi, mo } from '../../../components/mathml.ts';
import { costFormula, shareFormula } from './choiceFormula.ts';
import { chanceFormula, willingnessFormula } from './releasedChoice.ts';
import {
  constant,
  fixed,
  input,
  NONE,
  percent,
  row,
  seconds,
  stack,
  tasksUnit,
  whole,
} from './rows.ts';
import * as s from './symbols.ts';

export function userRows(user: UserInspection): InspectionRow[] {
  const { choice, scenario } = user;
  const place = `${fixed(choice.x, 0)}, ${fixed(choice.y, 0)}`;
  return [
    row('place', place, 'm', { from: 'system' }),
    row('tasks', whole(choice.tasks), tasksUnit(), {
      formula: math(s.tasks, s.tilde, s.call('Poisson', s.expectedTasks)),
      inputs: [input(s.expectedTasks, 'expectedTasks', fixed(choice.expectedTasks, 2))],
      from: scenario.kind === 'paper' ? 'reading' : 'released',
    }),
    expectedRow(user),
    shareRow(user),
  ];
}

function expectedRow({ choice, hour, scenario }: UserInspection) {
  const zone = t(`zone.${ZONES[choice.zone]!}`);
  const entry = choice.tableTasks / (scenario.demandScale || 1);
  const base = [
    input(mi('z'), 'zone', zone),
    input(mi('h'), 'hour', whole(hour), 'h'),
    input(s.table, 'table', scenario.demandScale > 0 ? fixed(entry, 2) : '–'),
    input(s.demandScale, 'demandScale', constant(scenario.demandScale)),
  ];
  const released = scenario.kind === 'released';
  const picked = pickOf(choice);
  const fromTable = [s.demandScale, s.times, s.table, s.open, mi('z'), mo(','), mi('h'), s.close];
  return row('expectedTasks', fixed(choice.expectedTasks, 2), tasksUnit(), {
    formula: math(
      s.expectedTasks,
      s.equals,
      ...fromTable,
      ...(released ? [s.times, willingnessFormula] : []),
    ),
    inputs:
      released && picked
        ? [...base, input(s.delay, 'previousDelay', seconds(picked.estimate), 's')]
        : base,
    from: released ? 'released' : 'table',
  });
}

/** The one server that a user of `released` picked; none where none is in range. */
function pickOf(choice: UserInspection['choice']) {
  return choice.options.find(({ share }) => share > 0);
}

/** Where most of its tasks go, and by what rule. */
function shareRow({ choice, scenario }: UserInspection) {
  if (scenario.kind === 'released') {
    const picked = pickOf(choice);
    return row('chance', picked ? percent(picked.probability!) : NONE, '%', {
      formula: chanceFormula,
      inputs: picked ? [input(s.delay, 'previousDelay', seconds(picked.estimate), 's')] : [],
      from: 'released',
    });
  }
  const best = choice.options.reduce((most, { share }) => Math.max(most, share), 0);
  // To one decimal, as in the table of its choice.
  const value = fixed(100 * Math.max(best, choice.cloud.share), 1);
  const { offloading, offloadingTemperature, cloudDelay } = scenario;
  return row('share', value, '%', {
    formula: stack(shareFormula(offloading), offloading === 'nearest' ? null : costFormula),
    inputs: [
      ...(offloading === 'softMin'
        ? [input(s.temperature, 'temperature', constant(offloadingTemperature), 's')]
        : []),
      ...(offloading === 'nearest'
        ? []
        : [input(s.cloudDelay, 'cloudDelay', constant(cloudDelay), 's')]),
    ],
    from: 'reading',
  });
}

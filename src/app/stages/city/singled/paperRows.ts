/** The numbers of a server of `paper`, in the order of cause and effect. */
import type { ServerInspection } from '../../../../workers/protocol.ts';
import type { PaperScenario } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import type { InspectionRow } from '../../../components/Inspection.tsx';
import { math, mfrac, mi, mn, mo, mrow, mtext, munder } from '../../../components/mathml.ts';
import { costFormula, shareFormula } from './choiceFormula.ts';
import { capacityRow, priceRow, spectrumRow, usersInRangeRow } from './commonRows.ts';
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

/** What users go by, before anybody knows what comes of it. */
export function demandRows(server: ServerInspection, scenario: PaperScenario): InspectionRow[] {
  return [
    usersInRangeRow(server, scenario, 'system'),
    spectrumRow(server, scenario),
    transmissionRow(server, scenario),
    estimateRow(server, scenario),
    loadRow(server, scenario),
  ];
}

/** What came of it. */
export function resultRows(server: ServerInspection, scenario: PaperScenario): InspectionRow[] {
  return [
    capacityRow(server, scenario, 'provisioning'),
    processedRow(server, scenario),
    computationRow(server, scenario),
    experienceRow(server, scenario),
    priceRow(server, scenario),
    rewardRow(server, scenario),
  ];
}

function transmissionRow(server: ServerInspection, scenario: PaperScenario) {
  const rate = mrow(
    mfrac(s.spectrum, s.inRange),
    mi('log₂'),
    s.open,
    mn(1),
    s.plus,
    s.snr,
    s.close,
  );
  return row('transmissionDelay', seconds(server.transmissionDelay), 's', {
    formula: math(s.transmission, s.equals, s.call('min', s.maximumDelay, mfrac(s.taskSize, rate))),
    inputs: [
      input(s.taskSize, 'taskSize', constant(scenario.taskSize), 'Mbit'),
      input(s.spectrum, 'spectrum', fixed(server.spectrum, 1), 'MHz'),
      input(s.inRange, 'usersInRange', whole(server.usersInRange)),
      input(s.maximumDelay, 'maximumDelay', constant(scenario.transmissionDelayMaximum), 's'),
    ],
    from: 'reading',
  });
}

/** est_n as it was when users chose, and how it moves on: towards what they found, or back. */
function estimateRow(server: ServerInspection, scenario: PaperScenario) {
  const { decision, estimate, nextEstimate, experience } = server;
  const rented = decision > 0;
  const present = input(s.estimate, 'estimate', seconds(estimate), 's');
  const next = input(mrow(s.estimate, mo('′')), 'nextEstimate', seconds(nextEstimate), 's');
  const { estimateWeight, estimateRecovery, unitDelay } = scenario;
  return row('estimate', seconds(estimate), 's', {
    formula: rented
      ? math(
          mrow(s.estimate, mo('′')),
          s.equals,
          s.open,
          mn(1),
          s.minus,
          s.weight,
          s.close,
          s.estimate,
          s.plus,
          s.weight,
          s.experience,
          s.decision,
        )
      : math(
          mrow(s.estimate, mo('′')),
          s.equals,
          s.estimate,
          s.plus,
          s.recovery,
          s.open,
          s.unitDelay,
          s.minus,
          s.estimate,
          s.close,
        ),
    inputs: rented
      ? [
          present,
          input(s.weight, 'weight', constant(estimateWeight)),
          input(s.experience, 'experience', seconds(experience), 's'),
          input(s.decision, 'decision', whole(decision)),
          next,
        ]
      : [
          present,
          input(s.recovery, 'recovery', constant(estimateRecovery)),
          input(s.unitDelay, 'unitDelay', constant(unitDelay), 's'),
          next,
        ],
    from: 'reading',
  });
}

function loadRow(server: ServerInspection, scenario: PaperScenario) {
  const { offloading, offloadingTemperature, cloudDelay } = scenario;
  const comparesCost = offloading !== 'nearest';
  return row('load', fixed(server.load, 1), tasksUnit(), {
    formula: stack(
      math(
        s.load,
        s.equals,
        munder(s.sum, mtext(t('inspect.math.users'))),
        s.tasks,
        s.times,
        s.share,
      ),
      shareFormula(offloading),
      comparesCost ? costFormula : null,
    ),
    inputs: comparesCost
      ? [
          ...(offloading === 'softMin'
            ? [input(s.temperature, 'temperature', constant(offloadingTemperature), 's')]
            : []),
          input(s.cloudDelay, 'cloudDelay', constant(cloudDelay), 's'),
          input(s.estimate, 'estimate', seconds(server.estimate), 's'),
          input(s.decision, 'decision', whole(server.decision)),
        ]
      : [input(s.decision, 'decision', whole(server.decision))],
    from: 'reading',
  });
}

function processedRow(server: ServerInspection, scenario: PaperScenario) {
  const { load, processed, decision } = server;
  const limit = mrow(s.admission, s.times, s.serviceRate, s.times, s.decision);
  return row('processed', load > 0 && decision > 0 ? percent(processed) : NONE, '%', {
    formula: math(s.processed, s.equals, s.call('min', mn(1), mfrac(limit, s.load))),
    inputs: [
      input(s.admission, 'admission', constant(scenario.admission)),
      input(s.serviceRate, 'serviceRate', constant(scenario.serviceRate), tasksUnit()),
      input(s.decision, 'decision', whole(decision)),
      input(s.load, 'load', fixed(load, 1), tasksUnit()),
    ],
    from: 'reading',
  });
}

function computationRow(server: ServerInspection, scenario: PaperScenario) {
  const { serviceRate, unitDelay, queue } = scenario;
  const base = [
    input(s.unitDelay, 'unitDelay', constant(unitDelay), 's'),
    input(s.decision, 'decision', whole(server.decision)),
  ];
  const isQueue = queue === 'mm1';
  const spare = mrow(s.serviceRate, s.decision, s.minus, s.processed, s.load);
  return row('computationDelay', seconds(server.computationDelay), 's', {
    formula: isQueue
      ? math(s.computation, s.equals, mfrac(mrow(s.unitDelay, s.times, s.serviceRate), spare))
      : math(s.computation, s.equals, mfrac(s.unitDelay, s.decision)),
    inputs: isQueue
      ? [
          ...base,
          input(s.serviceRate, 'serviceRate', constant(serviceRate), tasksUnit()),
          input(s.processed, 'processed', fixed(server.processed, 3)),
          input(s.load, 'load', fixed(server.load, 1), tasksUnit()),
        ]
      : base,
    from: isQueue ? 'queue' : 'reading',
  });
}

function experienceRow(server: ServerInspection, scenario: PaperScenario) {
  return row('experience', seconds(server.experience), 's', {
    formula: math(
      s.experience,
      s.equals,
      s.processed,
      s.times,
      s.computation,
      s.plus,
      s.open,
      mn(1),
      s.minus,
      s.processed,
      s.close,
      s.cloudDelay,
    ),
    inputs: [
      input(s.processed, 'processed', fixed(server.processed, 3)),
      input(s.computation, 'computationDelay', seconds(server.computationDelay), 's'),
      input(s.cloudDelay, 'cloudDelay', constant(scenario.cloudDelay), 's'),
    ],
    from: 'reading',
  });
}

function rewardRow(server: ServerInspection, scenario: PaperScenario) {
  const saved = [s.cloudDelay, s.minus, s.computation, s.minus, s.transmission];
  return row('reward', fixed(server.reward, 1), undefined, {
    formula: math(
      s.reward,
      s.equals,
      s.valueOfDelay,
      s.processed,
      s.load,
      s.open,
      ...saved,
      s.close,
      s.minus,
      s.price,
      s.decision,
    ),
    inputs: [
      input(s.valueOfDelay, 'valueOfDelay', constant(scenario.valueOfDelay)),
      input(s.processed, 'processed', fixed(server.processed, 3)),
      input(s.load, 'load', fixed(server.load, 1), tasksUnit()),
      input(s.cloudDelay, 'cloudDelay', constant(scenario.cloudDelay), 's'),
      input(s.computation, 'computationDelay', seconds(server.computationDelay), 's'),
      input(s.transmission, 'transmissionDelay', seconds(server.transmissionDelay), 's'),
      input(s.price, 'price', fixed(server.price, 1)),
      input(s.decision, 'decision', whole(server.decision)),
    ],
    from: 'reward',
  });
}

/** The numbers of a server of `released`, in the order of cause and effect. */
import type { ServerInspection } from '../../../../workers/protocol.ts';
import type { ReleasedScenario } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import type { InspectionRow } from '../../../components/Inspection.tsx';
import {
  math,
  mfrac,
  mi,
  mn,
  mo,
  mrow,
  msub,
  mtext,
  munder,
  words,
} from '../../../components/mathml.ts';
import { capacityRow, priceRow, spectrumRow, usersInRangeRow } from './commonRows.ts';
import { constant, fixed, input, row, seconds, tasksUnit, whole } from './rows.ts';
import * as s from './symbols.ts';

const connected = msub(mi('C'), mi('n'));

export function releasedDemandRows(
  server: ServerInspection,
  scenario: ReleasedScenario,
): InspectionRow[] {
  const { load, estimate } = server;
  return [
    usersInRangeRow(server, scenario, 'released'),
    spectrumRow(server, scenario),
    row('previousDelay', seconds(estimate), 's', { from: 'released' }),
    row('connectedLoad', whole(load), tasksUnit(), {
      formula: math(s.load, s.equals, munder(s.sum, mtext(t('inspect.math.connected'))), s.tasks),
      from: 'released',
    }),
    capacityRow(server, scenario, 'released'),
  ];
}

export function releasedResultRows(
  server: ServerInspection,
  scenario: ReleasedScenario,
): InspectionRow[] {
  const { decision, load, computationDelay, transmissionDelay, experience, reward } = server;
  // The fault: whether a delay counts hangs on server 0's decision, not on the server's own.
  const tested = msub(mi('a'), scenario.fault === 'kept' ? mn(0) : mi('n'));
  const condition = [words(t('inspect.math.if')), tested, mo('>'), mn(0)];
  const spare = mrow(s.serviceRate, s.decision, s.minus, s.load);
  return [
    row('releasedComputation', seconds(computationDelay), 's', {
      formula: math(
        s.computation,
        s.equals,
        mfrac(mn(1), s.call('max', spare, mn(0.2))),
        ...condition,
      ),
      inputs: [
        input(s.serviceRate, 'serviceRate', constant(scenario.serviceRate), tasksUnit()),
        input(s.decision, 'decision', whole(decision)),
        input(s.load, 'load', whole(load), tasksUnit()),
      ],
      from: 'released',
    }),
    row('radioDelay', seconds(transmissionDelay), 's', {
      formula: math(
        s.transmission,
        s.equals,
        s.call('min', mn(5), mfrac(s.call('max', mn(1), connected), s.spectrum)),
        ...condition,
      ),
      inputs: [input(s.spectrum, 'spectrum', fixed(server.spectrum, 1), 'MHz')],
      from: 'released',
    }),
    row('delay', seconds(experience), 's', {
      formula: math(s.delay, s.equals, s.computation, s.plus, s.transmission),
      inputs: [
        input(s.computation, 'computationDelay', seconds(computationDelay), 's'),
        input(s.transmission, 'radioDelay', seconds(transmissionDelay), 's'),
      ],
      from: 'released',
    }),
    priceRow(server, scenario),
    row('reward', fixed(reward, 1), undefined, {
      formula: math(
        s.reward,
        s.equals,
        s.rewardScale,
        mo('['),
        s.open,
        s.taskValue,
        s.minus,
        s.delayWeight,
        s.times,
        s.delay,
        s.close,
        s.load,
        s.minus,
        s.price,
        s.decision,
        mo(']'),
      ),
      inputs: [
        input(s.rewardScale, 'rewardScale', constant(scenario.rewardScale)),
        input(s.taskValue, 'taskValue', constant(scenario.taskValue)),
        input(s.delayWeight, 'delayWeight', constant(scenario.delayWeight)),
        input(s.delay, 'delay', seconds(experience), 's'),
        input(s.load, 'load', whole(load), tasksUnit()),
        input(s.price, 'price', fixed(server.price, 1)),
        input(s.decision, 'decision', whole(decision)),
      ],
      from: 'released',
    }),
  ];
}

/** Numbers of a server that are found in the same way in both scenarios. */
import type { ServerInspection } from '../../../../workers/protocol.ts';
import { isSurge, priceRangeOf } from '../../../../world/pricing.ts';
import type { Scenario } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import type { InspectionRow } from '../../../components/Inspection.tsx';
import { math, mi, mo, words } from '../../../components/mathml.ts';
import { constant, fixed, input, perUnit, row, type SourceName, tasksUnit, whole } from './rows.ts';
import * as s from './symbols.ts';

export function usersInRangeRow(
  { usersInRange }: ServerInspection,
  { coverageRadius }: Scenario,
  from: SourceName,
): InspectionRow {
  return row('usersInRange', whole(usersInRange), undefined, {
    formula: math(
      s.inRange,
      s.equals,
      words(t('inspect.math.usersWith')),
      s.distance,
      mo('≤'),
      s.radius,
    ),
    inputs: [input(s.radius, 'coverageRadius', constant(coverageRadius), 'm')],
    from,
  });
}

export function capacityRow(
  { capacity, decision }: ServerInspection,
  { serviceRate }: Scenario,
  from: SourceName,
): InspectionRow {
  return row('capacity', whole(capacity), tasksUnit(), {
    formula: math(s.serviceRate, s.times, s.decision),
    inputs: [
      input(s.serviceRate, 'serviceRate', constant(serviceRate), tasksUnit()),
      input(s.decision, 'decision', whole(decision)),
    ],
    from,
  });
}

export function spectrumRow({ spectrum }: ServerInspection, scenario: Scenario): InspectionRow {
  return row('spectrum', fixed(spectrum, 1), 'MHz', {
    formula: math(
      s.spectrum,
      s.tilde,
      s.call('max', s.lowest(mi('B')), s.call('Normal', s.mean, s.deviation)),
    ),
    inputs: [
      input(s.mean, 'mean', constant(scenario.spectrumMean), 'MHz'),
      input(s.deviation, 'deviation', constant(scenario.spectrumDeviation), 'MHz'),
      input(s.lowest(mi('B')), 'lowest', constant(scenario.spectrumMinimum), 'MHz'),
    ],
    from: 'setup',
  });
}

export function priceRow({ id, price, hour }: ServerInspection, scenario: Scenario): InspectionRow {
  const { minimum, maximum } = priceRangeOf(scenario, id);
  const surges = scenario.surgeFactor !== 1;
  const uniform = s.call('U', s.lowest(mi('p')), s.highest(mi('p')));
  const inSurge = isSurge(scenario, hour);
  return row('price', fixed(price, 1), perUnit(), {
    formula: surges
      ? math(s.price, s.tilde, s.surge, s.times, uniform)
      : math(s.price, s.tilde, uniform),
    inputs: [
      input(s.lowest(mi('p')), 'lowest', constant(minimum)),
      input(s.highest(mi('p')), 'highest', constant(maximum)),
      ...(surges ? [input(s.surge, 'surge', constant(inSurge ? scenario.surgeFactor : 1))] : []),
    ],
    from: 'setup',
  });
}

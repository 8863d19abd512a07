/** What the Q-network of a server sees: five numbers, each scaled to about one. */
import type { ServerInspection } from '../../../../workers/protocol.ts';
import { CROWDS, OBSERVATION_SCALES } from '../../../../world/slot.ts';
import type { InspectionRow } from '../../../components/Inspection.tsx';
import { math, mfrac, mn, mrow } from '../../../components/mathml.ts';
import { constant, fixed, input, row, seconds, whole } from './rows.ts';
import * as s from './symbols.ts';

export function observationRows(server: ServerInspection): InspectionRow[] {
  const { observation, scenario } = server;
  const [time, crowd, spectrum, estimate, price] = observation.map((value) => fixed(value, 3));
  const { slotsPerDay } = scenario;
  const zeroPrice = mn(OBSERVATION_SCALES.price);
  const slotOfDay = Math.round(observation[0]! * slotsPerDay);
  return [
    row('observedTime', time!, undefined, {
      formula: math(mfrac(s.time, s.slotsPerDay)),
      inputs: [
        input(s.time, 'slotOfDay', whole(slotOfDay)),
        input(s.slotsPerDay, 'slotsPerDay', constant(slotsPerDay)),
      ],
      from: 'reading',
    }),
    row('observedUsers', crowd!, undefined, {
      formula: math(mfrac(s.inRange, mn(CROWDS[scenario.kind]))),
      inputs: [input(s.inRange, 'usersInRange', whole(server.usersInRange))],
      from: 'reading',
    }),
    row('observedSpectrum', spectrum!, undefined, {
      formula: math(mfrac(s.spectrum, mn(OBSERVATION_SCALES.spectrum))),
      inputs: [input(s.spectrum, 'spectrum', fixed(server.spectrum, 1), 'MHz')],
      from: 'reading',
    }),
    row('observedDelay', estimate!, undefined, {
      formula: math(mfrac(s.estimate, mn(OBSERVATION_SCALES.estimate))),
      inputs: [input(s.estimate, 'estimate', seconds(server.estimate), 's')],
      from: 'reading',
    }),
    row('observedPrice', price!, undefined, {
      formula: math(mfrac(mrow(s.price, s.minus, zeroPrice), zeroPrice)),
      inputs: [input(s.price, 'price', fixed(server.price, 1))],
      from: 'reading',
    }),
  ];
}

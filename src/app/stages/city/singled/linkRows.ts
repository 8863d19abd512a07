/** The numbers of a link: what two servers that talk to each other have between them. */

import { iterationBytes } from '../../../../orchestration/messages.ts';
import { buildMixing } from '../../../../orchestration/mixing.ts';
import type { OrchestrationOptions } from '../../../../orchestration/options.ts';
import type { LinkInspection } from '../../../../workers/protocol.ts';
import type { Topology } from '../../../../world/topology.ts';
import type { InspectionRow } from '../../../components/Inspection.tsx';
import {
  math,
  mfrac,
  mi,
  mn,
  mo,
  mrow,
  msqrt,
  msub,
  msup,
  mtext,
} from '../../../components/mathml.ts';
import { constant, fixed, input, NONE, percent, row, whole } from './rows.ts';
import * as s from './symbols.ts';

const [m, n] = [mi('m'), mi('n')];
const weight = msub(mi('W'), mrow(m, n));
const degree = (of: 'm' | 'n') => msub(mi('δ'), mi(of));
const largestDegree = msub(mi('δ'), mtext('max'));
/** Users in range of a server, as a set; of both ends of the link, and of one or both. */
const [usersOfOne, usersOfOther] = [msub(mi('U'), m), msub(mi('U'), n)];
const both = mrow(mo('|'), usersOfOne, mo('∩'), usersOfOther, mo('|'));
const either = mrow(mo('|'), usersOfOne, mo('∪'), usersOfOther, mo('|'));

interface Parts {
  readonly topology: Topology;
  readonly options: OrchestrationOptions;
  readonly ends: readonly [number, number];
  /** Of the slot shown; null before the first. */
  readonly link: LinkInspection | null;
  readonly linkRadius: number;
}

export function linkRows(parts: Parts): InspectionRow[] {
  return [distanceRow(parts), weightRow(parts), bytesRow(parts), runRow(parts), overlapRow(parts)];
}

function distanceRow({ topology: { x, y }, ends: [one, other], linkRadius }: Parts) {
  const dx = x[one]! - x[other]!;
  const dy = y[one]! - y[other]!;
  const squared = (letter: string) =>
    msup(mrow(mo('('), msub(mi(letter), m), s.minus, msub(mi(letter), n), mo(')')), mn(2));
  return row('distance', fixed(Math.hypot(dx, dy), 1), 'm', {
    formula: math(
      s.distance,
      s.equals,
      msqrt(mrow(squared('x'), s.plus, squared('y'))),
      mo('≤'),
      msub(s.radius, mtext('link')),
    ),
    inputs: [input(msub(s.radius, mtext('link')), 'linkRadius', constant(linkRadius), 'm')],
    from: 'system',
  });
}

function weightRow({ topology: { count, links, neighbours }, options, ends: [one, other] }: Parts) {
  const { matrix } = buildMixing(options.mixing, count, links);
  const degrees = neighbours.map((others) => others.length);
  const isLocal = options.mixing === 'metropolis';
  const plain = mfrac(mn(1), mrow(largestDegree, s.plus, mn(1)));
  const formulas = {
    equation13: plain,
    lazy: mrow(mfrac(mn(1), mn(2)), s.times, plain),
    metropolis: mfrac(mn(1), mrow(mn(1), s.plus, s.call('max', degree('m'), degree('n')))),
  };
  return row('mixingWeight', fixed(matrix[one * count + other]!, 3), undefined, {
    formula: math(weight, s.equals, formulas[options.mixing]),
    inputs: isLocal
      ? [
          input(degree('m'), 'degreeOne', whole(degrees[one]!)),
          input(degree('n'), 'degreeOther', whole(degrees[other]!)),
        ]
      : [input(largestDegree, 'largestDegree', whole(Math.max(...degrees)))],
    from: 'mixing',
  });
}

function oneLinkBytes({ topology, ends }: Parts): number {
  return iterationBytes({ ids: Array.from(topology.x.keys()), links: [ends] });
}

function bytesRow(parts: Parts) {
  return row('bytes', whole(oneLinkBytes(parts)), 'B', {
    formula: math(mn(2), s.times, mi('N'), s.times, mn(8), mtext(' B')),
    inputs: [input(mi('N'), 'servers', whole(parts.topology.count))],
    from: 'algorithm',
  });
}

function runRow(parts: Parts) {
  const { iterations } = parts.options;
  return row('bytesOfRun', whole(iterations * oneLinkBytes(parts)), 'B', {
    formula: math(mi('T'), s.times, mn(2), s.times, mi('N'), s.times, mn(8), mtext(' B')),
    inputs: [
      input(mi('T'), 'iterations', whole(iterations)),
      input(mi('N'), 'servers', whole(parts.topology.count)),
    ],
    from: 'algorithm',
  });
}

function overlapRow({ link }: Parts) {
  const shared = link && link.either > 0 ? percent(link.both / link.either) : NONE;
  return row('overlap', shared, '%', {
    formula: math(mfrac(both, either)),
    inputs: link
      ? [input(both, 'both', whole(link.both)), input(either, 'either', whole(link.either))]
      : [],
    from: 'reading',
  });
}

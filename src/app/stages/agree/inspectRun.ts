/** Numbers of a link, of an iteration, of the mixing matrix and of the bytes. */

import { disagreement } from '../../../orchestration/measures.ts';
import { BYTES_PER_NUMBER } from '../../../orchestration/messages.ts';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import type { InspectionRow } from '../../components/Inspection.tsx';
import { formatBytes } from './bytes.ts';
import { agreementShare, bytesAt, copiesAfter, isKept, iterationsSentAt } from './copies.ts';
import { fatesOf, linkKey } from './fates.ts';
import {
  copyDisagreementFormula,
  decayFormula,
  dualDisagreementFormula,
  gapFormula,
  iterationBytesFormula,
  messageBytesFormula,
  mixingFormulas,
  relaxedObjectiveFormula,
  roundedObjectiveFormula,
  rowSumFormula,
  shareFormula,
  symbols,
  totalBytesFormula,
} from './formulas.ts';
import { input, type Standing } from './inspectionParts.ts';
import { objectiveDecimals, startObjective } from './tracks.ts';
import { neighboursOf } from './update.ts';

export function linkRows(
  trace: AgreementTrace,
  { updates, tau }: Standing,
  [one, other]: readonly [number, number],
): readonly InspectionRow[] {
  const count = trace.ids.length;
  // A message holds what both ends keep.
  const numbers = trace.ids.filter(
    (_, i) => isKept(trace, one, i) && isKept(trace, other, i),
  ).length;
  const messageBytes = BYTES_PER_NUMBER * numbers;
  const pair = [trace.ids[one]!, trace.ids[other]!] as const;
  const isFailed = (iteration: number) =>
    trace.iterations[iteration - 1]!.failedLinks.some(
      ([a, b]) => (a === pair[0] && b === pair[1]) || (a === pair[1] && b === pair[0]),
    );
  const failures = Array.from({ length: updates }, (_, k) => k + 1).filter(isFailed).length;
  const weight = trace.mixing[one * count + other]!;
  return [
    {
      term: t('agree.link.weight'),
      value: formatFixed(weight, 3),
      meaning: t('agree.link.weight.meaning', { one: pair[0], other: pair[1] }),
      formula: mixingFormulas[trace.options.mixing],
      inputs: weightInputs(trace, one, other),
      source: t('agree.source.mixing'),
    },
    {
      term: t('agree.link.now'),
      value: t(`agree.link.now.${fatesOf(trace, tau).get(linkKey(one, other)) ?? 'carried'}`),
      meaning: t('agree.link.now.meaning', { tau }),
    },
    {
      term: t('agree.link.message'),
      value: formatWhole(messageBytes),
      unit: t('agree.unit.bytes'),
      meaning: t('agree.link.message.meaning', { count: numbers }),
      formula: messageBytesFormula,
      inputs: [input(symbols.count, 'agree.input.numbers', String(numbers))],
    },
    {
      term: t('agree.link.sent'),
      value: formatWhole(2 * updates),
      unit: t('agree.unit.messages'),
      meaning: t('agree.link.sent.meaning', { bytes: formatBytes(2 * updates * messageBytes) }),
    },
    {
      term: t('agree.link.lost'),
      value: formatWhole(2 * failures),
      unit: t('agree.unit.messages'),
      meaning: t('agree.link.lost.meaning', { failures, updates }),
    },
  ];
}

function weightInputs(trace: AgreementTrace, one: number, other: number) {
  const degrees = trace.ids.map((_, n) => neighboursOf(trace, n).length);
  if (trace.options.mixing !== 'metropolis') {
    const most = Math.max(...degrees);
    return [input(symbols.maximumDegree, 'agree.input.maximumDegree', String(most))];
  }
  return [one, other].map((n, k) =>
    input(
      symbols.degree(k === 0 ? symbols.m : symbols.n),
      'agree.input.degree',
      String(degrees[n]!),
      undefined,
      trace.ids[n]!,
    ),
  );
}

export function iterationRows(trace: AgreementTrace, updates: number): readonly InspectionRow[] {
  const iteration = trace.iterations[updates - 1];
  const copies = copiesAfter(trace, updates);
  const count = trace.ids.length;
  const decimals = objectiveDecimals(trace) + 1;
  const number = (value: number) => (Number.isNaN(value) ? '–' : formatFixed(value, decimals));
  const reward = t('agree.unit.reward');
  const exact = 'decision' in trace.exact ? trace.exact.objective : null;
  return [
    {
      term: t('agree.iteration.objective'),
      value: number(iteration ? iteration.objective : startObjective(trace)),
      unit: reward,
      meaning: t(
        exact === null ? 'agree.iteration.objective.alone' : 'agree.iteration.objective.meaning',
        {
          greedy: number(trace.greedy.objective),
          exact: exact === null ? '' : number(exact),
        },
      ),
      formula: roundedObjectiveFormula,
      source: t('agree.source.objective'),
    },
    {
      term: t('agree.iteration.relaxed'),
      value: iteration ? number(iteration.relaxedObjective) : '–',
      unit: reward,
      meaning: t('agree.iteration.relaxed.meaning'),
      formula: relaxedObjectiveFormula,
    },
    {
      term: t('agree.iteration.share'),
      value: formatShare(agreementShare(copies, count, trace.kept)),
      meaning: t('agree.formula.share'),
      formula: shareFormula,
    },
    {
      term: t('agree.iteration.copies'),
      value: formatFixed(iteration ? iteration.copyDisagreement : disagreement(copies, count), 3),
      unit: t('agree.unit.units'),
      meaning: t('agree.iteration.copies.meaning'),
      formula: copyDisagreementFormula,
    },
    {
      term: t('agree.iteration.duals'),
      value: formatFixed(iteration ? iteration.dualDisagreement : 0, 3),
      unit: t('agree.unit.perLevel'),
      meaning: t('agree.iteration.duals.meaning'),
      formula: dualDisagreementFormula,
    },
    {
      term: t('agree.figure.bytes'),
      value: formatBytes(bytesAt(trace, updates)),
      meaning: t('agree.bytes.total.meaning'),
      formula: totalBytesFormula,
    },
  ];
}

export function mixingRows(trace: AgreementTrace): readonly InspectionRow[] {
  const count = trace.ids.length;
  const sigma = trace.secondSingularValue;
  const sums = trace.ids.map((_, n) =>
    trace.mixing.subarray(n * count, (n + 1) * count).reduce((sum, weight) => sum + weight, 0),
  );
  const furthest = sums.reduce((a, b) => (Math.abs(b - 1) > Math.abs(a - 1) ? b : a), 1);
  const decay = sigma ** 10;
  return [
    {
      term: t('agree.mixing.sigma'),
      value: formatFixed(sigma, 4),
      meaning: t('agree.mixing.sigma.meaning'),
      formula: mixingFormulas[trace.options.mixing],
      source: t('agree.source.mixing'),
    },
    {
      term: t('agree.mixing.gap'),
      value: formatFixed(1 - sigma, 4),
      meaning: t('agree.mixing.gap.meaning'),
      formula: gapFormula,
      inputs: [input(symbols.sigma, 'agree.input.sigma', formatFixed(sigma, 4))],
    },
    {
      term: t('agree.mixing.decay'),
      value: formatShare(decay),
      meaning: t('agree.mixing.decay.meaning'),
      formula: decayFormula,
      inputs: [
        input(symbols.sigma, 'agree.input.sigma', formatFixed(sigma, 4)),
        input(symbols.tau, 'agree.input.tau', '10'),
      ],
    },
    {
      term: t('agree.mixing.sums'),
      value: formatFixed(furthest, 6),
      meaning: t('agree.mixing.sums.meaning'),
      formula: rowSumFormula,
    },
  ];
}

export function bytesRows(trace: AgreementTrace, cursor: number): readonly InspectionRow[] {
  const count = trace.ids.length;
  const links = trace.links.length;
  const bytes = t('agree.unit.bytes');
  const anchors = trace.anchorBytes;
  const iterations = trace.iterations.length;
  const readOut = trace.bytes - (trace.iterations.at(-1)?.bytes ?? anchors);
  const sent = formatFixed(iterationsSentAt(trace, cursor), 2);
  const counts = [
    input(symbols.links, 'agree.input.links', formatWhole(links)),
    input(symbols.count, 'agree.input.count', formatWhole(count)),
  ];
  return [
    {
      term: t('agree.figure.bytes'),
      value: formatWhole(bytesAt(trace, cursor)),
      unit: bytes,
      meaning: t('agree.bytes.total.meaning'),
      formula: totalBytesFormula,
      inputs: [...counts, input(symbols.tau, 'agree.input.sent', sent)],
    },
    {
      term: t('agree.bytes.iteration'),
      value: formatWhole(trace.bytesPerIteration),
      unit: bytes,
      ...(trace.kept
        ? {
            meaning: t('agree.bytes.iteration.horizon', {
              messages: trace.messagesPerIteration,
              horizon: trace.options.horizon,
            }),
          }
        : {
            meaning: t('agree.bytes.iteration.meaning', { count, messages: 2 * links }),
            formula: iterationBytesFormula,
            inputs: counts,
          }),
    },
    {
      term: t('agree.bytes.anchors'),
      value: formatWhole(anchors),
      unit: bytes,
      meaning: t('agree.bytes.anchors.meaning'),
    },
    {
      term: t('agree.bytes.readOut'),
      value: formatWhole(readOut),
      unit: bytes,
      meaning: t('agree.bytes.readOut.meaning'),
    },
    {
      term: t('agree.bytes.whole', { iterations }),
      value: formatWhole(trace.bytes),
      unit: bytes,
      meaning: t('agree.bytes.whole.meaning'),
    },
  ];
}

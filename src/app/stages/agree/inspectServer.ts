/** Numbers of a server and its copy, and of everyone's copy of one decision. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed, formatShare } from '../../components/format.ts';
import type { InspectionRow } from '../../components/Inspection.tsx';
import { agreeingInRow, agrees, copiesAfter, roundLevel } from './copies.ts';
import { gradientFormula, ownRoundedFormula, shareFormula, symbols } from './formulas.ts';
import { input, type Standing, unitsOf } from './inspectionParts.ts';
import { neighboursOf } from './update.ts';

export function serverRows(
  trace: AgreementTrace,
  { updates, tau }: Standing,
  server: number,
): readonly InspectionRow[] {
  const { units, perLevel } = unitsOf();
  const count = trace.ids.length;
  const copies = copiesAfter(trace, updates);
  const own = copies[server * count + server]!;
  const id = trace.ids[server]!;
  const agreeing = agreeingInRow(copies, count, server, trace.kept);
  const { gradients } = trace.iterations[tau - 1]!;
  const pulls = trace.scopes[server]!.map((about) => ({
    about,
    gradient: gradients[server * count + about]!,
  })).sort((a, b) => Math.abs(b.gradient) - Math.abs(a.gradient));
  const hardest = pulls[0]!;
  return [
    {
      term: t('agree.server.decision'),
      value: String(roundLevel(own)),
      unit: units,
      meaning: t('agree.server.decision.meaning', { id }),
      formula: ownRoundedFormula,
      inputs: [input(symbols.ownCopy, 'agree.input.own', formatFixed(own, 3), units)],
      source: t('agree.source.decision'),
    },
    {
      term: t('agree.server.agreeing'),
      value: t('agree.server.agreeing.value', { agreeing, others: count - 1 }),
      meaning: t('agree.server.agreeing.meaning', { id }),
      formula: shareFormula,
    },
    {
      term: t('agree.server.pull', { about: trace.ids[hardest.about]! }),
      value: formatFixed(hardest.gradient, 3),
      unit: perLevel,
      meaning: t('agree.server.pull.meaning', { id }),
      formula: gradientFormula,
      inputs: pulls.map(({ about, gradient }) =>
        input(
          symbols.gradient,
          'agree.input.pull',
          formatFixed(gradient, 3),
          perLevel,
          trace.ids[about]!,
        ),
      ),
      source: t('agree.source.gradient'),
    },
    {
      term: t('agree.server.hears'),
      value: neighboursOf(trace, server)
        .map((other) => trace.ids[other]!)
        .join(', '),
      meaning: t('agree.server.hears.meaning', { id }),
    },
    {
      term: t('agree.server.alone'),
      value: String(trace.greedy.decision[server]!),
      unit: units,
      meaning: t('agree.server.alone.meaning', { id }),
    },
  ];
}

export function columnRows(
  trace: AgreementTrace,
  { updates }: Standing,
  about: number,
): readonly InspectionRow[] {
  const { units } = unitsOf();
  const count = trace.ids.length;
  const copies = copiesAfter(trace, updates);
  const values = trace.ids.map((_, n) => copies[n * count + about]!);
  const owner = values[about]!;
  const id = trace.ids[about]!;
  const agreeing = trace.ids.filter((_, n) => n !== about && agrees(copies, count, n, about));
  const rows: InspectionRow[] = [
    {
      term: t('agree.cell.owner', { about: id }),
      value: formatFixed(owner, 3),
      unit: units,
      meaning: t('agree.column.owner.meaning', { id, level: roundLevel(owner) }),
      formula: ownRoundedFormula,
    },
    {
      term: t('agree.column.agreeing'),
      value: formatShare(agreeing.length / Math.max(1, count - 1)),
      meaning: t('agree.column.agreeing.meaning', { id }),
      formula: shareFormula,
    },
    {
      term: t('agree.column.range'),
      value: t('agree.column.range.value', {
        low: formatFixed(Math.min(...values), 2),
        high: formatFixed(Math.max(...values), 2),
      }),
      unit: units,
      meaning: t('agree.column.range.meaning', { id }),
    },
    {
      term: t('agree.server.alone'),
      value: String(trace.greedy.decision[about]!),
      unit: units,
      meaning: t('agree.server.alone.meaning', { id }),
    },
  ];
  if ('decision' in trace.exact) {
    rows.push({
      term: t('agree.column.exact'),
      value: String(trace.exact.decision[about]!),
      unit: units,
      meaning: t('agree.column.exact.meaning', { id }),
    });
  }
  return rows;
}

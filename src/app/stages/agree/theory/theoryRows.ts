/** The numbers of the theorems after T' iterations, as rows that open. */
import type { TheoryReport, TheoryTerms } from '../../../../orchestration/theoryReport.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { formatFixed, formatShare, formatWhole } from '../../../components/format.ts';
import type { InspectionRow } from '../../../components/Inspection.tsx';
import {
  boundFormula,
  communicationFormula,
  gapMeasuredFormula,
  nonConvexityFormula,
  optimisationFormula,
  rate2Formula,
  rate3Formula,
  slopeFormula,
  theorySymbols,
} from './theoryFormulas.ts';

/** Three digits or so, and separators. */
export function amount(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return formatWhole(value).replace('-', '−');
  return formatFixed(value, size >= 10 ? 1 : size >= 0.095 || size === 0 ? 2 : 3);
}

type InputKey = Extract<Parameters<typeof t>[0], `theory.input.${string}`>;
const input = (symbol: keyof typeof theorySymbols, key: InputKey, value: string) => ({
  symbol: theorySymbols[symbol],
  name: t(key),
  value,
});

export function theoryRows(
  trace: AgreementTrace,
  report: TheoryReport,
  terms: TheoryTerms,
): readonly InspectionRow[] {
  return [...termRows(trace, report, terms), ...rateRows(report, terms)];
}

function termRows(
  trace: AgreementTrace,
  report: TheoryReport,
  terms: TheoryTerms,
): readonly InspectionRow[] {
  const unit = t('theory.unit');
  const source = t('theory.source.one');
  const share = (part: number) => ({
    symbol: null,
    name: t('theory.input.share'),
    value: formatShare(part / terms.bound),
  });
  const slope = input('slope', 'theory.input.slope', amount(report.lipschitz.upper));
  const count = input('count', 'theory.input.count', formatWhole(trace.ids.length));
  const gamma = input('gamma', 'theory.input.gamma', String(report.gamma));
  const iterations = input('iterations', 'theory.input.iterations', formatWhole(terms.iterations));
  const auxiliary = input('auxiliary', 'theory.input.auxiliary', amount(report.auxiliary));
  return [
    {
      term: t('theory.row.optimisation'),
      value: amount(terms.optimisation),
      unit,
      meaning: t('theory.row.optimisation.meaning'),
      formula: optimisationFormula,
      inputs: [slope, auxiliary, iterations, share(terms.optimisation)],
      source,
    },
    {
      term: t('theory.row.communication'),
      value: amount(terms.communication),
      unit,
      meaning: t('theory.row.communication.meaning'),
      formula: communicationFormula,
      inputs: [slope, count, iterations, share(terms.communication)],
      source,
    },
    {
      term: t('theory.row.nonConvexity'),
      value: amount(terms.nonConvexity),
      unit,
      meaning: t('theory.row.nonConvexity.meaning'),
      formula: nonConvexityFormula,
      inputs: [gamma, count, iterations, share(terms.nonConvexity)],
      source,
    },
    {
      term: t('theory.row.bound'),
      value: amount(terms.bound),
      unit,
      meaning: t('theory.row.bound.meaning', { least: amount(terms.leastBound) }),
      formula: boundFormula,
      source,
    },
    {
      term: t('theory.row.gap'),
      value: amount(terms.gap),
      unit,
      meaning: t(`theory.row.gap.${report.reference.kind}`, { id: trace.ids[terms.worst]! }),
      formula: gapMeasuredFormula,
      source,
    },
    {
      term: t('theory.row.ratio'),
      value: terms.ratio === null ? t('theory.picture.noGap') : amount(terms.ratio),
      ...(terms.vacuous ? { unit: t('theory.verdict.vacuous') } : {}),
      meaning: t('theory.row.ratio.meaning', { spread: amount(report.spread.value) }),
    },
    {
      term: t('theory.row.concave'),
      value: amount(terms.concaveBound),
      unit,
      meaning: t('theory.row.concave.meaning'),
    },
  ];
}

function rateRows(report: TheoryReport, terms: TheoryTerms): readonly InspectionRow[] {
  const { lipschitz, steepest, secondSingularValue, secondEigenvalue } = report;
  const unit = t('theory.unit');
  const sigma = formatFixed(secondSingularValue, 4);
  const lambda = formatFixed(secondEigenvalue, 4);
  return [
    {
      term: t('theory.row.lipschitz'),
      value: amount(lipschitz.upper),
      unit: t('theory.unit.slope'),
      meaning: t(`theory.row.lipschitz.${lipschitz.method}`, {
        cells: formatWhole(lipschitz.cells),
        lower: amount(lipschitz.lower),
        id: steepest,
      }),
      formula: slopeFormula,
    },
    {
      term: t('theory.row.sigma'),
      value: sigma,
      meaning: t('theory.row.sigma.meaning'),
    },
    {
      term: t('theory.row.rate2'),
      value: amount(terms.rate2),
      unit,
      meaning: t('theory.row.rate2.meaning', { bound: amount(terms.bound2) }),
      formula: rate2Formula,
      inputs: [input('sigma', 'theory.input.sigma', sigma)],
      source: t('theory.source.two'),
    },
    {
      term: t('theory.row.lambda'),
      value: lambda,
      meaning: t('theory.row.lambda.meaning'),
    },
    {
      term: t('theory.row.rate3'),
      value: amount(terms.rate3),
      unit,
      meaning: t('theory.row.rate3.meaning', { bound: amount(terms.bound3) }),
      formula: rate3Formula,
      inputs: [input('lambda', 'theory.input.lambda', lambda)],
      source: t('theory.source.three'),
    },
  ];
}

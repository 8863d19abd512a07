/** What the theorem promised and what came out, in sentences that follow from the numbers alone. */
import type { TheoryReport, TheoryTerms } from '../../../../orchestration/theoryReport.ts';
import { t } from '../../../catalogue/index.ts';
import { amount } from './theoryRows.ts';

export function theoryVerdict(report: TheoryReport, terms: TheoryTerms): readonly string[] {
  const { spread, assumptions } = report;
  const broken = assumptions.filter(
    ({ verdict, theorems }) => verdict === 'broken' && theorems.includes(1),
  ).length;
  const distance = { spread: amount(spread.value) };
  return [
    t('theory.verdict', {
      iterations: terms.iterations,
      bound: amount(terms.bound),
      gap: amount(terms.gap),
    }),
    terms.ratio === null
      ? t('theory.verdict.none')
      : t('theory.verdict.ratio', { ratio: amount(terms.ratio) }),
    terms.vacuous
      ? t(`theory.verdict.vacuous.${spread.kind}`, distance)
      : t('theory.verdict.says', distance),
    broken === 0
      ? t(report.applies ? 'theory.verdict.kept' : 'theory.verdict.untold')
      : t(broken === 1 ? 'theory.verdict.brokenOne' : 'theory.verdict.broken', { count: broken }),
  ];
}

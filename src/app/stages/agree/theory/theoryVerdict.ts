/** What the theorem promised and what came out, in sentences that follow from the numbers alone. */
import type { TheoryReport, TheoryTerms } from '../../../../orchestration/theoryReport.ts';
import { t } from '../../../catalogue/index.ts';
import { amount } from './theoryRows.ts';

/** Whether every Q_n is known to be concave. */
export function isConcave({ assumptions }: TheoryReport): boolean {
  return assumptions.some(({ key, verdict }) => key === 'concave' && verdict === 'holds');
}

/** How many things that Theorem 1 asks for this run breaks. */
export function brokenCount({ assumptions }: TheoryReport): number {
  return assumptions.filter(({ verdict, theorems }) => verdict === 'broken' && theorems.includes(1))
    .length;
}

export function theoryVerdict(report: TheoryReport, terms: TheoryTerms): readonly string[] {
  const { spread } = report;
  const broken = brokenCount(report);
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
    ...(isConcave(report)
      ? [t('theory.verdict.concave', { bound: amount(terms.concaveBound) })]
      : []),
  ];
}

/** Distillations for people: teacher against student. */
import type { DistilledContent } from '../experiments/distilFile.ts';
import type { DistillationReport } from '../experiments/distillation.ts';
import { mean } from '../experiments/statistics.ts';
import { serverCount } from '../world/scenario.ts';
import { table } from './table.ts';

/** One line a combination, means over the training seeds; shares are ratios of these means. */
export function distilTable({ scenario, learner, runs }: DistilledContent): string {
  const combinations = runs[0]!.reports.map((_, i) => runs.map(({ reports }) => reports[i]!));
  const head = ['teacher', 'loss', 'observes', 'teacher earns', 'student', 'of N2O', 'of exact P2'];
  const rows = combinations.map((reports) => {
    const { settings } = reports[0]!.used;
    const student = earned(reports, 'student')!;
    const exact = earned(reports, 'exactP2');
    return [
      settings.teacher,
      settings.loss,
      settings.observes,
      earned(reports, 'teacher')!.toFixed(2),
      student.toFixed(2),
      share(student, earned(reports, 'n2o')),
      share(student, exact),
      `${(100 * mean(reports.map(({ agreement }) => agreement))).toFixed(1)} %`,
      mean(reports.map(({ cost }) => cost.teacher.bytes)).toFixed(0),
      mean(reports.map(({ cost }) => cost.student.bytes)).toFixed(0),
      ...reports.map(({ differences }) => differenceText(differences)),
    ];
  });
  const seeds = runs.map(({ reports }) => {
    return `student - N2O, seed ${reports[0]!.used.settings.seed}`;
  });
  const columns = ['agree', "teacher's bytes", "student's", ...seeds];
  const { evaluation } = runs[0]!.reports[0]!.used;
  return [
    table([[...head, ...columns], ...rows]),
    `system reward a slot, bytes a slot, +- 95 % interval over days; ${serverCount(scenario)} servers, ` +
      `${learner.episodes} training episodes, ${evaluation.slots} held-out slots`,
  ].join('\n');
}

function earned(
  reports: readonly DistillationReport[],
  key: keyof DistillationReport['rewards'],
): number | null {
  const known = reports
    .map(({ rewards }) => rewards[key]?.mean)
    .filter((each) => each !== undefined);
  return known.length > 0 ? mean(known) : null;
}

function share(mine: number, other: number | null): string {
  return other !== null && other > 0 ? (mine / other).toFixed(3) : '-';
}

function differenceText(differences: DistillationReport['differences']): string {
  const { mean: value, halfInterval } = differences.find(({ than }) => than === 'n2o')!;
  return `${value.toFixed(2)} +- ${halfInterval?.toFixed(2) ?? '?'}`;
}

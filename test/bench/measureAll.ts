/** All rows that were asked for, group by group; rows of a group are measured interleaved. */
import { measureCentralised } from './centralised.ts';
import { measureChunks } from './chunks.ts';
import type { Host } from './host.ts';
import type { Pace } from './interleave.ts';
import { measureN2o } from './n2o.ts';
import { measureDecisions, measureSlots } from './rivals.ts';
import type { Row, Section } from './rows.ts';
import { type Selection, selected } from './selection.ts';
import { measureTrainingSteps } from './trainingSteps.ts';
import { measureTraining } from './wholeTraining.ts';
import { BENCH_ACTIVATIONS, WORKLOAD_NAMES, type WorkloadName } from './workloads.ts';

export interface Task {
  readonly selection: Selection;
  /** Fewer rounds, and no training of a whole run. */
  readonly quick: boolean;
}

interface Group {
  readonly section: Section;
  readonly workload: WorkloadName;
  readonly activation?: string;
  /** Whether this host has what it takes; left out where every one has. */
  readonly isThere?: (host: Host) => boolean;
  readonly measure: (host: Host, takesPart: (engine: string) => boolean) => Promise<Row[]>;
}

function groupsOf({ quick }: Task): Group[] {
  const pace: Pace = quick
    ? { budget: 800, maximumRounds: 5 }
    : { budget: 5000, maximumRounds: 15 };
  return [
    ...WORKLOAD_NAMES.flatMap((workload) =>
      BENCH_ACTIVATIONS.map(
        (activation): Group => ({
          section: 'step',
          workload,
          activation,
          measure: (host, takesPart) =>
            measureTrainingSteps(host, { workload, activation, takesPart }, pace),
        }),
      ),
    ),
    ...(['4x4c', '9x4c', '25x4c', '100x4c'] as const).map(
      (workload): Group => ({
        section: 'n2o',
        workload,
        measure: (host, takesPart) => measureN2o(host, workload, takesPart, pace),
      }),
    ),
    {
      section: 'centralised',
      workload: '9x4c',
      measure: (host, takesPart) => measureCentralised(host, '9x4c', takesPart, pace),
    },
    ...(['4x4c', '9x4c'] as const).flatMap((workload): Group[] => [
      {
        section: 'slot',
        workload,
        measure: (host) => measureSlots(host, workload, pace),
      },
      {
        section: 'decision',
        workload,
        measure: (host) => measureDecisions(host, workload, pace),
      },
    ]),
    {
      section: 'chunk',
      workload: '9x4c',
      isThere: ({ gpuEngines }) => gpuEngines.length > 0,
      measure: (host, takesPart) => measureChunks(host, '9x4c', takesPart, pace),
    },
    {
      section: 'training',
      workload: '9x4c',
      isThere: () => !quick,
      measure: (host) => measureTraining(host, '9x4c'),
    },
  ];
}

/** @param report takes the rows of each group as soon as they are there */
export async function measureAll(
  host: Host,
  task: Task,
  report: (rows: readonly Row[]) => void,
): Promise<void> {
  const { selection } = task;
  const wanted = groupsOf(task).filter(
    ({ section, workload, activation, isThere }) =>
      (isThere?.(host) ?? true) &&
      selected(selection, 'section', section) &&
      selected(selection, 'workload', workload) &&
      (activation === undefined || selected(selection, 'activation', activation)),
  );
  for (const { section, workload, activation, measure } of wanted) {
    host.note([section, workload, activation].filter((each) => each).join(' '));
    report(await measure(host, (engine) => selected(selection, 'engine', engine)));
  }
}

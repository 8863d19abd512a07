/** Section `n2o`: a decision of N2O at T = 50, tables of all Q_n included. */
import { NetworkKernels } from '../../src/learning/engines/wasm/networkKernels.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { networksFromWeights } from '../../src/learning/layout.ts';
import { type NetworkAccelerator, networkProblem } from '../../src/learning/networkProblem.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestratedDecision } from '../../src/orchestration/orchestrate.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import type { Host } from './host.ts';
import { interleaved, type Pace } from './interleave.ts';
import { type Row, rowOf } from './rows.ts';
import { layoutOf, scenarioOf, type WorkloadName } from './workloads.ts';

const PLAIN = 'typescript';

export async function measureN2o(
  { clock, kernels }: Host,
  workload: WorkloadName,
  takesPart: (engine: string) => boolean,
  pace: Pace,
): Promise<Row[]> {
  const activation = 'algebraicSilu';
  const layout = layoutOf(workload, activation);
  const networks = networksFromWeights(layout, initialWeights(layout, 1));
  const environment = new EdgeEnvironment(scenarioOf(workload));
  const { observations } = environment.reset(1);
  const graph = { ids: environment.possibleAgents, links: environment.topology.links };
  const options = parseOrchestration({ iterations: 50 });
  const means: readonly (readonly [string, NetworkAccelerator | null])[] = [
    ['wasm', new NetworkKernels(kernels)],
    [PLAIN, null],
  ];
  const rounds = await interleaved(
    means
      .filter(([name]) => takesPart(name))
      .map(([name, accelerator]) => ({
        name,
        measure: (count) =>
          clock.time(() => {
            for (let i = 0; i < count; i++) {
              const problem = networkProblem(graph, networks, observations, accelerator);
              orchestratedDecision(problem, options, i);
            }
          }),
      })),
    pace,
  );
  const times = rounds.get(PLAIN);
  return [...rounds].map(([engine, own]) =>
    rowOf(
      { section: 'n2o', workload, activation, engine },
      { times: own, reference: times && { name: PLAIN, times } },
    ),
  );
}

import { expect, test, vi } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { networkProblem } from '../../src/learning/networkProblem.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
import { LateAccelerator } from '../../src/workers/lateAccelerator.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';

test('the kernels come, and a browser computes the run of TypeScript on them, bit by bit', async () => {
  const scenario = parseScenario({ rows: 3, columns: 3 });
  const layout = buildLayout(scenario, parseLearner({}));
  const networks = networksFromWeights(layout, initialWeights(layout, 1));
  const environment = new EdgeEnvironment(scenario);
  const { observations } = environment.reset(1);
  const graph = { ids: environment.possibleAgents, links: environment.topology.links };
  const late = new LateAccelerator();
  const options = parseOrchestration({ failure: 0.2, readOut: 'sweep' });
  const plain = orchestrate(networkProblem(graph, networks, observations), options);
  await vi.waitFor(() => expect(late.objectives(networks, observations)).not.toBeNull(), 20_000);
  const problem = networkProblem(graph, networks, observations, late);
  expect(problem.startArithmetic).toBeDefined();
  expect(orchestrate(problem, options)).toEqual(plain);
});

import { afterEach, expect, test } from 'vitest';
import { problemAt } from '../../src/experiments/policies.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
import { citySeed } from '../../src/session/setup.ts';
import { OrchestratorClient } from '../../src/workers/orchestratorClient.ts';
import type { OrchestrationRequest } from '../../src/workers/protocol.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { smallSetup } from './support.ts';

let client: OrchestratorClient | undefined;
afterEach(() => client?.stop());

/** The first slot of a city of untrained networks, and the core's own run of N2O on it. */
function firstSlot(change: Readonly<Record<string, unknown>>, optionsChange = {}) {
  const setup = smallSetup(change);
  const options = parseOrchestration({ failure: 0.2, ...optionsChange });
  const layout = buildLayout(setup.scenario, setup.learner);
  const weights = initialWeights(layout, setup.seed);
  const environment = new EdgeEnvironment(setup.scenario);
  environment.reset(citySeed(setup.seed));
  const observations = environment.observations.slice();
  const snapshot = { slot: 0, observations, weights: { weights, trainedSlots: 0 } };
  const problem = problemAt(environment, networksFromWeights(layout, weights));
  const request: OrchestrationRequest = { setup, snapshot, options };
  return { request, problem, trace: orchestrate(problem, options, 0) };
}

test.each([
  { rows: 2, columns: 2 },
  { rows: 3, columns: 3, levels: 4 },
])('the matrix of copies is the one of the core, bit by bit: %o', async (grid) => {
  client = new OrchestratorClient();
  const { request, problem, trace } = firstSlot(grid);
  const shown = await client.orchestrate(request);
  const last = trace.iterations.at(-1)!;
  expect(shown.iterations).toHaveLength(50);
  expect(shown.iterations.at(-1)).toEqual({
    ...last,
    rounded: [...last.rounded],
    failedLinks: last.failedLinks.map((link) => [...link]),
  });
  expect(shown.initialCopies).toEqual(trace.initialCopies);
  expect(shown.mixing).toEqual(trace.mixing.matrix);
  expect(shown.decision).toEqual([...trace.decision]);
  expect(shown.objective).toBe(trace.objective);
  expect(shown.links).toEqual(problem.links.map((link) => [...link]));
  expect(shown.scopes).toEqual(problem.objectives.map(({ scope }) => [...scope]));
});

test('decisions set by hand are valued as the trace values its own', async () => {
  client = new OrchestratorClient();
  const { request } = firstSlot({});
  const trace = await client.orchestrate(request);
  const { objective, local } = await client.evaluate(request, trace.decision);
  expect(objective).toBeCloseTo(trace.objective, 9);
  expect(local).toHaveLength(4);
});

test('aborting a long run ends its worker; the next run is answered by a new one', async () => {
  let spawned = 0;
  client = new OrchestratorClient(() => {
    spawned++;
    return new Worker(new URL('../../src/workers/orchestrator.worker.ts', import.meta.url), {
      type: 'module',
    });
  });
  const { request } = firstSlot({});
  const controller = new AbortController();
  const long = { ...request, options: { ...request.options, iterations: 10_000_000 } };
  const endless = client.orchestrate(long, controller.signal);
  controller.abort();
  await expect(endless).rejects.toMatchObject({ name: 'AbortError' });
  const trace = await client.orchestrate(request);
  expect(trace.iterations).toHaveLength(50);
  expect(spawned).toBe(2);
});

test('too many joint decisions are refused with the number', async () => {
  client = new OrchestratorClient();
  const { request } = firstSlot({});
  const { setup } = request;
  const scenario = { ...setup.scenario, rows: 3, columns: 3, linkRadius: 200, levels: 6 };
  await expect(client.orchestrate({ ...request, setup: { ...setup, scenario } })).rejects.toThrow(
    'joint decisions',
  );
});

test('what agreeing gains is the difference of two objectives', async () => {
  client = new OrchestratorClient();
  const { request, trace } = firstSlot({ rows: 2, columns: 3 });
  const gain = await client.gain(request);
  expect(gain).toBeCloseTo(trace.objective - trace.greedy.objective, 9);
});

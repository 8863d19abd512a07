import { afterEach, expect, test } from 'vitest';
import { distil } from '../../src/experiments/distil.ts';
import {
  type DistillationProgress,
  parseDistillation,
} from '../../src/experiments/distillation.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { citySeed } from '../../src/session/setup.ts';
import { DistilClient, spawnDistilWorker } from '../../src/workers/distilClient.ts';
import type { DistilRequest } from '../../src/workers/distilProtocol.ts';
import { smallSetup } from './support.ts';

let client: DistilClient | undefined;
afterEach(() => client?.stop());

function requestOf(changes: object = {}): DistilRequest {
  const setup = smallSetup({});
  const layout = buildLayout(setup.scenario, setup.learner);
  const small = { slots: 60, steps: 250, batchSize: 8, hidden: [6], evaluationSlots: 288 };
  const settings = parseDistillation({ ...small, loss: 'classification', ...changes });
  const weights = initialWeights(layout, setup.seed);
  return { setup, weights, settings, orchestration: parseOrchestration({}) };
}

/** The core's own report. */
function own({ setup, weights, settings, orchestration }: DistilRequest) {
  const { scenario, learner, seed } = setup;
  const networks = networksFromWeights(buildLayout(scenario, learner), weights);
  const evaluationSeed = citySeed(seed);
  const steps = distil({ scenario, networks, settings, orchestration, evaluationSeed });
  for (;;) {
    const next = steps.next();
    if (next.done) return next.value;
  }
}

test('the actors and all that is measured are those of the core, bit by bit; all phases are told', async () => {
  client = new DistilClient();
  const request = requestOf();
  const told: DistillationProgress[] = [];
  const { cost, ...report } = await client.distil(request, (progress) => told.push(progress));
  const { cost: ownCost, ...expected } = own(request);
  expect(report).toEqual(expected);
  expect(cost.teacher.bytes).toBe(ownCost.teacher.bytes);
  expect(cost.student).toMatchObject({ bytes: 0, messages: 0 });
  expect(cost.teacher.microseconds).toBeGreaterThan(0);
  expect(told[0]).toMatchObject({ phase: 'collecting', done: 0, of: 60 });
  const days = told.filter(({ played }) => played).map(({ played }) => played!.slots);
  expect(days).toEqual([144, 288]);
  expect(told.at(-1)).toMatchObject({ played: { rewards: expected.rewards } });
});

test('what is aborted ends with its worker; the next is answered by a new one', async () => {
  let spawned = 0;
  client = new DistilClient(() => {
    spawned += 1;
    return spawnDistilWorker();
  });
  const controller = new AbortController();
  const endless = requestOf({ steps: 200_000, hidden: [128, 128] });
  const call = client.distil(endless, () => controller.abort(), controller.signal);
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  const report = await client.distil(requestOf(), () => {});
  expect(report.actors.agents).toHaveLength(4);
  expect(spawned).toBe(2);
});

test('what is refused is told with its reason', async () => {
  client = new DistilClient();
  const request = requestOf();
  const short = { ...request, weights: request.weights.slice(1) };
  await expect(client.distil(short, () => {})).rejects.toThrow(/weights: \d+ is not allowed/);
});

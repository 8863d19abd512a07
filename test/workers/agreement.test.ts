import { expect, it } from 'vitest';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout } from '../../src/learning/layout.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { orchestrate } from '../../src/orchestration/orchestrate.ts';
import { agreementTrace, problemOf } from '../../src/workers/agreement.ts';
import type { OrchestrationRequest } from '../../src/workers/protocol.ts';
import { smallSetup } from './support.ts';

function request(chosen: object): OrchestrationRequest {
  const setup = smallSetup({ rows: 2, columns: 3 });
  const weights = initialWeights(buildLayout(setup.scenario, setup.learner), 1);
  const observations = Float64Array.from({ length: 30 }, (_, i) => (i % 7) / 7);
  const snapshot = { slot: 3, observations, weights: { weights, trainedSlots: 0 } };
  return { setup, snapshot, options: parseOrchestration(chosen) };
}

it('shows of every option what the core computes: what is kept, what was sent, what was cut', () => {
  const chosen = {
    iterations: 6,
    horizon: 1,
    readOut: 'best',
    topology: 'ring',
    failure: 0.3,
    linkModel: 'bursty',
    cuts: [{ link: [0, 1], from: 2, to: 4 }],
  };
  const asked = request(chosen);
  const shown = agreementTrace(asked);
  const trace = orchestrate(problemOf(asked, null), asked.options, 3);
  expect(shown.kept).toEqual(trace.kept);
  expect(shown.kept).toContain(0);
  expect([shown.messages, shown.bytes]).toEqual([trace.messages, trace.bytes]);
  expect([shown.messagesPerIteration, shown.anchorBytes]).toEqual([
    trace.messagesPerIteration,
    trace.anchorBytes,
  ]);
  shown.iterations.forEach(({ tau, messages, bytes, failedLinks }, i) => {
    const { messages: sent, bytes: size } = trace.iterations[i]!;
    expect([messages, bytes]).toEqual([sent, size]);
    if (tau >= 2 && tau <= 4) expect(failedLinks).toContainEqual([0, 1]);
  });
  expect(shown.bytes).toBe(shown.iterations.at(-1)!.bytes);
});

it('says nothing of what is kept where everyone keeps everything', () => {
  expect(agreementTrace(request({ iterations: 1 }))).not.toHaveProperty('kept');
  expect(agreementTrace(request({ iterations: 1, horizon: 20 }))).not.toHaveProperty('kept');
});

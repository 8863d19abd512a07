import { expect, test } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { type LearnerCheckpoint, MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { CheckpointSender, joinCheckpoint } from '../../src/workers/checkpointParts.ts';
import { parseScenario } from '../../src/world/scenario.ts';

/** Two servers and tiny networks: thousands of slots in no time. */
function fastLearner() {
  return new MultiAgentLearner({
    scenario: parseScenario({ rows: 1, userDensity: 2 }),
    learner: parseLearner({ hidden: [2], batchSize: 1, replayCapacity: 1500 }),
    seed: 2,
  });
}

test('the parts of a checkpoint give the whole one, while the memory grows and is trimmed', () => {
  const learner = fastLearner();
  const sender = new CheckpointSender();
  let received: LearnerCheckpoint | null = null;
  let whole = 0;
  let sent = 0;
  for (const slots of [0, 10, 1000, 1024, 1030, 2100, 2110, 4200, 6500]) {
    while (learner.slots < slots) learner.advance();
    const checkpoint = learner.checkpoint();
    const parts = structuredClone(sender.split(checkpoint));
    sent += parts.checkpoint.replay.observations.length;
    whole += checkpoint.replay.observations.length;
    received = joinCheckpoint(parts, received);
    // Compared at once: the chunk that is filling goes on changing under a checkpoint.
    expect(received).toEqual(checkpoint);
  }
  expect(sent).toBeLessThan(whole);
  // Room for 1,500 transitions: the early chunks are gone on both sides.
  expect(received!.replay.droppedRowChunks).toBeGreaterThan(2);

  const again = MultiAgentLearner.resume(received!);
  while (again.slots < 6600) again.advance();
  while (learner.slots < 6600) learner.advance();
  expect(again.weights()).toEqual(learner.weights());
});

test('a new sender sends everything, whatever the page had from the one before', () => {
  const learner = fastLearner();
  while (learner.slots < 1100) learner.advance();
  const first = joinCheckpoint(new CheckpointSender().split(learner.checkpoint()), null);
  while (learner.slots < 1200) learner.advance();
  const parts = new CheckpointSender().split(learner.checkpoint());
  expect(parts.knownRowChunks).toBe(0);
  expect(joinCheckpoint(parts, first)).toEqual(learner.checkpoint());
});

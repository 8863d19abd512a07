import { expect, test } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { type LearnerCheckpoint, MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { CheckpointReceiver, CheckpointSender } from '../../src/workers/checkpointParts.ts';
import { parseScenario } from '../../src/world/scenario.ts';

/** Two servers and tiny networks: thousands of slots in no time. */
function fastLearner() {
  return new MultiAgentLearner({
    scenario: parseScenario({ rows: 1, userDensity: 2 }),
    learner: parseLearner({ hidden: [2], batchSize: 1, replayCapacity: 1500 }),
    seed: 2,
  });
}

/** Sends a checkpoint as over a port; the whole one, and how many chunks travelled in each part. */
function send(sender: CheckpointSender, receiver: CheckpointReceiver, of: LearnerCheckpoint) {
  let whole: LearnerCheckpoint | null = null;
  const chunks: number[] = [];
  for (const parts of sender.split(of)) {
    expect(whole).toBeNull();
    whole = receiver.take(structuredClone(parts));
    chunks.push(parts.rowChunks.length + parts.transitionChunks.length);
  }
  return { whole: whole!, chunks };
}

test('the parts of a checkpoint give the whole one, while the memory grows and is trimmed', () => {
  const learner = fastLearner();
  const sender = new CheckpointSender();
  const receiver = new CheckpointReceiver();
  let received: LearnerCheckpoint | null = null;
  let whole = 0;
  let sent = 0;
  for (const slots of [0, 10, 1000, 1024, 1030, 2100, 2110, 4200, 6500]) {
    while (learner.slots < slots) learner.advance();
    const checkpoint = learner.checkpoint();
    const { replay } = checkpoint;
    const parts = send(sender, receiver, checkpoint);
    received = parts.whole;
    sent += parts.chunks.reduce((sum, count) => sum + count, 0);
    whole += replay.observations.length + replay.transitionChunks.length;
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

test('a new sender sends what the page does not have from the one before', () => {
  const learner = fastLearner();
  while (learner.slots < 1100) learner.advance();
  const first = send(new CheckpointSender(), new CheckpointReceiver(), learner.checkpoint());
  while (learner.slots < 1200) learner.advance();
  const next = learner.checkpoint();
  // The full chunk of each list is known; the one that is filling travels again.
  const known = send(new CheckpointSender(first.whole), new CheckpointReceiver(first.whole), next);
  expect(known.whole).toEqual(next);
  expect(known.chunks).toEqual([2]);
  const anew = send(new CheckpointSender(), new CheckpointReceiver(), next);
  expect(anew.whole).toEqual(next);
  expect(anew.chunks).toEqual([4]);
});

test('a large memory travels in parts of a few megabytes', () => {
  const checkpoint = fastLearner().checkpoint();
  const chunk = () => ({
    rows: new Float64Array(1024),
    decisions: new Uint8Array(1024 * 100),
    rewards: new Float64Array(1024 * 100),
  });
  const rows = Array.from({ length: 20 }, (_, k) => new Float64Array(1024 * 500).fill(k));
  const replay = {
    ...checkpoint.replay,
    observations: rows,
    transitionChunks: Array.from({ length: 20 }, chunk),
  };
  const { whole, chunks } = send(new CheckpointSender(), new CheckpointReceiver(), {
    ...checkpoint,
    replay,
  });
  expect(whole.replay.observations.map((each) => each.at(-1))).toEqual([...rows.keys()]);
  expect(whole.replay.transitionChunks).toHaveLength(20);
  // 4 MB of observations each, then 0.9 MB of transitions.
  expect(chunks).toEqual([...Array(20).fill(1), 5, 5, 5, 5, 0]);
});

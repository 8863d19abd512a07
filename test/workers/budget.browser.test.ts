/**
 * The learner's worker answers inside a training slot that takes a quarter of a second and more.
 * Nothing is timed: what is counted is how often it answers while it trains one slot.
 */
import { afterEach, expect, test } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { LearnerClient } from '../../src/workers/learnerClient.ts';
import type { LearnerMessage, LearnerStart } from '../../src/workers/protocol.ts';
import { startBrowserKernels } from '../support/browserKernels.ts';
import { learnerStart, smallSetup, Watch } from './support.ts';

let client: LearnerClient | undefined;
afterEach(() => client?.stop());

/** The first slots have no update: the replay memory is not warm. */
const WARM_SLOTS = 31;
const dense = (rows: number, learner = {}) => ({
  scenario: smallSetup({ rows, columns: rows, linkRadius: 86 }).scenario,
  // Greedy from the first slot on: acting is interrupted too.
  learner: parseLearner({ explorationFull: 0, explorationDecay: 0, ...learner }),
});
const CASES = [
  ['wasm', '5x5, 8-connected', dense(5)],
  ['typescript', '3x3, 8-connected', dense(3)],
  ['typescript', 'a chunk of four slots', dense(3, { actingLag: 4, batchSize: 8 })],
] as const;

function connect() {
  const watch = new Watch();
  const messages: LearnerMessage[] = [];
  client = new LearnerClient({
    message(message) {
      messages.push(message);
      watch.tell();
    },
    crashed() {},
  });
  const of = <T extends LearnerMessage['type']>(type: T) =>
    messages.filter((each): each is Extract<LearnerMessage, { type: T }> => each.type === type);
  const slots = () => of('trainingSummary').at(-1)?.trainedSlots ?? 0;
  return { client, watch, of, slots };
}

/** The same training in one piece, with nobody asking for anything. */
async function weightsHere(start: Partial<LearnerStart>, slots: number): Promise<Float64Array> {
  const kernels = start.engine === 'wasm' ? await startBrowserKernels() : undefined;
  const learner = new MultiAgentLearner({ ...smallSetup(), ...start }, kernels);
  while (learner.slots < slots) learner.advance();
  return learner.weights();
}

/** Steps through one chunk, asking for something all the while; how often it was answered. */
async function answersInAChunk(training: LearnerClient): Promise<number> {
  let isDone = false;
  const chunk = training.step(1).then(() => (isDone = true));
  let answers = 0;
  while (!isDone) {
    await training.setSpeed(Number.POSITIVE_INFINITY);
    answers += 1;
  }
  await chunk;
  return answers;
}

test.each(CASES)(
  '%s, %s: it is asked and answers many times in one slot',
  async (engine, _, setup) => {
    const { client: training, watch, of, slots } = connect();
    const start = { ...setup, engine, running: false };
    await training.start(learnerStart(start));
    await training.step(WARM_SLOTS);
    const lag = setup.learner.actingLag;
    const warm = Math.ceil(WARM_SLOTS / lag) * lag;
    await watch.until(() => slots() === warm);
    expect(of('trainingSummary').at(-1)!.engine).toBe(engine);
    // In one piece the slot would be over before the first answer.
    expect(await answersInAChunk(training)).toBeGreaterThan(5);
    await watch.until(() => slots() === warm + lag);
    expect(of('weights').at(-1)!.snapshot).toEqual({
      trainedSlots: warm + lag,
      weights: await weightsHere(start, warm + lag),
    });
  },
);

test('a pause holds a slot in its middle, and play goes on with it to the same weights', async () => {
  const { client: training, watch, of, slots } = connect();
  const start = { ...dense(3), engine: 'typescript' as const, running: false };
  await training.start(learnerStart(start));
  await training.step(WARM_SLOTS);
  await training.setRunning(true);
  // A first answer comes from the middle of the slot; so does the pause.
  await training.setSpeed(Number.POSITIVE_INFINITY);
  await training.setRunning(false);
  await watch.until(() => of('trainingSummary').at(-1)!.running === false);
  expect(slots()).toBe(WARM_SLOTS);
  expect(of('weights').at(-1)!.snapshot.trainedSlots).toBe(WARM_SLOTS);
  // It stands still: however often it is asked, no slot ends.
  for (let i = 0; i < 50; i += 1) await training.setSpeed(Number.POSITIVE_INFINITY);
  expect(slots()).toBe(WARM_SLOTS);
  await training.step(2);
  await watch.until(() => slots() === WARM_SLOTS + 2);
  const { weights } = of('weights').at(-1)!.snapshot;
  expect(weights).toEqual(await weightsHere(start, WARM_SLOTS + 2));
});

test('a change waits for the end of the slot under way, also of one that stands still', async () => {
  const { client: training, watch, of, slots } = connect();
  const start = { ...dense(3), engine: 'typescript' as const, running: false };
  const { scenario } = smallSetup({ rows: 3, columns: 3, linkRadius: 86, priceMaximum: 60 });
  await training.start(learnerStart(start));
  await training.step(WARM_SLOTS);
  await training.setRunning(true);
  await training.setSpeed(Number.POSITIVE_INFINITY);
  await training.setRunning(false);
  await training.applyScenario(scenario);
  await watch.until(() => slots() === WARM_SLOTS + 1);
  const change = of('event').at(-1)!.event;
  expect(change).toMatchObject({ type: 'scenario', slot: WARM_SLOTS + 1 });
  expect(of('trainingSummary').at(-1)!.running).toBe(false);
});

/** The learner's worker with every engine, as the page uses it. */
import { afterEach, expect, test } from 'vitest';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { LearnerClient, spawnLearnerWorker } from '../../src/workers/learnerClient.ts';
import type { LearnerMessage, LearnerStart, TrainingSummary } from '../../src/workers/protocol.ts';
import { startBrowserKernels } from '../support/browserKernels.ts';
import { learnerStart, smallSetup, Watch } from './support.ts';

let client: LearnerClient | undefined;
afterEach(() => client?.stop());

const { learner } = smallSetup();
/**
 * Two servers and narrow networks: the test's graphics adapter is software. The plan is so long
 * that it does not end while a test waits for an engine.
 */
const small = {
  scenario: smallSetup({ rows: 1, columns: 2 }).scenario,
  learner: { ...learner, hidden: [4], batchSize: 8, episodes: 100_000 },
};

function spawnFragile(): Worker {
  return new Worker(new URL('./fragileLearner.worker.ts', import.meta.url), { type: 'module' });
}

function connect(spawn = spawnLearnerWorker) {
  const watch = new Watch();
  const messages: LearnerMessage[] = [];
  let worker!: Worker;
  client = new LearnerClient(
    {
      message(message) {
        messages.push(message);
        watch.tell();
      },
      crashed() {},
    },
    () => {
      worker = spawn();
      return worker;
    },
  );
  const of = <T extends LearnerMessage['type']>(type: T) =>
    messages.filter((each): each is Extract<LearnerMessage, { type: T }> => each.type === type);
  const summary = (): TrainingSummary | undefined => of('trainingSummary').at(-1);
  const trains = (engine: string, slots: number) =>
    watch.until(() => summary()?.engine === engine && summary()!.trainedSlots >= slots);
  return { client, watch, of, summary, trains, tell: (text: string) => worker.postMessage(text) };
}

/** What the automatic choice says of graphics adapters. */
function graphicsOf(summary: TrainingSummary | undefined) {
  const reason = summary?.engineStatus.reason;
  return reason?.kind === 'measured' ? reason.graphics : undefined;
}

const start = (change: Partial<LearnerStart> = {}) => learnerStart({ ...small, ...change });

test('what can be tried here is found without starting anything', async () => {
  const { client: training } = connect();
  await training.start(start({ running: false }));
  const adapter = { name: 'google swiftshader', software: true };
  expect(await training.findEngines()).toEqual([
    { id: 'typescript', obstacle: null, adapter: null },
    { id: 'wasm', obstacle: null, adapter: null },
    { id: 'webgpu', obstacle: null, adapter },
    { id: 'tfjs-webgpu', obstacle: null, adapter },
    { id: 'tfjs-wasm', obstacle: null, adapter: null },
    { id: 'tfjs-cpu', obstacle: null, adapter: null },
  ]);
});

test.each([
  ['wasm', null],
  ['tfjs-wasm', null],
  ['tfjs-cpu', null],
  ['webgpu', { name: 'google swiftshader', software: true }],
  ['tfjs-webgpu', { name: 'google swiftshader', software: true }],
] as const)('%s trains from the first slot on when it is asked for', async (engine, adapter) => {
  const { client: training, of, summary, trains, watch } = connect();
  await training.start(start({ engine }));
  await trains(engine, 60);
  expect(summary()!.engineStatus).toMatchObject({ id: engine, choice: engine, adapter });
  await training.setRunning(false);
  await watch.until(() => summary()!.running === false);
  const events = of('event').map(({ event }) => event);
  expect(events).toMatchObject([
    { type: 'engine', slot: 0, engine: 'typescript' },
    { type: 'engine', slot: 0, engine },
  ]);
  // Everything is explored in these slots: TypeScript trains on the same minibatches.
  const here = new MultiAgentLearner({ ...smallSetup(), ...small });
  const { weights, trainedSlots } = of('weights').at(-1)!.snapshot;
  while (here.slots < trainedSlots) here.advance();
  const apart = here.weights().map((weight, i) => Math.abs(weight - weights[i]!));
  expect(Math.max(...apart)).toBeLessThan(1e-3);
  expect(Math.max(...apart)).toBeGreaterThan(0);
});

test('engines change while training goes on, and no slot is lost', async () => {
  const { client: training, of, summary, trains, watch } = connect();
  await training.start(start());
  await trains('typescript', 100);
  await training.setEngine('tfjs-wasm');
  const from = summary()!.trainedSlots;
  await trains('tfjs-wasm', from + 100);
  await training.applyLearner({ ...small.learner, jitter: 0.1 });
  await training.setEngine('typescript');
  await trains('typescript', summary()!.trainedSlots + 100);
  await training.setRunning(false);
  await watch.until(() => summary()!.running === false);
  const engines = of('event').flatMap(({ event }) =>
    event.type === 'engine' ? [event.engine] : [],
  );
  expect(engines).toEqual(['typescript', 'tfjs-wasm', 'typescript']);
  expect(Object.keys(summary()!.engineStatus.speeds).sort()).toEqual(['tfjs-wasm', 'typescript']);
  // Every episode is there once, in order.
  let episodes = 0;
  for (const points of of('training')) {
    expect(points.firstEpisode).toBe(episodes);
    episodes += points.systemReward.length;
  }
  expect(episodes).toBe(Math.floor(summary()!.trainedSlots / 6));
});

test('of two choices the newer one counts', async () => {
  const { client: training, trains } = connect();
  await training.start(start());
  await Promise.all([training.setEngine('tfjs-cpu'), training.setEngine('tfjs-wasm')]);
  await trains('tfjs-wasm', 100);
});

test('an adapter that is not known as software is measured, on copies, and the faster is taken', async () => {
  const {
    client: training,
    summary,
    watch,
    of,
  } = connect(
    () => new Worker(new URL('./hardwareLearner.worker.ts', import.meta.url), { type: 'module' }),
  );
  await training.start(start({ engine: 'auto' }));
  const graphics = () => graphicsOf(summary());
  await watch.until(() => graphics()?.kind === 'measured' || graphics()?.kind === 'trialFailed');
  expect(graphics()).toEqual({ kind: 'measured', adapter: 'google imaginary' });
  const { id, reason } = summary()!.engineStatus;
  if (reason.kind !== 'measured') throw new Error('unreachable');
  const { typescript, wasm, webgpu } = reason.times;
  // TensorFlow.js is not measured where our own kernels run.
  expect(Object.keys(reason.times).sort()).toEqual(['typescript', 'wasm', 'webgpu']);
  // It is a processor in truth; between our own two, networks as narrow as these leave it open.
  expect(Math.min(wasm!, typescript!)).toBeGreaterThan(0);
  expect(webgpu).toBeGreaterThan(Math.max(wasm!, typescript!));
  const faster = wasm! < 0.8 * typescript! ? 'wasm' : 'typescript';
  expect(id).toBe(faster);
  await training.setRunning(false);
  await watch.until(() => summary()!.running === false);
  // Whatever was measured, training began with the faster one.
  const engines = of('event').flatMap(({ event }) => (event.type === 'engine' ? [event] : []));
  expect(engines.at(-1)).toMatchObject({ slot: 0, engine: faster });
  // The trials left no trace: another instance of the engine comes to the same weights.
  const create = faster === 'wasm' ? await startBrowserKernels() : undefined;
  const here = new MultiAgentLearner({ ...smallSetup(), ...small }, create);
  const { weights, trainedSlots } = of('weights').at(-1)!.snapshot;
  while (here.slots < trainedSlots) here.advance();
  expect(weights).toEqual(here.weights());
});

test('TensorFlow.js is measured on an adapter that our own kernels do not run on', async () => {
  const spawn = () =>
    new Worker(new URL('./withoutFusedLearner.worker.ts', import.meta.url), { type: 'module' });
  const { client: training, summary, watch } = connect(spawn);
  await training.start(start({ engine: 'auto' }));
  await watch.until(() => graphicsOf(summary())?.kind === 'measured');
  const { reason } = summary()!.engineStatus;
  if (reason.kind !== 'measured') throw new Error('unreachable');
  expect(Object.keys(reason.times).sort()).toEqual(['tfjs-webgpu', 'typescript', 'wasm']);
});

test('both engines on the adapter follow one another, and others follow them', async () => {
  const { client: training, of, summary, trains } = connect();
  await training.start(start({ engine: 'webgpu' }));
  await trains('webgpu', 20);
  for (const engine of ['tfjs-webgpu', 'webgpu', 'wasm', 'tfjs-webgpu'] as const) {
    await training.setEngine(engine);
    await trains(engine, summary()!.trainedSlots + 20);
  }
  expect(of('engineRefused')).toEqual([]);
  expect(of('engineLost')).toEqual([]);
});

test('networks that our kernels do not know train in TypeScript, asked for or not', async () => {
  const { client: training, of, summary, watch, trains } = connect();
  const tanh = { ...small, learner: { ...small.learner, activation: 'tanh' as const } };
  await training.start(start({ ...tanh, engine: 'auto' }));
  await trains('typescript', 20);
  expect((await training.findEngines())[1]).toMatchObject({ id: 'wasm', obstacle: 'noKernels' });
  await training.setEngine('wasm');
  await watch.until(() => of('engineRefused').length === 1);
  expect(of('engineRefused')[0]).toMatchObject({ engine: 'wasm', obstacle: 'noKernels' });
  await trains('typescript', summary()!.trainedSlots + 20);
});

test('a software adapter is not taken by itself, and the reason is given', async () => {
  const { client: training, summary, watch } = connect();
  await training.start(learnerStart({ engine: 'auto' }));
  await watch.until(() => graphicsOf(summary())?.kind === 'softwareAdapter');
  expect(summary()).toMatchObject({
    engine: 'wasm',
    engineStatus: { choice: 'auto', reason: { graphics: { adapter: 'google swiftshader' } } },
  });
});

test.each([
  ['loseDevice', 'tfjs-webgpu'],
  ['invalidCommand', 'tfjs-webgpu'],
  ['loseDevice', 'webgpu'],
  ['invalidCommand', 'webgpu'],
] as const)(
  '%s on %s: it is said, and nothing is sent that was computed after',
  async (what, engine) => {
    const { client: training, of, trains, tell, watch, summary } = connect(spawnFragile);
    await training.start(start({ engine }));
    await trains(engine, 40);
    tell(what);
    await watch.until(() => of('engineLost').length === 1);
    expect(of('engineLost')[0]).toMatchObject({ engine });
    expect(of('engineLost')[0]!.detail).not.toBe('');
    expect(of('failure')).toEqual([]);
    expect(summary()!.running).toBe(false);
    for (const { snapshot } of of('weights')) {
      expect(snapshot.weights.every(Number.isFinite)).toBe(true);
      // An invalid command reads zeros.
      expect(snapshot.weights.some((weight) => weight !== 0)).toBe(true);
    }
  },
);

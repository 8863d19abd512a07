/** Training whose worker, device or memory is taken away goes on, and nothing of it is lost. */
import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createSession, type Session } from '../../src/app/commands.ts';
import { LiveCity, LiveCurves } from '../../src/app/live.ts';
import type { AppState } from '../../src/app/state.ts';
import { openingState } from '../../src/app/store.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { replay } from '../../src/session/replay.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { startBrowserKernels } from '../support/browserKernels.ts';
import { Watch } from '../workers/support.ts';

let session: Session | undefined;
afterEach(() => {
  session?.run.world.stop();
  session?.run.learner.stop();
});

/** A page without its components. The first message goes to each worker before anything else. */
function openPage(engine: AppState['training']['engine'], first = '') {
  const store = createStore<AppState>(() => {
    const opening = openingState();
    return {
      ...opening,
      scenario: parseScenario({ rows: 1, columns: 2 }),
      learner: parseLearner({ hidden: [4], batchSize: 8, episodes: 100_000 }),
      training: { ...opening.training, engine },
    };
  });
  const live = { city: new LiveCity(), rival: new LiveCity(), curves: new LiveCurves() };
  const watch = new Watch();
  const workers: Worker[] = [];
  session = createSession(store, live, {
    learner() {
      const worker = new Worker(new URL('../workers/fragileLearner.worker.ts', import.meta.url), {
        type: 'module',
      });
      if (first) worker.postMessage(first);
      workers.push(worker);
      return worker;
    },
  });
  store.subscribe(() => watch.tell());
  live.curves.subscribe(() => watch.tell());
  session.open();
  const state = () => store.getState();
  const summary = () => state().training.summary;
  const trains = (id: string, slots: number) =>
    watch.until(() => summary()?.engine === id && summary()!.trainedSlots >= slots);
  const notices = () => state().notices.map(({ text }) => text);
  return { ...session, live, watch, workers, state, summary, trains, notices };
}
type Page = ReturnType<typeof openPage>;

function kill(worker: Worker): void {
  worker.terminate();
  worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
}

/**
 * The run lived again from its log, on one thread and without any accident. Only once what trains
 * now has passed the last weights of an engine that was lost: until then the page keeps those, and
 * the log knows the slots as they were trained again.
 */
async function expectTheSameRun({ commands, watch, summary, run, live, trains }: Page) {
  await trains(summary()!.engine, (live.curves.weights?.trainedSlots ?? 0) + 100);
  commands.setTrainingRunning(false);
  await watch.until(() => summary()!.running === false);
  const shown = live.curves.weights!;
  const { setup, log } = run.record;
  const until = { citySlots: 0, trainingSlots: shown.trainedSlots };
  const again = replay(setup!, log, until, { wasm: await startBrowserKernels() });
  expect(again.training.snapshot()).toEqual(shown);
  const { systemReward } = again.training.learner.curve();
  expect(live.curves.systemReward.slice(0, systemReward.length)).toEqual(systemReward);
}

test('kernels that trap: training goes on in TypeScript from the last checkpoint', async () => {
  const page = openPage('wasm');
  await page.trains('wasm', 60);
  page.workers[0]!.postMessage('breakKernels');
  await page.trains('typescript', 120);
  expect(page.state().training).toMatchObject({ engine: 'typescript', status: 'running' });
  expect(page.notices()).toEqual([
    expect.stringMatching(
      /^WebAssembly stopped working \(memory access out of bounds\)\. Training goes on in TypeScript from /,
    ),
  ]);
  await expectTheSameRun(page);
});

test('a device whose memory is full: training goes on on our kernels', async () => {
  const page = openPage('tfjs-webgpu');
  await page.trains('tfjs-webgpu', 40);
  page.workers[0]!.postMessage('fillDevice');
  await page.trains('wasm', 60);
  expect(page.notices()).toEqual([expect.stringContaining('not enough memory for a buffer')]);
  expect(page.state().city.status).toBe('running');
});

test('no memory for the kernels: they are refused, and what trains goes on', async () => {
  const page = openPage('typescript');
  await page.trains('typescript', 60);
  page.workers[0]!.postMessage('fillMemory');
  page.commands.setEngine('wasm');
  await page.watch.until(() => page.notices().length > 0);
  expect(page.notices()).toEqual([
    'WebAssembly could not start (WebAssembly.Memory.grow(): Maximum memory size exceeded). ' +
      'Training goes on with TypeScript.',
  ]);
  await page.trains('typescript', page.summary()!.trainedSlots + 60);
  expect(page.workers).toHaveLength(1);
  await expectTheSameRun(page);
});

test('no memory for the kernels while engines are measured: TypeScript trains, without a word', async () => {
  const page = openPage('auto', 'fillMemory');
  await page.trains('typescript', 60);
  expect(page.summary()!.engineStatus).toMatchObject({ choice: 'auto', id: 'typescript' });
  expect(page.notices()).toEqual([]);
  expect(page.workers).toHaveLength(1);
});

test('a worker that is killed twice goes on on the next engine, and every slot is as it was', async () => {
  const page = openPage('wasm');
  await page.trains('wasm', 60);
  const before = page.summary();
  kill(page.workers[0]!);
  expect(page.notices().at(-1)).toMatch(/^The learner’s worker ended unexpectedly/);
  await page.watch.until(() => page.summary() !== before && page.summary()!.engine === 'wasm');
  kill(page.workers[1]!);
  expect(page.notices().at(-1)).toMatch(
    /^WebAssembly stopped working \(out of memory\)\. Training goes on in TypeScript from /,
  );
  await page.trains('typescript', 100);
  expect(page.state().training).toMatchObject({ engine: 'typescript', status: 'running' });
  await expectTheSameRun(page);
});

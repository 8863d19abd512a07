/** Engines as the page has them: chosen, refused and lost, without components. */
import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createSession, type Session } from '../../src/app/commands.ts';
import { engineName } from '../../src/app/engine/engineName.ts';
import { LiveCity, LiveCurves } from '../../src/app/live.ts';
import type { AppState } from '../../src/app/state.ts';
import { openingState } from '../../src/app/store.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { Watch } from '../workers/support.ts';

let session: Session | undefined;
afterEach(() => {
  session?.run.world.stop();
  session?.run.learner.stop();
});

function openPage(learner: () => Worker, change: Partial<AppState['training']> = {}) {
  const store = createStore<AppState>(() => {
    const opening = openingState();
    return {
      ...opening,
      scenario: parseScenario({ rows: 1, columns: 2 }),
      // A plan that does not end while a test waits for more slots of it.
      learner: parseLearner({ hidden: [4], batchSize: 8, episodes: 100_000 }),
      training: { ...opening.training, ...change },
    };
  });
  const live = { city: new LiveCity(), rival: new LiveCity(), curves: new LiveCurves() };
  const watch = new Watch();
  let worker!: Worker;
  session = createSession(store, live, {
    learner() {
      worker = learner();
      return worker;
    },
  });
  store.subscribe(() => watch.tell());
  session.open();
  const state = () => store.getState();
  const trains = (engine: string, slots: number) =>
    watch.until(() => {
      const { summary } = state().training;
      return summary?.engine === engine && summary.trainedSlots >= slots;
    });
  return { ...session, watch, state, trains, tell: (text: string) => worker.postMessage(text) };
}

const fragile = () =>
  new Worker(new URL('../workers/fragileLearner.worker.ts', import.meta.url), { type: 'module' });
const withoutAdapter = () =>
  new Worker(new URL('../workers/noAdapterLearner.worker.ts', import.meta.url), { type: 'module' });

test('a lost device: training goes on on our kernels from the last checkpoint, with a notice', async () => {
  const page = openPage(fragile, { engine: 'tfjs-webgpu' });
  await page.trains('tfjs-webgpu', 40);
  page.tell('loseDevice');
  await page.trains('wasm', 60);
  const { training, notices, city } = page.state();
  expect(training.engine).toBe('wasm');
  expect(training.status).toBe('running');
  expect(city.status).toBe('running');
  expect(notices).toHaveLength(1);
  expect(notices[0]!.text).toContain('WebGPU, TensorFlow.js stopped working');
  expect(notices[0]!.text).toContain('Training goes on in WebAssembly from');
  // In order of their slots, whatever was known when.
  const slots = page.run.record.log.training.map(({ slot }) => slot);
  expect(slots).toEqual(slots.toSorted((a, b) => a - b));
  // And it can be chosen again.
  page.commands.setEngine('tfjs-wasm');
  await page.trains('tfjs-wasm', 60);
});

test('an engine that cannot run here leaves the one that does, and says why', async () => {
  const page = openPage(withoutAdapter);
  const status = () => page.state().training.summary?.engineStatus;
  const graphics = () => {
    const reason = status()?.reason;
    return reason?.kind === 'measured' ? reason.graphics.kind : null;
  };
  await page.watch.until(() => graphics() === 'noAdapter');
  const { id } = status()!;
  await page.trains(id, 40);
  const found = await page.commands.findEngines();
  expect(found!.find((each) => each.id === 'tfjs-webgpu')).toMatchObject({ obstacle: 'noAdapter' });
  page.commands.setEngine('tfjs-webgpu');
  await page.watch.until(() => page.state().notices.length > 0);
  expect(page.state().notices[0]!.text).toBe(
    'WebGPU, TensorFlow.js cannot start: the browser offers no graphics adapter. ' +
      `Training goes on with ${engineName(id)}.`,
  );
  expect(page.state().training.engine).not.toBe('tfjs-webgpu');
  await page.trains(id, page.state().training.summary!.trainedSlots + 50);
});

test('an option that the running engine cannot do: ours takes over, and says why', async () => {
  const page = openPage(withoutAdapter, { engine: 'tfjs-cpu' });
  await page.trains('tfjs-cpu', 20);
  const { trainedSlots } = page.state().training.summary!;
  page.commands.changeLearner({ doubleDqn: 'on' });
  await page.trains('wasm', trainedSlots + 40);
  const { training, notices, learner } = page.state();
  expect(learner.doubleDqn).toBe('on');
  expect(training.status).toBe('running');
  expect(notices.map(({ text }) => text).join(' ')).toMatch(
    /JavaScript, TensorFlow.js cannot train with the option doubleDqn. Training goes on with WebAssembly/,
  );
  const log = page.run.record.log.training;
  expect(log.some((event) => event.type === 'learner' && event.learner.doubleDqn === 'on')).toBe(
    true,
  );
  // The sheet names the obstacle, also before anybody tries.
  const found = await page.commands.findEngines();
  const obstacles = new Map(found!.map(({ id, obstacle, option }) => [id, option ?? obstacle]));
  expect(obstacles.get('tfjs-cpu')).toBe('doubleDqn');
  expect(obstacles.get('wasm')).toBeNull();
  page.commands.setEngine('tfjs-wasm');
  await page.watch.until(() =>
    page.state().notices.some(({ text }) => text.includes('WebAssembly, TensorFlow.js cannot')),
  );
  expect(page.state().training.summary!.engine).toBe('wasm');
});

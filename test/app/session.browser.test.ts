import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createSession, type Session } from '../../src/app/commands.ts';
import { LiveCity, LiveCurves } from '../../src/app/live.ts';
import type { AppState } from '../../src/app/state.ts';
import { openingState } from '../../src/app/store.ts';
import { replay } from '../../src/session/replay.ts';
import { spawnLearnerWorker } from '../../src/workers/learnerClient.ts';
import { spawnWorldWorker } from '../../src/workers/worldClient.ts';
import { startBrowserKernels } from '../support/browserKernels.ts';
import { Watch } from '../workers/support.ts';

let session: Session | undefined;
afterEach(() => {
  session?.run.world.stop();
  session?.run.learner.stop();
});

/** A page without its components: store, live buffers and real workers. */
function openPage(change: (state: AppState) => Partial<AppState> = () => ({})) {
  const store = createStore<AppState>(() => {
    const opening = openingState();
    return { ...opening, ...change(opening) };
  });
  const live = { city: new LiveCity(), rival: new LiveCity(), curves: new LiveCurves() };
  const watch = new Watch();
  const workers = { world: [] as Worker[], learner: [] as Worker[] };
  session = createSession(store, live, {
    world() {
      workers.world.push(spawnWorldWorker());
      return workers.world.at(-1)!;
    },
    learner() {
      workers.learner.push(spawnLearnerWorker());
      return workers.learner.at(-1)!;
    },
  });
  store.subscribe(() => watch.tell());
  live.city.subscribe(() => watch.tell());
  live.curves.subscribe(() => watch.tell());
  return { ...session, store, live, watch, workers, state: () => store.getState() };
}

/** What a worker that runs out of memory looks like from the page. */
function kill(worker: Worker): void {
  worker.terminate();
  worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
}

test('opening starts the city and training by themselves, on the newest weights', async () => {
  const { open, live, watch, state, run } = openPage();
  open();
  await watch.until(
    () => live.curves.episodes > 20 && (state().city.summary?.trainedSlots ?? 0) > 0,
  );
  expect(state().city.status).toBe('running');
  expect(state().training.status).toBe('running');
  expect(state().preset).toBe('paper3x3');
  expect(live.city.current!.serverCount).toBe(9);
  expect(live.curves.rewards).toHaveLength(9 * live.curves.episodes);
  expect(run.record.log.city.some(({ type }) => type === 'weights')).toBe(true);
  expect(state().notices).toEqual([]);
});

test('restart lives the same slots again', async () => {
  const { open, commands, live, watch, state } = openPage();
  open();
  commands.setTrainingRunning(false);
  commands.setCitySpeed(60);
  const seen = async () => {
    await watch.until(() => live.city.current?.slot === 3);
    const { ids, x, servedBy, servers } = live.city.current!;
    return [ids, x, servedBy, servers.price, servers.spectrum].map((values) => [...values]);
  };
  commands.setPolicy('fixed1');
  const first = await seen();
  commands.restart();
  commands.startDraft();
  expect(live.city.current).toBeNull();
  expect(await seen()).toEqual(first);
  expect(state().seed).toBe(1);
});

test('a visit can be lived again from its log, whatever the clocks did', async () => {
  const { open, commands, live, watch, state, run } = openPage();
  commands.setSeed(4);
  open();
  commands.setCitySpeed(60);
  commands.changeScenario({ rows: 2, columns: 2 });
  await watch.until(() => (live.city.current?.trainedSlots ?? 0) > 0);
  commands.setPolicy('n2o');
  commands.changeScenario({ demandScale: 1.5 });
  commands.changeLearner({ jitter: 0.2 });
  const { slot, trainedSlots } = live.city.current!;
  await watch.until(() => live.city.current!.slot > slot + 60);
  await watch.until(() => live.city.current!.trainedSlots > trainedSlots + 300);
  commands.setTrainingRunning(false);
  commands.setCityRunning(false);
  await watch.until(() => state().training.summary?.running === false);
  const shown = await run.world.snapshot();
  const { setup, log } = run.record;
  const until = { citySlots: shown.slot, trainingSlots: shown.weights.trainedSlots };
  const again = replay(setup!, log, until, { wasm: await startBrowserKernels() });
  expect(again.city.environment.observations).toEqual(shown.observations);
  expect(again.training.snapshot()).toEqual(shown.weights);
  expect(again.city.weights.trainedSlots).toBeGreaterThan(0);
});

test('a refused value becomes a notice and changes nothing', async () => {
  const { commands, state } = openPage();
  const before = state();
  expect(commands.changeScenario({ rows: 11 })).toBe(false);
  expect(commands.changeScenario({ nonsense: 1 })).toBe(false);
  expect(commands.changeScenario({ levels: 6, linkRadius: 200 })).toBe(false);
  expect(commands.changeLearner({ discount: 2 })).toBe(false);
  expect(commands.changeOrchestration({ gamma: 0 })).toBe(false);
  expect(commands.setSeed(-1)).toBe(false);
  commands.setPolicy('fixed4');
  const texts = state().notices.map(({ text }) => text);
  expect(texts).toHaveLength(5);
  expect(texts.at(-1)).toContain('“Everybody rents 4” cannot decide here');
  expect(texts.at(-2)).toBe(
    'seed: -1 is not allowed; allowed: a whole number from 0 to 4294967295',
  );
  expect({ ...state(), notices: [] }).toEqual(before);
});

test('a field that applies from the next slot reaches both rooms without a restart', async () => {
  const { open, commands, live, watch, state, run, workers } = openPage();
  open();
  commands.setCitySpeed(60);
  await watch.until(() => live.city.current !== null && live.curves.episodes > 0);
  expect(commands.changeScenario({ priceMinimum: 100, priceMaximum: 100 })).toBe(true);
  await watch.until(
    () => live.city.current?.servers.price.every((price) => price === 100) ?? false,
  );
  await watch.until(() => run.record.log.training.some(({ type }) => type === 'scenario'));
  expect(run.record.log.city.some(({ type }) => type === 'scenario')).toBe(true);
  expect(workers.world).toHaveLength(1);
  expect(workers.learner).toHaveLength(1);
  expect(state()).toMatchObject({ preset: 'custom', scenario: { priceMaximum: 100 } });
  // From here on a new run would end something.
  await watch.until(() => (state().training.summary?.trainedSlots ?? 0) > 0);
  commands.changeScenario({ rows: 2 });
  expect(workers.world).toHaveLength(1);
  expect(state().draft!.scenario).toMatchObject({ rows: 2, priceMaximum: 100 });
  commands.startDraft();
  await watch.until(() => live.city.current?.serverCount === 6);
  expect(workers.world).toHaveLength(2);
  expect(state().city.manualDecisions).toHaveLength(6);
});

test('a hidden page holds both rooms still, and lets go on only what was running', async () => {
  const { open, commands, watch, state, run } = openPage();
  open();
  await watch.until(() => (state().training.summary?.trainedSlots ?? 0) > 0);
  await watch.until(() => state().city.status === 'running');
  commands.setCityRunning(false);
  run.setVisible(false);
  await watch.until(() => state().training.summary?.running === false);
  expect(state().training.status).toBe('running');
  run.setVisible(true);
  await watch.until(() => state().training.summary?.running === true);
  const { slot } = await run.world.snapshot();
  const trained = state().training.summary!.trainedSlots;
  await watch.until(() => state().training.summary!.trainedSlots > trained + 50);
  expect((await run.world.snapshot()).slot).toBe(slot);
});

test('a city whose worker dies goes on from its checkpoint, and a notice says so', async () => {
  const { open, live, watch, workers, state, commands } = openPage();
  open();
  commands.setCitySpeed(60);
  await watch.until(() => (live.city.current?.slot ?? 0) > 240);
  kill(workers.world[0]!);
  expect(state().city.status).toBe('starting');
  await watch.until(
    () => (live.city.current?.slot ?? 0) > 250 && state().city.status === 'running',
  );
  expect(workers.world).toHaveLength(2);
  const { text } = state().notices[0]!;
  expect(text).toMatch(/^The city’s worker ended unexpectedly\. .* goes on from slot [1-9]\d*\.$/);
});

test('training whose worker dies goes on from its checkpoint with the same curve', async () => {
  const { open, live, watch, workers, state, run } = openPage((opening) => ({
    training: { ...opening.training, slotsPerSecond: 200 },
  }));
  open();
  await watch.until(() => live.curves.episodes > 130);
  const before = live.curves.systemReward.slice();
  kill(workers.learner[0]!);
  await watch.until(() => live.curves.episodes > before.length + 10);
  expect(live.curves.systemReward.slice(0, before.length)).toEqual(before);
  expect(state().notices[0]!.text).toMatch(/goes on from training slot [1-9]\d*\.$/);
  // The kernels took over before the first slot, and again after the crash.
  const engines = run.record.log.training.flatMap((event) =>
    event.type === 'engine' ? [event] : [],
  );
  expect(engines.map(({ engine }) => engine)).toEqual(['typescript', 'wasm', 'wasm']);
  expect(engines.map(({ slot }) => slot > 0)).toEqual([false, false, true]);
});

test('a worker that dies again and again is given up, and play tries once more', async () => {
  const { open, watch, workers, state, commands } = openPage();
  open();
  for (let death = 0; death < 4; death++) {
    // It has said something, so it did come.
    workers.learner.at(-1)!.dispatchEvent(new MessageEvent('message', { data: {} }));
    kill(workers.learner.at(-1)!);
  }
  expect(state().training.status).toBe('failed');
  expect(workers.learner).toHaveLength(4);
  expect(state().notices.at(-1)!.text).toContain('out of memory');
  commands.setTrainingRunning(true);
  await watch.until(() => state().training.status === 'running');
  expect(workers.learner).toHaveLength(5);
});

test('a worker that never came is not waited for; the other goes on, and play tries again', async () => {
  const { open, watch, workers, state, commands } = openPage();
  open();
  kill(workers.learner[0]!);
  expect(state().training.status).toBe('failed');
  expect(workers.learner).toHaveLength(1);
  expect(state().notices.map(({ text }) => text)).toEqual([
    expect.stringContaining('The city goes on with the networks it has.'),
  ]);
  await watch.until(() => state().city.status === 'running');
  commands.setTrainingRunning(true);
  await watch.until(() => state().training.status === 'running');
  // What was said about this run goes with it.
  commands.restart();
  commands.startDraft();
  expect(state().notices).toEqual([]);
});

test('training that diverges leaves the city running on the last good weights', async () => {
  const { open, commands, live, watch, state, workers } = openPage(({ scenario }) => ({
    // No schema allows this: rewards whose square is no number any more.
    scenario: { ...scenario, valueOfDelay: 1e200 } as typeof scenario,
  }));
  open();
  await watch.until(() => state().training.status === 'failed');
  expect(state().notices).toHaveLength(1);
  expect(state().training.summary!.running).toBe(false);
  const { slot } = live.city.current ?? { slot: 0 };
  await watch.until(() => (live.city.current?.slot ?? 0) > slot + 1);
  expect(state().city.status).toBe('running');
  // The same training from its last checkpoint comes to the same end.
  commands.setTrainingRunning(true);
  await watch.until(() => state().training.status === 'failed');
  expect(workers.learner).toHaveLength(2);
});

test('N2O runs on the slot of the city; new options run on the same slot', async () => {
  const { open, watch, state, commands, live } = openPage();
  open();
  await watch.until(() => live.city.current !== null);
  commands.setCityRunning(false);
  commands.orchestrate();
  expect(state().agreement.status).toBe('running');
  await watch.until(() => state().agreement.status === 'ready');
  const { slot, iterations } = state().agreement.trace!;
  expect(iterations).toHaveLength(50);
  commands.setAgreementCursor(80);
  expect(state().agreement.cursor).toBe(50);
  commands.stepCity();
  commands.changeOrchestration({ iterations: 20 });
  await watch.until(() => state().agreement.trace?.iterations.length === 20);
  expect(state().agreement).toMatchObject({ status: 'ready', cursor: 20, trace: { slot } });
  commands.setAgreementSpeed(60);
  commands.setAgreementPlaying(true);
  expect(state().agreement).toMatchObject({ playing: true, cursor: 0 });
  await watch.until(() => !state().agreement.playing);
  expect(state().agreement.cursor).toBe(20);
  commands.restart();
  commands.startDraft();
  expect(state().agreement).toMatchObject({ status: 'idle', trace: null, cursor: 0 });
});

test('training that reached the end of its plan goes on where the plan is made longer', async () => {
  const { open, commands, watch, state, workers } = openPage(({ learner, scenario }) => ({
    scenario: { ...scenario, rows: 1, columns: 2 },
    learner: { ...learner, episodes: 10 },
  }));
  open();
  const isDone = () => state().training.summary?.episode === 10;
  await watch.until(() => state().training.status === 'paused' && isDone());
  const { trainedSlots } = state().training.summary!;
  // Killed there, it comes back with everything that it had learnt.
  kill(workers.learner[0]!);
  await watch.until(() => state().training.status === 'paused' && isDone());
  expect(state().notices.at(-1)!.text).toContain(`training slot ${trainedSlots}.`);
  commands.changeLearner({ episodes: 5 });
  expect(state().training.status).toBe('paused');
  commands.changeLearner({ episodes: 100_000 });
  expect(state().training.status).toBe('running');
  await watch.until(() => state().training.summary!.trainedSlots > trainedSlots);
});

test('the curve remembers which plan was followed from which episode on', async () => {
  const { open, commands, live, watch, state } = openPage();
  open();
  await watch.until(() => live.curves.episodes > 3);
  expect(live.curves.plans).toEqual([{ from: 0, plan: state().learner }]);
  commands.changeLearner({ learningRateStart: 0.01 });
  await watch.until(() => live.curves.plans.length === 2);
  expect(live.curves.plans[1]!.plan).toEqual(state().learner);
  expect(live.curves.plans[1]!.from).toBeGreaterThan(3);
  commands.restart();
  commands.startDraft();
  expect(live.curves.plans).toEqual([{ from: 0, plan: state().learner }]);
});

test('a city that starts paused can be agreed on before its first decision', async () => {
  const { open, commands, watch, state } = openPage();
  open();
  commands.setCityRunning(false);
  commands.setTrainingRunning(false);
  commands.restart();
  commands.startDraft();
  await watch.until(() => state().city.status === 'paused');
  expect(state().city.summary).toBeNull();
  commands.orchestrate();
  await watch.until(() => state().agreement.status === 'ready');
  expect(state().agreement.trace!.slot).toBe(0);
  expect(state().agreement.trace!.trainedSlots).toBe(0);
});

test('a new run trains although the one before ended by itself, but not where it was paused', async () => {
  const { open, commands, watch, state } = openPage(({ learner, scenario }) => ({
    scenario: { ...scenario, rows: 1, columns: 2 },
    learner: { ...learner, episodes: 10 },
  }));
  open();
  await watch.until(() => state().training.status === 'paused');
  commands.restart();
  commands.startDraft();
  await watch.until(() => state().training.status === 'running');
  await watch.until(() => state().training.status === 'paused');

  commands.startPreset('conflict1x2');
  commands.startDraft();
  await watch.until(() => (state().training.summary?.trainedSlots ?? 0) > 0);
  expect(state().training.status).toBe('running');

  commands.setTrainingRunning(false);
  commands.restart();
  commands.startDraft();
  await watch.until(() => state().training.status === 'paused');
  expect(state().training.summary?.running ?? false).toBe(false);
});

test('a new run trains although the one before diverged', async () => {
  const { open, commands, watch, state } = openPage(({ scenario }) => ({
    scenario: { ...scenario, valueOfDelay: 1e200 } as typeof scenario,
  }));
  open();
  await watch.until(() => state().training.status === 'failed');
  commands.startPreset('conflict1x2');
  commands.startDraft();
  await watch.until(() => (state().training.summary?.trainedSlots ?? 0) > 0);
  expect(state().training.status).toBe('running');
});

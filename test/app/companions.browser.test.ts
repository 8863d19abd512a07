import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createSession, type Session } from '../../src/app/commands.ts';
import { LiveCity, LiveCurves } from '../../src/app/live.ts';
import type { AppState, BesideKind } from '../../src/app/state.ts';
import { openingState } from '../../src/app/store.ts';
import { replay } from '../../src/session/replay.ts';
import { idsOf } from '../../src/world/servers.ts';
import { sitesOf } from '../../src/world/topology.ts';
import { startBrowserKernels } from '../support/browserKernels.ts';
import { Watch } from '../workers/support.ts';

let session: Session | undefined;
afterEach(() => {
  for (const kind of ['vdn', 'centralized', 'control'] as const) {
    session?.commands.setCompanion(kind, false);
  }
  session?.run.world.stop();
  session?.run.learner.stop();
});

/** A page of two servers without its components: store, live buffers and real workers. */
function openPage() {
  const store = createStore<AppState>(openingState);
  const live = { city: new LiveCity(), rival: new LiveCity(), curves: new LiveCurves() };
  const watch = new Watch();
  session = createSession(store, live);
  store.subscribe(() => watch.tell());
  live.city.subscribe(() => watch.tell());
  live.curves.subscribe(() => watch.tell());
  const { commands, run } = session;
  session.open();
  commands.changeScenario({ rows: 1, columns: 2 });
  const points = (kind: BesideKind) => live.curves.companions.get(kind)?.systemReward.length ?? 0;
  return { commands, run, store, live, watch, points, state: () => store.getState() };
}

test('the control run is this run, until something is changed', async () => {
  const { commands, live, watch, points } = openPage();
  await watch.until(() => live.curves.episodes > 12);
  commands.setCompanion('control', true);
  await watch.until(() => points('control') > 20);
  const { from, systemReward } = live.curves.companions.get('control')!;
  expect(from).toBeGreaterThan(10);
  const both = Math.min(live.curves.episodes, from + systemReward.length);
  expect(both - from).toBeGreaterThan(10);
  expect(systemReward.slice(0, both - from)).toEqual(live.curves.systemReward.slice(from, both));

  commands.changeScenario({ demandScale: 3 });
  await watch.until(() => live.curves.changes.some(({ type }) => type === 'scenario'));
  const { slot } = live.curves.changes.find(({ type }) => type === 'scenario')!;
  const changed = Math.ceil(slot / 6) + 1;
  await watch.until(
    () => live.curves.episodes > changed + 10 && from + points('control') > changed + 10,
  );
  const control = live.curves.companions.get('control')!.systemReward;
  const differ = Array.from({ length: 10 }, (_, i) => {
    return control[changed + i - from] !== live.curves.systemReward[changed + i];
  });
  expect(differ.filter(Boolean).length).toBeGreaterThan(5);
});

test('VDN takes the city over once it has learnt, and the visit can be lived again', async () => {
  const { commands, live, watch, run, state, points } = openPage();
  commands.setCitySpeed(60);
  commands.setPolicy('vdn');
  expect(state().city.policy).toBe('maDql');
  await watch.until(() => state().city.summary?.policy === 'vdn');
  commands.changeScenario({ demandScale: 2 });
  await watch.until(() => points('vdn') > 40 && state().companions.vdn.status === 'running');
  const { slot } = live.city.current!;
  await watch.until(() => live.city.current!.slot > slot + 40);
  commands.setCityRunning(false);
  const shown = await run.world.snapshot();
  const { setup, log } = run.record;
  expect(log.city.some(({ type }) => type === 'acting')).toBe(true);
  const again = replay(
    setup!,
    log,
    { citySlots: shown.slot, trainingSlots: 0 },
    {
      wasm: await startBrowserKernels(),
    },
  );
  expect(again.city.plan.policy).toBe('vdn');
  expect(again.city.environment.observations).toEqual(shown.observations);
});

test('centralised DQL trains beside, on our kernels, and can run the city', async () => {
  const { commands, watch, state, points, run } = openPage();
  commands.setCompanion('centralized', true);
  await watch.until(() => points('centralized') > 3);
  expect(state().companions.centralized).toMatchObject({
    status: 'running',
    engine: 'wasm',
    from: 0,
  });
  commands.setPolicy('centralized');
  await watch.until(() => state().city.summary?.policy === 'centralized');
  // Pausing the run pauses what stands beside it.
  commands.setTrainingRunning(false);
  await watch.until(() => state().companions.centralized.status === 'paused');
  expect(run.isHeld('training')).toBe(true);
});

test('no worker is left behind by one that is switched off before it has begun', async () => {
  const started: string[] = [];
  const ended: string[] = [];
  const NativeWorker = globalThis.Worker;
  class CountedWorker extends NativeWorker {
    readonly #name: string;
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.#name = String(url);
      started.push(this.#name);
    }
    override terminate(): void {
      ended.push(this.#name);
      super.terminate();
    }
  }
  const { commands, watch, live, points, state } = openPage();
  await watch.until(() => live.curves.episodes > 5);
  globalThis.Worker = CountedWorker;
  try {
    for (const kind of ['vdn', 'centralized', 'control'] as const) {
      commands.setCompanion(kind, true);
      commands.setCompanion(kind, false);
      commands.setCompanion(kind, true);
      commands.setCompanion(kind, false);
    }
    // One that stays shows that whatever was to be started has been.
    commands.setCompanion('control', true);
    await watch.until(() => points('control') > 5);
    expect(started.length - ended.length).toBe(1);
    commands.setCompanion('control', false);
    await watch.until(() => state().companions.control.status === 'idle');
    expect(started.length).toBe(ended.length);
  } finally {
    globalThis.Worker = NativeWorker;
  }
});

test('they are never ahead of the run, so that no change comes too late for them', async () => {
  const { commands, live, watch, points, state } = openPage();
  commands.setCompanion('vdn', true);
  commands.setCompanion('centralized', true);
  const slots = (kind: BesideKind) => state().companions[kind].trainedSlots;
  const ahead = () =>
    Math.max(slots('vdn'), slots('centralized')) - (state().training.summary?.trainedSlots ?? 0);
  let most = Number.NEGATIVE_INFINITY;
  live.curves.subscribe(() => {
    most = Math.max(most, ahead());
  });
  await watch.until(() => points('vdn') > 20 && points('centralized') > 20);
  commands.changeScenario({ demandScale: 2 });
  await watch.until(() => live.curves.changes.some(({ type }) => type === 'scenario'));
  const { slot } = live.curves.changes.find(({ type }) => type === 'scenario')!;
  const before = points('vdn');
  await watch.until(() => slots('vdn') > slot && slots('centralized') > slot);
  // Neither had to begin again.
  expect(points('vdn')).toBeGreaterThanOrEqual(before);
  expect(state().companions.vdn.restarts).toBe(0);
  expect(most).toBeLessThanOrEqual(0);
});

test('centralised DQL of a city too large is refused with its numbers', async () => {
  const { commands, watch, state } = openPage();
  commands.changeScenario({ rows: 4, columns: 4 });
  await watch.until(() => state().training.summary !== null);
  commands.setCompanion('centralized', true);
  await watch.until(() => state().companions.centralized.status === 'failed');
  expect(state().companions.centralized.reason).toContain('43,046,721 joint decisions');
  commands.setPolicy('centralized');
  expect(state().city.policy).toBe('maDql');
  expect(state().notices.at(-1)!.text).toContain('43,046,721');
});

test('servers come and go: VDN goes on, centralised DQL begins again, and all is lived again', async () => {
  const { commands, live, watch, run, state, points } = openPage();
  commands.setCitySpeed(60);
  commands.setCompanion('vdn', true);
  commands.setPolicy('centralized');
  await watch.until(() => state().city.summary?.policy === 'centralized' && points('vdn') > 5);
  const { scenario } = state();
  const sites = [...sitesOf(scenario), { x: scenario.margin, y: 1.5 * scenario.spacing }];
  expect(commands.changeScenario({ sites })).toBe(true);
  expect(state().draft).not.toBeNull();
  commands.joinDraft();
  await watch.until(() => state().scenario.serverIds !== 'order');
  expect(state().draft).toBeNull();
  expect(idsOf(state().scenario)).toEqual([0, 1, 2]);
  // Its network was of the servers before.
  expect(state().city.policy).toBe('maDql');
  await watch.until(() => live.city.current?.serverCount === 3);
  const changed = live.curves.changes.find(({ type }) => type === 'scenario')!;
  await watch.until(() => state().companions.centralized.from === changed.slot);
  expect(state().companions.centralized.restarts).toBe(1);
  expect(state().companions.vdn).toMatchObject({ restarts: 0, from: 0 });
  await watch.until(() => points('centralized') > 3 && live.curves.ids.length === 3);
  expect(live.curves.companions.get('centralized')!.from).toBe(Math.ceil(changed.slot / 6));
  commands.setPolicy('centralized');
  await watch.until(() => state().city.summary?.policy === 'centralized');
  // One leaves again, under its own name.
  commands.changeScenario({ sites: sites.slice(1) });
  commands.joinDraft();
  await watch.until(() => idsOf(state().scenario).length === 2);
  expect(state().scenario.serverIds).toEqual({ ids: [1, 2], next: 3 });
  commands.setPolicy('vdn');
  await watch.until(() => state().city.summary?.policy === 'vdn');
  const slot = live.city.current?.slot ?? 0;
  await watch.until(() => (live.city.current?.slot ?? 0) > slot + 20);
  commands.setTrainingRunning(false);
  commands.setCityRunning(false);
  const shown = await run.world.snapshot();
  const { setup, log } = run.record;
  const again = replay(
    setup!,
    log,
    { citySlots: shown.slot, trainingSlots: 0 },
    { wasm: await startBrowserKernels() },
  );
  expect(again.city.plan.policy).toBe('vdn');
  expect(again.city.environment.observations).toEqual(shown.observations);
  const told = state().notices.map(({ text }) => text);
  expect(state().notices.filter(({ tone }) => tone === 'problem')).toEqual([]);
  // The newest change alone is told of, and no promise that was kept.
  expect(told.filter((text) => text.startsWith('The run goes on'))).toHaveLength(1);
  expect(told.filter((text) => text.includes('as soon as it has learnt'))).toEqual([]);
});

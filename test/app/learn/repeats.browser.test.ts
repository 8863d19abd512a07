import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type RepeatedRun, Repeats } from '../../../src/app/controller/repeats.ts';
import { LiveCurves } from '../../../src/app/live.ts';
import type { AppState } from '../../../src/app/state.ts';
import { openingState } from '../../../src/app/store.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import { MultiAgentLearner } from '../../../src/learning/multiAgent.ts';
import type { TrainingEvent } from '../../../src/session/events.ts';
import { spawnLearnerWorker } from '../../../src/workers/learnerClient.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { Watch } from '../../workers/support.ts';

const scenario = parseScenario({ rows: 1, columns: 2 });
const learner = parseLearner({ episodes: 20 });
const setup = { scenario, learner, seed: 40 };
const changed = parseScenario({ rows: 1, columns: 2, demandScale: 2 });
const change: TrainingEvent = { room: 'training', slot: 60, type: 'scenario', scenario: changed };

let repeats: Repeats | undefined;
afterEach(() => repeats?.want(0));

/** Repeats of a run whose log the test writes, with real workers. */
function openRepeats(log: TrainingEvent[] = []) {
  const store = createStore<AppState>(() => ({ ...openingState(), scenario, learner, seed: 40 }));
  const curves = new LiveCurves();
  curves.clear([0, 1], learner);
  let record: RepeatedRun = { setup, log: { training: log } };
  const watch = new Watch();
  store.subscribe(() => watch.tell());
  curves.subscribe(() => watch.tell());
  let spawned = 0;
  repeats = new Repeats(
    store,
    curves,
    () => record,
    () => {
      spawned++;
      return spawnLearnerWorker();
    },
  );
  return {
    repeats,
    curves,
    watch,
    log,
    state: () => store.getState().repeats,
    spawned: () => spawned,
    begin: (next: RepeatedRun) => {
      record = next;
      curves.clear([0, 1], learner);
    },
  };
}

/** System reward of every episode of the same training, without any worker. */
function alone(seed: number, at: TrainingEvent | null = null): number[] {
  const run = new MultiAgentLearner({ ...setup, seed });
  while (run.episode < learner.episodes) {
    if (at?.type === 'scenario' && run.slots === at.slot) run.applyScenario(at.scenario);
    run.advance();
  }
  return [...run.curve(0).systemReward];
}

test('other seeds come to the numbers of runs with those seeds', async () => {
  const { repeats, curves, watch, state } = openRepeats();
  repeats.want(2);
  await watch.until(() => state().status === 'done');
  expect(state()).toMatchObject({ wanted: 2, finished: 2, secondsLeft: null });
  expect(curves.repeats.map(({ seed, done }) => [seed, done])).toEqual([
    [41, true],
    [42, true],
  ]);
  expect([...curves.repeats[0]!.systemReward]).toEqual(alone(41));
  expect([...curves.repeats[1]!.systemReward]).toEqual(alone(42));
});

test('they take up what this run had changed, at the same slot', async () => {
  const { repeats, curves, watch, state } = openRepeats([change]);
  repeats.want(1);
  await watch.until(() => state().status === 'done');
  expect([...curves.repeats[0]!.systemReward]).toEqual(alone(41, change));
  expect([...curves.repeats[0]!.systemReward]).not.toEqual(alone(41));
});

test('a change of this run ends them: what they had before it stays, and they can begin again', async () => {
  const { repeats, curves, watch, log, state } = openRepeats();
  repeats.want(1);
  await watch.until(() => state().status === 'done');
  log.push(change);
  curves.note(change);
  expect(state().status).toBe('outdated');
  expect([...curves.repeats[0]!.systemReward]).toEqual(alone(41).slice(0, 10));
  repeats.want(1);
  await watch.until(() => state().status === 'done');
  expect([...curves.repeats[0]!.systemReward]).toEqual(alone(41, change));
});

test('a new run takes them away; fewer seeds keep what is done; none at all removes it', async () => {
  const { repeats, curves, watch, state, spawned, begin } = openRepeats();
  repeats.want(3);
  await watch.until(() => state().finished === 2);
  repeats.want(1);
  expect(state()).toMatchObject({ status: 'done', wanted: 1, finished: 1 });
  expect(curves.repeats).toHaveLength(1);
  const before = spawned();
  repeats.want(0);
  expect(curves.repeats).toEqual([]);
  expect(state()).toMatchObject({ status: 'idle', wanted: 0 });
  repeats.want(5);
  expect(spawned()).toBe(before + 1);
  begin({ setup: { ...setup, seed: 7 }, log: { training: [] } });
  expect(state()).toMatchObject({ status: 'idle', wanted: 0, finished: 0 });
  expect(curves.repeats).toEqual([]);
});

/** Stage Distil without its components: store, controller and real workers, on a small city. */
import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Distilling } from '../../../src/app/controller/distilling.ts';
import { Notices } from '../../../src/app/controller/notices.ts';
import { LiveCurves } from '../../../src/app/live.ts';
import type { AppState } from '../../../src/app/state.ts';
import { openingState } from '../../../src/app/store.ts';
import { createPolicy } from '../../../src/experiments/policies.ts';
import { actorDecisions } from '../../../src/learning/actors.ts';
import { actorsFile } from '../../../src/learning/actorsFile.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import { initialWeights } from '../../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../../src/learning/layout.ts';
import { citySeed } from '../../../src/session/setup.ts';
import { EdgeEnvironment } from '../../../src/world/environment.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { Watch } from '../../workers/support.ts';

const scenario = parseScenario({ rows: 1, columns: 2 });
const learner = parseLearner({ hidden: [4] });
const layout = buildLayout(scenario, learner);
const weights = initialWeights(layout, 8);
const small = { slots: 200, steps: 200, evaluationSlots: 288, hidden: [4], batchSize: 8 };

let distilling: Distilling | undefined;
afterEach(() => {
  distilling?.stop();
  distilling?.setPlaying(false);
});

function open() {
  const store = createStore<AppState>(() => ({ ...openingState(), scenario, learner }));
  const curves = new LiveCurves();
  const watch = new Watch();
  store.subscribe(() => watch.tell());
  distilling = new Distilling(store, curves, new Notices(store));
  const learn = (trainedSlots: number) => curves.learnt({ weights, trainedSlots });
  return { store, watch, learn, distilling, state: () => store.getState().distil };
}

test('without networks there is no teacher, and that is said', async () => {
  const { store, distilling, state } = open();
  await distilling.start();
  await distilling.showTeacher();
  expect(state()).toMatchObject({ status: 'idle', day: null, distilled: null });
  expect(store.getState().notices).toHaveLength(1);
});

test('distils in all three phases; the day is the teacher’s and the student’s own', async () => {
  const { learn, watch, distilling, state, store } = open();
  learn(40);
  distilling.change({ ...small, teacher: 'greedySweeps', loss: 'classification' });
  await distilling.showTeacher();
  expect(state().day).toMatchObject({ slots: 144, levels: [3, 3], student: null });
  const phases = new Set<string>();
  const leave = store.subscribe(
    ({ distil }) => distil.progress && phases.add(distil.progress.phase),
  );
  void distilling.start();
  await watch.until(() => state().status === 'ready' && state().day?.student !== null);
  leave();
  expect(phases.has('evaluating')).toBe(true);
  const { distilled, day, progress } = state();
  expect(progress).toBeNull();
  expect(distilled).toMatchObject({ trainedSlots: 40, file: null, scenario });
  expect(distilled!.report!.used.settings).toMatchObject({ ...small, teacher: 'greedySweeps' });
  expect(distilled!.report!.rewards.student.days).toHaveLength(2);

  // The day again, here on the page.
  const networks = networksFromWeights(layout, weights);
  const { orchestration, seed } = store.getState();
  const policy = createPolicy('greedySweeps', { scenario, networks, orchestration, seed });
  const environment = new EdgeEnvironment(scenario);
  environment.reset(citySeed(seed));
  for (let slot = 0; slot < 144; slot += 1) {
    const decisions = policy.decide(environment, slot);
    const asked = actorDecisions(distilled!.actors, environment.observations);
    for (const server of [0, 1]) {
      expect(day!.teacher[slot * 2 + server]).toBe(decisions[server]);
      expect(day!.student![slot * 2 + server]).toBe(asked[server]);
    }
    environment.step(decisions);
  }
});

test('is stopped in the middle, and what was there before stays', async () => {
  const { learn, watch, distilling, state } = open();
  learn(40);
  distilling.change({ ...small, steps: 200_000 });
  await distilling.showTeacher();
  const { day } = state();
  void distilling.start();
  await watch.until(() => state().progress?.phase === 'training');
  distilling.stop();
  expect(state()).toMatchObject({ status: 'stopped', progress: null, distilled: null });
  expect(state().day).toBe(day);
  // And it can begin again.
  distilling.change({ steps: 100 });
  void distilling.start();
  await watch.until(() => state().status === 'ready');
});

test('a setting out of range is refused by name, and changes nothing', () => {
  const { distilling, state, store } = open();
  distilling.change({ steps: 0 });
  expect(state().chosen).toEqual({});
  expect(store.getState().notices[0]!.text).toContain('distillation.steps');
});

test('the day follows newer networks while there is no student, and goes round', async () => {
  const { learn, distilling, state } = open();
  learn(40);
  await distilling.showTeacher();
  const first = state().day;
  await distilling.showTeacher();
  expect(state().day).toBe(first);
  learn(80);
  await distilling.showTeacher();
  expect(state().day).not.toBe(first);
  distilling.setSlot(1000);
  expect(state().slot).toBe(143);
  distilling.setPlaying(true);
  expect(state().playing).toBe(true);
});

test('actors of a file are taken up; those of another city are refused with the reason', async () => {
  const { learn, watch, distilling, state, store } = open();
  learn(40);
  distilling.change(small);
  void distilling.start();
  await watch.until(() => state().status === 'ready');
  const { actors } = state().distilled!;
  const file = (value: unknown, name: string) => new File([JSON.stringify(value)], name);
  await distilling.open(file(actorsFile({ actors }), 'mine.json'));
  expect(state().distilled).toMatchObject({ file: 'mine.json', report: null, trainedSlots: null });
  expect(state().distilled!.actors).toEqual(actors);
  expect(state().day!.student).not.toBeNull();

  const before = state().distilled;
  const one = { ...actors, agents: actors.agents.slice(0, 1) };
  await distilling.open(file(actorsFile({ actors: one }), 'other.json'));
  await distilling.open(new File(['{'], 'broken.json'));
  expect(state().distilled).toBe(before);
  const texts = store.getState().notices.map(({ text }) => text);
  expect(texts.some((text) => text.includes('other.json') && text.includes('actors.agents'))).toBe(
    true,
  );
  expect(texts.some((text) => text.includes('broken.json'))).toBe(true);
});

test('actors of servers that are gone are put away, others stay', async () => {
  const { learn, watch, distilling, state, store } = open();
  learn(40);
  distilling.change(small);
  void distilling.start();
  await watch.until(() => state().status === 'ready');
  const { distilled } = state();
  store.setState({ scenario: { ...scenario, demandScale: 2 } });
  await distilling.showTeacher();
  expect(state().distilled).toBe(distilled);
  store.setState({ scenario: parseScenario({ rows: 2, columns: 2 }) });
  await distilling.showTeacher();
  expect(state().distilled).toBeNull();
});

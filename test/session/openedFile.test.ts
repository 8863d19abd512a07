/** Runs that begin with a file: what they are made from, and that they live and replay as others do. */
import { describe, expect, it } from 'vitest';
import { learnerDefaults, parseLearner } from '../../src/learning/configuration.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { neighbourLinks, networksFile, parseNetworks } from '../../src/learning/networksFile.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { CityRun } from '../../src/session/cityRun.ts';
import { EventLog } from '../../src/session/events.ts';
import { offerCheckpoint, offerNetworks, toldBy } from '../../src/session/openedFile.ts';
import { replay } from '../../src/session/replay.ts';
import type { RunSetup } from '../../src/session/setup.ts';
import { TrainingRun } from '../../src/session/trainingRun.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { sessionHash } from './fingerprint.ts';

const setup = {
  scenario: parseScenario({ rows: 1, columns: 3, demandScale: 1.5 }),
  learner: parseLearner({ hidden: [6, 4], episodes: 40, discount: 0.3 }),
  seed: 4,
};
const present = { scenario: parseScenario({}), learner: parseLearner({ jitter: 0 }), seed: 1 };

function contentOf(extra?: Record<string, unknown>) {
  const layout = buildLayout(setup.scenario, setup.learner);
  const weights = initialWeights(layout, 77);
  const networks = networksFromWeights(layout, weights);
  const links = neighbourLinks(networks.agents);
  const file = networksFile({ networks, links, ...(extra ? { extra } : {}) });
  return { weights, content: parseNetworks(JSON.parse(JSON.stringify(file))) };
}

describe('what a file of networks says of its run', () => {
  it('is taken where it says it', () => {
    const { content, weights } = contentOf({
      scenario: setup.scenario,
      training: setup.learner,
      engine: 'wasm',
      seed: setup.seed,
    });
    const run = offerNetworks(content, toldBy(content), 'a.json', present);
    const origin = { name: 'a.json', weights, trainedSlots: 0, checkpoint: null };
    expect(run).toEqual({ ...setup, origin });
  });

  it('comes from the present run where it is silent, but for what the weights themselves say', () => {
    const { content } = contentOf();
    const told = toldBy(content);
    expect(told).toEqual({ scenario: null, learner: null, seed: null, doubts: [] });
    const here = { ...present, scenario: setup.scenario };
    const run = offerNetworks(content, told, 'a.json', here);
    expect(run.learner).toEqual({ ...present.learner, hidden: [6, 4] });
    expect(run).toMatchObject({ scenario: setup.scenario, seed: 1 });
    expect(() => offerNetworks(content, told, 'a.json', present)).toThrow(
      'networks.agents: 3 is not allowed; allowed: 4 agents, one a server',
    );
  });

  it('is told and left out where it cannot be used', () => {
    const { content } = contentOf({
      scenario: { rows: 1, columns: 3, weather: 'fine' },
      training: { jitter: 9 },
      seed: -1,
    });
    const { doubts, ...rest } = toldBy(content);
    expect(rest).toEqual({ scenario: null, learner: null, seed: null });
    expect(doubts.map(({ field }) => field)).toEqual([
      'networks.extra.scenario.weather',
      'networks.extra.training.jitter',
      'networks.extra.seed',
    ]);
  });

  it('may be the city alone: the learner is then the usual one of that city', () => {
    const scenario = parseScenario({ kind: 'released' });
    const layout = buildLayout(scenario, learnerDefaults('released'));
    const networks = networksFromWeights(layout, initialWeights(layout, 1));
    const links = neighbourLinks(networks.agents);
    const content = { networks, links, extra: { scenario } };
    const run = offerNetworks(content, toldBy(content), 'a.json', present);
    expect(run.learner).toEqual(learnerDefaults('released'));
  });
});

describe('a run that begins with networks', () => {
  const { content, weights } = contentOf({ scenario: setup.scenario, training: setup.learner });
  const opened = offerNetworks(content, toldBy(content), 'a.json', { ...present, seed: 4 });

  it('decides and trains with them from slot 0 on', () => {
    const training = new TrainingRun(opened);
    expect(training.snapshot()).toEqual({ weights, trainedSlots: 0 });
    expect(training.learner.checkpoint().engine.targetWeights).toEqual(weights);
    expect(city(opened).weights).toEqual({ weights, trainedSlots: 0 });
  });

  it('replays to the same bits, and to others than an untrained one', () => {
    expectReplay(opened);
    const untrained = live(setup);
    expect(live(opened).hash).not.toBe(untrained.hash);
  });
});

describe('a run that goes on from a checkpoint', () => {
  const whole = new MultiAgentLearner(setup);
  for (let slot = 0; slot < 90; slot++) whole.advance();
  whole.applyScenario(parseScenario({ ...setup.scenario, demandScale: 2 }));
  const opened = offerCheckpoint({ checkpoint: structuredClone(whole.checkpoint()) }, 'b.json.gz');

  it('is the run that never stopped, bit for bit', () => {
    const training = new TrainingRun(opened);
    expect(training.slots).toBe(90);
    expect(opened.scenario.demandScale).toBe(2);
    for (let slot = 0; slot < 60; slot++) {
      whole.advance();
      training.learner.advance();
    }
    const { engine, sums } = whole.checkpoint();
    const other = training.learner.checkpoint();
    expect(other.engine).toEqual(engine);
    expect(other.sums).toEqual(sums);
  });

  it('shows its networks in the city from slot 0 on, and replays to the same bits', () => {
    expect(city(opened).weights.trainedSlots).toBe(90);
    expectReplay(opened);
  });
});

function city(run: RunSetup): CityRun {
  const orchestration = parseOrchestration({});
  return new CityRun(run, { policy: 'maDql', orchestration, manualDecisions: [0, 0, 0] });
}

/** Both rooms in turn, as a clock might have it; weights are handed over once. */
function live(run: RunSetup) {
  const log = new EventLog();
  const training = new TrainingRun(run);
  const shown = city(run);
  for (const event of shown.opening()) log.add(event);
  log.add(training.engineEvent());
  for (let slot = 0; slot < 50; slot++) {
    training.learner.advance();
    if (slot === 30) log.add(shown.takeWeights(training.snapshot()));
    shown.advance(shown.decide());
  }
  return { log, shown, training, hash: sessionHash(shown, training) };
}

function expectReplay(run: RunSetup): void {
  const { log, shown, training, hash } = live(run);
  const until = { citySlots: shown.slot, trainingSlots: training.slots };
  const again = replay(run, log, until);
  expect(sessionHash(again.city, again.training)).toBe(hash);
}

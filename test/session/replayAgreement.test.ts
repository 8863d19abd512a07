import { expect, test } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { RandomStream } from '../../src/random.ts';
import { CityRun } from '../../src/session/cityRun.ts';
import { type AgreementEvent, EventLog } from '../../src/session/events.ts';
import { replayAgreement } from '../../src/session/replayAgreement.ts';
import type { RunSetup, WeightSnapshot } from '../../src/session/setup.ts';
import { TrainingRun } from '../../src/session/trainingRun.ts';
import { agreementTrace } from '../../src/workers/agreement.ts';
import type { AgreementTrace } from '../../src/workers/protocol.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const setup: RunSetup = {
  scenario: parseScenario({ rows: 2, columns: 2 }),
  learner: parseLearner({ episodes: 30 }),
  seed: 11,
};
const base = { iterations: 12, seed: 5 };
const CHOICES = [
  {},
  { failure: 0.3, cuts: [{ link: [0, 1], from: 4 }] },
  { failure: 0.2, linkModel: 'bursty', burstLength: 3, topology: 'ring' },
  { topology: 'geometric', places: 'random', reach: 500, topologySeed: 8, mixing: 'metropolis' },
].map((each) => parseOrchestration({ ...base, ...each }));

/** A visit in which stage Agree is looked at now and then, as the workers would have it. */
function live(clockSeed: number) {
  const clock = new RandomStream(clockSeed, 'policy', 2);
  const log = new EventLog();
  const training = new TrainingRun(setup);
  const orchestration = parseOrchestration({});
  const plan = { policy: 'maDql', orchestration, manualDecisions: [0, 0, 0, 0] } as const;
  const city = new CityRun(setup, plan);
  for (const event of city.opening()) log.add(event);
  let waiting: WeightSnapshot | null = null;
  const seen: { event: AgreementEvent; trace: AgreementTrace }[] = [];
  for (let turn = 0; turn < 300; turn++) {
    const chance = clock.uniform();
    if (chance < 0.5) training.learner.advance();
    else if (chance < 0.7) waiting = training.snapshot();
    else if (chance < 0.8) {
      // The city stands still while it takes up weights and a scenario.
      if (waiting) log.add(city.takeWeights(waiting));
      waiting = null;
    } else if (chance < 0.83) {
      const scenario = parseScenario({ ...setup.scenario, priceMaximum: 30 + clock.integer(40) });
      log.add(city.applyScenario(scenario));
      log.add(training.applyScenario(scenario));
    } else if (chance < 0.95) {
      if (waiting) log.add(city.takeWeights(waiting));
      waiting = null;
      city.advance(city.decide());
    } else {
      const options = CHOICES[clock.integer(CHOICES.length)]!;
      const snapshot = {
        slot: city.slot,
        observations: city.environment.observations.slice(),
        weights: waiting ?? city.weights,
      };
      const trace = agreementTrace({ setup, snapshot, options });
      const event: AgreementEvent = {
        room: 'agreement',
        type: 'run',
        slot: trace.slot,
        trainedSlots: trace.trainedSlots,
        source: trace.source,
        orchestration: trace.options,
      };
      log.add(event);
      seen.push({ event, trace });
    }
  }
  return { log, seen };
}

test.each([1, 2, 3])('a run that was looked at is made again from the log (clock %i)', (clock) => {
  const { log, seen } = live(clock);
  expect(seen.length).toBeGreaterThan(3);
  expect(log.agreement).toEqual(seen.map(({ event }) => event));
  const copy = JSON.parse(JSON.stringify({ city: log.city, training: log.training }));
  for (const { event, trace } of seen) {
    const again = replayAgreement(setup, copy, JSON.parse(JSON.stringify(event)));
    expect(again.mixing.matrix).toEqual(trace.mixing);
    expect([...again.decision]).toEqual(trace.decision);
    again.iterations.forEach((iteration, i) => {
      expect(iteration.duals).toEqual(trace.iterations[i]!.duals);
      expect(iteration.copies).toEqual(trace.iterations[i]!.copies);
    });
  }
});

test('networks that the log does not hold are refused', () => {
  const { log, seen } = live(1);
  const { event } = seen[0]!;
  const source = {
    kind: 'networks',
    name: 'a.json',
    observations: 'drawn',
    observationsName: null,
  } as const;
  expect(() => replayAgreement(setup, log, { ...event, source })).toThrow('source: "networks"');
});

/** A schedule in the learner's worker: obeyed at its slot, logged, and gone through again bit for bit. */
import { afterEach, expect, test } from 'vitest';
import { EventLog, type TrainingEvent } from '../../src/session/events.ts';
import { TrainingRun } from '../../src/session/trainingRun.ts';
import { LearnerClient } from '../../src/workers/learnerClient.ts';
import type { WeightSnapshot } from '../../src/workers/protocol.ts';
import { learnerStart, smallSetup, Watch } from './support.ts';

let client: LearnerClient | undefined;
afterEach(() => client?.stop());

function connect() {
  const heard = {
    watch: new Watch(),
    log: new EventLog(),
    weights: null as WeightSnapshot | null,
    refused: [] as number[],
  };
  client = new LearnerClient({
    message(message) {
      if (message.type === 'event') heard.log.add(message.event);
      else if (message.type === 'weights') heard.weights = message.snapshot;
      else if (message.type === 'scheduleRefused') heard.refused.push(message.episode);
      heard.watch.tell();
    },
    crashed() {},
  });
  return { training: client, heard };
}

const reopened = { episodes: 4, share: 0.5, rate: 0.004 };
const schedule = [
  { episode: 2, scenario: { demandScale: 2 } },
  { episode: 4, scenario: { priceMaximum: 60 }, reopened },
];
const planned = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) =>
    event.type === 'engine' ? [] : [[event.type, event.slot, event.scheduled] as const],
  );

test('changes come in the first slot of their episode; the log alone makes the same run', async () => {
  const { training, heard } = connect();
  await training.start(learnerStart({ running: false, schedule }));
  await training.step(33);
  await heard.watch.until(() => heard.weights?.trainedSlots === 33);
  expect(planned(heard.log.training)).toEqual([
    ['scenario', 12, 2],
    ['scenario', 24, 4],
    ['learner', 24, 4],
  ]);
  const again = new TrainingRun(smallSetup());
  for (const event of [...heard.log.training, null]) {
    while (again.slots < (event?.slot ?? 33)) again.learner.advance();
    if (event) again.obey(event);
  }
  expect(again.learner.scenario).toMatchObject({ demandScale: 2, priceMaximum: 60 });
  expect(again.learner.configuration.reopened).toEqual({ from: 4, ...reopened });
  expect(heard.weights!.weights).toEqual(again.learner.weights());
});

test('what is to come is replaced; what is past stays, and is not done twice', async () => {
  const { training, heard } = connect();
  await training.start(learnerStart({ running: false, schedule }));
  await training.step(14);
  await training.setSchedule([schedule[0]!, { episode: 3, scenario: { demandScale: 0.5 } }]);
  await training.step(16);
  await heard.watch.until(() => heard.weights?.trainedSlots === 30);
  expect(planned(heard.log.training)).toEqual([
    ['scenario', 12, 2],
    ['scenario', 18, 3],
  ]);
});

test('what no longer goes with a change by hand is refused, and training goes on', async () => {
  const { training, heard } = connect();
  const dear = [{ episode: 2, scenario: { priceMaximum: 25 } }];
  await training.start(learnerStart({ running: false, schedule: dear }));
  await training.step(6);
  await training.applyScenario({ ...smallSetup().scenario, priceMinimum: 30 });
  await training.step(12);
  await heard.watch.until(() => heard.weights?.trainedSlots === 18);
  expect(heard.refused).toEqual([2]);
  expect(planned(heard.log.training)).toEqual([['scenario', 6, undefined]]);
});

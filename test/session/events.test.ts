import { expect, test } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import {
  type AgreementEvent,
  type CityEvent,
  EventLog,
  type TrainingEvent,
} from '../../src/session/events.ts';

const weights = (slot: number): CityEvent => ({
  room: 'city',
  slot,
  type: 'weights',
  trainedSlots: 10 * slot,
});
const learner = (slot: number): TrainingEvent => ({
  room: 'training',
  slot,
  type: 'learner',
  learner: parseLearner({}),
});

test('a city that goes back to its checkpoint forgets what came after it, and nothing else', () => {
  const log = new EventLog();
  log.add(weights(1));
  log.add(learner(5));
  log.add(weights(2));
  log.mark('city');
  log.add(weights(2));
  log.add(weights(3));
  log.rewindCity();
  expect(log.city).toEqual([weights(1), weights(2)]);
  expect(log.training).toEqual([learner(5)]);
  log.add(weights(4));
  expect(log.city.at(-1)).toEqual(weights(4));
});

test('training knows what to obey again after its checkpoint', () => {
  const log = new EventLog();
  log.add(learner(5));
  expect(log.trainingSinceMark()).toEqual([learner(5)]);
  log.mark('training');
  log.add(weights(9));
  log.add(learner(5));
  expect(log.trainingSinceMark()).toEqual([learner(5)]);
  expect(log.training).toHaveLength(2);
});

test('a training that goes back to its checkpoint forgets which engines came after it', () => {
  const log = new EventLog();
  const engine = (slot: number, id: string): TrainingEvent => ({
    room: 'training',
    slot,
    type: 'engine',
    engine: id,
  });
  log.add(engine(0, 'typescript'));
  log.mark('training');
  log.add(engine(40, 'wasm'));
  log.add(learner(50));
  log.rewindEngines();
  expect(log.training).toEqual([engine(0, 'typescript'), learner(50)]);
  // What trains from the checkpoint on takes its place before the changes that are obeyed again.
  log.add(engine(30, 'tfjs-cpu'));
  expect(log.trainingSinceMark()).toEqual([engine(30, 'tfjs-cpu'), learner(50)]);
});

test('runs of N2O go with the slots of the city that they were of', () => {
  const run = (slot: number): AgreementEvent => ({
    room: 'agreement',
    type: 'run',
    slot,
    trainedSlots: 10 * slot,
    source: { kind: 'training' },
    orchestration: parseOrchestration({ cuts: [{ link: [0, 1], from: slot }] }),
  });
  const log = new EventLog();
  log.add(run(4));
  log.mark('city');
  log.add(run(6));
  // The same slot again, with other options: nothing is sorted or dropped.
  log.add(run(5));
  expect(log.agreement).toEqual([run(4), run(6), run(5)]);
  expect(log.city).toEqual([]);
  log.rewindCity();
  expect(log.agreement).toEqual([run(4)]);
});

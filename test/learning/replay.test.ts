import { describe, expect, it } from 'vitest';
import { CHUNK, ReplayLog } from '../../src/learning/replay.ts';

const AGENTS = 3;
const observationsOf = (row: number) =>
  Float64Array.from({ length: AGENTS * 5 }, (_, i) => row + i / 100);
const decisionsOf = (transition: number) => Int32Array.from([0, 1, 2], (n) => (transition + n) % 6);
const rewardsOf = (transition: number) => Float64Array.from([0, 1, 2], (n) => transition * 10 + n);

/** A log after `slots` slots, days of `day` slots ending with a row of their own. */
function record(log: ReplayLog, slots: number, day = Number.POSITIVE_INFINITY) {
  if (log.lastRow < 0) log.appendObservations(observationsOf(0));
  for (let slot = 0; slot < slots; slot++) {
    const { transitions } = log;
    log.appendTransition(decisionsOf(transitions), rewardsOf(transitions));
    log.appendObservations(observationsOf(log.lastRow + 1));
    if ((transitions + 1) % day === 0) log.appendObservations(observationsOf(log.lastRow + 1));
    log.trim();
  }
  return log;
}

function expectTransition(log: ReplayLog, transition: number, row: number) {
  expect(log.rowOf(transition)).toBe(row);
  const observation = new Float64Array(6);
  for (let agent = 0; agent < AGENTS; agent++) {
    expect(log.decision(transition, agent)).toBe(decisionsOf(transition)[agent]);
    expect(log.reward(transition, agent)).toBe(rewardsOf(transition)[agent]);
    for (const at of [row, row + 1]) {
      log.readObservation(at, agent, observation, 1);
      expect(observation.slice(1)).toEqual(observationsOf(at).slice(5 * agent, 5 * agent + 5));
    }
  }
}

describe('the replay log', () => {
  it('keeps every transition of its window, first in first out', () => {
    const log = record(new ReplayLog(AGENTS, 5, 1500), 5000);
    expect(log.sizeAt(40)).toBe(40);
    expect(log.sizeAt(5000)).toBe(1500);
    for (let transition = 3500; transition < 5000; transition += 77) {
      expectTransition(log, transition, transition);
    }
    expectTransition(log, 3500, 3500);
    expectTransition(log, 4999, 4999);
  });

  it('lets go of what has left the window', () => {
    const log = record(new ReplayLog(AGENTS, 5, 1500), 5000);
    expect(log.save().observations.length).toBeLessThanOrEqual(3);
    expect(log.save().transitionChunks.length).toBeLessThanOrEqual(3);
    expect(() => log.rowOf(3000)).toThrow();
  });

  it('follows the last observations of a day, not the first of the next', () => {
    const log = record(new ReplayLog(AGENTS, 5, 1500), 3000, 24);
    // Each day of 24 transitions has 25 rows.
    for (const transition of [1500, 2399, 2400, 2423, 2424, 2999]) {
      expectTransition(log, transition, transition + Math.floor(transition / 24));
    }
  });

  it.each([7, 1024, 2500])('goes on from a cursor at %d while the first log goes on too', (at) => {
    const first = record(new ReplayLog(AGENTS, 5, 1500), at);
    const state = first.save();
    // The first log writes other things from here on.
    first.appendTransition(Int32Array.of(5, 5, 5), Float64Array.of(-1, -1, -1));
    first.appendObservations(new Float64Array(AGENTS * 5));
    const second = new ReplayLog(AGENTS, 5, 1500);
    second.restore(state);
    record(second, 20);
    expect(second.transitions).toBe(at + 20);
    for (let transition = at - 7; transition < at + 20; transition++) {
      expectTransition(second, transition, transition);
    }
    expect(first.reward(at, 0)).toBe(-1);
    const kept = new Float64Array(5).fill(1);
    first.readObservation(at + 1, 0, kept, 0);
    expect(kept).toEqual(new Float64Array(5));
  });
});

it('knows the bytes of its chunks, whatever has been dropped of it', () => {
  const log = new ReplayLog(3, 5, 100);
  expect(log.bytes).toBe(0);
  const observations = new Float64Array(15);
  log.appendObservations(observations);
  // Observations of 3 servers; rows, decisions and rewards come with the first transition.
  expect(log.bytes).toBe(CHUNK * 15 * 8);
  let most = 0;
  for (let slot = 0; slot < 20 * CHUNK; slot += 1) {
    log.appendTransition(new Int32Array(3), new Float64Array(3));
    log.appendObservations(observations);
    log.trim();
    most = Math.max(most, log.bytes);
  }
  const chunk = CHUNK * (15 * 8 + 8 + 3 + 3 * 8);
  const { observations: kept, transitionChunks } = log.save();
  expect(log.bytes).toBe(
    kept.length * CHUNK * 15 * 8 + transitionChunks.length * CHUNK * (8 + 3 + 3 * 8),
  );
  expect(most).toBeLessThanOrEqual((Math.ceil(100 / CHUNK) + 2) * chunk);
});

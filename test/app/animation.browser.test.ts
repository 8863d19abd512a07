/** The shared animation loop, in a browser: that one painter cannot stop or double it. */
import { afterEach, expect, test, vi } from 'vitest';
import { addPainter } from '../../src/app/animation.ts';

const removals: (() => void)[] = [];
afterEach(() => {
  for (const remove of removals.splice(0)) remove();
  vi.unstubAllGlobals();
});

function paint(painter: (now: number) => void): () => void {
  const remove = addPainter(painter);
  removals.push(remove);
  return remove;
}

/** Waits for this many frames of the browser. */
async function frames(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((done) => requestAnimationFrame(done));
}

test('a painter that fails is told of once and left out; the others go on', async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
  const fault = new Error('cannot paint');
  let tries = 0;
  let painted = 0;
  paint(() => {
    tries++;
    throw fault;
  });
  paint(() => painted++);
  await frames(5);
  expect(painted).toBeGreaterThanOrEqual(4);
  expect(tries).toBe(1);
  expect(reported).toEqual([fault]);
});

test('a painter that leaves while another comes does not start a second loop', async () => {
  const times: number[] = [];
  const leave = paint(() => {
    leave();
    paint((now) => times.push(now));
  });
  await frames(6);
  expect(times.length).toBeGreaterThanOrEqual(4);
  expect(new Set(times).size).toBe(times.length);
});

test('the loop begins again after everybody left', async () => {
  let painted = 0;
  const leave = paint(() => painted++);
  await frames(3);
  leave();
  const before = painted;
  await frames(3);
  expect(painted).toBe(before);
  paint(() => painted++);
  await frames(3);
  expect(painted).toBeGreaterThan(before);
});

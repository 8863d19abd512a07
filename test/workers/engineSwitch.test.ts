/** Which engine trains after choices that overtake each other. */
import { expect, test } from 'vitest';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { EngineSwitch } from '../../src/workers/engineSwitch.ts';
import { smallSetup } from './support.ts';

function switchOf() {
  const setup = smallSetup({ rows: 1, columns: 2 });
  const learner = new MultiAgentLearner(setup);
  const told: string[] = [];
  let free: Promise<unknown> = Promise.resolve();
  let hearStarted: () => void;
  const started = new Promise<void>((resolve) => {
    hearStarted = resolve;
  });
  const engines = new EngineSwitch({
    learner,
    alone(work) {
      const done = free.then(() => {
        hearStarted();
        return work();
      });
      free = done.catch(() => {});
      return done;
    },
    changed: () => told.push(learner.engine),
    tell() {},
    refused() {},
  });
  return { engines, learner, told, started };
}

test('the engine that runs can be chosen again while another one is still being started', async () => {
  const { engines, learner, told, started } = switchOf();
  const first = engines.choose('tfjs-cpu');
  await started;
  const second = engines.choose('typescript');
  await Promise.all([first, second]);
  expect(engines.status).toMatchObject({
    id: 'typescript',
    choice: 'typescript',
    reason: { kind: 'chosen' },
  });
  expect(learner.engine).toBe('typescript');
  expect(told).toEqual(['tfjs-cpu', 'typescript']);
  engines.end();
});

test('of choices that come before anything has started, only the last one is started', async () => {
  const { engines, told } = switchOf();
  await Promise.all([engines.choose('tfjs-cpu'), engines.choose('typescript')]);
  expect(engines.status.id).toBe('typescript');
  expect(told).toEqual([]);
});

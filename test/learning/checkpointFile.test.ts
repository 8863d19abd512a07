import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CheckpointRecord,
  packCheckpoint,
  readCheckpoint,
  unpackCheckpoint,
} from '../../src/learning/checkpointFile.ts';
import { type LearnerConfiguration, parseLearner } from '../../src/learning/configuration.ts';
import { type LearnerSetup, MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { InputError } from '../../src/schema.ts';
import { parseScenario } from '../../src/world/scenario.ts';

/** Small and quick, as far as the file is concerned: few users, narrow networks. */
function setupOf(
  learner: Partial<LearnerConfiguration> = {},
  scenario: Record<string, unknown> = {},
  seed = 1,
): LearnerSetup {
  const users = scenario.kind === 'released' ? {} : { userDensity: 10 };
  return {
    scenario: parseScenario({ rows: 1, columns: 2, ...users, ...scenario }),
    learner: parseLearner({ hidden: [6, 4], episodes: 20, batchSize: 8, ...learner }),
    seed,
  };
}

function trained(setup: LearnerSetup, chunks: number): MultiAgentLearner {
  const learner = new MultiAgentLearner(setup);
  for (let chunk = 0; chunk < chunks; chunk++) learner.advance();
  return learner;
}

/** Trains two learners on and expects the same of both, bit for bit. */
function expectSameFuture(one: MultiAgentLearner, other: MultiAgentLearner, chunks: number): void {
  for (let chunk = 0; chunk < chunks; chunk++) {
    one.advance();
    other.advance();
  }
  const [first, second] = [one.checkpoint(), other.checkpoint()];
  expect(second.engine).toEqual(first.engine);
  expect(second.environment).toEqual(first.environment);
  expect(second.sums).toEqual(first.sums);
  expect(second.sampler).toEqual(first.sampler);
  expect(second.exploration).toEqual(first.exploration);
  expect(other.slots).toBe(one.slots);
}

describe('a checkpoint from a file', () => {
  it.each([{ kind: 'paper' }, { kind: 'released' }])(
    'goes on bit by bit, from any slot: %o',
    async (scenario) => {
      const small = { replayCapacity: 64, targetPeriod: 30, slotsPerEpisode: 7 };
      const slots = fc.integer({ min: 0, max: 150 });
      const seeds = fc.integer({ min: 0, max: 4_294_967_295 });
      await fc.assert(
        fc.asyncProperty(slots, seeds, fc.constantFrom(1, 3), async (before, seed, actingLag) => {
          const learner = trained(setupOf({ ...small, actingLag }, scenario, seed), before);
          const file = await packCheckpoint(learner.checkpoint());
          const resumed = MultiAgentLearner.resume(await unpackCheckpoint(file));
          expectSameFuture(learner, resumed, 40);
        }),
        { numRuns: 12 },
      );
    },
  );

  it.each([0, 1020, 1024, 2047, 2048, 2500])(
    'goes on where the memory is kept in several pieces: after %i slots',
    async (slots) => {
      const plain = { hidden: [1], batchSize: 1, replayCapacity: 1100 };
      for (const kind of ['paper', 'released']) {
        const learner = trained(setupOf(plain, { kind }), slots);
        const file = await packCheckpoint(learner.checkpoint());
        const resumed = MultiAgentLearner.resume(await unpackCheckpoint(file));
        expectSameFuture(learner, resumed, 60);
        // What is packed again is the same file: nothing was lost on the way.
        const again = MultiAgentLearner.resume(await unpackCheckpoint(file)).checkpoint();
        expect(await packCheckpoint(again)).toEqual(file);
      }
    },
  );

  it('carries a changed scenario, given weights, and what stands beside it', async () => {
    const weights = new MultiAgentLearner(setupOf({}, {}, 5)).weights();
    const learner = trained({ ...setupOf(), weights }, 40);
    learner.applyScenario(parseScenario({ rows: 1, columns: 2, userDensity: 30 }));
    const curve = learner.curve();
    const file = await packCheckpoint(learner.checkpoint(), { trainedOn: 'wasm', curve });
    const { checkpoint, ...record } = await readCheckpoint(file);
    // The first episodes have no loss: NaN has to come through.
    expect(record).toEqual({ trainedOn: 'wasm', curve });
    expect(Number.isNaN(record.curve!.losses[0])).toBe(true);
    expect(checkpoint.weights).toEqual(weights);
    expect(checkpoint.environment.nextScenario).toMatchObject({ userDensity: 30 });
    expectSameFuture(learner, MultiAgentLearner.resume(checkpoint), 20);
  });

  it('holds of the memory only what can still be sampled', async () => {
    const plain = { hidden: [1], batchSize: 1, replayCapacity: 200 };
    const learner = trained(setupOf(plain), 1500);
    const { replay } = contentOf(await packCheckpoint(learner.checkpoint()));
    const bytes = (field: string) => Buffer.from(replay[field].base64, 'base64').length;
    expect(replay.transitions).toBe(1500);
    expect(bytes('transitionRows')).toBe(200 * 8);
    expect(bytes('decisions')).toBe(200 * 2);
    expect(bytes('rewards')).toBe(200 * 2 * 8);
    expect(bytes('observations')).toBe(201 * 2 * 5 * 8);
  });
});

/** Whatever a file may hold. */
type Content = ReturnType<typeof JSON.parse>;
const contentOf = (file: Uint8Array): Content => JSON.parse(gunzipSync(file).toString());

describe('a checkpoint file is refused', () => {
  let file: Uint8Array;
  let record: CheckpointRecord;
  beforeAll(async () => {
    const learner = trained(setupOf(), 100);
    record = { trainedOn: 'typescript', curve: learner.curve() };
    file = await packCheckpoint(learner.checkpoint(), record);
  });

  /** Base64 of these numbers. */
  const numbers = (...values: number[]) =>
    Buffer.from(Float64Array.from(values).buffer).toString('base64');
  /** The array with one number changed. */
  const changed = (array: { base64: string }, at: number, value: number) => {
    const bytes = Buffer.from(array.base64, 'base64');
    bytes.writeDoubleLE(value, 8 * at);
    array.base64 = bytes.toString('base64');
  };
  const cases: [string, (content: Content) => unknown, string][] = [
    ['of another format', (c) => (c.format = 'n2o-networks'), 'checkpoint.format: "n2o-networks"'],
    [
      'of another version',
      (c) => (c.version = 2),
      'checkpoint.version: 2 is not allowed; allowed: 1',
    ],
    ['an unknown field', (c) => (c.when = 3), 'checkpoint.when: no such field (given 3)'],
    ['a missing field', (c) => delete c.sums, 'checkpoint.sums: missing'],
    ['another scenario', (c) => (c.scenario.rows = 11), 'checkpoint.scenario.rows: 11'],
    ['a scenario of more servers', (c) => (c.scenario.rows = 2), 'checkpoint.engine.weights: '],
    ['too large scopes', tooLarge, 'checkpoint.scenario.levels: 6 is not allowed'],
    ['another learner', (c) => (c.learner.hidden = [0]), 'checkpoint.learner.hidden[0]: 0'],
    ['wider networks', (c) => (c.learner.hidden = [6, 5]), 'checkpoint.engine.weights: '],
    ['a seed out of range', (c) => (c.seed = 2 ** 32), 'checkpoint.seed: 4294967296'],
    ['half a slot', (c) => (c.slots = 0.5), 'checkpoint.slots: 0.5'],
    ['more slots', (c) => (c.slots = 101), 'checkpoint.replay.transitions: 100'],
    ['more updates than slots', (c) => (c.engine.updates = 101), 'checkpoint.engine.updates: 101'],
    [
      'weights that are not finite',
      (c) => changed(c.engine.weights, 3, Number.NaN),
      'checkpoint.engine.weights[3]: NaN is not allowed; allowed: a finite number',
    ],
    [
      'a negative second moment',
      (c) => changed(c.engine.secondMoments, 2, -1),
      'checkpoint.engine.secondMoments[2]: -1',
    ],
    [
      'moments of another type',
      (c) => (c.engine.firstMoments.type = 'Float32Array'),
      'checkpoint.engine.firstMoments.type: "Float32Array" is not allowed; allowed: Float64Array',
    ],
    [
      'no base64',
      (c) => (c.engine.targetWeights.base64 = '*'),
      'checkpoint.engine.targetWeights.base64: "*"',
    ],
    [
      'too few given weights',
      (c) => (c.weights = { type: 'Float64Array', base64: numbers(1, 2) }),
      'checkpoint.weights: "16 bytes" is not allowed; allowed: ',
    ],
    [
      'a world of another city',
      (c) => (c.environment.scenario.columns = 3),
      'checkpoint.environment.scenario.columns: 3 is not allowed; allowed: 2, or a restart',
    ],
    [
      'a price that is missing',
      (c) => c.environment.dynamics.prices.pop(),
      'checkpoint.environment.dynamics.prices: ',
    ],
    [
      'a position that is no number',
      (c) => (c.environment.dynamics.x[1] = null),
      'checkpoint.environment.dynamics.x[1]: null',
    ],
    [
      'half a task',
      (c) => (c.environment.dynamics.tasks[0] += 0.5),
      'checkpoint.environment.dynamics.tasks[0]: ',
    ],
    [
      'a list that no world has',
      (c) => (c.environment.dynamics.wind = []),
      'checkpoint.environment.dynamics.wind: ',
    ],
    [
      'a time that no day has',
      (c) => (c.environment.timeOfDay = 144),
      'checkpoint.environment.timeOfDay: 144 is not allowed; allowed: a whole number from 0 to 143',
    ],
    ['a stream too few', (c) => c.environment.streams.pop(), 'checkpoint.environment.streams: '],
    [
      'a stream of zeros',
      (c) => (c.environment.streams[2] = [0, 0, 0, 0]),
      'checkpoint.environment.streams[2]: [0,0,0,0]',
    ],
    ['no exploration', (c) => (c.exploration = []), 'checkpoint.exploration: 0'],
    ['a word too few', (c) => c.sampler.jitter[1].pop(), 'checkpoint.sampler.jitter[1]: '],
    [
      'a word beyond 32 bits',
      (c) => (c.sampler.replay[0][0] = 2 ** 31),
      'checkpoint.sampler.replay[0][0]: 2147483648',
    ],
    ['no rows', (c) => (c.replay.rows = 0), 'checkpoint.replay.rows: 0'],
    ['more rows', (c) => (c.replay.rows += 1), 'checkpoint.replay.observations: '],
    [
      'rows that go back',
      (c) => changed(c.replay.transitionRows, 7, 6),
      'checkpoint.replay.transitionRows[7]: 6 is not allowed; allowed: a whole number from 7 to 99',
    ],
    [
      'a level that the server does not have',
      (c) => (c.replay.decisions.base64 = Buffer.alloc(200, 3).toString('base64')),
      'checkpoint.replay.decisions[0]: 3 is not allowed; allowed: a level of server 0',
    ],
    [
      'a reward that is not finite',
      (c) => changed(c.replay.rewards, 5, Number.POSITIVE_INFINITY),
      'checkpoint.replay.rewards[5]: Infinity',
    ],
    ['sums of another slot', (c) => (c.sums.slots = 3), 'checkpoint.sums.slots: 3'],
    ['sums of fewer servers', (c) => c.sums.losses.pop(), 'checkpoint.sums.losses: 1'],
    [
      'a curve of the future',
      (c) => (c.curve.firstEpisode = 17),
      'checkpoint.curve.firstEpisode: 17',
    ],
    [
      'a loss that is not finite',
      (c) => changed(c.curve.losses, 1, Number.NEGATIVE_INFINITY),
      'checkpoint.curve.losses[1]: -Infinity is not allowed; allowed: a finite number',
    ],
    ['a curve with a gap', (c) => (c.curve.firstEpisode = 1), 'checkpoint.curve.systemReward: '],
    ['an engine without a name', (c) => (c.trainedOn = 3), 'checkpoint.trainedOn: 3'],
  ];

  it.each(cases)('%s', async (_, change, message) => {
    const content = contentOf(file);
    change(content);
    const refused = unpackCheckpoint(gzipSync(JSON.stringify(content)));
    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(message);
  });

  it('cut short anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: file.length - 1 }), async (length) => {
        const refused = unpackCheckpoint(file.slice(0, length));
        await expect(refused).rejects.toThrow(InputError);
        await expect(refused).rejects.toThrow(
          /^checkpoint: no gzipped file, or one that is damaged or cut short; allowed: a file of/,
        );
      }),
    );
  });

  it('with a changed byte, unless nothing depends on it', async () => {
    const whole = await readCheckpoint(file);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const damaged = file.slice();
          damaged[at]! ^= change;
          const read = await readCheckpoint(damaged).catch((error: unknown) => error);
          if (read instanceof InputError) expect(read.field).toBe('checkpoint');
          else expect(read).toEqual(whole);
        },
      ),
    );
  });

  it('without gzip, and without JSON inside', async () => {
    const text = unpackCheckpoint(gunzipSync(file));
    await expect(text).rejects.toThrow(/^checkpoint: no gzipped file/);
    const other = unpackCheckpoint(gzipSync('{"format":'));
    await expect(other).rejects.toThrow(/^checkpoint: no JSON inside \(/);
    const list = unpackCheckpoint(gzipSync('[]'));
    await expect(list).rejects.toThrow(/^checkpoint: \[\] .* of the form n2o-learner-checkpoint$/);
  });

  /** Six levels on a full grid of eight neighbours: more joint decisions than any learner takes. */
  function tooLarge(content: Content) {
    Object.assign(content.scenario, { rows: 3, columns: 3, levels: 6, linkRadius: 90 });
  }
});

import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileNodeKernels } from '../../src/cli/engines.ts';
import { CentralizedLearner } from '../../src/learning/centralized.ts';
import {
  isCentralized,
  packCentralized,
  readCentralized,
} from '../../src/learning/centralizedCheckpointFile.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import { packCheckpoint, readCheckpoint } from '../../src/learning/checkpointFile.ts';
import { type LearnerConfiguration, parseLearner } from '../../src/learning/configuration.ts';
import type { CentralizedEngineFactory } from '../../src/learning/engines/centralized/engine.ts';
import { CentralizedTypeScriptEngine } from '../../src/learning/engines/centralized/typescript.ts';
import { CentralizedWasmEngine } from '../../src/learning/engines/centralized/wasm.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { InputError } from '../../src/schema.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const kernels = await compileNodeKernels();
const wasm: CentralizedEngineFactory = (layout, weights) =>
  new CentralizedWasmEngine(kernels, layout, weights);
const plain: CentralizedEngineFactory = (layout, weights) =>
  new CentralizedTypeScriptEngine(layout, weights);

function trained(
  create: CentralizedEngineFactory,
  slots: number,
  change: Partial<LearnerConfiguration> = {},
  city: Record<string, unknown> = {},
) {
  const users = city.kind === 'released' ? {} : { userDensity: 10 };
  const learner = new CentralizedLearner(
    {
      scenario: parseScenario({ rows: 1, columns: 2, ...users, levels: [2, 3], ...city }),
      learner: parseLearner({ episodes: 20, batchSize: 8, targetPeriod: 30, ...change }),
      centralized: parseCentralized({ hidden: [6, 4] }),
      seed: 3,
    },
    create,
  );
  while (learner.slots < slots) learner.advance();
  return learner;
}

describe('a checkpoint of centralised DQL from a file', () => {
  it.each([
    ['wasm', wasm, {}, {}],
    ['wasm', wasm, { actingLag: 5, replayCapacity: 40 }, {}],
    ['typescript', plain, {}, {}],
    ['typescript', plain, {}, { kind: 'released' }],
  ] as const)('goes on bit by bit: %s %#', async (_, create, change, city) => {
    for (const slots of [0, 20, 75]) {
      const straight = trained(create, slots, change, city);
      const file = await packCentralized(straight.checkpoint());
      const { checkpoint } = await readCentralized(file);
      const resumed = CentralizedLearner.resume(checkpoint, create);
      expect(await packCentralized(resumed.checkpoint())).toEqual(file);
      for (let chunk = 0; chunk < 50; chunk += 1) {
        straight.advance();
        resumed.advance();
      }
      const [one, other] = [straight.checkpoint(), resumed.checkpoint()];
      for (const key of ['engine', 'environment', 'exploration', 'sampler', 'sums'] as const) {
        expect(other[key]).toEqual(one[key]);
      }
      expect(resumed.slots).toBe(straight.slots);
    }
  });

  it('carries a changed scenario, who trained and the curve; numbers as the engine keeps them', async () => {
    const learner = trained(wasm, 100);
    learner.applyScenario(parseScenario({ rows: 1, columns: 2, userDensity: 30, levels: [2, 3] }));
    const curve = learner.curve();
    const file = await packCentralized(learner.checkpoint(), { trainedOn: 'wasm', curve });
    const { checkpoint, ...record } = await readCentralized(file);
    expect(record).toEqual({ trainedOn: 'wasm', curve });
    expect(checkpoint.environment.nextScenario).toMatchObject({ userDensity: 30 });
    expect(checkpoint.engine.weights).toBeInstanceOf(Float32Array);
    // Four arrays in single precision after the line, and nothing else.
    const bytes = gunzipSync(file);
    const { length } = checkpoint.engine.weights;
    expect(length).toBe(11 * 6 + 7 * 4 + 5 * 6);
    expect(bytes.length - bytes.indexOf('\n') - 1).toBe(4 * 4 * length);
    const onPlain = CentralizedLearner.resume(checkpoint, plain);
    onPlain.advance();
    expect(onPlain.slots).toBe(101);
  });

  it('is told apart from one of the LSMs', async () => {
    const own = await packCentralized(trained(plain, 3).checkpoint());
    const scenario = parseScenario({ rows: 1, columns: 2 });
    const lsms = new MultiAgentLearner({ scenario, learner: parseLearner({}), seed: 1 });
    const other = await packCheckpoint(lsms.checkpoint());
    expect([await isCentralized(own), await isCentralized(other)]).toEqual([true, false]);
    expect(await isCentralized(new Uint8Array([1, 2, 3]))).toBe(false);
    await expect(readCentralized(other)).rejects.toThrow(
      'checkpoint.format: "n2o-learner-checkpoint" is not allowed; allowed: n2o-centralized-checkpoint',
    );
    await expect(readCheckpoint(own)).rejects.toThrow(
      'checkpoint.format: "n2o-centralized-checkpoint" is not allowed; allowed: n2o-learner-checkpoint',
    );
  });
});

/** Whatever a file may hold. */
type Content = ReturnType<typeof JSON.parse>;

describe('a file of centralised DQL is refused', () => {
  let whole: Buffer;
  let slots: number;
  beforeAll(async () => {
    const learner = trained(wasm, 50);
    slots = learner.slots;
    const record = { trainedOn: 'wasm', curve: learner.curve() };
    whole = gunzipSync(await packCentralized(learner.checkpoint(), record));
  });
  const parts = () => {
    const end = whole.indexOf('\n');
    const header: Content = JSON.parse(whole.subarray(0, end).toString());
    return { header, arrays: Buffer.from(whole.subarray(end + 1)) };
  };
  const refusalOf = async (header: unknown, arrays: Buffer) => {
    const line = Buffer.from(`${JSON.stringify(header)}\n`);
    const file = gzipSync(Buffer.concat([line, arrays]));
    const error = await readCentralized(file).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message;
  };

  it.each<[string, (header: Content) => unknown, string]>([
    ['of another version', (c) => (c.version = 2), 'checkpoint.version: 2'],
    ['with an unknown field', (c) => (c.when = 3), 'checkpoint.when: no such field'],
    ['without its sums', (c) => delete c.sums, 'checkpoint.sums: missing'],
    ['of a city out of range', (c) => (c.scenario.rows = 11), 'checkpoint.scenario.rows: 11'],
    ['of more servers', (c) => (c.scenario.levels = [3, 3]), 'checkpoint.engine.length: 124'],
    ['of a city too large', tooLarge, 'checkpoint.scenario.levels: 6'],
    ['of another learner', (c) => (c.learner.discount = 1), 'checkpoint.learner.discount: 1'],
    ['of other widths', (c) => (c.centralized.hidden = [0]), 'checkpoint.centralized.hidden[0]: 0'],
    ['of wider layers', (c) => (c.centralized.hidden = [6, 5]), 'checkpoint.engine.length: 124'],
    ['with a seed out of range', (c) => (c.seed = 2 ** 32), 'checkpoint.seed: 4294967296'],
    ['of more slots', (c) => (c.slots += 1), 'checkpoint.replay.transitions: 50'],
    ['of more updates', (c) => (c.engine.updates = 51), 'checkpoint.engine.updates: 51'],
    [
      'of another type',
      (c) => (c.engine.type = 'Int8Array'),
      'checkpoint.engine.type: "Int8Array"',
    ],
    ['of doubles', (c) => (c.engine.type = 'Float64Array'), 'checkpoint.engine: "1984 bytes"'],
    [
      'of another world',
      (c) => (c.environment.scenario.spacing = 99),
      'checkpoint.environment.scenario.spacing: 99',
    ],
    ['with a stream of zeros', (c) => (c.sampler = [0, 0, 0, 0]), 'checkpoint.sampler: [0,0,0,0]'],
    ['with an LSM too few', (c) => c.sums.rewards.pop(), 'checkpoint.sums.rewards: 1'],
    [
      'with a memory of other servers',
      (c) => (c.replay.decisions.base64 = ''),
      'checkpoint.replay.decisions: "0 bytes"',
    ],
    [
      'with a curve of more episodes',
      (c) => (c.curve.firstEpisode = 9),
      'checkpoint.curve.firstEpisode: 9',
    ],
  ])('%s', async (_, change, message) => {
    const { header, arrays } = parts();
    change(header);
    expect(await refusalOf(header, arrays)).toContain(message);
    expect(slots).toBe(50);
  });

  it.each<[string, (arrays: Buffer) => Buffer, string]>([
    ['cut short', (bytes) => bytes.subarray(1), 'checkpoint.engine: "1983 bytes"'],
    ['too long', (bytes) => Buffer.concat([bytes, bytes]), 'checkpoint.engine: "3968 bytes"'],
    [
      'with a weight that is no number',
      (bytes) => {
        bytes.writeFloatLE(Number.NaN, 4 * 7);
        return bytes;
      },
      'checkpoint.engine.weights[7]: NaN is not allowed; allowed: a finite number',
    ],
    [
      'with a negative second moment',
      (bytes) => {
        bytes.writeFloatLE(-1, 4 * (3 * 124 + 5));
        return bytes;
      },
      'checkpoint.engine.secondMoments[5]: -1 is not allowed; allowed: a finite number from 0',
    ],
  ])('with arrays %s', async (_, change, message) => {
    const { header, arrays } = parts();
    expect(await refusalOf(header, change(arrays))).toContain(message);
  });

  it('damaged, or nothing of the kind', async () => {
    const file = gzipSync(whole);
    await expect(readCentralized(file.subarray(0, 300))).rejects.toThrow(/damaged or cut short/);
    await expect(readCentralized(gzipSync('no\n'))).rejects.toThrow(/^checkpoint: no JSON inside/);
  });
});

function tooLarge(content: Content): void {
  Object.assign(content.scenario, { rows: 4, columns: 4, levels: 6 });
}

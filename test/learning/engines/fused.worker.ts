/** The fused WebGPU engine on a device with nothing but the default limits, against TypeScript. */
import type { Activation } from '../../../src/learning/configuration.ts';
import {
  DivergenceError,
  EngineFailure,
  type LearningEngine,
  type Minibatch,
  type UpdateSettings,
} from '../../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../../src/learning/engines/typescript.ts';
import { DeviceGuard } from '../../../src/learning/engines/webgpu/deviceGuard.ts';
import { WebGpuEngine } from '../../../src/learning/engines/webgpu/webGpuEngine.ts';
import type { WeightLayout } from '../../../src/learning/layout.ts';
import { findAdapter } from '../../../src/workers/adapter.ts';
import { exposeApi } from '../../../src/workers/expose.ts';
import { apart } from '../../support/engineAgreement.ts';
import { layoutOf, randomBatches, randomWeights } from '../../support/naiveLearning.ts';
import { jointDecisionsOf } from '../../support/objectives.ts';
import { type CommandCount, countCommands } from './countCommands.ts';

export interface FusedCase {
  /** Of each LSM, the levels of its scope. */
  readonly scopes: readonly (readonly number[])[];
  readonly hidden?: readonly number[];
  readonly activation?: Activation;
  readonly size?: number;
  /** Of the weights that both begin with. */
  readonly deviation?: number;
  /** Updates of a chunk. */
  readonly chunk: number;
  /** Compared after so many updates, in rising order. */
  readonly checked: readonly number[];
  readonly clip?: number;
  /** The target is copied after so many updates. */
  readonly copies?: readonly number[];
}

async function startOnDefaults() {
  const found = await findAdapter();
  if (!found) throw new Error('no adapter');
  const guard = new DeviceGuard(await found.adapter.requestDevice());
  return { guard, adapter: found.description };
}

function layoutOfCase({ scopes, hidden, activation }: FusedCase): WeightLayout {
  return layoutOf(
    scopes.map((levels, index) => ({ id: 3 * index + 2, levels })),
    hidden,
    activation,
  );
}

/** Both engines from the same weights. */
async function start(of: FusedCase) {
  const { guard, adapter } = await startOnDefaults();
  const layout = layoutOfCase(of);
  const weights = randomWeights(layout, 4, of.deviation ?? 0.3);
  const engine = new WebGpuEngine(guard, layout, weights);
  const oracle = new TypeScriptEngine(layout, weights);
  return { guard, adapter, layout, engine, oracle };
}

const settingsOf = ({ clip = 10 }: Pick<FusedCase, 'clip'>): UpdateSettings => ({
  learningRate: 0.005,
  discount: 0.5,
  gradientClip: clip,
});

const api = {
  /** Trains both engines on the same minibatches; the commands are those of each chunk. */
  async compare(of: FusedCase) {
    const { guard, adapter, layout, engine, oracle } = await start(of);
    const found: Awaited<ReturnType<typeof apart>>[] = [];
    const commands: CommandCount[] = [];
    let clipped = 0;
    let [done, inChunk] = [0, 0];
    let losses: [Float64Array, Float64Array][] = [];
    for (const until of of.checked) {
      while (done < until) {
        done += 1;
        inChunk += 1;
        const batches = randomBatches(layout, done, of.size);
        const pair: [Float64Array, Float64Array] = [
          new Float64Array(layout.agents.length),
          new Float64Array(layout.agents.length),
        ];
        const before = of.clip === undefined ? null : oracle.save();
        oracle.update(batches, settingsOf(of), pair[0]);
        if (before && ranIntoClip(layout, before, batches, of)) clipped += 1;
        engine.update(batches, settingsOf(of), pair[1]);
        losses.push(pair);
        if (of.copies?.includes(done)) for (const each of [oracle, engine]) each.copyTarget();
        if (inChunk === of.chunk || done === until) {
          commands.push(await countCommands(async () => engine.settle()));
          inChunk = 0;
        }
      }
      found.push(await apart(done, oracle, engine, losses));
      losses = [];
    }
    engine.dispose();
    const { limits } = guard.device;
    guard.end();
    return {
      engine: engine.id,
      adapter,
      limits: {
        storageBuffers: limits.maxStorageBuffersPerShaderStage,
        workgroupBytes: limits.maxComputeWorkgroupStorageSize,
        invocations: limits.maxComputeInvocationsPerWorkgroup,
      },
      found,
      commands,
      clipped,
    };
  },

  /**
   * As many LSMs as joint decisions, each with its maximum at another one: Q is 0 there and less at
   * all others. Where each Q is asked for its peak, every loss is 0 if every maximum is found.
   */
  async peaks(levels: readonly number[], width: number) {
    const { guard } = await startOnDefaults();
    const all = jointDecisionsOf(levels);
    const of: FusedCase = { scopes: all.map(() => levels), chunk: 1, checked: [] };
    const layout = layoutOfCase({ ...of, hidden: [width], activation: 'relu' });
    const weights = new Float64Array(layout.length);
    const batches = randomBatches(layout, 1, 1);
    all.forEach((peak, agent) => {
      const { layers, decisionScales } = layout.agents[agent]!;
      const [first, last] = [layers[0]!, layers[1]!];
      peak.forEach((level, member) => {
        // - |alpha - peak|, as two units.
        for (const [unit, sign] of [
          [2 * member, 1],
          [2 * member + 1, -1],
        ] as const) {
          const scale = decisionScales[member]!;
          weights[first.weightsOffset + (5 + member) * width + unit] = sign / scale;
          weights[first.biasesOffset + unit] = -sign * level;
          weights[last.weightsOffset + unit] = -1;
        }
      });
      batches[agent]!.decisions.set(peak);
      batches[agent]!.rewards.fill(0);
    });
    const engine = new WebGpuEngine(guard, layout, weights);
    const losses = new Float64Array(all.length);
    engine.update(batches, settingsOf({}), losses);
    await engine.settle();
    engine.dispose();
    guard.end();
    return losses;
  },

  /** A reward without measure in one update of a chunk. */
  async diverge(of: FusedCase, badUpdate: number, copyAfter: number | null) {
    const { guard, layout, engine, oracle } = await start(of);
    const caught: { server: number; update: number }[] = [];
    const note = (error: unknown) => {
      if (!(error instanceof DivergenceError)) throw error;
      caught.push({ server: error.server, update: error.update });
    };
    const losses = new Float64Array(layout.agents.length);
    let isOver = false;
    for (let update = 1; update <= of.chunk; update += 1) {
      const batches = randomBatches(layout, update, of.size);
      if (update === badUpdate) batches[1]!.rewards.fill(1e12);
      engine.update(batches, settingsOf(of), losses.slice());
      if (update === copyAfter) engine.copyTarget();
      if (isOver) continue;
      try {
        oracle.update(batches, settingsOf(of), losses);
        if (update === copyAfter) oracle.copyTarget();
      } catch (error) {
        isOver = true;
        note(error);
      }
    }
    await Promise.resolve(engine.settle()).catch(note);
    const stopped = await apart(engine.updates, oracle, engine, []);
    // Whoever goes on can: the state before the bad update is whole.
    const counts = [oracle.updates, engine.updates];
    const batches = randomBatches(layout, 99, of.size);
    for (const each of [oracle, engine]) each.update(batches, settingsOf(of), losses.slice());
    await engine.settle();
    const after = await apart(engine.updates, oracle, engine, []);
    guard.end();
    return { caught, counts, stopped, after };
  },

  /** The device is taken away with a chunk under way. */
  async destroy(of: FusedCase) {
    const { guard, layout, engine } = await start(of);
    const losses = new Float64Array(layout.agents.length);
    const ask = () =>
      engine.update(randomBatches(layout, engine.updates + 1, of.size), settingsOf(of), losses);
    ask();
    await engine.settle();
    const before = engine.weights();
    ask();
    const settled = Promise.resolve(engine.settle());
    guard.device.destroy();
    const isFailure = (error: unknown) => error instanceof EngineFailure;
    const during = await settled.then(() => false, isFailure);
    ask();
    const after = await Promise.resolve(engine.settle()).then(() => false, isFailure);
    const saving = await engine.save().then(() => false, isFailure);
    const kept = engine.weights().every((weight, i) => weight === before[i]);
    return { during, after, saving, kept, updates: engine.updates };
  },
};

/** Whether the clip changes the step that an engine takes from this state. */
function ranIntoClip(
  layout: WeightLayout,
  state: ReturnType<TypeScriptEngine['save']>,
  batches: readonly Minibatch[],
  of: FusedCase,
): boolean {
  const momentsAt = (clip: number) => {
    const engine: LearningEngine = new TypeScriptEngine(layout, state.weights);
    engine.restore(state);
    engine.update(batches, settingsOf({ clip }), new Float64Array(layout.agents.length));
    return (engine as TypeScriptEngine).save().firstMoments;
  };
  const free = momentsAt(1e9);
  return momentsAt(of.clip!).some((moment, i) => moment !== free[i]);
}

export type FusedApi = typeof api;

exposeApi(api);

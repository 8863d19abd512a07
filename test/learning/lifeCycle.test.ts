/** A run that is stopped, moved and gone on with is the run that never was: every bit, every engine. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../build/assemblyScript.ts';
import { type LearnerConfiguration, parseLearner } from '../../src/learning/configuration.ts';
import { type EngineFactory, EngineFailure } from '../../src/learning/engine.ts';
import { startCpu } from '../../src/learning/engines/tensorflow/backends/cpu.ts';
import { startWasm } from '../../src/learning/engines/tensorflow/backends/wasm.ts';
import { TensorFlowEngine } from '../../src/learning/engines/tensorflow/tensorFlowEngine.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { startWasmKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { type LearnerCheckpoint, MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { runLater } from '../../src/learning/steps.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { withServer } from '../../src/world/servers.ts';

const typescript: EngineFactory = (layout, weights) => new TypeScriptEngine(layout, weights);
const wasm = await startWasmKernels(await kernelBinary());

async function onTensorFlow(start: typeof startCpu): Promise<EngineFactory> {
  const backend = await start();
  return (layout, weights) => new TensorFlowEngine(backend, layout, weights);
}

/** Engines that agree bit by bit; a run may go from one of them to any other. */
interface Kind {
  readonly name: string;
  start(): Promise<readonly EngineFactory[]>;
  readonly learner?: Partial<LearnerConfiguration>;
}
const KINDS: readonly Kind[] = [
  { name: 'typescript', start: async () => [typescript] },
  { name: 'wasm', start: async () => [wasm] },
  {
    // Without discount and while everything is explored no maximum is rounded.
    name: 'typescript and wasm',
    start: async () => [typescript, wasm],
    learner: { discount: 0, explorationFull: 1, explorationDecay: 0 },
  },
  { name: 'tfjs-cpu', start: async () => [await onTensorFlow(startCpu)] },
  { name: 'tfjs-wasm', start: async () => [await onTensorFlow(() => startWasm(null))] },
];

/** Chunks that a run is at most long; slots of a run before the first update. */
const LONGEST = 24;
const WARM = 30;

const acts = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('train' as const), chunks: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ type: fc.constant('checkpoint' as const) }),
    fc.record({ type: fc.constant('restore' as const) }),
    fc.record({ type: fc.constant('swap' as const), to: fc.nat({ max: 3 }) }),
    fc.record({ type: fc.constant('giveUp' as const), after: fc.nat({ max: 12 }) }),
  ),
  { minLength: 3, maxLength: 12 },
);

function setupOf(kind: Kind, actingLag: number) {
  const learner = parseLearner({
    hidden: [6, 4],
    batchSize: 8,
    replayCapacity: 64,
    slotsPerEpisode: 5,
    // Copied within a chunk now and then.
    targetPeriod: 7,
    episodes: 30,
    explorationFull: 0.1,
    explorationDecay: 0.1,
    ...kind.learner,
    actingLag,
  });
  const scenario = parseScenario({ rows: 1, columns: 3, userDensity: 8, levels: [3, 2, 3] });
  return { scenario, learner, seed: 5 };
}

const checkpointOf = (learner: MultiAgentLearner) => runLater(learner.checkpointing());

/** Everything that a learner's future and its curve depend on. */
async function everything(learner: MultiAgentLearner) {
  const { replay, ...rest } = await checkpointOf(learner);
  const { observations, transitionChunks, ...cursor } = replay;
  return structuredClone({ ...rest, cursor, weights: learner.weights(), slots: learner.slots });
}

/** Begins a chunk and drops it after so many pauses or answers; whether it had ended before. */
async function giveUp(learner: MultiAgentLearner, after: number): Promise<boolean> {
  const steps = learner.advancing();
  for (let i = 0; i < after; i += 1) {
    const { done, value } = steps.next();
    if (done) return true;
    await value;
  }
  steps.return();
  return false;
}

describe.each(KINDS)('$name', (kind) => {
  it.each([1, 3])('any life of a run keeps it, S = %d', async (actingLag) => {
    const factories = await kind.start();
    const straight = new MultiAgentLearner(setupOf(kind, actingLag), factories[0]);
    while (straight.slots < WARM) await straight.advanceLater();
    const begun = structuredClone(await checkpointOf(straight));
    const expected = new Map([[straight.slots, await everything(straight)]]);
    for (let chunk = 0; chunk < LONGEST; chunk += 1) {
      await straight.advanceLater();
      expected.set(straight.slots, await everything(straight));
    }
    const { slots: last } = straight;

    await fc.assert(
      fc.asyncProperty(acts, async (life) => {
        let engine = 0;
        const resumed = (from: LearnerCheckpoint) => {
          learner.dispose();
          return MultiAgentLearner.resume(structuredClone(from), factories[engine]);
        };
        let learner = MultiAgentLearner.resume(structuredClone(begun), factories[engine]);
        let checkpoint = begun;
        for (const act of life) {
          if (act.type === 'train') {
            for (let i = 0; i < act.chunks && learner.slots < last; i += 1) {
              await learner.advanceLater();
            }
          } else if (act.type === 'checkpoint') {
            // As it travels: the memory that it points into is written on.
            checkpoint = structuredClone(await checkpointOf(learner));
          } else if (act.type === 'restore') {
            learner = resumed(checkpoint);
          } else if (act.type === 'swap') {
            engine = act.to % factories.length;
            await runLater(learner.changingEngine(() => factories[engine]!));
          } else if (learner.slots < last && !(await giveUp(learner, act.after))) {
            learner = resumed(checkpoint);
          }
          expect(await everything(learner)).toEqual(expected.get(learner.slots));
        }
        learner.dispose();
      }),
      { numRuns: 25 },
    );
    straight.dispose();
  });
});

it('runs that pause in one another’s slices do not notice', () => {
  const engines = [typescript, wasm, typescript, wasm];
  const scenario = parseScenario({ rows: 3, columns: 3, linkRadius: 86, userDensity: 8 });
  const learner = parseLearner({ batchSize: 2, episodes: 10, explorationFull: 0.5 });
  const make = (engine: EngineFactory, seed: number) => {
    const made = new MultiAgentLearner({ scenario, learner, seed }, engine);
    while (made.slots < WARM) made.advance();
    return made;
  };
  const alone = engines.map((engine, seed) => {
    const made = make(engine, seed);
    for (let slot = 0; slot < 4; slot += 1) made.advance();
    return made.weights();
  });
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat({ max: engines.length - 1 })), (order) => {
      const learners = engines.map(make);
      const chunks = learners.map((each) => each.advancing());
      const left = learners.map(() => 4);
      let pauses = 0;
      while (left.some((count) => count > 0)) {
        const next = order.next().value as number;
        if (left[next] === 0) continue;
        const { done } = chunks[next]!.next();
        if (!done) {
          pauses += 1;
          continue;
        }
        left[next]! -= 1;
        chunks[next] = learners[next]!.advancing();
      }
      expect(learners.map((each) => each.weights())).toEqual(alone);
      // Without pauses inside the joint maxima there would be some two a slot.
      expect(pauses).toBeGreaterThan(100);
    }),
    { numRuns: 3 },
  );
});

it.each([1, 4])('in the middle of a chunk the weights are those before it, S = %d', (actingLag) => {
  for (const engine of [typescript, wasm]) {
    const scenario = parseScenario({ rows: 2, columns: 2 });
    const learner = parseLearner({ batchSize: 4, targetPeriod: 2, actingLag });
    const run = new MultiAgentLearner({ scenario, learner, seed: 1 }, engine);
    while (run.slots < 32) run.advance();
    const before = run.weights();
    let pauses = 0;
    for (const steps = run.advancing(); !steps.next().done; pauses += 1) {
      expect(run.weights()).toEqual(before);
      expect(run.slots).toBe(32);
    }
    expect(pauses).toBeGreaterThanOrEqual(2 * actingLag);
    expect(run.weights()).not.toEqual(before);
  }
});

it('an engine that breaks says so, and one that has no memory left too', () => {
  for (const error of [new RangeError('out of memory'), new Error('unreachable')]) {
    let isBroken = false;
    const breaks = () => {
      if (isBroken) throw error;
    };
    class Fragile extends TypeScriptEngine {
      override *updateInSlices(...all: Parameters<TypeScriptEngine['updateInSlices']>) {
        breaks();
        yield* super.updateInSlices(...all);
      }
    }
    const scenario = parseScenario({ rows: 1, columns: 2 });
    const learner = parseLearner({ batchSize: 4 });
    const run = new MultiAgentLearner(
      { scenario, learner, seed: 1 },
      (layout, weights) => new Fragile(layout, weights),
    );
    while (run.slots < 40) run.advance();
    const checkpoint = run.checkpoint();
    isBroken = true;
    expect(() => run.advance()).toThrow(EngineFailure);
    // Another engine goes on from the checkpoint, to where the broken one would have come.
    const [moved, whole] = [0, 1].map(() => MultiAgentLearner.resume(checkpoint));
    moved!.changeEngine(typescript);
    for (const each of [moved!, whole!]) each.advance();
    expect(moved!.weights()).toEqual(whole!.weights());
  }
});

it('servers come to an engine that answers later as to one that answers at once', async () => {
  const { scenario, learner, seed } = setupOf(KINDS[0]!, 2);
  const more = withServer(scenario, { site: { x: 90, y: 100 }, levels: 2 });
  const later: EngineFactory = (layout, weights) => {
    const engine = new TypeScriptEngine(layout, weights);
    const save = engine.save.bind(engine);
    return Object.assign(engine, { save: async () => save() });
  };
  const [plain, waiting] = [typescript, later].map(
    (factory) => new MultiAgentLearner({ scenario, learner, seed }, factory),
  ) as [MultiAgentLearner, MultiAgentLearner];
  for (const each of [plain, waiting]) while (each.slots < 40) await each.advanceLater();
  plain.applyScenario(more);
  expect(() => waiting.applyScenario(more)).toThrow('answers later');
  expect(waiting.layout.agents).toHaveLength(3);
  await runLater(waiting.changingScenario(more));
  for (const each of [plain, waiting]) while (each.slots < 60) await each.advanceLater();
  expect(waiting.weights()).toEqual(plain.weights());
  expect(waiting.layout.agents).toHaveLength(4);
});

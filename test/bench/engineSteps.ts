/**
 * The WASM engine against the TypeScript one: milliseconds of a full training step (every LSM acts
 * greedily and makes an update on a minibatch of 32 rows that it has not met), interleaved, medians.
 * Times are this process's processor time, so that other work on the machine hardly disturbs them.
 */
import { kernelBinary } from '../../build/assemblyScript.ts';
import type { Activation } from '../../src/learning/configuration.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import type { LearningEngine, Minibatch } from '../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import { compileKernels } from '../../src/learning/engines/wasm/kernels.ts';
import { WasmEngine } from '../../src/learning/engines/wasm/wasmEngine.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, type WeightLayout } from '../../src/learning/layout.ts';
import { jointDecisions } from '../../src/orchestration/problem.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { randomBatches } from '../support/naiveLearning.ts';

const SIZE = 32;
/** Processor time of one measurement of the WASM engine, in milliseconds: beyond the clock's step. */
const LONG_ENOUGH = 15;
const settings = { learningRate: 1e-3, discount: 0.5, gradientClip: 10 };

interface Workload {
  readonly side: number;
  readonly connected: 4 | 8;
  readonly rounds: number;
}

const WORKLOADS: readonly Workload[] = [
  { side: 2, connected: 4, rounds: 25 },
  { side: 3, connected: 4, rounds: 25 },
  { side: 5, connected: 4, rounds: 15 },
  { side: 10, connected: 4, rounds: 7 },
  { side: 3, connected: 8, rounds: 7 },
];

function layoutOf({ side, connected }: Workload, activation: Activation): WeightLayout {
  const { spacing, linkRadius } = parseScenario({});
  const reach = connected === 8 ? 1.5 * spacing : linkRadius;
  const scenario = parseScenario({ rows: side, columns: side, linkRadius: reach });
  return buildLayout(scenario, parseLearner({ activation }));
}

/** Floating-point operations of the joint maxima of one update: first-layer sums, then the layers. */
function jointOperations({ agents }: WeightLayout): number {
  const each = agents.map(({ levels, layers }) => {
    const multiplyAdds = layers.slice(1).reduce((sum, l) => sum + l.inputs * l.outputs, 0);
    return jointDecisions(levels) * (layers[0]!.outputs + 2 * multiplyAdds);
  });
  return SIZE * each.reduce((sum, one) => sum + one, 0);
}

/** Milliseconds of processor time. */
function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1]!;

class Steps {
  readonly #engine: LearningEngine;
  readonly #batches: readonly Minibatch[];
  readonly #observations: Float64Array;
  readonly #losses: Float64Array;
  readonly #levels: Int32Array;
  readonly #wanted: Uint8Array;
  #row = 0;

  constructor(engine: LearningEngine) {
    const count = engine.layout.agents.length;
    this.#engine = engine;
    this.#batches = randomBatches(engine.layout, 1, SIZE);
    const { observationSize } = engine.layout;
    this.#observations = Float64Array.from(
      { length: count * observationSize },
      (_, i) => (i % 7) / 7,
    );
    this.#losses = new Float64Array(count);
    this.#levels = new Int32Array(count);
    this.#wanted = new Uint8Array(count).fill(1);
  }

  full(count: number): void {
    for (let i = 0; i < count; i++) {
      for (const { nextRows } of this.#batches) {
        for (let sample = 0; sample < SIZE; sample++) nextRows[sample] = this.#row + sample;
      }
      this.#row += SIZE;
      this.act(1);
      this.update(1);
    }
  }

  /** Updates on rows that are known: without joint maxima, but for the first time. */
  update(count: number): void {
    for (let i = 0; i < count; i++) this.#engine.update(this.#batches, settings, this.#losses);
  }

  act(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#engine.greedyLevels(this.#observations, this.#wanted, this.#levels);
    }
  }
}

/** Prints the table. */
export async function compareEngineSteps(): Promise<void> {
  const kernels = await compileKernels(await kernelBinary());
  const { peak } = kernels.instantiate();
  console.log('\nA full training step, WASM against TypeScript (processor time, interleaved)');
  console.log('    ratio   typescript      wasm  joint max           of the SIMD peak');
  for (const workload of WORKLOADS) {
    for (const activation of ['algebraicSilu', 'relu'] as const) {
      const layout = layoutOf(workload, activation);
      const weights = initialWeights(layout, 1);
      const plain = new Steps(new TypeScriptEngine(layout, weights));
      const wasm = new Steps(new WasmEngine(kernels, layout, weights));
      wasm.full(3);
      const repeats = Math.ceil((3 * LONG_ENOUGH) / timed(() => wasm.full(3)));
      const times: Record<'plain' | 'wasm' | 'rest' | 'peak', number[]> = {
        plain: [],
        wasm: [],
        rest: [],
        peak: [],
      };
      for (let round = 0; round < workload.rounds; round++) {
        times.wasm.push(timed(() => wasm.full(repeats)) / repeats);
        times.plain.push(timed(() => plain.full(1)));
        const rest = timed(() => {
          wasm.update(repeats);
          wasm.act(repeats);
        });
        times.rest.push(rest / repeats);
        times.peak.push(timed(() => peak(1e5)));
      }
      const step = { plain: median(times.plain), wasm: median(times.wasm) };
      const rate = jointOperations(layout) / (step.wasm - median(times.rest)) / 1e6;
      const limit = (96 * 1e5) / median(times.peak) / 1e6;
      const { side, connected } = workload;
      console.log(
        [
          `${(step.plain / step.wasm).toFixed(1).padStart(7)} x`,
          `${step.plain.toFixed(2).padStart(8)} ms`,
          `${step.wasm.toFixed(3).padStart(8)} ms`,
          `${rate.toFixed(1).padStart(5)} GFLOP/s`,
          `${((100 * rate) / limit).toFixed(0).padStart(3)} % of ${limit.toFixed(1)}`,
          ` N = ${side * side}, ${connected}-connected, ${activation}`,
        ].join('  '),
      );
    }
  }
}

/** How much an engine computes at most between two pauses, counted in multiply-adds. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { kernelBinary } from '../../../build/assemblyScript.ts';
import type { LearningEngine } from '../../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../../src/learning/engines/typescript.ts';
import { compileKernels } from '../../../src/learning/engines/wasm/kernels.ts';
import { WasmEngine } from '../../../src/learning/engines/wasm/wasmEngine.ts';
import { JointValues } from '../../../src/learning/jointValues.ts';
import { PLAIN_SLICE, type Slices, WorkMeter } from '../../../src/learning/slices.ts';
import { layoutOf, randomBatches, randomWeights } from '../../support/naiveLearning.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The centre of a 3x3 grid with eight neighbours, and a corner. */
const layout = layoutOf([
  { id: 0, levels: Array(9).fill(3) },
  { id: 1, levels: [3, 3, 3, 3] },
]);
/** Joint decisions, and multiply-adds of one: 8 + 8 x 32 + 32 x 8 + 8. */
const DECISIONS = 3 ** 9 + 3 ** 4;
const EACH = 528;
const settings = { learningRate: 0.005, discount: 0.5, gradientClip: 10 };

let sinceThePause = 0;
const counted = { most: 0, all: 0 };
function count(work: number): void {
  sinceThePause += work;
  counted.all += work;
  counted.most = Math.max(counted.most, sinceThePause);
}

function run(slices: Slices) {
  counted.most = 0;
  counted.all = 0;
  do sinceThePause = 0;
  while (!slices.next().done);
  return { ...counted };
}

function actAndUpdate(engine: LearningEngine) {
  const count = layout.agents.length;
  const observations = new Float64Array(count * layout.observationSize).fill(0.3);
  const wanted = new Uint8Array(count).fill(1);
  return {
    acting: run(engine.greedyInSlices!(observations, wanted, new Int32Array(count))),
    update: run(
      engine.updateInSlices!(randomBatches(layout, 1), settings, new Float64Array(count)),
    ),
  };
}

it('in TypeScript: a million in the joint maxima', () => {
  const { search } = JointValues.prototype;
  vi.spyOn(JointValues.prototype, 'search').mockImplementation(function (
    this: JointValues,
    blocks: number,
  ) {
    // At most so many: the last ones of a search may be fewer.
    count((blocks / this.blocks) * this.count * EACH);
    return search.call(this, blocks);
  });
  const weights = randomWeights(layout, 3, 0.4);
  const { acting, update } = actAndUpdate(new TypeScriptEngine(layout, weights));
  for (const [{ most, all }, samples] of [
    [acting, 1],
    [update, 32],
  ] as const) {
    expect(all).toBeGreaterThanOrEqual(samples * DECISIONS * EACH);
    expect(all).toBeLessThan(1.1 * samples * DECISIONS * EACH);
    expect(most).toBeLessThanOrEqual(1e6);
    expect(most).toBeGreaterThan(5e5);
  }
});

it('on the kernels: eight millions', async () => {
  const compiled = await compileKernels(await kernelBinary());
  const engine = new WasmEngine(
    {
      instantiate() {
        const kernels = compiled.instantiate();
        const sweep: typeof kernels.sweep = (shape, packed, place, rows, pair, from, to) => {
          // The small scope has one head, of 81 joint decisions; the other 81 of 243.
          const perHead = from === 0 && to === 1 ? 3 ** 4 : 3 ** 5;
          count((to - from) * perHead * (1 + pair) * EACH);
          kernels.sweep(shape, packed, place, rows, pair, from, to);
        };
        return { ...kernels, sweep };
      },
    },
    layout,
    randomWeights(layout, 3, 0.4),
  );
  const { acting, update } = actAndUpdate(engine);
  expect(acting.all).toBe(DECISIONS * EACH);
  expect(update.all).toBe(32 * DECISIONS * EACH);
  for (const { most } of [acting, update]) {
    expect(most).toBeLessThanOrEqual(8e6);
    expect(most).toBeGreaterThan(5e6);
  }
});

describe('the meter', () => {
  it('asks for a pause before the work that would be too much', () => {
    const meter = new WorkMeter(10);
    const asked = [4, 6, 1, 9, 25, 1, 5, 5].map((work) => meter.announce(work));
    expect(asked).toEqual([false, false, true, false, true, true, false, true]);
    expect(new WorkMeter(PLAIN_SLICE).announce(1e9)).toBe(false);
  });
});

/**
 * Section `chunk`: engines that answer once a chunk of S slots (acting lag S), against ours on the
 * processor at the same S, with the commands that a chunk sends to the graphics adapter.
 */
import { initialWeights } from '../../src/learning/initialisation.ts';
import { EngineSteps } from './engineSteps.ts';
import type { Host } from './host.ts';
import { interleaved, type Pace, type Task } from './interleave.ts';
import { type Row, rowOf } from './rows.ts';
import { layoutOf, type WorkloadName } from './workloads.ts';

export const CHUNK = 16;
const REFERENCE = 'tfjs-webgpu';

export async function measureChunks(
  host: Host,
  workload: WorkloadName,
  takesPart: (engine: string) => boolean,
  pace: Pace,
): Promise<Row[]> {
  const activation = 'algebraicSilu';
  const layout = layoutOf(workload, activation);
  const weights = initialWeights(layout, 1);
  const onProcessor = host.engines.filter(({ id }) => id === 'wasm');
  const engines = [...onProcessor, ...host.gpuEngines].filter(({ id }) => takesPart(id));
  const tasks: Task[] = [];
  /** Of the newest chunk: the first one has more to do. */
  const dispatches = new Map<string, number>();
  const all: EngineSteps[] = [];
  for (const { id, create, enter } of engines) {
    await enter?.();
    const steps = new EngineSteps(create(layout, weights), CHUNK);
    all.push(steps);
    const gpu = host.gpuEngines.find((each) => each.id === id);
    const measure = async (count: number) => {
      const before = gpu?.dispatches() ?? 0;
      const time = await host.clock.time(() => steps.full(count));
      if (gpu) dispatches.set(id, (gpu.dispatches() - before) / count);
      return time / CHUNK;
    };
    tasks.push({ name: id, measure, ...(enter ? { enter } : {}) });
  }
  const rounds = await interleaved(tasks, pace);
  for (const steps of all) steps.dispose();
  const times = rounds.get(REFERENCE);
  return [...rounds].map(([engine, own]) =>
    rowOf(
      { section: 'chunk', workload, activation, engine },
      { times: own, reference: times && { name: REFERENCE, times } },
      { chunk: CHUNK, dispatchesPerChunk: dispatches.get(engine) ?? null },
    ),
  );
}

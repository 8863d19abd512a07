/**
 * Starts learning engines in a worker. Nothing of TensorFlow.js is loaded before one of its engines
 * is asked for.
 */
import type { Activation, LearnerConfiguration } from '../learning/configuration.ts';
import type { EngineFactory } from '../learning/engine.ts';
import type { EngineId } from '../learning/engineChoice.ts';
import { type DemandingOption, demandingOption } from '../learning/engineOptions.ts';
import type { ActingFactory } from '../learning/engines/greedyActing.ts';
import type { TensorFlowBackend } from '../learning/engines/tensorflow/backend.ts';
import { TypeScriptEngine } from '../learning/engines/typescript.ts';
import { actingOn } from '../learning/engines/wasm/kernelActing.ts';
import { hasKernels } from '../learning/engines/wasm/kernelActivations.ts';
import {
  type CompiledKernels,
  compileKernels,
  hasWasmSimd,
} from '../learning/engines/wasm/kernels.ts';
import { WasmEngine } from '../learning/engines/wasm/wasmEngine.ts';
import type { DeviceGuard } from '../learning/engines/webgpu/deviceGuard.ts';
import {
  type AdapterDescription,
  type FoundAdapter,
  findAdapter,
  requestDevice,
} from './adapter.ts';
import { failureText } from './messages.ts';

/** Why an engine cannot run here. */
export type EngineObstacle =
  /** The browser has no WebGPU, or this address is not a secure one. */
  | 'noWebGpu'
  /** WebGPU is there, an adapter is not. */
  | 'noAdapter'
  /** The browser has no WebAssembly with SIMD. */
  | 'noWasm'
  /** Our own kernels do not know the activation of these networks. */
  | 'noKernels'
  /** It cannot do an option of the learner. */
  | 'option'
  /** Its files did not come, or it broke while it started. */
  | 'failed';

export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  readonly obstacle: EngineObstacle;

  constructor(obstacle: EngineObstacle, detail = '') {
    super(detail);
    this.obstacle = obstacle;
  }
}

/** An engine that learners can be moved to. Only the newest one may be used. */
export interface StartedEngine {
  readonly id: EngineId;
  readonly adapter: AdapterDescription | null;
  readonly create: EngineFactory;
  /** Takes up its backend again, after another engine was tried. */
  resume(): Promise<void>;
  /** Lets go of what it runs on. */
  end(): void;
}

/** What is known of an engine before it is started. */
export interface EngineFinding {
  readonly id: EngineId;
  /** Null where it can be tried. */
  readonly obstacle: EngineObstacle | null;
  /** Where an option is the obstacle. */
  readonly option?: DemandingOption;
  readonly adapter: AdapterDescription | null;
}

export const typeScriptStarted: StartedEngine = {
  id: 'typescript',
  adapter: null,
  create: (layout, weights) => new TypeScriptEngine(layout, weights),
  async resume() {},
  end() {},
};

/** What is in the way of our own kernels, for networks with this activation. */
export function kernelObstacle(activation: Activation): EngineObstacle | null {
  if (!hasWasmSimd()) return 'noWasm';
  return hasKernels(activation) ? null : 'noKernels';
}

/** Looks at every engine, for what this learner trains, without starting any. */
export async function findEngines(learner: LearnerConfiguration): Promise<EngineFinding[]> {
  const findings = await findAnywhere(learner.activation);
  return findings.map((finding) => {
    const option = demandingOption(finding.id, learner);
    return option && !finding.obstacle ? { ...finding, obstacle: 'option', option } : finding;
  });
}

async function findAnywhere(activation: Activation): Promise<EngineFinding[]> {
  const found = await findAdapter().catch(() => null);
  const webGpu = found ? null : missingAdapter();
  return [
    { id: 'typescript', obstacle: null, adapter: null },
    { id: 'wasm', obstacle: kernelObstacle(activation), adapter: null },
    { id: 'webgpu', obstacle: webGpu, adapter: found?.description ?? null },
    { id: 'tfjs-webgpu', obstacle: webGpu, adapter: found?.description ?? null },
    { id: 'tfjs-wasm', obstacle: hasWasmSimd() ? null : 'noWasm', adapter: null },
    { id: 'tfjs-cpu', obstacle: null, adapter: null },
  ];
}

/**
 * Loads an engine and starts what it runs on; the one that was started before is over then.
 *
 * @throws EngineUnavailable where it cannot run here
 */
export async function startEngine(id: EngineId): Promise<StartedEngine> {
  try {
    if (id === 'typescript') return typeScriptStarted;
    if (id === 'webgpu' || id === 'tfjs-webgpu') return await startOnAdapter(id);
    if (id.endsWith('wasm') && !hasWasmSimd()) throw new EngineUnavailable('noWasm');
    if (id === 'wasm') return await startKernels();
    const { TensorFlowEngine } = await importEngine();
    const backend = id === 'tfjs-wasm' ? await startWasm() : await startCpu();
    return {
      id: backend.id,
      adapter: null,
      create: (layout, weights) => new TensorFlowEngine(backend, layout, weights),
      resume: () => backend.use(),
      end: () => backend.end(),
    };
  } catch (error) {
    if (error instanceof EngineUnavailable) throw error;
    throw new EngineUnavailable('failed', failureText(error));
  }
}

/** Our own kernels, fetched and compiled. */
export async function loadKernels(): Promise<CompiledKernels> {
  const { kernelAddress } = await importKernels();
  const response = await fetch(kernelAddress);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return compileKernels(new Uint8Array(await response.arrayBuffer()));
}

/** Acting for engines on an adapter, which could do without the kernels: slower. */
async function loadActing(): Promise<ActingFactory> {
  return actingOn(hasWasmSimd() ? await loadKernels().catch(() => null) : null);
}

async function startKernels(): Promise<StartedEngine> {
  const kernels = await loadKernels();
  return {
    id: 'wasm',
    adapter: null,
    create: (layout, weights) => new WasmEngine(kernels, layout, weights),
    async resume() {},
    end() {},
  };
}

async function startOnAdapter(id: 'webgpu' | 'tfjs-webgpu'): Promise<StartedEngine> {
  const found: FoundAdapter | null = await findAdapter();
  if (!found) throw new EngineUnavailable(missingAdapter());
  const [{ startWebGpu }, createOn, acting] = await Promise.all([
    importWebGpu(),
    adapterEngines[id](),
    loadActing(),
  ]);
  const { backend, guard } = await startWebGpu(async () => ({
    device: await requestDevice(found),
    info: found.adapter.info,
  }));
  return {
    id,
    adapter: found.description,
    create: createOn(backend, guard, acting),
    resume: () => backend.use(),
    end: () => backend.end(),
  };
}

/** What makes engines on an adapter: of TensorFlow.js, or of kernels of our own on its device. */
const adapterEngines = {
  async webgpu() {
    const { WebGpuEngine } = await importFused();
    return (_: TensorFlowBackend, guard: DeviceGuard, acting: ActingFactory): EngineFactory =>
      (layout, weights) =>
        new WebGpuEngine(guard, layout, weights, acting);
  },
  async 'tfjs-webgpu'() {
    const { TensorFlowEngine } = await importEngine();
    return (backend: TensorFlowBackend, _: DeviceGuard, acting: ActingFactory): EngineFactory =>
      (layout, weights) =>
        new TensorFlowEngine(backend, layout, weights, acting);
  },
};

async function startWasm(): Promise<TensorFlowBackend> {
  const [{ startWasm: start }, { wasmBinary }] = await importWasm();
  return start(wasmBinary);
}

async function startCpu(): Promise<TensorFlowBackend> {
  const { startCpu: start } = await importCpu();
  return start();
}

const importKernels = () => import('./kernelAddress.ts');
const importEngine = () => import('../learning/engines/tensorflow/tensorFlowEngine.ts');
const importFused = () => import('../learning/engines/webgpu/webGpuEngine.ts');
const importWebGpu = () => import('../learning/engines/tensorflow/backends/webgpu.ts');
const importCpu = () => import('../learning/engines/tensorflow/backends/cpu.ts');
const importWasm = () =>
  Promise.all([
    import('../learning/engines/tensorflow/backends/wasm.ts'),
    import('./wasmBinary.ts'),
  ]);

/** Fetches an engine's files ahead of its start, which says what is wrong if they do not come. */
export async function fetchEngine(id: EngineId): Promise<void> {
  if (id === 'typescript') return;
  if (id === 'wasm') {
    await importKernels().catch(() => null);
    return;
  }
  const files = {
    webgpu: () => Promise.all([importFused(), importWebGpu(), importKernels()]),
    'tfjs-webgpu': () => Promise.all([importEngine(), importWebGpu(), importKernels()]),
    'tfjs-wasm': () => Promise.all([importEngine(), importWasm()]),
    'tfjs-cpu': () => Promise.all([importEngine(), importCpu()]),
  };
  await files[id]().catch(() => null);
}

function missingAdapter(): EngineObstacle {
  return 'gpu' in navigator ? 'noAdapter' : 'noWebGpu';
}

/** Thread of centralised DQL: the calls of the page, handed to the loop that trains it. */
import type { CentralizedEngineFactory } from '../learning/engines/centralized/engine.ts';
import { CentralizedWasmEngine } from '../learning/engines/centralized/wasm.ts';
import { hasWasmSimd } from '../learning/engines/wasm/kernels.ts';
import { CentralizedLoop } from './centralizedLoop.ts';
import type {
  CentralizedMessage,
  CentralizedStart,
  CentralizedWorkerApi,
} from './centralizedProtocol.ts';
import { loadKernels } from './engineStart.ts';
import { exposeApi } from './expose.ts';

/** The loop, once its kernels have come; what is asked for before waits for it. */
let loop: Promise<CentralizedLoop> | null = null;

async function started(): Promise<CentralizedLoop> {
  if (!loop) throw new Error('Centralised training has not been started.');
  return loop;
}

/** On our kernels where they come; undefined for plain TypeScript, twenty times slower. */
async function engineHere(): Promise<CentralizedEngineFactory | undefined> {
  const kernels = hasWasmSimd() ? await loadKernels().catch(() => null) : null;
  return kernels
    ? (layout, weights) => new CentralizedWasmEngine(kernels, layout, weights)
    : undefined;
}

async function begin(setup: CentralizedStart, port: MessagePort): Promise<CentralizedLoop> {
  const createEngine = await engineHere();
  return new CentralizedLoop(setup, createEngine, (message: CentralizedMessage) =>
    port.postMessage(message),
  );
}

const api: CentralizedWorkerApi = {
  async start(setup, port) {
    const before = await loop?.catch(() => null);
    before?.end();
    loop = begin(setup, port);
    await loop;
  },
  setRunning: async (running) => (await started()).setRunning(running),
  setLimit: async (slots) => (await started()).setLimit(slots),
  applyScenario: async (scenario, slot) => (await started()).applyScenario(scenario, slot),
  setWanted: async (wanted) => (await started()).setWanted(wanted),
};

exposeApi(api);

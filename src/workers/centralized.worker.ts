/** Thread of centralised DQL: the calls of the page, handed to the loop that trains it. */
import type { CentralizedEngineFactory } from '../learning/engines/centralized/engine.ts';
import { CentralizedWasmEngine } from '../learning/engines/centralized/wasm.ts';
import { hasWasmSimd } from '../learning/engines/wasm/kernels.ts';
import { CentralizedLoop } from './centralizedLoop.ts';
import type { CentralizedMessage, CentralizedWorkerApi } from './centralizedProtocol.ts';
import { loadKernels } from './engineStart.ts';
import { exposeApi } from './expose.ts';

let loop: CentralizedLoop | null = null;

function started(): CentralizedLoop {
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

const api: CentralizedWorkerApi = {
  async start(setup, port) {
    loop?.end();
    loop = null;
    const createEngine = await engineHere();
    loop = new CentralizedLoop(setup, createEngine, (message: CentralizedMessage) =>
      port.postMessage(message),
    );
  },
  setRunning: async (running) => started().setRunning(running),
  applyScenario: async (scenario, slot) => started().applyScenario(scenario, slot),
  setWanted: async (wanted) => started().setWanted(wanted),
};

exposeApi(api);

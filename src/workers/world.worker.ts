/** Thread of the visible city: the calls of the page, handed to the loop that ticks it. */
import { CityLoop } from './cityLoop.ts';
import { exposeApi } from './expose.ts';
import { LateAccelerator } from './lateAccelerator.ts';
import type { FrameCredit, WorldWorkerApi } from './protocol.ts';

const accelerator = new LateAccelerator();
let loop: CityLoop | null = null;

function started(): CityLoop {
  if (!loop) throw new Error('The city has not been started.');
  return loop;
}

const api: WorldWorkerApi = {
  async start(setup, port) {
    loop?.end();
    const next = new CityLoop(
      setup,
      (message, transfer = []) => port.postMessage(message, transfer),
      accelerator,
    );
    port.onmessage = ({ data }: MessageEvent<FrameCredit>) => next.takeCredit(data);
    loop = next;
  },
  setRunning: async (running) => started().setRunning(running),
  setSpeed: async (slotsPerSecond) => started().setSpeed(slotsPerSecond),
  step: async () => started().step(),
  setPolicy: async (policy, orchestration) => started().setPolicy(policy, orchestration),
  setManualDecisions: async (decisions) => started().setManualDecisions(decisions),
  setActing: async (acting) => started().setActing(acting),
  setRival: async (rival) => started().setRival(rival),
  setWeights: async (snapshot) => started().setWeights(snapshot),
  applyScenario: async (scenario) => started().applyScenario(scenario),
  snapshot: async () => started().snapshot(),
  inspectServer: async (id) => started().shown?.server(id) ?? null,
  inspectUser: async (id) => started().shown?.user(id) ?? null,
  inspectLink: async (one, other) => started().shown?.link(one, other) ?? null,
};

exposeApi(api);

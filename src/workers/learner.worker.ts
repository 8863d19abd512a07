/** Thread of the training: the calls of the page, handed to the loop that trains. */
import { findEngines } from './engineStart.ts';
import { exposeApi } from './expose.ts';
import type { LearnerMessage, LearnerWorkerApi } from './protocol.ts';
import { TrainingLoop } from './trainingLoop.ts';

let loop: TrainingLoop | null = null;

function started(): TrainingLoop {
  if (!loop) throw new Error('Training has not been started.');
  return loop;
}

const api: LearnerWorkerApi = {
  async start(setup, port) {
    loop?.end();
    loop = new TrainingLoop(setup, (message: LearnerMessage) => port.postMessage(message));
  },
  setRunning: async (running) => started().setRunning(running),
  setSpeed: async (slotsPerSecond) => started().setSpeed(slotsPerSecond),
  setLimit: async (slots) => started().setLimit(slots),
  step: (slots) => started().step(slots),
  applyScenario: async (scenario) => started().applyScenario(scenario),
  applyLearner: async (learner) => started().applyLearner(learner),
  setSchedule: async (schedule) => started().setSchedule(schedule),
  foresee: async (event) => started().foresee(event),
  setEngine: async (choice) => started().setEngine(choice),
  findEngines: () => findEngines(started().configuration),
  checkpoint: () => started().checkpoint(),
};

exposeApi(api);

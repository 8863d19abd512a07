/**
 * Lives a session again from its setup and its log: where the clock once decided when something
 * happened, the log does now. What comes out is the same, bit for bit.
 */
import { TypeScriptEngine } from '../learning/engines/typescript.ts';
import { parseOrchestration } from '../orchestration/options.ts';
import { levelsOf } from '../world/scenario.ts';
import { areSameServers, idsOf } from '../world/servers.ts';
import { type CityPlan, CityRun } from './cityRun.ts';
import { Companions } from './companions.ts';
import type { CityEvent, EventLog } from './events.ts';
import type { RunSetup } from './setup.ts';
import { type ReplayEngines, TrainingRun } from './trainingRun.ts';

/** The engine that is everywhere. */
const PLAIN: ReplayEngines = {
  typescript: (layout, weights) => new TypeScriptEngine(layout, weights),
};

export interface Replayed {
  readonly city: CityRun;
  readonly training: TrainingRun;
}

/**
 * @param until slots of the city and of training to live; training goes on as far as the city's
 *   weights need it, if that is further
 * @param engines those that may have trained besides the TypeScript engine
 */
export function replay(
  setup: RunSetup,
  log: Pick<EventLog, 'city' | 'training'> & Partial<Pick<EventLog, 'companions'>>,
  until: { readonly citySlots: number; readonly trainingSlots: number },
  engines: ReplayEngines = {},
): Replayed {
  const training = new TrainingRun(setup, null, { ...PLAIN, ...engines });
  let nextTraining = 0;
  /** @param servers where given: those that have to be there in the end, who may change in that slot */
  const trainUntil = (slots: number, servers: readonly number[] | null = null) => {
    for (;;) {
      const now = idsOf(training.learner.scenario);
      if (servers && training.slots >= slots && areSameServers(now, servers)) return;
      const event = log.training[nextTraining];
      if (event && event.slot <= training.slots) {
        training.obey(event);
        nextTraining += 1;
      } else if (training.slots < slots) {
        training.learner.advance();
      } else {
        return;
      }
    }
  };

  const made = new Companions(setup, log.companions ?? []);
  const city = new CityRun(setup, unopened(setup));
  let nextCity = 0;
  const obey = (event: CityEvent) => {
    if (event.type === 'weights') {
      trainUntil(event.trainedSlots, event.servers ?? idsOf(setup.scenario));
      city.takeWeights(training.snapshot());
    } else if (event.type === 'acting') {
      city.setActing(made.actingOf(event.acting));
    } else {
      city.obey(event);
    }
  };
  for (;;) {
    while (log.city[nextCity] && log.city[nextCity]!.slot <= city.slot) obey(log.city[nextCity++]!);
    if (city.slot >= until.citySlots) break;
    city.advance(city.decide());
  }
  trainUntil(until.trainingSlots);
  return { city, training };
}

/** The log begins with the plan; until then anything will do. */
function unopened({ scenario }: RunSetup): CityPlan {
  return {
    policy: 'manual',
    orchestration: parseOrchestration({}),
    manualDecisions: levelsOf(scenario).map(() => 0),
  };
}

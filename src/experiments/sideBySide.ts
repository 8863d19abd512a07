/** A day of the held-out world, slot by slot: what a teacher decides, and what its student would. */
import { type ActorNetworks, actorDecisions } from '../learning/actors.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { TeacherKey } from './distillation.ts';
import { createPolicy, type PolicySetting } from './policies.ts';

/** One day, slot by slot; matrices slots x N, row-major. */
export interface ComparedDay {
  readonly slots: number;
  /** K_n, in the order of the servers' indices. */
  readonly levels: readonly number[];
  /** Slot of the day, 0..slotsPerDay - 1, of every slot. */
  readonly timesOfDay: readonly number[];
  readonly prices: Float64Array;
  readonly teacher: Int8Array;
  /** At what the teacher observes; null where there is no student yet. */
  readonly student: Int8Array | null;
}

export interface ComparedDaySetting extends PolicySetting {
  readonly teacher: TeacherKey;
  readonly actors: ActorNetworks | null;
  /** Of the held-out world. */
  readonly worldSeed: number;
}

/**
 * The teacher runs the first day of a world; the student is asked what it would do at every slot of
 * it. Both see the same observations, so that a difference is the student's own.
 *
 * @throws InputError for a teacher that cannot run here, or actors of other servers
 */
export function comparedDay(setting: ComparedDaySetting): ComparedDay {
  const { scenario, actors, worldSeed } = setting;
  const policy = createPolicy(setting.teacher, setting);
  const environment = new EdgeEnvironment(scenario);
  environment.reset(worldSeed);
  const { levels } = environment;
  const count = levels.length;
  const slots = scenario.slotsPerDay;
  const timesOfDay: number[] = [];
  const prices = new Float64Array(slots * count);
  const teacher = new Int8Array(slots * count);
  const student = actors ? new Int8Array(slots * count) : null;
  for (let slot = 0; slot < slots; slot += 1) {
    timesOfDay.push(environment.timeOfDay);
    prices.set(environment.draws.prices, slot * count);
    const decisions = policy.decide(environment, slot);
    teacher.set(decisions, slot * count);
    if (actors) student?.set(actorDecisions(actors, environment.observations), slot * count);
    const { truncations } = environment.step(decisions);
    if (truncations[0] === 1) environment.reset();
  }
  return { slots, levels, timesOfDay, prices, teacher, student };
}

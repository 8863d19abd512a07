/** What rented computation does with the load that users offer to it (`paper`). */
import type { PaperScenario } from './scenario.ts';

type Computing = Pick<PaperScenario, 'queue' | 'serviceRate' | 'admission' | 'unitDelay'>;

/**
 * f_n: the share of every user's flow that is admitted; the rest goes to the cloud.
 *
 * @param load w_n, tasks a slot
 * @param decision a_n, at least 1
 */
export function processedShare(computing: Computing, load: number, decision: number): number {
  const limit = computing.admission * computing.serviceRate * decision;
  return load > limit ? limit / load : 1;
}

/**
 * d_comp, s: the sojourn time of an M/M/1 queue whose unloaded delay is unitDelay / a, or that
 * delay itself at a constant rate.
 *
 * @param processed admitted load f_n w_n, tasks a slot
 * @param decision a_n, at least 1
 */
export function computationDelay(
  computing: Computing,
  processed: number,
  decision: number,
): number {
  const { queue, serviceRate, unitDelay } = computing;
  if (queue === 'constantRate') return unitDelay / decision;
  return (unitDelay * serviceRate) / (serviceRate * decision - processed);
}

/** e_n = f d_comp + (1 - f) * cloud delay, s: what the users of a rented server went through. */
export function experiencedDelay(share: number, computation: number, cloudDelay: number): number {
  return share * computation + (1 - share) * cloudDelay;
}

/**
 * est_n after the slot, s: moves towards e_n a_n where units were rented, back to the unit delay
 * where none were.
 */
export function nextEstimate(
  scenario: Pick<PaperScenario, 'estimateWeight' | 'estimateRecovery' | 'unitDelay'>,
  estimate: number,
  decision: number,
  experience: number,
): number {
  if (decision === 0) return estimate + scenario.estimateRecovery * (scenario.unitDelay - estimate);
  const weight = scenario.estimateWeight;
  return (1 - weight) * estimate + weight * experience * decision;
}

/** Makes a run of N2O again that was looked at in stage Agree, from the setup and the log alone. */
import { problemAt } from '../experiments/policies.ts';
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import { type OrchestrationTrace, orchestrate } from '../orchestration/orchestrate.ts';
import { InputError } from '../schema.ts';
import type { AgreementEvent, CityEvent, EventLog } from './events.ts';
import { replay } from './replay.ts';
import type { RunSetup } from './setup.ts';
import type { ReplayEngines } from './trainingRun.ts';

/**
 * Lives the session up to the slot of the run, and runs N2O on it with the options of the event:
 * the same links fail and are cut, the trace is the same bit for bit.
 *
 * @param engines those that may have trained besides the TypeScript engine
 * @throws InputError for a run whose networks did not come from this session's training
 * @throws Error where setup and log do not belong together
 */
export function replayAgreement(
  setup: RunSetup,
  log: Pick<EventLog, 'city' | 'training'>,
  event: AgreementEvent,
  engines: ReplayEngines = {},
): OrchestrationTrace {
  const { slot, trainedSlots, orchestration, source } = event;
  if (source.kind !== 'training') {
    throw new InputError('source', source.kind, 'training: the log does not hold other networks');
  }
  // Weights that the city took up later, while it stood on this slot, are not those of the run.
  const city = log.city.filter((other) => !isAfter(other, event));
  const until = { citySlots: slot, trainingSlots: trainedSlots };
  const lived = replay(setup, { city, training: log.training }, until, engines);
  // Those of the run may have waited to be taken up, so they are training's and not the city's.
  const snapshot = lived.training.snapshot();
  if (snapshot.trainedSlots !== trainedSlots) {
    const found = `${snapshot.trainedSlots} training slots, not ${trainedSlots}`;
    throw new Error(`By the log, the networks of slot ${slot} have ${found} behind them.`);
  }
  const networks = networksFromWeights(
    buildLayout(setup.scenario, setup.learner),
    snapshot.weights,
  );
  const problem = problemAt(lived.city.environment, networks, null, orchestration);
  return orchestrate(problem, orchestration, slot);
}

function isAfter(other: CityEvent, { slot, trainedSlots }: AgreementEvent): boolean {
  return other.slot === slot && other.type === 'weights' && other.trainedSlots > trainedSlots;
}

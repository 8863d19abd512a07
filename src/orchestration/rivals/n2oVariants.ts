/** N2O among its rivals: as configured, and as its extensions would have it. */
import { keptCoordinates } from '../horizon.ts';
import { TrafficMeter } from '../messages.ts';
import type { OrchestrationOptions } from '../options.ts';
import { orchestratedDecision, recordedRun } from '../orchestrate.ts';
import { roundedOwn, sweepsOf } from '../readOut.ts';
import type { RivalKey, RivalSetting, RivalStep } from './rival.ts';

export type N2oKey = 'n2o' | 'n2oSweep' | 'n2oBest' | 'n2oMultilinear';

export function isN2o(key: RivalKey): key is N2oKey {
  return key.startsWith('n2o');
}

/** Factor of the multilinear gradient (method.md's comparison). */
const MULTILINEAR_SCALE = 100;

/** The options that make a variant of N2O out of those configured. */
export function n2oVariant(key: N2oKey, options: OrchestrationOptions): OrchestrationOptions {
  if (key === 'n2o') return options;
  const readOut = key === 'n2oBest' ? 'best' : 'sweep';
  const changed = { ...options, readOut, sweeps: 0 } as const;
  if (key !== 'n2oMultilinear') return changed;
  return { ...changed, gradient: 'multilinear', gradientScale: MULTILINEAR_SCALE };
}

/**
 * Yields N2O's decision at its start, after each iteration (of the last iterate; of the best so far
 * where that is the read-out) and, where more follows, in the end.
 */
export function* n2oSteps(
  key: N2oKey,
  { problem, options, slot }: RivalSetting,
): Generator<RivalStep, void, void> {
  const variant = n2oVariant(key, options);
  const run = recordedRun(problem, variant, slot);
  let decision = roundedOwn(run.initialCopies, problem.ids.length);
  let most = Number.NEGATIVE_INFINITY;
  yield { iteration: 0, decision, messages: 0, bytes: 0 };
  for (const { tau, rounded, objective, messages, bytes } of run.iterations.slice(0, -1)) {
    if (variant.readOut !== 'best' || objective > most) decision = rounded;
    most = Math.max(most, objective);
    yield { iteration: tau, decision, messages, bytes };
  }
  const last = run.iterations.at(-1)!;
  const { messages, bytes } = run;
  if (sweepsOf(variant) > 0) {
    const { tau: iteration, rounded } = last;
    yield { iteration, decision: rounded, messages: last.messages, bytes: last.bytes };
  }
  yield { iteration: last.tau, decision: run.decision, messages, bytes };
}

/** The last of these steps, without the record of a run. */
export function n2oOutcome(key: N2oKey, { problem, options, slot }: RivalSetting): RivalStep {
  const variant = n2oVariant(key, options);
  const scopes = problem.objectives.map(({ scope }) => scope);
  const kept = keptCoordinates(variant.horizon, scopes, problem.links);
  const meter = new TrafficMeter(problem, variant, slot, kept);
  // In the order of a run: what is sent again is drawn from one stream.
  const parts = [meter.anchor()];
  for (let tau = 0; tau < variant.iterations; tau += 1) {
    parts.push(meter.iteration);
    if (variant.readOut === 'best') parts.push(meter.best());
  }
  parts.push(meter.sweeps(sweepsOf(variant)));
  return {
    iteration: variant.iterations,
    decision: orchestratedDecision(problem, variant, slot),
    messages: parts.reduce((sum, part) => sum + part.messages, 0),
    bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
  };
}

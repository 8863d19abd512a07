/** One update of every LSM on an engine that answers at once, in the order that all of them keep. */
import { DivergenceError, isSound, type UpdateSettings } from '../engine.ts';
import type { WeightLayout } from '../layout.ts';
import type { Slices } from '../slices.ts';
import { biasCorrection, clipFactor } from './adam.ts';
import type { FlatState } from './flatState.ts';

/** What an engine computes for one LSM, given by its index in the layout. */
export interface AgentUpdate {
  /** Writes the gradient. */
  differentiate(agent: number): Slices<{ readonly loss: number; readonly norm: number }>;
  /** Takes a step of Adam; `rate` includes the bias correction, `scale` is the clip's factor. */
  step(agent: number, rate: number, scale: number): void;
}

/** As `LearningEngine.updateInSlices`. */
export function* updateAll(
  { agents }: WeightLayout,
  state: FlatState,
  { learningRate, gradientClip }: UpdateSettings,
  losses: Float64Array,
  update: AgentUpdate,
): Slices {
  const norms = new Float64Array(agents.length);
  // All gradients first: where one is not finite, no LSM has taken a step.
  for (let agent = 0; agent < agents.length; agent += 1) {
    const { loss, norm } = yield* update.differentiate(agent);
    losses[agent] = loss;
    norms[agent] = norm;
    if (!isSound(loss, norm)) {
      throw new DivergenceError(agents[agent]!.id, state.updates + 1, loss);
    }
  }
  state.updates += 1;
  const rate = learningRate * biasCorrection(state.updates);
  for (let agent = 0; agent < agents.length; agent += 1) {
    update.step(agent, rate, clipFactor(norms[agent]!, gradientClip));
  }
}

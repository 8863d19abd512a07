/** Asks what the newest networks would do, in a worker of its own: N2O is not to wait for pictures. */
import type { StoreApi } from 'zustand/vanilla';
import type { OrchestratorClient } from '../../workers/orchestratorClient.ts';
import type {
  LearntNetworks,
  PolicyMapsRequest,
  ValueSurfaceRequest,
} from '../../workers/protocol.ts';
import type { LiveCurves } from '../live.ts';
import type { AppState, LearntPictures } from '../state.ts';

export function learntPictures(
  store: StoreApi<AppState>,
  curves: LiveCurves,
  client: OrchestratorClient,
): LearntPictures {
  /** The answer about the newest networks; null where there are none, or their run ended since. */
  async function ask<T>(
    invoke: (learnt: LearntNetworks) => Promise<T>,
  ): Promise<{ readonly answer: T; readonly trainedSlots: number } | null> {
    const { weights: snapshot } = curves;
    if (!snapshot) return null;
    const { scenario, learner, seed } = store.getState();
    const { weights, trainedSlots } = snapshot;
    try {
      const answer = await invoke({ setup: { scenario, learner, seed }, weights });
      // A run that began meanwhile has no networks yet, or other ones of fewer slots.
      const now = curves.weights?.trainedSlots ?? -1;
      return now < trainedSlots ? null : { answer, trainedSlots };
    } catch {
      // A picture that cannot be made is left out; the next one is asked for all the same.
      return null;
    }
  }

  return {
    typicalDay: () => ask((learnt) => client.typicalDay(learnt)),
    policyMaps: (request: PolicyMapsRequest) => ask((learnt) => client.policyMaps(learnt, request)),
    valueSurface: (request: ValueSurfaceRequest) =>
      ask((learnt) => client.valueSurface(learnt, request)),
    stop: () => client.stop(),
  };
}

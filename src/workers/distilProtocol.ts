/** What the page and the distillation worker say to each other: types only. */
import type {
  DistillationProgress,
  DistillationReport,
  DistillationSettings,
} from '../experiments/distillation.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { RunSetup } from '../session/setup.ts';

export interface DistilRequest {
  /** With the scenario and the learner as they are now. */
  readonly setup: RunSetup;
  /** The Q-networks that the teacher decides by, in the flat layout. */
  readonly weights: Float64Array;
  readonly settings: DistillationSettings;
  /** Of N2O, and of the links over which every teacher's messages travel. */
  readonly orchestration: OrchestrationOptions;
}

export interface DistilWorkerApi {
  /**
   * Distils, and lets teacher and student play the world of the run's visible city.
   *
   * @param report takes where it is, at the latest every 50 ms or so
   */
  distil(
    request: DistilRequest,
    report: (progress: DistillationProgress) => void,
  ): Promise<DistillationReport>;
}

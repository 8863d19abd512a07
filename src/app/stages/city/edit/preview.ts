/** What the layer shows beside the plan itself: an edit that is being made. */
import type { Scenario } from '../../../../world/scenario.ts';

export interface Preview {
  /** The plan as it would be. */
  readonly scenario: Scenario;
  /** The server that is looked at: its coverage and links are drawn. */
  readonly server: number;
  /** Whether it is not yet one of the plan. */
  readonly isGhost: boolean;
  /** Why the session would refuse it. */
  readonly refusal: string | null;
}

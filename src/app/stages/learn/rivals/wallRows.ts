/** How centralised DQL grows with the city, beside all LSMs together. */
import {
  CENTRALIZED_LIMIT,
  type CentralizedSize,
  centralizedSize,
} from '../../../../learning/centralizedLayout.ts';
import type { LearnerConfiguration } from '../../../../learning/configuration.ts';
import { buildLayout } from '../../../../learning/layout.ts';
import { levelsOf, parseScenario, type Scenario } from '../../../../world/scenario.ts';

export interface WallRow extends CentralizedSize {
  readonly servers: number;
  /** The city that runs. */
  readonly isHere: boolean;
  readonly fits: boolean;
  /** Bytes of weights, target, moments and gradients of all LSMs; null where these do not fit. */
  readonly local: number | null;
}

/** Rows and columns of grids that a lecture goes through. */
const GRIDS = [
  [1, 2],
  [2, 2],
  [2, 3],
  [3, 3],
  [3, 4],
  [4, 4],
  [5, 5],
] as const;
/** Arrays as long as the weights, of 8 bytes a number. */
const LOCAL_BYTES = 5 * 8;

/**
 * One row a size, ascending, the running city among them. The other sizes have the running city's
 * levels where all its servers have the same, else 3.
 */
export function wallRows(
  scenario: Scenario,
  learner: LearnerConfiguration,
  hidden: readonly number[],
): WallRow[] {
  const here = levelsOf(scenario);
  const usual = here.every((each) => each === here[0]) ? here[0]! : 3;
  const rows = GRIDS.filter(([rows, columns]) => rows * columns !== here.length).map(
    ([rows, columns]) =>
      wallRow(parseScenario({ kind: 'paper', rows, columns, levels: usual }), learner, hidden),
  );
  return [...rows, { ...wallRow(scenario, learner, hidden), isHere: true }].sort(
    (one, other) => one.servers - other.servers,
  );
}

function wallRow(
  scenario: Scenario,
  learner: LearnerConfiguration,
  hidden: readonly number[],
): WallRow {
  const levels = levelsOf(scenario);
  const size = centralizedSize(levels, hidden);
  return {
    ...size,
    servers: levels.length,
    isHere: false,
    fits: size.bytes <= CENTRALIZED_LIMIT,
    local: localBytes(scenario, learner),
  };
}

function localBytes(scenario: Scenario, learner: LearnerConfiguration): number | null {
  try {
    return LOCAL_BYTES * buildLayout(scenario, learner).length;
  } catch {
    return null;
  }
}

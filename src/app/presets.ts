/** Configurations to begin with. Their names stand in the catalogue under `preset.<id>`. */
import {
  LEARNER_PRESETS,
  type LearnerConfiguration,
  learnerDefaults,
  parseLearner,
} from '../learning/configuration.ts';
import { type OrchestrationOptions, parseOrchestration } from '../orchestration/options.ts';
import { parseScenario, type Scenario } from '../world/scenario.ts';

export const PRESET_IDS = [
  'paper2x2',
  'paper3x3',
  'paper4x4',
  'paper5x5',
  'eightConnected3x3',
  'released',
  'releasedFault',
  'literal',
  'conflict1x2',
] as const;
export type PresetId = (typeof PRESET_IDS)[number];

/** The page opens with this one. */
export const OPENING_PRESET: PresetId = 'paper3x3';
/** What the store says once something differs from the preset it began with. */
export const CUSTOM_PRESET = 'custom';

interface PresetParts {
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly learner?: Readonly<Record<string, unknown>>;
  readonly orchestration?: Readonly<Record<string, unknown>>;
}

const parts: Readonly<Record<PresetId, PresetParts>> = {
  paper2x2: { scenario: { rows: 2, columns: 2 } },
  paper3x3: { scenario: { rows: 3, columns: 3 } },
  paper4x4: { scenario: { rows: 4, columns: 4 } },
  paper5x5: { scenario: { rows: 5, columns: 5 } },
  // One spacing of 60 m is 84.9 m along the diagonal.
  eightConnected3x3: { scenario: { rows: 3, columns: 3, linkRadius: 86 } },
  released: { scenario: { kind: 'released' } },
  releasedFault: { scenario: { kind: 'released', fault: 'kept' } },
  // The paper word by word: c_n is what LSM n would have decided by itself.
  literal: {
    scenario: { rows: 3, columns: 3 },
    learner: LEARNER_PRESETS.literal,
    orchestration: { anchor: 'own' },
  },
  // Two servers whose coverage overlaps almost entirely: whoever rents takes the other's users.
  conflict1x2: { scenario: { rows: 1, columns: 2, spacing: 40, coverageRadius: 100 } },
};

export interface Preset {
  readonly id: PresetId;
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly orchestration: OrchestrationOptions;
}

/** The whole configuration of a preset; undefined where there is none of that name. */
export function findPreset(id: string): Preset | undefined {
  const known = PRESET_IDS.find((candidate) => candidate === id);
  if (!known) return undefined;
  const { learner, orchestration } = parts[known];
  const scenario = parseScenario(parts[known].scenario);
  return {
    id: known,
    scenario,
    learner: parseLearner({ ...learnerDefaults(scenario.kind), ...learner }),
    orchestration: parseOrchestration({ ...orchestration }),
  };
}

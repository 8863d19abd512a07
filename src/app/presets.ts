/**
 * Configurations to begin with. Their names stand in the catalogue under `preset.<id>`, what to look
 * at under `preset.<id>.note`.
 */
import {
  LEARNER_PRESETS,
  type LearnerConfiguration,
  learnerDefaults,
  parseLearner,
} from '../learning/configuration.ts';
import { type OrchestrationOptions, parseOrchestration } from '../orchestration/options.ts';
import {
  differingFields,
  LINK_SECTIONS,
  type LinkConfiguration,
  nearestPreset,
} from '../session/link.ts';
import { parseScenario, type Scenario } from '../world/scenario.ts';

export const PRESET_IDS = [
  'paper2x2',
  'paper3x3',
  'paper4x4',
  'paper5x5',
  'paper10x10',
  'eightConnected3x3',
  'released',
  'releasedFault',
  'literal',
  'betterLearner',
  'conflict1x2',
  'priceShock',
  'unequalServers',
  'cheapNeighbour',
  'tornCity',
  'linkCut',
  'ring',
  'burstyLinks',
  'shortHorizon',
  'straightLines',
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
  paper10x10: { scenario: { rows: 10, columns: 10 } },
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
  // Exact P2 on these Q-networks: 87.4 % of the oracle instead of 82.0 % (n = 5, docs/measured.md).
  betterLearner: {
    scenario: { rows: 2, columns: 2 },
    learner: {
      hidden: [32, 64, 32],
      observes: 'withNeighbours',
      discount: 0.3,
      episodes: 6000,
    },
  },
  // Two servers whose coverage overlaps almost entirely: whoever rents takes the other's users.
  conflict1x2: { scenario: { rows: 1, columns: 2, spacing: 40, coverageRadius: 100 } },
  // Servers alone rent 10.6 units a slot before it, 0.3 in it and 12.6 after (500 episodes, 4 days).
  priceShock: {
    scenario: { rows: 3, columns: 3, surgeStart: 17, surgeEnd: 21, surgeFactor: 3 },
  },
  // A large server in the middle, small ones at the corners.
  unequalServers: {
    scenario: { rows: 3, columns: 3, levels: [2, 3, 2, 3, 5, 3, 2, 3, 2] },
  },
  // Two servers that share their users, one of them at half the price.
  cheapNeighbour: {
    scenario: {
      rows: 1,
      columns: 2,
      spacing: 40,
      coverageRadius: 100,
      priceRanges: [
        { minimum: 10, maximum: 20 },
        { minimum: 20, maximum: 40 },
      ],
    },
  },
  // A 2 x 5 city without its middle column: 120 m apart, the halves are further than a link reaches
  // and closer than two coverage radii.
  tornCity: {
    scenario: {
      rows: 2,
      columns: 5,
      sites: [60, 120].flatMap((y) => [60, 120, 240, 300].map((x) => ({ x, y }))),
    },
    // Its halves cannot hear each other; each is orchestrated by itself.
    orchestration: { pieces: 'allow' },
  },
  // The server in the middle loses two of its four links after ten iterations.
  linkCut: {
    scenario: { rows: 3, columns: 3 },
    orchestration: {
      cuts: [
        { link: [4, 5], from: 11 },
        { link: [4, 7], from: 11 },
      ],
    },
  },
  // Messages go round; whose decisions a network looks at stays as it is.
  ring: { scenario: { rows: 3, columns: 3 }, orchestration: { topology: 'ring' } },
  burstyLinks: {
    scenario: { rows: 3, columns: 3 },
    orchestration: { failure: 0.4, linkModel: 'bursty', burstLength: 10 },
  },
  shortHorizon: { scenario: { rows: 5, columns: 5 }, orchestration: { horizon: 2 } },
  // Slopes between whole levels are smaller than a network's own: the scale makes up for it.
  straightLines: {
    scenario: { rows: 3, columns: 3 },
    orchestration: { gradient: 'multilinear', gradientScale: 100, readOut: 'sweep' },
  },
};

export interface Preset {
  readonly id: PresetId;
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly orchestration: OrchestrationOptions;
}

function build(id: PresetId): Preset {
  const { learner, orchestration } = parts[id];
  const scenario = parseScenario(parts[id].scenario);
  return {
    id,
    scenario,
    learner: parseLearner({ ...learnerDefaults(scenario.kind), ...learner }),
    orchestration: parseOrchestration({ ...orchestration }),
  };
}

const built = new Map<PresetId, Preset>();

/** The whole configuration of a preset; undefined where there is none of that name. */
export function findPreset(id: string): Preset | undefined {
  const known = PRESET_IDS.find((candidate) => candidate === id);
  if (!known) return undefined;
  if (!built.has(known)) built.set(known, build(known));
  return built.get(known);
}

/** All presets by name, in the order in which they are offered. */
export function allPresets(): ReadonlyMap<string, Preset> {
  return new Map(PRESET_IDS.map((id) => [id, findPreset(id)!]));
}

/** The preset that a configuration is, field by field; CUSTOM_PRESET where it is none. */
export function presetNameOf(configuration: LinkConfiguration): string {
  const presets = allPresets();
  const nearest = nearestPreset(configuration, presets);
  return isSameConfiguration(presets.get(nearest)!, configuration) ? nearest : CUSTOM_PRESET;
}

function isSameConfiguration(one: LinkConfiguration, other: LinkConfiguration): boolean {
  return LINK_SECTIONS.every(
    (section) => differingFields(one[section], other[section]).length === 0,
  );
}

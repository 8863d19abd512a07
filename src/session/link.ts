/**
 * A link and what it holds: everything that makes a run (a preset, the fields that differ from it,
 * a seed) and what was being looked at. Readable, e.g.
 * `v=1&stage=agree&preset=paper4x4&seed=3&scenario.demandScale=1.5`. Pure: text in, text out.
 */
import { isOther } from '../experiments/policyKeys.ts';
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { EngineChoice } from '../learning/engineChoice.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import type { InputError } from '../schema.ts';
import type { Scenario } from '../world/scenario.ts';
import type { RivalPlan } from './comparison.ts';
import type { Schedule } from './schedule.ts';
import type { CityPolicy } from './setup.ts';
import { parseQuadratic, type QuadraticOptions } from './sourceOptions.ts';

export const LINK_VERSION = 1;
/** A longer link is refused unread. */
export const LONGEST_LINK = 16_000;

/** Parts of a link that are no fields, in the order in which they are written. */
export const LINK_PARTS = [
  'v',
  'stage',
  'theme',
  'preset',
  'seed',
  'policy',
  'rival',
  'decisions',
  'speed',
  'city',
  'training',
  'engine',
  'select',
  'panel',
  'learn',
  'schedule',
  'source',
] as const;
export type LinkPart = (typeof LINK_PARTS)[number];

/** What the panel of stage Agree can show; the first where nothing else is asked for. */
export const AGREEMENT_PANELS = ['watch', 'links', 'rivals', 'theory', 'options'] as const;
export type AgreementPanel = (typeof AGREEMENT_PANELS)[number];

/** The same of stage Learn. */
export const LEARN_PANELS = ['watch', 'rivals', 'change', 'policies'] as const;
export type LearnPanel = (typeof LEARN_PANELS)[number];

/** Sections of fields: `scenario.rows=4`. */
export const LINK_SECTIONS = ['scenario', 'learner', 'orchestration'] as const;
export type LinkSection = (typeof LINK_SECTIONS)[number];
/** Fields that say nothing about the run, but what stage Agree looks at: `quadratic.seed=4`. */
export const QUADRATIC_SECTION = 'quadratic';

/** The three configurations of a run. */
export interface LinkConfiguration {
  readonly scenario: Scenario;
  readonly learner: LearnerConfiguration;
  readonly orchestration: OrchestrationOptions;
}

export interface LinkRun extends LinkConfiguration {
  /** 0..4294967295. */
  readonly seed: number;
}

/** What is looked at, and how. */
export interface LinkView<Stage extends string, Theme extends string> {
  readonly stage: Stage;
  /** Null where the link leaves it to whoever opens it. */
  readonly theme: Theme | null;
  readonly policy: CityPolicy;
  /** Who decides in a city beside it, and N2O's read-out there; null where there is none. */
  readonly rival: RivalPlan | null;
  /** Units of every server, set by hand; held by the link under the policy `manual` only. */
  readonly decisions: readonly number[];
  /** Slots a second of the visible city. */
  readonly speed: number;
  readonly cityRuns: boolean;
  readonly trainingRuns: boolean;
  readonly engine: EngineChoice;
  /** The server singled out. */
  readonly selected: number | null;
  readonly panel: AgreementPanel;
  readonly learnPanel: LearnPanel;
  /** Changes planned for episodes to come. */
  readonly schedule: Schedule;
  /** The quadratics that stage Agree runs on; null where it runs on networks. */
  readonly quadratic: QuadraticOptions | null;
}

/** The words that only the app knows. */
export interface LinkVocabulary<Stage extends string, Theme extends string> {
  readonly stages: readonly Stage[];
  readonly themes: readonly Theme[];
  readonly presets: ReadonlyMap<string, LinkConfiguration>;
  /** Of a link that names none. */
  readonly openingPreset: string;
  readonly speeds: { readonly minimum: number; readonly maximum: number };
  /** What a link does not have to say. */
  readonly usual: { readonly policy: CityPolicy; readonly speed: number };
}

/** What a link held of all this, and what in it could not be understood. */
export interface ReadLink<Stage extends string, Theme extends string> {
  /** Null where the link says nothing about the run. */
  readonly run: LinkRun | null;
  readonly view: Partial<LinkView<Stage, Theme>>;
  readonly problems: readonly InputError[];
}

/** The hash that leads back to a run and a view, without its `#`. */
export function writeLink<Stage extends string, Theme extends string>(
  run: LinkRun,
  view: LinkView<Stage, Theme>,
  vocabulary: LinkVocabulary<Stage, Theme>,
): string {
  const preset = nearestPreset(run, vocabulary.presets);
  const { usual } = vocabulary;
  const values: Readonly<Record<LinkPart, string | null>> = {
    v: String(LINK_VERSION),
    stage: view.stage,
    theme: view.theme,
    preset,
    seed: String(run.seed),
    // What such a policy decides by does not travel in a link.
    policy: view.policy === usual.policy || isOther(view.policy) ? null : view.policy,
    rival: rivalText(view.rival),
    decisions: view.policy === 'manual' ? view.decisions.join('') : null,
    speed: view.speed === usual.speed ? null : String(view.speed),
    city: view.cityRuns ? null : 'paused',
    training: view.trainingRuns ? null : 'paused',
    engine: view.engine === 'auto' ? null : view.engine,
    select: view.selected === null ? null : String(view.selected),
    panel: view.panel === AGREEMENT_PANELS[0] ? null : view.panel,
    schedule: view.schedule.length === 0 ? null : JSON.stringify(view.schedule),
    learn: view.learnPanel === LEARN_PANELS[0] ? null : view.learnPanel,
    source: view.quadratic ? 'quadratic' : null,
  };
  const parts: [string, string | null][] = LINK_PARTS.map((part) => [part, values[part]]);
  const base = vocabulary.presets.get(preset)!;
  for (const section of LINK_SECTIONS) {
    for (const name of differingFields(base[section], run[section])) {
      const value = (run[section] as Readonly<Record<string, unknown>>)[name];
      parts.push([`${section}.${name}`, fieldText(value)]);
    }
  }
  const { quadratic } = view;
  for (const name of quadratic ? differingFields(parseQuadratic({}), quadratic) : []) {
    const value = (quadratic as Readonly<Record<string, unknown>>)[name];
    parts.push([`${QUADRATIC_SECTION}.${name}`, fieldText(value)]);
  }
  return parts
    .filter((part): part is [string, string] => part[1] !== null)
    .map(([key, value]) => `${key}=${encode(value)}`)
    .join('&');
}

/** `nash`, `n2o.sweep`: of N2O the read-out too. */
function rivalText(rival: RivalPlan | null): string | null {
  if (!rival || isOther(rival.policy)) return null;
  return rival.policy === 'n2o' ? `n2o.${rival.readOut}` : rival.policy;
}

/** The preset of the same kind from which the fewest fields differ; the first of several. */
export function nearestPreset(
  run: LinkConfiguration,
  presets: ReadonlyMap<string, LinkConfiguration>,
): string {
  let nearest = '';
  let fewest = Number.POSITIVE_INFINITY;
  for (const [id, preset] of presets) {
    if (preset.scenario.kind !== run.scenario.kind) continue;
    const differing = LINK_SECTIONS.reduce(
      (sum, section) => sum + differingFields(preset[section], run[section]).length,
      0,
    );
    if (differing >= fewest) continue;
    nearest = id;
    fewest = differing;
  }
  return nearest;
}

/** Names of the fields in which two configurations of one kind differ. */
export function differingFields(one: object, other: object): string[] {
  const before = one as Readonly<Record<string, unknown>>;
  return Object.entries(other)
    .filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value))
    .map(([name]) => name);
}

function fieldText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** As encodeURIComponent, but commas and colons stay readable. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3A', ':');
}

/**
 * Reads a link, whatever was done to it: a part that cannot be understood becomes a problem that
 * names it and what is allowed, and all others still apply. What comes out is valid in every field.
 */
import { isOther, parsePolicy, policyRefusal, refusedPolicy } from '../experiments/policyKeys.ts';
import { learnerFields, parseLearner } from '../learning/configuration.ts';
import { ENGINE_CHOICES } from '../learning/engineChoice.ts';
import { buildLayout } from '../learning/layout.ts';
import {
  type OrchestrationOptions,
  orchestrationSchema,
  parseOrchestration,
} from '../orchestration/options.ts';
import { MAXIMUM_SEED } from '../random.ts';
import { type FieldMeta, fieldsOf, InputError } from '../schema.ts';
import { levelsOf, parseScenario, type Scenario, scenarioFields } from '../world/scenario.ts';
import type { RivalPlan } from './comparison.ts';
import {
  AGREEMENT_PANELS,
  LEARN_PANELS,
  LINK_VERSION,
  type LinkRun,
  type LinkSection,
  type LinkView,
  type LinkVocabulary,
  LONGEST_LINK,
  QUADRATIC_SECTION,
  type ReadLink,
} from './link.ts';
import {
  decimal,
  numberOf,
  oneOf,
  type Parts,
  type Problems,
  shorten,
  splitLink,
} from './linkParts.ts';
import { parseSchedule, type Schedule } from './schedule.ts';
import type { CityPolicy } from './setup.ts';
import { parseQuadratic, type QuadraticOptions, quadraticFields } from './sourceOptions.ts';

/** Keys that say what the run is. */
const RUN_PARTS: readonly string[] = ['preset', 'seed'];

/**
 * @param text the hash, with or without its `#`
 * @param current the run that goes on, for links that say nothing about a run
 */
export function readLink<Stage extends string, Theme extends string>(
  text: string,
  vocabulary: LinkVocabulary<Stage, Theme>,
  current: LinkRun,
): ReadLink<Stage, Theme> {
  const hash = text.startsWith('#') ? text.slice(1) : text;
  if (hash.length > LONGEST_LINK) {
    const allowed = `at most ${LONGEST_LINK} characters`;
    const problem = `${hash.length} characters are too many; allowed: ${allowed}`;
    return {
      run: null,
      view: {},
      problems: [new InputError('link', hash.length, allowed, problem)],
    };
  }
  const problems: Problems = [];
  const parts = splitLink(hash, problems);
  checkVersion(parts.get('v'), problems);
  const run = readRun(parts, vocabulary, problems);
  const view = readView(parts, vocabulary, run ?? current, problems);
  return { run, view, problems };
}

function checkVersion(text: string | undefined, problems: Problems): void {
  if (text === undefined || text === String(LINK_VERSION)) return;
  const version = decimal(text);
  const newer = version !== null && version > LINK_VERSION;
  const allowed = String(LINK_VERSION);
  problems.push(
    newer
      ? new InputError('v', text, allowed, `this link is of a newer version (${version})`)
      : new InputError('v', text, allowed),
  );
}

function readRun(
  parts: Parts,
  vocabulary: LinkVocabulary<string, string>,
  problems: Problems,
): LinkRun | null {
  const isOfRun = (key: string) =>
    RUN_PARTS.includes(key) || (key.includes('.') && !key.startsWith(`${QUADRATIC_SECTION}.`));
  const speaksOfRun = [...parts.keys()].some(isOfRun);
  if (!speaksOfRun) return null;
  const { presets, openingPreset } = vocabulary;
  const preset = oneOf(parts, 'preset', [...presets.keys()], problems) ?? openingPreset;
  const base = presets.get(preset)!;
  const isSeed = (value: number) => Number.isInteger(value) && value >= 0 && value <= MAXIMUM_SEED;
  const allowed = `a whole number from 0 to ${MAXIMUM_SEED}`;
  const seed = numberOf(parts, 'seed', allowed, isSeed, problems) ?? 1;
  const changes = (section: LinkSection, fields: ReadonlyMap<string, FieldMeta>) =>
    readFields(parts, section, fields, problems);

  const learner = assemble(
    base.learner,
    changes('learner', learnerFields()),
    parseLearner,
    problems,
  );
  const scenario = assemble(
    base.scenario,
    changes('scenario', scenarioFields(base.scenario.kind)),
    (value) => {
      const checked = parseScenario(value);
      // Refuses a scope with too many joint decisions before any worker meets it.
      buildLayout(checked, learner);
      return checked;
    },
    problems,
  );
  const orchestration = assemble(
    base.orchestration,
    changes('orchestration', fieldsOf(orchestrationSchema)),
    parseOrchestration,
    problems,
  );
  return { scenario, learner, orchestration, seed };
}

/** The fields of a section that the link holds, as values that are still to be checked. */
function readFields(
  parts: Parts,
  section: LinkSection | typeof QUADRATIC_SECTION,
  fields: ReadonlyMap<string, FieldMeta>,
  problems: Problems,
): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, text] of parts) {
    if (!key.startsWith(`${section}.`)) continue;
    const name = key.slice(section.length + 1);
    const meta = fields.get(name);
    if (meta) {
      found.set(name, fieldValue(meta, text));
    } else {
      const [first, second] = fields.keys();
      const allowed = `a field such as ${first} or ${second}`;
      const problem = `no such field here; allowed: ${allowed}`;
      problems.push(new InputError(shorten(key), text, allowed, problem));
    }
  }
  return found;
}

/** Text as the kind of value that the field has; what is none stays text, and is refused later. */
function fieldValue({ kind }: FieldMeta, text: string): unknown {
  if (kind === 'choice') return text;
  if (kind !== 'structure') return decimal(text) ?? text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The base with all changes that can be taken together; those refused become problems. */
function assemble<T extends object>(
  base: T,
  changes: Map<string, unknown>,
  parse: (value: unknown) => T,
  problems: Problems,
): T {
  for (;;) {
    try {
      return parse({ ...base, ...Object.fromEntries(changes) });
    } catch (error) {
      if (!(error instanceof InputError) || changes.size === 0) throw error;
      problems.push(error);
      const named = /^\w+\.(\w+)/.exec(error.field)?.[1];
      // A field that only clashes with one of the link's is not in the link itself.
      const refused = named && changes.has(named) ? named : [...changes.keys()].at(-1)!;
      changes.delete(refused);
    }
  }
}

function readView<Stage extends string, Theme extends string>(
  parts: Parts,
  vocabulary: LinkVocabulary<Stage, Theme>,
  run: LinkRun,
  problems: Problems,
): Partial<LinkView<Stage, Theme>> {
  const { scenario, orchestration } = run;
  const { minimum, maximum } = vocabulary.speeds;
  const levels = levelsOf(scenario);
  const policy = readPolicy(parts.get('policy'), scenario, problems);
  const decisions = readDecisions(parts.get('decisions'), levels, problems);
  const runs = (part: 'city' | 'training') => {
    const word = oneOf(parts, part, ['paused', 'running'], problems);
    return word && word === 'running';
  };
  const view = {
    rival: readRival(parts.get('rival'), scenario, orchestration, problems),
    stage: oneOf(parts, 'stage', vocabulary.stages, problems),
    theme: oneOf(parts, 'theme', vocabulary.themes, problems),
    policy,
    decisions,
    speed: numberOf(
      parts,
      'speed',
      `a number from ${minimum} to ${maximum} slots/s`,
      (value) => value >= minimum && value <= maximum,
      problems,
    ),
    cityRuns: runs('city'),
    trainingRuns: runs('training'),
    engine: oneOf(parts, 'engine', ENGINE_CHOICES, problems),
    selected: numberOf(
      parts,
      'select',
      `the number of a server, 0 to ${levels.length - 1}`,
      (value) => Number.isInteger(value) && value >= 0 && value < levels.length,
      problems,
    ),
    panel: oneOf(parts, 'panel', AGREEMENT_PANELS, problems),
    schedule: readSchedule(parts.get('schedule'), run, problems),
    learnPanel: oneOf(parts, 'learn', LEARN_PANELS, problems),
    quadratic: readQuadratic(parts, problems),
  };
  const said = Object.entries(view).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as Partial<LinkView<Stage, Theme>>;
}

/** Networks of a file are in no link; null where the link asks for those of the city. */
function readQuadratic(parts: Parts, problems: Problems): QuadraticOptions | null | undefined {
  const source = oneOf(parts, 'source', ['training', 'quadratic'], problems);
  if (source !== 'quadratic') return source && null;
  const changes = readFields(parts, QUADRATIC_SECTION, quadraticFields, problems);
  return assemble(parseQuadratic({}), changes, parseQuadratic, problems);
}

function readSchedule(
  text: string | undefined,
  run: LinkRun,
  problems: Problems,
): Schedule | undefined {
  if (text === undefined) return undefined;
  try {
    return parseSchedule(JSON.parse(text), run);
  } catch (error) {
    const problem = new InputError('schedule', shorten(text), 'a JSON list of planned changes');
    problems.push(error instanceof InputError ? error : problem);
    return undefined;
  }
}

function readPolicy(
  text: string | undefined,
  scenario: Scenario,
  problems: Problems,
  part = 'policy',
): CityPolicy | undefined {
  if (text === undefined || text === 'manual') return text;
  try {
    const policy = parsePolicy(text, part);
    const isApart = isOther(policy) && 'what it decides by does not travel in a link';
    const refusal = isApart || policyRefusal(policy, scenario);
    if (refusal) throw refusedPolicy(part, policy, refusal);
    return policy;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(error);
    return undefined;
  }
}

/** A policy beside the city's own; after `n2o` its read-out. */
function readRival(
  text: string | undefined,
  scenario: Scenario,
  { readOut }: OrchestrationOptions,
  problems: Problems,
): RivalPlan | undefined {
  if (text === undefined) return undefined;
  const [word = '', after] = text.split('.', 2);
  const policy = readPolicy(word, scenario, problems, 'rival');
  if (policy === undefined) return undefined;
  if (policy !== 'n2o') return { policy, readOut: 'last' };
  if (after === undefined) return { policy, readOut };
  try {
    return { policy, readOut: parseOrchestration({ readOut: after }).readOut };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(new InputError('rival', text, error.allowed));
    return undefined;
  }
}

/** One digit a server: six levels at most. */
function readDecisions(
  text: string | undefined,
  levels: readonly number[],
  problems: Problems,
): number[] | undefined {
  if (text === undefined) return undefined;
  const decisions = Array.from(text, (digit) => (/\d/.test(digit) ? Number(digit) : Number.NaN));
  const fits = decisions.every((decision, server) => decision < levels[server]!);
  if (fits && decisions.length === levels.length) return decisions;
  const allowed = `${levels.length} digits, the units of every server in turn`;
  problems.push(new InputError('decisions', text, allowed));
  return undefined;
}

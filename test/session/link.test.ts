import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../src/app/link/linkOf.ts';
import { allPresets, findPreset, PRESET_IDS } from '../../src/app/presets.ts';
import { applicablePolicies, isOther } from '../../src/experiments/policyKeys.ts';
import { type LearnerConfiguration, parseLearner } from '../../src/learning/configuration.ts';
import { ENGINE_CHOICES } from '../../src/learning/engineChoice.ts';
import { buildLayout } from '../../src/learning/layout.ts';
import { type OrchestrationOptions, parseOrchestration } from '../../src/orchestration/options.ts';
import type { RivalPlan } from '../../src/session/comparison.ts';
import {
  AGREEMENT_PANELS,
  LEARN_PANELS,
  LINK_PARTS,
  LINK_VERSION,
  type LinkRun,
  type LinkView,
  LONGEST_LINK,
  writeLink,
} from '../../src/session/link.ts';
import { readLink } from '../../src/session/linkReader.ts';
import { parseQuadratic } from '../../src/session/sourceOptions.ts';
import {
  extent,
  levelsOf,
  parseScenario,
  type Scenario,
  serverCount,
} from '../../src/world/scenario.ts';
import { anyScenario, anySeed } from '../world/arbitraries.ts';

const words = vocabulary();
type View = LinkView<(typeof words.stages)[number], (typeof words.themes)[number]>;

const opening: LinkRun = { ...findPreset('paper3x3')!, seed: 1 };

function runOf(id: string, seed = 1): LinkRun {
  const { scenario, learner, orchestration } = findPreset(id)!;
  return { scenario, learner, orchestration, seed };
}

function viewOf(change: Partial<View> = {}): View {
  return {
    stage: 'city',
    theme: null,
    policy: 'maDql',
    rival: null,
    decisions: [],
    speed: 2,
    cityRuns: true,
    trainingRuns: true,
    engine: 'auto',
    selected: null,
    panel: 'watch',
    learnPanel: 'watch',
    schedule: [],
    quadratic: null,
    ...change,
  };
}

const read = (text: string) => readLink(text, words, opening);
const messages = (text: string) => read(text).problems.map(({ message }) => message);

describe('a link', () => {
  it('can be read by a person', () => {
    const run = {
      ...runOf('paper4x4', 3),
      scenario: { ...runOf('paper4x4').scenario, demandScale: 1.5 },
    };
    const link = writeLink(run, viewOf({ stage: 'agree' }), words);
    expect(link).toBe('v=1&stage=agree&preset=paper4x4&seed=3&scenario.demandScale=1.5');
  });

  it('says of the view only what is not usual', () => {
    const run = runOf('conflict1x2');
    expect(writeLink(run, viewOf(), words)).toBe('v=1&stage=city&preset=conflict1x2&seed=1');
    const other = viewOf({
      theme: 'dark',
      policy: 'manual',
      decisions: [2, 0],
      speed: 0.5,
      cityRuns: false,
      trainingRuns: false,
      engine: 'tfjs-wasm',
      selected: 1,
      panel: 'links',
      learnPanel: 'rivals',
      schedule: [{ episode: 270, scenario: { demandScale: 2 } }],
      quadratic: parseQuadratic({ rows: 5, curvature: 0.5 }),
    });
    expect(writeLink(run, other, words)).toBe(
      'v=1&stage=city&theme=dark&preset=conflict1x2&seed=1&policy=manual&decisions=20&speed=0.5&city=paused&training=paused&engine=tfjs-wasm&select=1&panel=links&learn=rivals&schedule=%5B%7B%22episode%22:270,%22scenario%22:%7B%22demandScale%22:2%7D%7D%5D&source=quadratic&quadratic.rows=5&quadratic.curvature=0.5',
    );
  });

  it.each(PRESET_IDS)('names the preset %s and nothing else of its fields', (id) => {
    const link = writeLink(runOf(id, 7), viewOf(), words);
    expect(link).toBe(`v=1&stage=city&preset=${id}&seed=7`);
    expect(read(link)).toMatchObject({ run: runOf(id, 7), problems: [] });
  });

  it('holds no run where it says nothing about one', () => {
    expect(read('#v=1&stage=learn')).toEqual({ run: null, view: { stage: 'learn' }, problems: [] });
    expect(read('').run).toBeNull();
    const quadratic = parseQuadratic({ seed: 4 });
    expect(read('source=quadratic&quadratic.seed=4')).toEqual({
      run: null,
      view: { quadratic },
      problems: [],
    });
    expect(read('source=training').view).toEqual({ quadratic: null });
    expect(read('seed=4').run).toEqual(runOf('paper3x3', 4));
  });
});

// What a field can be beside its default, with ends of the range and numbers that are not round.
const learners: fc.Arbitrary<LearnerConfiguration> = fc
  .record(
    {
      hidden: fc.array(fc.integer({ min: 1, max: 128 }), { minLength: 1, maxLength: 4 }),
      activation: fc.constantFrom('relu', 'tanh'),
      discount: fc.double({ min: 0, max: 0.999, noNaN: true }).filter((x) => !Object.is(x, -0)),
      learningRateStart: fc.constantFrom(0, 1e-7, 0.5),
      episodes: fc.integer({ min: 1, max: 100_000 }),
    },
    { requiredKeys: [] },
  )
  .map(parseLearner);
const options: fc.Arbitrary<OrchestrationOptions> = fc
  .record(
    {
      gamma: fc.constantFrom(0.01, 1 / 3, 10_000),
      anchor: fc.constantFrom('own', 'middle'),
      gradientScale: fc.constantFrom('auto' as const, 0, 2.5),
      mixing: fc.constantFrom('lazy', 'metropolis'),
      stepSize: fc.constantFrom('inverse', 'constant'),
      gradient: fc.constant('multilinear'),
      projection: fc.constant('discrete'),
      readOut: fc.constantFrom('sweep', 'best'),
      sweeps: fc.integer({ min: 0, max: 10 }),
      horizon: fc.oneof(fc.constant('all' as const), fc.integer({ min: 1, max: 20 })),
      topology: fc.constantFrom('ring', 'geometric'),
      places: fc.constantFrom('random', [{ x: 0.1, y: 250 }]),
      linkModel: fc.constant('bursty'),
      burstLength: fc.double({ min: 1, max: 1000, noNaN: true }),
      cuts: fc.constantFrom([], [{ link: [0, 1], from: 3 }], [{ link: [4, 5], from: 2, to: 2 }]),
      pieces: fc.constant('allow'),
    },
    { requiredKeys: [] },
  )
  .map(parseOrchestration);
const quadratics = fc
  .record(
    {
      rows: fc.integer({ min: 1, max: 10 }),
      levels: fc.integer({ min: 2, max: 6 }),
      curvature: fc.double({ min: 0.01, max: 1000, noNaN: true }),
      coupling: fc.constantFrom(0, 0.95),
      seed: anySeed,
    },
    { requiredKeys: [] },
  )
  .map(parseQuadratic);
const hours = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
  minLength: 24,
  maxLength: 24,
});

/** Scenarios whose servers stand anywhere and whose demand is a table of its own, too. */
const scenarios: fc.Arbitrary<Scenario> = fc
  .tuple(
    anyScenario,
    fc.option(fc.tuple(hours, hours, hours, hours), { nil: null }),
    fc.option(fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { minLength: 2, maxLength: 12 })),
  )
  .map(([scenario, table, places]) => {
    const [residential, school, commercial, other] = table ?? [];
    const demand = table ? { residential, school, commercial, public: other } : scenario.demand;
    const { width, height } = extent(scenario);
    const sites = places?.map(([x, y]) => ({ x: (x / 1000) * width, y: (y / 1000) * height }));
    const stands = sites ? { sites, levels: 3 } : {};
    try {
      return parseScenario(JSON.parse(JSON.stringify({ ...scenario, demand, ...stands })));
    } catch {
      return scenario;
    }
  })
  .filter((scenario) => {
    try {
      buildLayout(scenario, parseLearner({}));
      return true;
    } catch {
      return false;
    }
  });

const anyRun: fc.Arbitrary<LinkRun> = fc.record({
  scenario: scenarios,
  learner: learners,
  orchestration: options,
  seed: anySeed,
});

/** Of all policies, only N2O's read-out is said. */
function anyRival(scenario: Scenario): fc.Arbitrary<RivalPlan> {
  const others = applicablePolicies(scenario).filter(
    (policy) => policy !== 'n2o' && !isOther(policy),
  );
  return fc.oneof(
    fc.record({ policy: fc.constantFrom(...others), readOut: fc.constant('last' as const) }),
    fc.record({
      policy: fc.constant('n2o' as const),
      readOut: fc.constantFrom(
        'last' as const,
        'average' as const,
        'sweep' as const,
        'best' as const,
      ),
    }),
  );
}

/** Planned changes inside the plan of a run. */
function anySchedule({ learner }: LinkRun) {
  const change = fc.record({
    episode: fc.integer({ min: 0, max: learner.episodes - 1 }),
    scenario: fc.record({ demandScale: fc.constantFrom(0.5, 2) }),
    reopened: fc.constant({ episodes: 10, share: 0.3, rate: 0.002 }),
  });
  return fc
    .uniqueArray(change, { maxLength: 3, selector: ({ episode }) => episode })
    .map((list) => list.sort((one, other) => one.episode - other.episode));
}

function anyViewOf(run: LinkRun): fc.Arbitrary<View> {
  const { scenario } = run;
  const levels = levelsOf(scenario);
  return fc.record({
    stage: fc.constantFrom(...words.stages),
    theme: fc.constantFrom(null, ...words.themes),
    policy: fc.constantFrom('manual' as const, ...applicablePolicies(scenario)),
    rival: fc.option(anyRival(scenario)),
    decisions: fc.tuple(...levels.map((each) => fc.nat(each - 1))),
    speed: fc.double({ min: 0.25, max: 60, noNaN: true }),
    cityRuns: fc.boolean(),
    trainingRuns: fc.boolean(),
    engine: fc.constantFrom(...ENGINE_CHOICES),
    selected: fc.option(fc.nat(serverCount(scenario) - 1)),
    panel: fc.constantFrom(...AGREEMENT_PANELS),
    learnPanel: fc.constantFrom(...LEARN_PANELS),
    schedule: anySchedule(run),
    quadratic: fc.option(quadratics),
  });
}

/** What the reader leaves out, because a link does not have to say it. */
function saidOf(view: View): Partial<View> {
  const { theme, policy, decisions, speed, cityRuns, trainingRuns } = view;
  const { rival, engine, selected, panel, learnPanel, schedule, quadratic } = view;
  return {
    stage: view.stage,
    ...(theme === null ? {} : { theme }),
    ...(policy === 'maDql' ? {} : { policy }),
    ...(rival === null ? {} : { rival }),
    ...(policy === 'manual' ? { decisions } : {}),
    ...(speed === 2 ? {} : { speed }),
    ...(cityRuns ? {} : { cityRuns }),
    ...(trainingRuns ? {} : { trainingRuns }),
    ...(engine === 'auto' ? {} : { engine }),
    ...(selected === null ? {} : { selected }),
    ...(panel === 'watch' ? {} : { panel }),
    ...(learnPanel === 'watch' ? {} : { learnPanel }),
    ...(schedule.length === 0 ? {} : { schedule }),
    ...(quadratic === null ? {} : { quadratic }),
  };
}

describe('distilled actors in a link', () => {
  it('are left out, and refused with the reason', () => {
    const { view, problems } = read('policy=distilled');
    expect(view.policy).toBeUndefined();
    expect(problems.map(({ message }) => message)).toEqual([
      'policy: "distilled" is not allowed here: what it decides by does not travel in a link',
    ]);
  });
});

describe('quadratics in a link', () => {
  it('are refused field by field, with the range; the others still apply', () => {
    const { view, problems } = read('source=quadratic&quadratic.rows=40&quadratic.levels=4');
    expect(view.quadratic).toEqual(parseQuadratic({ levels: 4 }));
    expect(problems.map(({ message }) => message)).toEqual([
      'quadratic.rows: 40 is not allowed; allowed: a whole number from 1 to 10',
    ]);
    expect(messages('source=quadratic&quadratic.colour=red')[0]).toContain('no such field');
    expect(messages('source=networks')[0]).toContain('training | quadratic');
  });
});

describe('any run and view', () => {
  it('come back as they were', () => {
    const both = anyRun.chain((run) => anyViewOf(run).map((view) => ({ run, view })));
    fc.assert(
      fc.property(both, ({ run, view }) => {
        const link = writeLink(run, view, words);
        expect(link).toMatch(/^[\w.~!*'():,%=&-]+$/);
        expect(link.length).toBeLessThanOrEqual(LONGEST_LINK);
        expect(readLink(`#${link}`, words, opening)).toEqual({
          run,
          view: saidOf(view),
          problems: [],
        });
      }),
      { numRuns: 200 },
    );
  });

  it('fit in a link at their longest: 100 places and a demand table, all with full precision', () => {
    const third = (index: number) => index * 60 + 1 / 3;
    const sites = Array.from({ length: 100 }, (_, server) => ({
      x: third(server % 10),
      y: third(Math.floor(server / 10)),
    }));
    const table = Array.from({ length: 24 }, (_, hour) => hour + 1 / 3);
    const scenario = parseScenario({
      rows: 10,
      columns: 10,
      sites,
      zones: new Array(100).fill('residential'),
      levels: new Array(100).fill(3),
      demand: { residential: table, school: table, commercial: table, public: table },
    });
    const link = writeLink({ ...opening, scenario }, viewOf(), words);
    expect(link.length).toBeLessThan(LONGEST_LINK);
    expect(read(link).run!.scenario).toEqual(scenario);
  });
});

describe('a damaged link', () => {
  it.each([
    ['stage=moon', 'stage: "moon" is not allowed; allowed: city | learn | agree'],
    ['preset=paper9x9', 'preset: "paper9x9" is not allowed; allowed: paper2x2 |'],
    ['seed=-1', 'seed: "-1" is not allowed; allowed: a whole number from 0 to 4294967295'],
    ['seed=0x10', 'seed: "0x10" is not allowed'],
    ['scenario.rows=11', 'scenario.rows: 11 is not allowed; allowed: a whole number from 1 to 10'],
    ['scenario.rows=many', 'scenario.rows: "many" is not allowed'],
    ['scenario.fly=1', 'scenario.fly: no such field here; allowed: a field such as rows'],
    ['scenario.__proto__=1', 'scenario.__proto__: no such field here'],
    ['scenario.zones=[1,2', 'scenario.zones: "[1,2" is not allowed; allowed: parity |'],
    ['scenario.linkRadius=1000&scenario.levels=6', 'joint decisions'],
    ['learner.discount=1', 'learner.discount: 1 is not allowed'],
    ['orchestration.anchor=theirs', 'orchestration.anchor: "theirs" is not allowed'],
    ['policy=fixed9', '"fixed9" is not allowed here'],
    ['policy=mine', 'policy: "mine" is not allowed'],
    ['decisions=12', 'decisions: "12" is not allowed; allowed: 9 digits'],
    ['decisions=1111x1111', 'decisions: "1111x1111" is not allowed'],
    ['decisions=111111113', 'decisions: "111111113" is not allowed'],
    ['speed=1e9', 'speed: "1e9" is not allowed; allowed: a number from 0.25 to 60 slots/s'],
    ['city=gone', 'city: "gone" is not allowed; allowed: paused | running'],
    ['engine=steam', 'engine: "steam" is not allowed; allowed: auto | typescript'],
    ['select=9', 'select: "9" is not allowed; allowed: the number of a server, 0 to 8'],
    ['wings=2', 'wings: no part of a link; allowed: a part such as stage'],
    ['toString=2', 'toString: no part of a link'],
    ['orphan', 'orphan: has no value; allowed: name=value'],
    ['theme=%E0%A4%A', 'theme: is damaged; allowed: text as an address encodes it'],
    ['theme=dark&theme=light', 'theme: stands twice; the first counts'],
    ['v=2', 'v: this link is of a newer version (2)'],
    ['v=one', 'v: "one" is not allowed; allowed: 1'],
  ])('%s: is told, and all else applies', (part, message) => {
    const { run, view, problems } = read(`${part}&scenario.demandScale=2&training=paused`);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain(message);
    expect(view.trainingRuns).toBe(false);
    expect(run!.scenario.demandScale).toBe(2);
  });

  it('that is too long is not read at all', () => {
    const long = `stage=learn&${'x'.repeat(LONGEST_LINK)}`;
    expect(read(long)).toMatchObject({ run: null, view: {} });
    expect(messages(long)).toEqual([
      'link: 16012 characters are too many; allowed: at most 16000 characters',
    ]);
  });

  it('keeps of fields that clash what can be kept', () => {
    const { run, problems } = read('scenario.priceMinimum=60&scenario.demandScale=2');
    expect(problems[0]!.message).toContain('scenario.priceMaximum: 40 is not allowed');
    expect(run!.scenario.priceMinimum).toBeLessThanOrEqual(run!.scenario.priceMaximum);
    expect(messages('scenario.priceMinimum=60&scenario.priceMaximum=80')).toEqual([]);
  });

  it('never throws, and what it gives is valid, whatever was done to it', () => {
    const whole = anyRun.chain((run) => anyViewOf(run).map((view) => writeLink(run, view, words)));
    const cut = fc
      .tuple(whole, fc.nat(2000), fc.nat(40), fc.string({ maxLength: 30, unit: 'binary' }))
      .map(([link, at, length, text]) => {
        const place = at % (link.length + 1);
        return link.slice(0, place) + text + link.slice(place + length);
      });
    const names = [...LINK_PARTS, 'scenario.sites', 'scenario.rows', 'scenario.levels', 'learner.'];
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.constantFrom('1', '-1', '1e400', 'NaN', '[]', '{}', 'null', '"grid"', '%', '%00', '0.1'),
    );
    const made = fc
      .array(fc.tuple(fc.constantFrom(...names), values), { maxLength: 12 })
      .map((parts) => parts.map(([name, value]) => `${name}=${value}`).join('&'));
    fc.assert(
      fc.property(fc.oneof(cut, made, fc.string({ unit: 'binary' })), (text) => {
        const { run, view, problems } = readLink(text, words, opening);
        const { scenario, learner, orchestration, seed } = run ?? opening;
        expect(parseScenario(scenario)).toEqual(scenario);
        expect(parseLearner(learner)).toEqual(learner);
        expect(parseOrchestration(orchestration)).toEqual(orchestration);
        expect(() => buildLayout(scenario, learner)).not.toThrow();
        // It can be written again, so every part of it is one that a link can hold.
        const decisions = view.decisions ?? levelsOf(scenario).map(() => 0);
        const seen = viewOf({ ...view, decisions });
        const again = writeLink({ scenario, learner, orchestration, seed }, seen, words);
        expect(readLink(again, words, opening).problems).toEqual([]);
        for (const { message } of problems) expect(message.length).toBeLessThan(1000);
      }),
      { numRuns: 1500 },
    );
  });
});

it('writes the version that it reads', () => {
  expect(writeLink(opening, viewOf(), words)).toContain(`v=${LINK_VERSION}&`);
  expect(allPresets().size).toBe(PRESET_IDS.length);
});

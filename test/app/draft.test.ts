/** New runs that wait for a word: what is drafted, what applies at once, and what is left alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createSession } from '../../src/app/commands.ts';
import { describeDraft } from '../../src/app/components/describeDraft.ts';
import { configured, runningOf } from '../../src/app/controller/changes.ts';
import { LiveCity, LiveCurves } from '../../src/app/live.ts';
import { CUSTOM_PRESET, findPreset, PRESET_IDS, presetNameOf } from '../../src/app/presets.ts';
import type { AppState, Commands, Draft } from '../../src/app/state.ts';
import { openingState } from '../../src/app/store.ts';
import { learnerFields, parseLearner } from '../../src/learning/configuration.ts';
import { buildLayout } from '../../src/learning/layout.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import {
  parseScenario,
  type Scenario,
  scenarioFields,
  serverCount,
  ZONES,
} from '../../src/world/scenario.ts';

/** A worker that never says anything. */
class Silence {
  addEventListener(): void {}
  removeEventListener(): void {}
  postMessage(): void {}
  terminate(): void {}
}

/** A session without workers; `trained` slots are at stake. */
function open(trained = 1260, change: Partial<AppState> = {}) {
  const store = createStore<AppState>(() => ({ ...openingState(), ...change }));
  const buffers = {
    city: new LiveCity(),
    rival: new LiveCity(),
    curves: new LiveCurves(),
  } as never;
  const spawn = () => new Silence() as unknown as Worker;
  const { commands, run } = createSession(store, buffers, {
    world: spawn,
    learner: spawn,
    orchestrator: spawn,
  });
  const train = (trainedSlots: number) =>
    store.setState(({ training }) => ({
      training: { ...training, summary: { trainedSlots } as AppState['training']['summary'] },
    }));
  train(trained);
  const says = () => describeDraft(runningOf(store.getState()), store.getState().draft!);
  return { commands, run, store, state: store.getState, train, says };
}

describe('a change that needs a new run', () => {
  it('waits, and leaves what runs as it is', () => {
    const { commands, state, says } = open();
    const before = runningOf(state());
    expect(commands.changeScenario({ rows: 4 })).toBe(true);
    expect(runningOf(state())).toEqual(before);
    expect(state().draft!.scenario.rows).toBe(4);
    expect(says()).toEqual(['Rows 3 → 4']);
  });

  it('collects with others, and is empty once all are taken back', () => {
    const { commands, state, says } = open();
    commands.changeScenario({ rows: 4 });
    commands.setSeed(7);
    commands.changeLearner({ batchSize: 64 });
    expect(says()).toEqual(['Rows 3 → 4', 'Batch size 32 → 64', 'Seed 1 → 7']);
    commands.changeLearner({ batchSize: 32 });
    commands.setSeed(1);
    expect(says()).toEqual(['Rows 3 → 4']);
    commands.changeScenario({ rows: 3 });
    expect(state().draft).toBeNull();
    expect(state().preset).toBe('paper3x3');
  });

  it('begins at once where nothing has been learnt yet', () => {
    const { commands, state, run } = open(0);
    commands.setEditing({ kind: 'move' });
    commands.changeScenario({ rows: 4 });
    expect(state().draft).toBeNull();
    expect(state().scenario.rows).toBe(4);
    expect(run.record.setup!.scenario.rows).toBe(4);
    expect(state().city.manualDecisions).toHaveLength(12);
    // The tool stays in hand while servers are being placed.
    expect(state().editing).toEqual({ kind: 'move' });
  });

  it('asks before the same run starts again, with the same seed too', () => {
    const { commands, state, says, run } = open();
    commands.restart();
    expect(says()).toEqual(['Start again from seed 1']);
    expect(run.record.setup).toBeNull();
    // What applies at once is of both, and the question stands.
    commands.changeScenario({ demandScale: 2 });
    expect(says()).toEqual(['Start again from seed 1']);
    commands.startDraft();
    expect(run.record.setup!.scenario.demandScale).toBe(2);
    expect(state().draft).toBeNull();
  });

  it('is forgotten where the visitor keeps the run', () => {
    const { commands, state } = open();
    const before = state();
    commands.startPreset('paper5x5');
    commands.discardDraft();
    expect(state()).toEqual(before);
  });
});

describe('a change that applies from the next slot', () => {
  it('reaches the running run and the draft', () => {
    const { commands, state, says } = open();
    commands.changeScenario({ columns: 4 });
    commands.changeScenario({ demandScale: 2 });
    commands.changeLearner({ jitter: 0.1 });
    commands.changeOrchestration({ gamma: 20 });
    const { draft, scenario, learner, orchestration } = state();
    expect([scenario.demandScale, learner.jitter, orchestration.gamma]).toEqual([2, 0.1, 20]);
    expect(draft).toMatchObject({
      scenario: { columns: 4, demandScale: 2 },
      learner: { jitter: 0.1 },
    });
    expect(draft!.orchestration.gamma).toBe(20);
    expect(says()).toEqual(['Columns 3 → 4']);
  });

  it('is of the draft alone where what runs cannot take it up', () => {
    const { commands, state } = open();
    commands.startPreset('releasedFault');
    expect(commands.changeScenario({ fault: 'fixed' })).toBe(true);
    expect(state().draft!.scenario).toMatchObject({ kind: 'released', fault: 'fixed' });
    expect(state().draft!.preset).toBe('released');
    expect(state().scenario).toEqual(findPreset('paper3x3')!.scenario);
    expect(commands.changeScenario({ userDensity: 10 })).toBe(false);
  });

  it('empties a draft that was about nothing else', () => {
    const { commands, state } = open(10, { ...presetState('priceShock') });
    commands.startPreset('paper3x3');
    expect(state().draft).not.toBeNull();
    commands.changeScenario({ surgeFactor: 3 });
    expect(state().draft).toBeNull();
    expect(state().preset).toBe('priceShock');
  });

  it('makes the preset the visitor’s own, and gives it back its name', () => {
    const { commands, state } = open();
    commands.changeScenario({ demandScale: 2 });
    expect(state().preset).toBe(CUSTOM_PRESET);
    commands.changeScenario({ demandScale: 1 });
    expect(state().preset).toBe('paper3x3');
  });
});

describe('what is said of a draft', () => {
  it('names a preset, which says all of its fields', () => {
    const { commands, says } = open();
    commands.startPreset('paper5x5');
    commands.setSeed(3);
    expect(says()).toEqual(['Preset: 5 × 5, as in the paper', 'Seed 1 → 3']);
  });

  it('counts servers that came, went or moved', () => {
    const { commands, state, says } = open(10, presetState('tornCity'));
    const { sites } = state().scenario as { sites: { x: number; y: number }[] };
    commands.changeScenario({ sites: [...sites, { x: 180, y: 90 }] });
    expect(says()).toEqual(['Servers 8 → 9']);
    commands.changeScenario({ sites: [{ x: 5, y: 5 }, ...sites.slice(1)] });
    expect(says()).toEqual(['1 server moved']);
    commands.changeScenario({ sites: sites.map(({ x, y }) => ({ x: x + 1, y })) });
    expect(says()).toEqual(['8 servers moved']);
  });

  it('gives units, words of choices, and no long lists', () => {
    const { commands, says } = open();
    commands.changeScenario({ coverageRadius: 90, levels: [2, 3, 3, 3, 3, 3, 3, 3, 3] });
    commands.changeLearner({ activation: 'relu', hidden: [16, 16] });
    expect(says()).toEqual([
      'Coverage radius 85 → 90 m',
      'Rental levels: changed',
      'Hidden layers 8-32-8 → 16-16',
      'Activation algebraic SiLU → ReLU',
    ]);
  });

  it('says of another model only that it is another, and its size', () => {
    const { commands, says } = open();
    commands.changeScenario({ kind: 'released', rows: 4 });
    expect(says()).toEqual([
      'Another model of the city',
      'Rows 3 → 4',
      'Value scale 30 → 10 reward',
    ]);
  });
});

describe('lists that go with the ground', () => {
  const zones = ZONES.concat(ZONES, 'public');

  it('zones: cells that remain keep theirs, new ones follow the pattern', () => {
    const { commands, state } = open();
    commands.changeScenario({ zones });
    commands.changeScenario({ rows: 2, columns: 4 });
    expect(state().draft!.scenario.zones).toEqual([
      ...zones.slice(0, 3),
      'school',
      ...zones.slice(3, 6),
      'public',
    ]);
    expect(state().scenario.zones).toEqual(zones);
  });

  it('levels: servers that remain keep theirs, new ones have the fewest', () => {
    const { commands, state } = open(0);
    const levels = [2, 3, 4, 3, 3, 3, 4, 4, 4];
    commands.changeScenario({ levels });
    commands.changeScenario({ columns: 2 });
    expect(state().scenario.levels).toEqual([2, 3, 3, 3, 4, 4]);
    commands.changeScenario({ rows: 4 });
    expect(state().scenario.levels).toEqual([2, 3, 3, 3, 4, 4, 2, 2]);
  });

  it('levels: a server taken from the middle takes its own along', () => {
    const { commands, state } = open(0, presetState('tornCity'));
    const sites = state().scenario.sites as { x: number; y: number }[];
    commands.changeScenario({ levels: [2, 3, 4, 2, 3, 4, 2, 3] });
    commands.changeScenario({ sites: sites.filter((_, server) => server !== 2) });
    expect(state().scenario.levels).toEqual([2, 3, 2, 3, 4, 2, 3]);
  });

  it('places: they keep their cells, and come to the border where there are none', () => {
    const { commands, state } = open(0, presetState('tornCity'));
    commands.changeScenario({ spacing: 120 });
    expect((state().scenario.sites as unknown[])[3]).toEqual({ x: 540, y: 60 });
    expect(state().notices).toEqual([]);
    commands.changeScenario({ spacing: 60 });
    commands.changeScenario({ columns: 4 });
    expect((state().scenario.sites as unknown[])[3]).toEqual({ x: 300, y: 60 });
    commands.changeScenario({ columns: 3 });
    // Two now stand at x = 240: one of them came to the border.
    expect(state().scenario.sites).toBe('grid');
    expect(state().notices.at(-1)!.text).toContain('stand on its grid');
  });

  it('places: whoever is brought to the border is told about', () => {
    const sites = [
      { x: 60, y: 60 },
      { x: 290, y: 150 },
    ];
    const { commands, state } = open(0);
    commands.changeScenario({ rows: 3, columns: 5, sites });
    commands.changeScenario({ columns: 2 });
    expect(state().scenario.sites).toEqual([
      { x: 60, y: 60 },
      { x: 180, y: 150 },
    ]);
    expect(state().notices.at(-1)!.text).toContain('moved to its border');
  });
});

function presetState(id: string): Partial<AppState> {
  const { id: preset, ...configuration } = findPreset(id)!;
  return { preset, ...configuration };
}

// One step of a visitor who tries everything, allowed or not.
const grid = fc.record(
  {
    rows: fc.integer({ min: 0, max: 11 }),
    columns: fc.integer({ min: 0, max: 11 }),
    spacing: fc.constantFrom(5, 10, 60, 90, 500),
    margin: fc.constantFrom(-1, 0, 20, 60, 300),
    linkRadius: fc.constantFrom(10, 72, 86, 1000),
    levels: fc.oneof(
      fc.integer({ min: 1, max: 7 }),
      fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 2, maxLength: 9 }),
    ),
    zones: fc.oneof(
      fc.constant('parity'),
      fc.array(fc.constantFrom(...ZONES), { minLength: 4, maxLength: 9 }),
    ),
    sites: fc.oneof(
      fc.constantFrom('grid', 'moon', 3, null),
      fc.array(fc.record({ x: fc.nat(300), y: fc.nat(300) }), { maxLength: 9 }),
    ),
    kind: fc.constantFrom('paper', 'released'),
    demandScale: fc.constantFrom(0, 1, 2, 9),
    priceMinimum: fc.constantFrom(0, 30, 100),
    priceMaximum: fc.constantFrom(20, 40, 100),
    surgeFactor: fc.constantFrom(1, 3),
    userDensity: fc.constantFrom(10, 52, 1000),
    fault: fc.constantFrom('kept', 'fixed'),
    nonsense: fc.constant(1),
  },
  { requiredKeys: [] },
);
// A few fields at a time, as controls change them.
const fewOf = (change: Record<string, unknown>) =>
  fc.subarray(Object.entries(change), { maxLength: 3 }).map(Object.fromEntries);
type Step = (commands: Commands, train: (slots: number) => void) => void;
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: grid.chain(fewOf).map(
      (change): Step =>
        (commands) => {
          commands.changeScenario(change);
        },
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record(
        {
          jitter: fc.constantFrom(0, 0.5, 3),
          batchSize: fc.constantFrom(16, 32),
          hidden: fc.constantFrom([8], [8, 32, 8], []),
          episodes: fc.constantFrom(100, 1500),
        },
        { requiredKeys: [] },
      )
      .map(
        (change): Step =>
          (commands) => {
            commands.changeLearner(change);
          },
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ gamma: fc.constantFrom(0, 5, 10), anchor: fc.constantFrom('own', 'owners') })
      .map(
        (change): Step =>
          (commands) => {
            commands.changeOrchestration(change);
          },
      ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...PRESET_IDS, 'none').map(
      (id): Step =>
        (c) =>
          c.startPreset(id),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -1, max: 3 }).map(
      (seed): Step =>
        (c) =>
          void c.setSeed(seed),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((c) => c.restart()) },
  { weight: 1, arbitrary: fc.constant<Step>((c) => c.discardDraft()) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 50).map(
      (slots): Step =>
        (_, train) =>
          train(slots),
    ),
  },
);

/** The fields of a running run that only a new run changes. */
function fixedPart({ scenario, learner, seed }: Draft) {
  const fixed = (values: object, fields: ReadonlyMap<string, { applies: string }>) =>
    Object.entries(values).filter(([name]) => fields.get(name)?.applies === 'restart');
  return JSON.stringify([
    scenario.kind,
    fixed(scenario, scenarioFields(scenario.kind)),
    fixed(learner, learnerFields()),
    seed,
  ]);
}

function expectValid(run: Draft): void {
  const { scenario, learner, orchestration } = run;
  expect(parseScenario(scenario)).toEqual(scenario);
  expect(parseLearner(learner)).toEqual(learner);
  expect(parseOrchestration(orchestration)).toEqual(orchestration);
  expect(() => buildLayout(scenario as Scenario, learner)).not.toThrow();
  expect(run.preset).toBe(presetNameOf(run));
}

it('whatever is tried: what runs keeps its fixed part, both stay valid, and the draft is what starts', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 25 }), (steps) => {
      const { commands, state, train, says } = open();
      for (const step of steps) {
        const before = runningOf(state());
        const atStake = (state().training.summary?.trainedSlots ?? 0) > 0;
        step(commands, train);
        if (atStake) expect(fixedPart(runningOf(state()))).toBe(fixedPart(before));
        expectValid(runningOf(state()));
        expectValid(configured(state()));
        if (state().draft) expect(says().length).toBeGreaterThan(0);
        else expect(configured(state())).toEqual(runningOf(state()));
      }
      const drafted = configured(state());
      commands.startDraft();
      expect(state().draft).toBeNull();
      expect(runningOf(state())).toEqual(drafted);
      expect(state().city.manualDecisions).toHaveLength(serverCount(drafted.scenario));
    }),
    { numRuns: 300 },
  );
});

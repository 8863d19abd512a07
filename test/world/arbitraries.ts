/** Random scenarios and decisions for properties of the world. */
import fc from 'fast-check';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import {
  OFFLOADING_POLICIES,
  parseScenario,
  type Scenario,
  ZONES,
} from '../../src/world/scenario.ts';

const grids = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .filter(([rows, columns]) => rows * columns > 1);

/** Mostly the usual value, now and then an extreme. */
const mostly = <T>(usual: T, ...extremes: T[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...extremes) },
  );

function common([rows, columns]: readonly [number, number]) {
  const count = rows * columns;
  return {
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    spacing: fc.integer({ min: 20, max: 120 }),
    margin: fc.integer({ min: 0, max: 90 }),
    coverageRadius: fc.integer({ min: 20, max: 150 }),
    linkRadius: fc.constantFrom(10, 72, 86, 1000),
    levels: fc.oneof(
      fc.integer({ min: 2, max: 6 }),
      fc.array(fc.integer({ min: 2, max: 6 }), { minLength: count, maxLength: count }),
    ),
    slotsPerDay: fc.constantFrom(24, 48, 100, 144),
    zones: fc.oneof(
      fc.constantFrom('parity', 'released'),
      fc.array(fc.constantFrom(...ZONES), { minLength: count, maxLength: count }),
    ),
    demand: fc.constantFrom('paper', 'released'),
    demandScale: mostly(1, 0, 0.3, 5),
    spectrumDeviation: mostly(6, 0, 50),
  };
}

const paper = grids.chain((grid) =>
  fc.record({
    kind: fc.constant('paper'),
    ...common(grid),
    userDensity: mostly(52, 0, 5, 150),
    leaveProbability: mostly(0.15, 0, 1),
    walkDeviation: mostly(20, 0, 200),
    offloading: fc.constantFrom(...OFFLOADING_POLICIES),
    offloadingTemperature: mostly(0.5, 0.05, 5),
    cloudDelay: mostly(5, 0.1, 60),
    transmissionDelayMaximum: mostly(4, 0.1, 60),
    queue: fc.constantFrom('mm1', 'constantRate'),
    serviceRate: mostly(120, 1, 1000),
    admission: mostly(0.9, 0.05, 0.99),
  }),
);
const released = grids.chain((grid) =>
  fc.record({
    kind: fc.constant('released'),
    ...common(grid),
    usersPerServer: mostly(7.5, 0, 1, 30),
    fault: fc.constantFrom('fixed', 'kept'),
    serviceRate: mostly(40, 1, 300),
  }),
);

export const anyPaper: fc.Arbitrary<Scenario> = paper.map(parseScenario);
export const anyReleased: fc.Arbitrary<Scenario> = released.map(parseScenario);
export const anyScenario = fc.oneof(anyPaper, anyReleased);

/** A seed, and numbers from 0 to 1 that `decisionsFrom` turns into decisions. */
export const anySeed = fc.integer({ min: 0, max: 4_294_967_295 });
// Not fc.double: most doubles from 0 to 1 are next to 0, and nobody would ever rent.
export const anyChances = fc.array(
  fc.integer({ min: 0, max: 999 }).map((number) => number / 1000),
  { minLength: 1, maxLength: 40 },
);

/** Decisions of slot `slot`, by going round a list of numbers from 0 to 1. */
export function decisionsFrom(
  levels: readonly number[],
  chances: readonly number[],
  slot: number,
): Int32Array {
  return Int32Array.from(levels, (level, server) =>
    Math.floor(level * chances[(slot * levels.length + server) % chances.length]!),
  );
}

/** An environment just reset. */
export function started(scenario: Scenario, seed: number): EdgeEnvironment {
  const environment = new EdgeEnvironment(scenario);
  environment.reset(seed);
  return environment;
}

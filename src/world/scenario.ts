/**
 * Everything that can be configured about the edge system, as two schemas on one shape: `paper`
 * (our reading of the paper) and `released` (the authors' EdgeEnv.py, generalised to any grid).
 * Units stand beside the fields; what each constant does is in world/README or the paper's
 * section VI-A.
 */
import * as z from 'zod/mini';
import {
  choiceField,
  fieldsOf,
  InputError,
  integerField,
  numberField,
  parse,
  structureField,
} from '../schema.ts';

export const ZONES = ['residential', 'school', 'commercial', 'public'] as const;
export type Zone = (typeof ZONES)[number];
/** Expected tasks of one user in one slot, by zone and hour of the day (24 values each). */
export type DemandTable = Readonly<Record<Zone, readonly number[]>>;

export const SCENARIO_KINDS = ['paper', 'released'] as const;
export type ScenarioKind = (typeof SCENARIO_KINDS)[number];

export const MAXIMUM_LEVELS = 6;
/** A scenario that expects more users than this is refused: a slot would take seconds. */
export const MAXIMUM_USERS = 50_000;

export const MAXIMUM_SERVERS = 100;
/** Two servers stand at least this far apart, m. */
export const LEAST_DISTANCE = 1;

/** Where one server stands, m from the left and upper border of the area. */
export interface Site {
  readonly x: number;
  readonly y: number;
}

/** What one server's price of a unit is drawn from, before any surge. */
export interface PriceRange {
  readonly minimum: number;
  readonly maximum: number;
}

const LARGEST_PRICE = 200;

const levelsAllowed = 'a whole number from 2 to 6, or a list of one such number a server';
const zonesAllowed = `parity | released | a list of one zone a cell of the grid (${ZONES.join(', ')})`;
const hours = z.array(z.number().check(z.minimum(0), z.maximum(100))).check(z.length(24));
const demandAllowed =
  'paper | released | an object with 24 numbers from 0 to 100 for each of residential, school, commercial and public';

const sitesAllowed = `grid | a list of 2 to ${MAXIMUM_SERVERS} places {x, y} inside the area, in m, at least ${LEAST_DISTANCE} m apart`;

function siteField() {
  const place = z.number().check(z.minimum(0));
  const site = z.strictObject({ x: place, y: place });
  const list = z.array(site).check(z.minLength(2), z.maxLength(MAXIMUM_SERVERS));
  return structureField(z.union([z.literal('grid'), list]), 'grid', {
    group: 'grid',
    applies: 'restart',
    allowed: sitesAllowed,
  });
}

function levelField() {
  const level = z.int().check(z.minimum(2), z.maximum(MAXIMUM_LEVELS));
  return structureField(z.union([level, z.array(level)]), 3, {
    group: 'grid',
    applies: 'restart',
    allowed: levelsAllowed,
  });
}

const rangesAllowed = `shared | a list of one price range {minimum, maximum} a server, 0 to ${LARGEST_PRICE}, the minimum not above the maximum`;

function rangeField() {
  const price = z.number().check(z.minimum(0), z.maximum(LARGEST_PRICE));
  const range = z.strictObject({ minimum: price, maximum: price });
  return structureField(z.union([z.literal('shared'), z.array(range)]), 'shared', {
    group: 'market',
    applies: 'nextSlot',
    allowed: rangesAllowed,
  });
}

const idsAllowed =
  'order | {ids, next}: one whole number a server, ascending, and the first one that was never used';

function idField() {
  const id = z.int().check(z.minimum(0), z.maximum(1_000_000));
  const given = z.strictObject({ ids: z.array(id), next: id });
  return structureField(z.union([z.literal('order'), given]), 'order', {
    group: 'grid',
    applies: 'restart',
    allowed: idsAllowed,
  });
}

function zoneField(initial: 'parity' | 'released') {
  return structureField(
    z.union([z.enum(['parity', 'released']), z.array(z.enum(ZONES))]),
    initial,
    { group: 'demand', applies: 'nextSlot', allowed: zonesAllowed },
  );
}

function demandField(initial: ScenarioKind) {
  const table = z.strictObject({
    residential: hours,
    school: hours,
    commercial: hours,
    public: hours,
  });
  return structureField(z.union([z.enum(SCENARIO_KINDS), table]), initial, {
    group: 'demand',
    applies: 'nextSlot',
    allowed: demandAllowed,
  });
}

/** First in every file. */
const identity = {
  format: z._default(z.literal('n2o-scenario', { error: 'n2o-scenario' }), 'n2o-scenario'),
  version: z._default(z.literal(1, { error: '1' }), 1),
};

/** The fields that both scenarios have, with the defaults that differ handed in. */
function commonFields(defaults: {
  spacing: number;
  margin: number;
  coverageRadius: number;
  linkRadius: number;
  slotsPerDay: number;
  zones: 'parity' | 'released';
  demand: ScenarioKind;
  priceMinimum: number;
  priceMaximum: number;
  spectrumMinimum: number;
}) {
  const grid = { group: 'grid', applies: 'restart' } as const;
  const market = { group: 'market', applies: 'nextSlot' } as const;
  const radio = { group: 'radio', applies: 'nextSlot' } as const;
  return {
    rows: integerField(2, { ...grid, minimum: 1, maximum: 10 }),
    columns: integerField(2, { ...grid, minimum: 1, maximum: 10 }),
    /** Distance between neighbouring servers along an axis. */
    spacing: numberField(defaults.spacing, { ...grid, minimum: 10, maximum: 500, unit: 'm' }),
    /** Distance from the outermost servers to the border of the area. */
    margin: numberField(defaults.margin, { ...grid, minimum: 0, maximum: 500, unit: 'm' }),
    /** A user can offload to the servers within this distance. */
    coverageRadius: numberField(defaults.coverageRadius, {
      ...grid,
      minimum: 5,
      maximum: 1000,
      unit: 'm',
    }),
    /** Servers within this distance of each other are neighbours. */
    linkRadius: numberField(defaults.linkRadius, {
      ...grid,
      minimum: 5,
      maximum: 1000,
      unit: 'm',
    }),
    /** Where the servers stand: one in the middle of every cell of the grid, or anywhere. */
    sites: siteField(),
    /** Who the servers are: their places in the list, or ids that go with them for good. */
    serverIds: idField(),
    /** K_n: server n rents 0..K_n - 1 units. */
    levels: levelField(),
    slotsPerDay: integerField(defaults.slotsPerDay, {
      group: 'time',
      applies: 'restart',
      minimum: 24,
      maximum: 1440,
    }),
    zones: zoneField(defaults.zones),
    demand: demandField(defaults.demand),
    /** Multiplies every entry of the demand table. */
    demandScale: numberField(1, {
      group: 'demand',
      applies: 'nextSlot',
      minimum: 0,
      maximum: 5,
      step: 0.05,
    }),
    priceMinimum: numberField(defaults.priceMinimum, {
      ...market,
      minimum: 0,
      maximum: LARGEST_PRICE,
    }),
    priceMaximum: numberField(defaults.priceMaximum, {
      ...market,
      minimum: 0,
      maximum: LARGEST_PRICE,
    }),
    /** One range for all servers, from priceMinimum to priceMaximum, or each server's own. */
    priceRanges: rangeField(),
    /** Hours between which prices are multiplied; past midnight where the end is before the start. */
    surgeStart: integerField(17, { ...market, minimum: 0, maximum: 24, unit: 'h' }),
    surgeEnd: integerField(21, { ...market, minimum: 0, maximum: 24, unit: 'h' }),
    /** Factor of every price between these hours; 1 for no surge. */
    surgeFactor: numberField(1, { ...market, minimum: 0, maximum: 10, step: 0.1 }),
    spectrumMean: numberField(20, { ...radio, minimum: 1, maximum: 200, unit: 'MHz' }),
    spectrumDeviation: numberField(6, { ...radio, minimum: 0, maximum: 50, unit: 'MHz' }),
    spectrumMinimum: numberField(defaults.spectrumMinimum, {
      ...radio,
      minimum: 0.1,
      maximum: 100,
      unit: 'MHz',
    }),
  };
}

const users = { group: 'users', applies: 'nextSlot' } as const;
const radio = { group: 'radio', applies: 'nextSlot' } as const;
const computing = { group: 'computing', applies: 'nextSlot' } as const;
const offloadingGroup = { group: 'offloading', applies: 'nextSlot' } as const;
const reward = { group: 'reward', applies: 'nextSlot' } as const;

export const OFFLOADING_POLICIES = ['softMin', 'hardMin', 'nearest', 'sticky'] as const;

/** Our reading of the paper: a world that never ends, with walking users and an M/M/1 queue. */
export const paperSchema = z.strictObject({
  ...identity,
  kind: z._default(z.literal('paper', { error: 'paper' }), 'paper'),
  ...commonFields({
    spacing: 60,
    margin: 60,
    coverageRadius: 85,
    linkRadius: 72,
    slotsPerDay: 144,
    zones: 'parity',
    demand: 'paper',
    priceMinimum: 20,
    priceMaximum: 40,
    spectrumMinimum: 6,
  }),
  /** Expected users on 180 m x 180 m (32,400 square metres). */
  userDensity: numberField(52, { ...users, minimum: 0, maximum: 1000, step: 1 }),
  /** Probability that a user leaves in a slot; as many are expected to appear. */
  leaveProbability: numberField(0.15, { ...users, minimum: 0, maximum: 1, step: 0.01 }),
  /** Standard deviation of a user's step in a slot, per axis. */
  walkDeviation: numberField(20, { ...users, minimum: 0, maximum: 200, unit: 'm' }),
  /** Size of a task, sent over the radio link. */
  taskSize: numberField(8, { ...radio, minimum: 0.1, maximum: 100, unit: 'Mbit' }),
  /** Mean signal-to-noise ratio at 60 m. */
  referenceSnr: numberField(100, { ...radio, minimum: 0.1, maximum: 10000 }),
  transmissionDelayMaximum: numberField(4, { ...radio, minimum: 0.1, maximum: 60, unit: 's' }),
  offloading: choiceField(OFFLOADING_POLICIES, 'softMin', offloadingGroup),
  /** Temperature of the soft-min split over servers and cloud. */
  offloadingTemperature: numberField(0.5, {
    ...offloadingGroup,
    minimum: 0.05,
    maximum: 5,
    unit: 's',
    step: 0.05,
  }),
  /** Delay of a task that the cloud processes. */
  cloudDelay: numberField(5, { ...offloadingGroup, minimum: 0.1, maximum: 60, unit: 's' }),
  queue: choiceField(['mm1', 'constantRate'], 'mm1', computing),
  /** Tasks that one rented unit can process in a slot. */
  serviceRate: numberField(120, { ...computing, minimum: 1, maximum: 5000, unit: 'tasks/slot' }),
  /** Share of the rented capacity that is admitted at most. */
  admission: numberField(0.9, { ...computing, minimum: 0.05, maximum: 0.99, step: 0.01 }),
  /** Time that one unit needs for one task, and the estimate that a server starts with. */
  unitDelay: numberField(0.3, { ...computing, minimum: 0.01, maximum: 10, unit: 's' }),
  /** Weight of the newest experience in the delay estimate of a rented server. */
  estimateWeight: numberField(0.5, { ...computing, minimum: 0, maximum: 1, step: 0.05 }),
  /** Rate at which the estimate of a server that is not rented returns to the unit delay. */
  estimateRecovery: numberField(0.3, { ...computing, minimum: 0, maximum: 1, step: 0.05 }),
  /** Worth of one second saved on one task. */
  valueOfDelay: numberField(0.3, { ...reward, minimum: 0, maximum: 10, step: 0.01 }),
});

/** The authors' released environment: one-hour slots, users drawn afresh, days that end. */
export const releasedSchema = z.strictObject({
  ...identity,
  kind: z.literal('released', { error: 'released' }),
  ...commonFields({
    spacing: 30,
    margin: 30,
    coverageRadius: 43,
    linkRadius: 36,
    slotsPerDay: 24,
    zones: 'released',
    demand: 'released',
    priceMinimum: 0,
    priceMaximum: 40,
    spectrumMinimum: 1,
  }),
  /** Expected users in the area, for each server. */
  usersPerServer: numberField(7.5, { ...users, minimum: 0, maximum: 500 }),
  /** The released test whether a server is rented reads server 0's decision (kept) or its own (fixed). */
  fault: choiceField(['fixed', 'kept'], 'fixed', computing),
  /** Tasks that one rented unit can process in a slot. */
  serviceRate: numberField(40, { ...computing, minimum: 1, maximum: 5000, unit: 'tasks/slot' }),
  /** Factor of the whole reward. */
  rewardScale: numberField(0.1, { ...reward, minimum: 0, maximum: 10 }),
  /** Worth of a task before its delay is taken off. */
  taskValue: numberField(5, { ...reward, minimum: 0, maximum: 100 }),
  /** What one unit of delay takes off the worth of a task. */
  delayWeight: numberField(0.7, { ...reward, minimum: 0, maximum: 100 }),
});

export type PaperScenario = Readonly<z.infer<typeof paperSchema>>;
export type ReleasedScenario = Readonly<z.infer<typeof releasedSchema>>;
export type Scenario = PaperScenario | ReleasedScenario;

/** N, the number of edge servers. */
export function serverCount({ rows, columns, sites }: ServerPlaces): number {
  return sites === 'grid' ? rows * columns : sites.length;
}

/** What the number of servers depends on. */
type ServerPlaces = Pick<Scenario, 'rows' | 'columns' | 'sites'>;

/** K_n for every server: the list as given, or the one number repeated. */
export function levelsOf(scenario: ServerPlaces & Pick<Scenario, 'levels'>): number[] {
  const { levels } = scenario;
  return typeof levels === 'number'
    ? Array.from({ length: serverCount(scenario) }, () => levels)
    : [...levels];
}

/** The range of every server's prices: each its own, or the shared one repeated. */
export function priceRangesOf(
  scenario: ServerPlaces & Pick<Scenario, 'priceRanges' | 'priceMinimum' | 'priceMaximum'>,
): PriceRange[] {
  const { priceRanges, priceMinimum: minimum, priceMaximum: maximum } = scenario;
  return priceRanges === 'shared'
    ? Array.from({ length: serverCount(scenario) }, () => ({ minimum, maximum }))
    : [...priceRanges];
}

/** Schema of a kind of scenario. */
export function schemaOf(kind: ScenarioKind) {
  return kind === 'released' ? releasedSchema : paperSchema;
}

/** Fields of a kind of scenario with their units, ranges and the time they take effect. */
export function scenarioFields(kind: ScenarioKind) {
  return fieldsOf(schemaOf(kind));
}

/**
 * Checks a scenario, fills in the defaults of its kind, and checks what no single field can tell:
 * at least two servers inside the area, one level a server, one zone a cell, an ordered price range.
 *
 * @throws InputError naming the field, its value and what is allowed
 */
export function parseScenario(value: unknown): Scenario {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind ?? 'paper';
  if (kind !== 'paper' && kind !== 'released') {
    throw new InputError('scenario.kind', kind, SCENARIO_KINDS.join(' | '));
  }
  const scenario: Scenario =
    kind === 'paper'
      ? parse(paperSchema, value, 'scenario')
      : parse(releasedSchema, value, 'scenario');
  const count = serverCount(scenario);
  if (count < 2) {
    throw new InputError('scenario.columns', scenario.columns, '2 to 10 where there is one row');
  }
  checkIds(scenario, count);
  checkLength('levels', scenario.levels, count, 'server');
  checkLength('zones', scenario.zones, scenario.rows * scenario.columns, 'cell of the grid');
  checkSites(scenario);
  if (scenario.priceMaximum < scenario.priceMinimum) {
    throw new InputError(
      'scenario.priceMaximum',
      scenario.priceMaximum,
      `a number from priceMinimum (${scenario.priceMinimum}) to 200`,
    );
  }
  checkPriceRanges(scenario, count);
  checkPopulation(scenario);
  return scenario;
}

function checkLength(field: string, list: unknown, count: number, each: string): void {
  if (!Array.isArray(list) || list.length === count) return;
  throw new InputError(`scenario.${field}`, list, `a list of ${count}, one a ${each}`);
}

function checkIds({ serverIds }: Scenario, count: number): void {
  if (serverIds === 'order') return;
  const { ids, next } = serverIds;
  const isAscending = ids.every((id, place) => place === 0 || ids[place - 1]! < id);
  if (ids.length === count && isAscending && ids.at(-1)! < next) return;
  const allowed = `${count} ascending ids, one a server, all below next`;
  throw new InputError('scenario.serverIds', serverIds, allowed);
}

function checkPriceRanges({ priceRanges }: Scenario, count: number): void {
  if (priceRanges === 'shared') return;
  checkLength('priceRanges', priceRanges, count, 'server');
  priceRanges.forEach(({ minimum, maximum }, server) => {
    if (minimum <= maximum) return;
    const allowed = `a number from its minimum (${minimum}) to ${LARGEST_PRICE}`;
    throw new InputError(`scenario.priceRanges[${server}].maximum`, maximum, allowed);
  });
}

function checkSites(scenario: Scenario): void {
  const { sites } = scenario;
  if (sites === 'grid') return;
  const { width, height } = extent(scenario);
  sites.forEach((site, server) => {
    const field = `scenario.sites[${server}]`;
    if (site.x > width || site.y > height) {
      throw new InputError(field, site, `x from 0 to ${width} and y from 0 to ${height} m`);
    }
    const other = sites.slice(0, server).findIndex((before) => isSamePlace(before, site));
    if (other >= 0) {
      throw new InputError(field, site, `at least ${LEAST_DISTANCE} m from server ${other}`);
    }
  });
}

function isSamePlace(one: Site, other: Site): boolean {
  const dx = one.x - other.x;
  const dy = one.y - other.y;
  return dx * dx + dy * dy < LEAST_DISTANCE * LEAST_DISTANCE;
}

/** Area on which `userDensity` users are expected, square metres (that of the default grid). */
const REFERENCE_AREA = 32_400;

/** Width and height of the area, m. */
export function extent(grid: Pick<Scenario, 'rows' | 'columns' | 'spacing' | 'margin'>): {
  readonly width: number;
  readonly height: number;
} {
  return {
    width: 2 * grid.margin + (grid.columns - 1) * grid.spacing,
    height: 2 * grid.margin + (grid.rows - 1) * grid.spacing,
  };
}

/** Expected users in the whole area. */
export function expectedUsers(scenario: Scenario): number {
  if (scenario.kind === 'released') return scenario.usersPerServer * serverCount(scenario);
  const { width, height } = extent(scenario);
  return (scenario.userDensity * width * height) / REFERENCE_AREA;
}

function checkPopulation(scenario: Scenario): void {
  const users = expectedUsers(scenario);
  if (users <= MAXIMUM_USERS) return;
  const [field, value] =
    scenario.kind === 'released'
      ? ['usersPerServer', scenario.usersPerServer]
      : ['userDensity', scenario.userDensity];
  const most = Math.floor((value * MAXIMUM_USERS) / users);
  const allowed = `a number from 0 to ${most} on this grid (${MAXIMUM_USERS} expected users)`;
  throw new InputError(`scenario.${field}`, value, allowed);
}

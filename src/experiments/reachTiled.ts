/**
 * What N2O's duals cost and come to as the system grows: trained networks tiled onto grids that are
 * too large to train, with duals that reach everywhere and duals that end after some hops.
 */
import type { LocalNetworks } from '../learning/network.ts';
import { type NetworkAccelerator, networkProblem } from '../learning/networkProblem.ts';
import { DecisionTables } from '../orchestration/decisionTables.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { certifiedBound } from '../orchestration/upperBound.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import type { Scenario } from '../world/scenario.ts';
import { problemAt } from './policies.ts';
import type { ReachProgress, SeededNetworks, SeedMean } from './reach.ts';
import { REGIMES, type Reached, type ReachKey, reachOf } from './reachPolicies.ts';
import { halfInterval, mean } from './statistics.ts';
import { tileNetworks, tileObservations } from './tiling.ts';

/** N2O by horizon, and what it is measured against. */
export const TILED_KEYS = [
  'n2o',
  'n2oAuto',
  'n2oHop3',
  'n2oHop2',
  'n2oHop1',
  'n2oHop1Sweep',
  'maxPlusLean',
] as const satisfies readonly ReachKey[];
type TiledKey = (typeof TILED_KEYS)[number];

export interface TiledRequest {
  /** Of the trained grid: 4-connected, 3 x 3 or larger. */
  readonly scenario: Scenario;
  readonly trained: readonly SeededNetworks[];
  /** Servers on each side of the square grids. */
  readonly sides: readonly number[];
  /** Slots of each grid. */
  readonly slots: number;
  /** Of the held-out world. */
  readonly seed: number;
  readonly accelerator: NetworkAccelerator | null;
  /** A clock in milliseconds. */
  readonly now: () => number;
}

/** One method on one size. */
export interface TiledRow {
  readonly servers: number;
  readonly policy: TiledKey;
  /** Sum of all Q_n as a share of the bound on P2. */
  readonly objectiveShare: SeedMean;
  /** What a server sends in an iteration, on average. */
  readonly bytesPerIteration: number;
  /** In a whole slot, on average. */
  readonly bytesPerServer: number;
  /** Time of one decision on this machine, all servers one after the other, for one server. */
  readonly millisecondsPerServer: number;
}

/** Slots from one day to the next: the copies of the trained grid see the same time of day. */
const daysApart = (scenario: Scenario, slot: number) => scenario.slotsPerDay * slot;
/** Most days that copies are taken from. */
const MOST_DAYS = 9;

export function* measureTiled(
  request: TiledRequest,
): Generator<ReachProgress, readonly TiledRow[], void> {
  const { trained, sides, slots } = request;
  const cells = sides.map(() => TILED_KEYS.map(() => new Cell(trained.length)));
  for (const [s, { seed, networks }] of trained.entries()) {
    const days = yield* observationsOf(request, seed, networks);
    for (const [g, side] of sides.entries()) {
      for (let slot = 0; slot < slots; slot += 1) {
        yield { phase: 'evaluation', seed, done: g * slots + slot, total: sides.length * slots };
        const problem = tiledProblem(request, networks, days[slot]!, side);
        const tables = new DecisionTables(problem.objectives);
        const runs = TILED_KEYS.map((key) => {
          const from = request.now();
          const reached = reachOf(key, problem, tables, REGIMES[0]!, slot);
          return { ...reached, milliseconds: request.now() - from };
        });
        const start = runs.at(-1)!.decision;
        const { upper } = certifiedBound(tables, start, {
          steps: 60,
          groupEntries: 3e4,
          tolerance: 1e-4,
        });
        runs.forEach((run, k) => {
          cells[g]![k]!.add(s, tables.objective(run.decision), upper, run);
        });
      }
    }
  }
  return sides.flatMap((side, g) =>
    TILED_KEYS.map((policy, k) => {
      const cell = cells[g]![k]!;
      const servers = side * side;
      const terms = trained.length * slots * servers;
      return {
        servers,
        policy,
        objectiveShare: cell.share(),
        bytesPerIteration: cell.iterationBytes / terms,
        bytesPerServer: cell.bytes / terms,
        millisecondsPerServer: cell.milliseconds / terms,
      };
    }),
  );
}

/** Sums of one method on one size. */
class Cell {
  bytes = 0;
  iterationBytes = 0;
  milliseconds = 0;
  readonly #objective: Float64Array;
  readonly #upper: Float64Array;

  constructor(seeds: number) {
    this.#objective = new Float64Array(seeds);
    this.#upper = new Float64Array(seeds);
  }

  add(
    seed: number,
    objective: number,
    upper: number,
    run: Reached & { readonly milliseconds: number },
  ): void {
    this.#objective[seed]! += objective;
    this.#upper[seed]! += upper;
    this.bytes += run.bytes;
    this.iterationBytes += run.iterationBytes;
    this.milliseconds += run.milliseconds;
  }

  share(): SeedMean {
    const values = Array.from(this.#objective, (sum, s) => sum / this.#upper[s]!);
    return { mean: mean(values), halfInterval: halfInterval(values), values };
  }
}

/** By slot: observations of the trained grid at its time of day, on several days. */
function* observationsOf(
  { scenario, slots, seed: world, accelerator }: TiledRequest,
  seed: number,
  networks: LocalNetworks,
): Generator<ReachProgress, readonly Float64Array[][], void> {
  const environment = new EdgeEnvironment(scenario);
  environment.reset(world);
  const stride = Math.max(1, Math.floor(scenario.slotsPerDay / slots));
  const found = Array.from({ length: slots }, (): Float64Array[] => []);
  const total = daysApart(scenario, MOST_DAYS);
  for (let slot = 0; slot < total; slot += 1) {
    if (slot % scenario.slotsPerDay === 0) yield { phase: 'evaluation', seed, done: slot, total };
    const place = (slot % scenario.slotsPerDay) / stride;
    if (Number.isInteger(place) && place < slots) found[place]!.push(environment.observations);
    const problem = problemAt(environment, networks, accelerator);
    const tables = new DecisionTables(problem.objectives);
    const { truncations } = environment.step(
      reachOf('maxPlus5', problem, tables, REGIMES[0]!, slot).decision,
    );
    if (truncations[0] === 1) environment.reset();
  }
  return found;
}

function tiledProblem(
  { scenario, accelerator }: TiledRequest,
  networks: LocalNetworks,
  days: readonly Float64Array[],
  side: number,
): OrchestrationProblem {
  const tiling = tileNetworks(networks, scenario, { rows: side, columns: side });
  const graph = { ids: tiling.networks.agents.map(({ id }) => id), links: tiling.links };
  return networkProblem(graph, tiling.networks, tileObservations(tiling, days), accelerator);
}

/**
 * Where the Q-networks of an N2O run come from: the city's training, a file, or quadratics in which
 * everything is known. Pure: parsed content in, what a run needs out.
 */
import type { NetworksContent } from '../learning/networksFile.ts';
import { parseObservations } from '../learning/observationsFile.ts';
import type { Link } from '../orchestration/problem.ts';
import { type Scenario, serverCount, type Zone } from '../world/scenario.ts';
import { buildTopology } from '../world/topology.ts';
import { toldBy } from './openedFile.ts';
import type { QuadraticOptions } from './sourceOptions.ts';

/** Networks from a file, with what the file says of the city that they are for. */
export interface OpenedNetworks {
  /** Of the file. */
  readonly name: string;
  readonly content: Pick<NetworksContent, 'networks' | 'links'>;
  /** Null where the file does not say which city it is for. */
  readonly scenario: Scenario | null;
  /** One row an agent, row-major; null where no file of observations was opened with it. */
  readonly observations: { readonly name: string; readonly values: Float64Array } | null;
}

export type ProblemSource =
  | { readonly kind: 'training' }
  | ({ readonly kind: 'networks' } & OpenedNetworks)
  | { readonly kind: 'quadratic'; readonly options: QuadraticOptions };

/**
 * Where the observations of a file's networks come from: a file, the slot that the city shows, the
 * first slot of a day in the city that the file is for, or numbers drawn from 0 to 1.
 */
export type ObservationOrigin = 'file' | 'city' | 'ownCity' | 'drawn';

/** What a run was about, for whoever looks at it. */
export type TraceSource =
  | { readonly kind: 'training' }
  | {
      readonly kind: 'networks';
      readonly name: string;
      readonly observations: ObservationOrigin;
      /** Of the file of observations, where there is one. */
      readonly observationsName: string | null;
    }
  | { readonly kind: 'quadratic'; readonly options: QuadraticOptions };

/** Where the LSMs of a problem stand, in metres, in the order of their indices. */
export interface ProblemLayout {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The zone that each stands in; null where there is no city around them. */
  readonly zones: readonly Zone[] | null;
}

/**
 * The networks of a file as a source; what the file says of its city and cannot be used is told.
 *
 * @param content what `parseNetworks` made of it
 */
export function openedNetworks(
  content: NetworksContent,
  name: string,
): { readonly opened: OpenedNetworks; readonly doubts: readonly Error[] } {
  const { networks, links } = content;
  const { scenario, doubts } = toldBy(content);
  const fits = scenario !== null && serverCount(scenario) === networks.agents.length;
  const opened = {
    name,
    content: { networks, links },
    scenario: fits ? scenario : null,
    observations: null,
  };
  return { opened, doubts: doubts.filter(({ field: path }) => path.includes('.scenario')) };
}

/**
 * The same networks at these observations.
 *
 * @param data parsed JSON of the form n2o-observations
 * @throws InputError with the path of what is wrong in it, or does not fit the networks
 */
export function withObservations(
  opened: OpenedNetworks,
  data: unknown,
  name: string,
): OpenedNetworks {
  const { agents, observationSize } = opened.content.networks;
  const values = parseObservations(data, agents.length, observationSize);
  return { ...opened, observations: { name, values } };
}

/** Where the servers of a city stand. */
export function cityLayout(scenario: Scenario): ProblemLayout {
  const { count, rows, columns, width, height, x, y, zones } = buildTopology(scenario);
  return { count, rows, columns, width, height, x, y, zones };
}

/** Where the agents of a file stand: as in the city that it is for, else on a near-square grid. */
export function networksLayout({ content, scenario }: OpenedNetworks): ProblemLayout {
  const { agents } = content.networks;
  const count = agents.length;
  if (!scenario || agents.some(({ id }) => id < 0 || id >= count)) return gridLayout(count);
  const city = cityLayout(scenario);
  const inOrder = (values: Float64Array) => Float64Array.from(agents, ({ id }) => values[id]!);
  return {
    ...city,
    x: inOrder(city.x),
    y: inOrder(city.y),
    zones: agents.map(({ id }) => city.zones![id]!),
  };
}

/** Distance between neighbours of a grid that stands in no city, and around it; m, as in the paper. */
const SPACING = 60;

/** Row by row on a grid without a city: near-square, unless its columns are given. */
export function gridLayout(count: number, columns = Math.ceil(Math.sqrt(count))): ProblemLayout {
  const rows = Math.ceil(count / columns);
  const along = (cell: (n: number) => number) =>
    Float64Array.from({ length: count }, (_, n) => (cell(n) + 1) * SPACING);
  return {
    count,
    rows,
    columns,
    width: (columns + 1) * SPACING,
    height: (rows + 1) * SPACING,
    x: along((n) => n % columns),
    y: along((n) => Math.floor(n / columns)),
    zones: null,
  };
}

/** Pairs of neighbours in the four directions of a grid, by index, the smaller first. */
export function gridNeighbours(rows: number, columns: number): Link[] {
  const links: Link[] = [];
  for (let n = 0; n < rows * columns; n++) {
    if ((n + 1) % columns !== 0) links.push([n, n + 1]);
    if (n + columns < rows * columns) links.push([n, n + columns]);
  }
  return links;
}

/** The decisions that each Q_n depends on: its own and those at the other ends of its links. */
export function scopesOf(count: number, links: readonly Link[]): number[][] {
  const scopes = Array.from({ length: count }, (_, n) => [n]);
  for (const [one, other] of links) {
    scopes[one]!.push(other);
    scopes[other]!.push(one);
  }
  return scopes.map(([own, ...others]) => [own!, ...others.sort((a, b) => a - b)]);
}

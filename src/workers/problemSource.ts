/** P2 of a request, wherever its Q-networks come from, and where its LSMs stand. */
import { buildLayout, networksFromWeights } from '../learning/layout.ts';
import { type NetworkAccelerator, networkProblem } from '../learning/networkProblem.ts';
import type { OrchestrationProblem } from '../orchestration/problem.ts';
import { quadraticObjectives } from '../orchestration/quadratic.ts';
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import {
  cityLayout,
  gridLayout,
  gridNeighbours,
  networksLayout,
  type ObservationOrigin,
  type OpenedNetworks,
  type ProblemLayout,
  scopesOf,
  type TraceSource,
} from '../session/problemSource.ts';
import { citySeed } from '../session/setup.ts';
import type { QuadraticOptions } from '../session/sourceOptions.ts';
import { EdgeEnvironment } from '../world/environment.ts';
import { idsOf } from '../world/servers.ts';
import { buildTopology } from '../world/topology.ts';
import type { OrchestrationRequest } from './protocol.ts';

export interface SourcedProblem {
  /** With the links of the city or of the file. */
  readonly problem: OrchestrationProblem;
  readonly layout: ProblemLayout;
  readonly source: TraceSource;
}

/**
 * What the request is about.
 *
 * @throws InputError where the observations do not fit the networks
 */
export function sourcedProblem(
  request: OrchestrationRequest,
  accelerator: NetworkAccelerator | null,
): SourcedProblem {
  const { source } = request;
  if (source?.kind === 'networks') return ofFile(request, source, accelerator);
  if (source?.kind === 'quadratic') return ofQuadratics(source.options);
  return ofTraining(request, accelerator);
}

/** The city's networks on the observations of its slot. */
function ofTraining(
  { setup, snapshot }: OrchestrationRequest,
  accelerator: NetworkAccelerator | null,
): SourcedProblem {
  const layout = buildLayout(setup.scenario, setup.learner);
  const networks = networksFromWeights(layout, snapshot.weights.weights);
  const { links } = buildTopology(setup.scenario);
  const ids = idsOf(setup.scenario);
  return {
    problem: networkProblem({ ids, links }, networks, snapshot.observations, accelerator),
    layout: cityLayout(setup.scenario),
    source: { kind: 'training' },
  };
}

/** A file's networks on a file's observations, or on what stands in for them. */
function ofFile(
  request: OrchestrationRequest,
  opened: OpenedNetworks,
  accelerator: NetworkAccelerator | null,
): SourcedProblem {
  const { networks, links } = opened.content;
  const { values, origin } = observationsFor(request, opened);
  const ids = networks.agents.map(({ id }) => id);
  return {
    problem: networkProblem({ ids, links }, networks, values, accelerator),
    layout: networksLayout(opened),
    source: {
      kind: 'networks',
      name: opened.name,
      observations: origin,
      observationsName: opened.observations?.name ?? null,
    },
  };
}

/**
 * Where no observations were opened: those of the city's slot where the networks are for this city;
 * else those of a slot of the city that the file is for; else numbers drawn from 0 to 1. The slot of
 * the request keys what is drawn.
 */
function observationsFor(
  { setup, snapshot }: OrchestrationRequest,
  { content, scenario, observations }: OpenedNetworks,
): { readonly values: Float64Array; readonly origin: ObservationOrigin } {
  if (observations) return { values: observations.values, origin: 'file' };
  const { agents, observationSize } = content.networks;
  const count = agents.length * observationSize;
  const ordered = (rows: Float64Array) => inOrderOfAgents(rows, agents, observationSize);
  const isHere = scenario === null || isSame(scenario, setup.scenario);
  if (isHere && snapshot.observations.length === count) {
    return { values: ordered(snapshot.observations), origin: 'city' };
  }
  if (scenario) {
    const environment = new EdgeEnvironment(scenario);
    environment.reset(citySeed(setup.seed + snapshot.slot));
    if (environment.observations.length === count) {
      return { values: ordered(environment.observations), origin: 'ownCity' };
    }
  }
  const stream = new RandomStream(setup.seed, 'observations', snapshot.slot);
  return { values: Float64Array.from({ length: count }, () => stream.uniform()), origin: 'drawn' };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Rows of a city are in order of its servers' ids, those of a file in that of its agents. */
function inOrderOfAgents(
  rows: Float64Array,
  agents: readonly { readonly id: number }[],
  size: number,
): Float64Array {
  if (agents.some(({ id }) => id < 0 || id >= agents.length)) return rows;
  const ordered = new Float64Array(rows.length);
  agents.forEach(({ id }, n) => {
    ordered.set(rows.subarray(id * size, (id + 1) * size), n * size);
  });
  return ordered;
}

/** Quadratics drawn by their seed, on the grid of their options. */
function ofQuadratics(options: QuadraticOptions): SourcedProblem {
  const { rows, columns, levels, curvature, coupling, seed } = options;
  const count = rows * columns;
  const links = gridNeighbours(rows, columns);
  const objectives = quadraticObjectives({
    seed,
    curvature,
    coupling,
    levels: new Array<number>(count).fill(levels),
    scopes: scopesOf(count, links),
  });
  return {
    problem: { ids: objectives.map((_, n) => n), objectives, links },
    layout: gridLayout(count, columns),
    source: { kind: 'quadratic', options },
  };
}

/**
 * Checks a joint decision of a problem: one whole level an LSM.
 *
 * @throws InputError naming the server
 */
export function checkDecisions(
  { ids, objectives }: Pick<OrchestrationProblem, 'ids' | 'objectives'>,
  decisions: readonly number[],
): void {
  if (decisions.length !== ids.length) {
    throw new InputError('decisions', decisions.length, `${ids.length}, one a server`);
  }
  objectives.forEach(({ levels }, n) => {
    const level = decisions[n]!;
    if (!Number.isInteger(level) || level < 0 || level >= levels[0]!) {
      const allowed = `a whole number from 0 to ${levels[0]! - 1}`;
      throw new InputError(`decisions[${n}]`, level, allowed);
    }
  });
}

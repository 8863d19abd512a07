/**
 * The form in which Q-networks travel between tools (`n2o-networks`, version 1). Strict: wrong
 * shapes and unknown fields are refused with the path of the field; `extra` is kept and ignored.
 */
import * as z from 'zod/mini';
import type { Link } from '../orchestration/problem.ts';
import { InputError, parse } from '../schema.ts';
import { MAXIMUM_LEVELS } from '../world/scenario.ts';
import { ACTIVATIONS } from './configuration.ts';
import type { DenseLayer } from './denseLayer.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';

/** Networks as read from a file, with the links over which their LSMs exchange messages. */
export interface NetworksContent {
  readonly networks: LocalNetworks;
  /** As indices into `networks.agents`, the smaller first, ascending. */
  readonly links: readonly Link[];
  readonly extra?: Readonly<Record<string, unknown>>;
}

const finite = z.number({ error: 'a finite number' });
const id = z.int({ error: 'a whole number' });
const levels = z
  .int({ error: `a whole number from 2 to ${MAXIMUM_LEVELS}` })
  .check(
    z.minimum(2, { error: `a whole number from 2 to ${MAXIMUM_LEVELS}` }),
    z.maximum(MAXIMUM_LEVELS, { error: `a whole number from 2 to ${MAXIMUM_LEVELS}` }),
  );
function list<T extends z.ZodMiniType>(item: T, allowed: string) {
  return z.array(item, { error: allowed });
}
function nonEmptyList<T extends z.ZodMiniType>(item: T, allowed: string) {
  return list(item, allowed).check(z.minLength(1, { error: allowed }));
}
const numbers = list(finite, 'a list of numbers');

export const layerSchema = z.strictObject(
  {
    weights: nonEmptyList(numbers, 'a list of rows, one an input, each with one number an output'),
    biases: nonEmptyList(finite, 'a list of numbers, one an output'),
  },
  { error: 'an object with weights and biases' },
);
const agentSchema = z.strictObject(
  {
    id,
    levels,
    neighbours: list(id, 'a list of ids'),
    decisionScales: list(finite, 'a list of numbers, one for itself and one a neighbour'),
    layers: nonEmptyList(layerSchema, 'a list of layers, the output layer last'),
  },
  { error: 'an object with id, levels, neighbours, decisionScales and layers' },
);
const pairAllowed = 'a pair of ids, the smaller first';
const fileSchema = z.strictObject(
  {
    format: z.literal('n2o-networks', { error: 'n2o-networks' }),
    version: z.literal(1, { error: '1' }),
    activation: z.enum(ACTIVATIONS, { error: ACTIVATIONS.join(' | ') }),
    observationSize: z
      .int({ error: 'a whole number from 1' })
      .check(z.minimum(1, { error: 'a whole number from 1' })),
    valueScale: finite,
    agents: nonEmptyList(agentSchema, 'a list of agents'),
    links: z.optional(
      list(
        list(id, pairAllowed).check(z.length(2, { error: pairAllowed })),
        'a list of pairs of ids',
      ),
    ),
    extra: z.optional(z.looseObject({}, { error: 'an object' })),
  },
  { error: 'an object of the form n2o-networks' },
);
type NetworksData = z.infer<typeof fileSchema>;
type AgentData = NetworksData['agents'][number];

/**
 * Reads networks from parsed JSON. Neighbours may be one-sided (Q_n may depend on a decision whose
 * LSM does not depend on n's); links, which go both ways, are by default all pairs agent-neighbour.
 *
 * @throws InputError with the path of the field, e.g. `networks.agents[2].layers[0].weights[3]`
 */
export function parseNetworks(value: unknown): NetworksContent {
  const data = parse(fileSchema, value, 'networks');
  const indices = new Map<number, number>();
  data.agents.forEach((agent, n) => {
    if (indices.has(agent.id)) {
      throw new InputError(`networks.agents[${n}].id`, agent.id, 'an id that no other agent has');
    }
    indices.set(agent.id, n);
  });
  const agents = data.agents.map((agent, n) => readAgent(agent, n, data, indices));
  const { activation, observationSize, valueScale, extra } = data;
  const networks = { activation, observationSize, valueScale, agents };
  const links = data.links ? readLinks(data.links, indices) : neighbourLinks(agents);
  return { networks, links, ...(extra ? { extra } : {}) };
}

/** @throws InputError where levels enter one-hot: forms of files hold one number a level */
export function checkScaled({
  agents,
}: {
  readonly agents: readonly Pick<LocalNetwork, 'oneHot'>[];
}): void {
  if (!agents.some(({ oneHot }) => oneHot)) return;
  const allowed = '"scaled": this form of file holds one number a level; a checkpoint holds both';
  throw new InputError('learner.decisionInput', 'oneHot', allowed);
}

/**
 * Networks as JSON data that `parseNetworks` reads back exactly.
 *
 * @throws InputError where levels enter one-hot
 */
export function networksFile({ networks, links, extra }: NetworksContent) {
  const { activation, observationSize, valueScale, agents } = networks;
  checkScaled(networks);
  const ids = agents.map((agent) => agent.id);
  return {
    format: 'n2o-networks' as const,
    version: 1 as const,
    activation,
    observationSize,
    valueScale,
    agents: agents.map(({ id, scope, levels, decisionScales, layers }) => ({
      id,
      levels: levels[0]!,
      neighbours: scope.slice(1).map((member) => ids[member]!),
      decisionScales: [...decisionScales],
      layers: layers.map(writeLayer),
    })),
    links: links.map(([m, n]) => [ids[m]!, ids[n]!].sort((a, b) => a - b)),
    ...(extra ? { extra } : {}),
  };
}

/** Every pair agent-neighbour once, as indices. */
export function neighbourLinks(agents: readonly Pick<LocalNetwork, 'scope'>[]): Link[] {
  const links: Link[] = [];
  agents.forEach(({ scope }, n) => {
    for (const member of scope.slice(1)) {
      const oneSided = !agents[member]!.scope.includes(n);
      if (n < member || oneSided) links.push([Math.min(n, member), Math.max(n, member)]);
    }
  });
  return links.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function readAgent(
  agent: AgentData,
  n: number,
  { agents, observationSize }: NetworksData,
  indices: ReadonlyMap<number, number>,
): LocalNetwork {
  const path = `networks.agents[${n}]`;
  const scope = [n];
  agent.neighbours.forEach((neighbour, i) => {
    const index = indices.get(neighbour);
    if (index === undefined || scope.includes(index)) {
      const allowed = 'the id of another agent, each once';
      throw new InputError(`${path}.neighbours[${i}]`, neighbour, allowed);
    }
    scope.push(index);
  });
  if (agent.decisionScales.length !== scope.length) {
    const allowed = `${scope.length} numbers, one for itself and one a neighbour`;
    throw new InputError(`${path}.decisionScales`, agent.decisionScales, allowed);
  }
  let inputs = observationSize + scope.length;
  const layers = agent.layers.map((layer, depth) => {
    const read = readLayer(layer, inputs, `${path}.layers[${depth}]`);
    inputs = read.outputs;
    return read;
  });
  if (inputs !== 1) {
    const last = `${path}.layers[${layers.length - 1}].biases`;
    throw new InputError(last, agent.layers.at(-1)!.biases, '1 number: the output layer has one');
  }
  return {
    id: agent.id,
    scope,
    levels: scope.map((member) => agents[member]!.levels),
    decisionScales: agent.decisionScales,
    layers,
  };
}

export function readLayer(
  layer: AgentData['layers'][number],
  inputs: number,
  path: string,
): DenseLayer {
  const outputs = layer.biases.length;
  if (layer.weights.length !== inputs) {
    throw new InputError(`${path}.weights`, layer.weights.length, `${inputs} rows, one an input`);
  }
  const wrong = layer.weights.findIndex((row) => row.length !== outputs);
  if (wrong >= 0) {
    const allowed = `${outputs} numbers, as many as biases`;
    throw new InputError(`${path}.weights[${wrong}]`, layer.weights[wrong], allowed);
  }
  return {
    inputs,
    outputs,
    weights: Float64Array.from(layer.weights.flat()),
    biases: Float64Array.from(layer.biases),
  };
}

export function writeLayer({ inputs, outputs, weights, biases }: DenseLayer) {
  return {
    weights: Array.from({ length: inputs }, (_, i) => [
      ...weights.subarray(i * outputs, (i + 1) * outputs),
    ]),
    biases: [...biases],
  };
}

function readLinks(pairs: readonly number[][], indices: ReadonlyMap<number, number>): Link[] {
  const seen = new Set<string>();
  const links = pairs.map((pair, i): Link => {
    const [first, second] = pair as [number, number];
    const path = `networks.links[${i}]`;
    for (const end of [0, 1] as const) {
      if (!indices.has(pair[end]!)) {
        throw new InputError(`${path}[${end}]`, pair[end], 'the id of an agent');
      }
    }
    if (first >= second) throw new InputError(path, pair, pairAllowed);
    if (seen.has(`${first} ${second}`)) throw new InputError(path, pair, 'each pair once');
    seen.add(`${first} ${second}`);
    const m = indices.get(first)!;
    const n = indices.get(second)!;
    return m < n ? [m, n] : [n, m];
  });
  return links.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/**
 * Networks of a file as the flat weights of a learner: what has to agree for the two to mean the
 * same, and the order in which a file may list what it likes.
 */
import type { Link } from '../orchestration/problem.ts';
import { InputError } from '../schema.ts';
import { type LearnerConfiguration, parseLearner } from './configuration.ts';
import type { AgentLayout, WeightLayout } from './layout.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';
import { observationSizeOf } from './networkObservations.ts';
import { checkScaled, neighbourLinks } from './networksFile.ts';

/**
 * A learner's configuration with the hidden widths, the activation and the value scale of networks.
 *
 * @throws InputError with the path in the file where no learner has such networks
 */
export function learnerOf(
  networks: LocalNetworks,
  learner: LearnerConfiguration,
): LearnerConfiguration {
  const { agents, activation, valueScale } = networks;
  // Of any other size there is no learner here: the layout says so when the weights are taken.
  const observes =
    networks.observationSize === observationSizeOf('itself') ? 'itself' : 'withNeighbours';
  const isAlone = agents.length > 1 && agents.every(({ scope }) => scope.length === 1);
  const method = isAlone && learner.method === 'vdn' ? 'vdn' : 'maDql';
  const hidden = hiddenOf(agents[0]!);
  agents.forEach((agent, n) => {
    const own = hiddenOf(agent);
    if (own.join() === hidden.join()) return;
    throw new InputError(layersOf(n), own, `hidden widths of ${hidden}, as the first agent has`);
  });
  try {
    const decisionInput = 'scaled';
    const found = { method, hidden, activation, valueScale, observes, decisionInput };
    return parseLearner({ ...learner, ...found });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { field, value, allowed } = error;
    if (field.startsWith('learner.hidden')) {
      throw new InputError(layersOf(0), hidden, `as hidden widths ${allowed}`);
    }
    throw new InputError(field.replace(/^learner\./, 'networks.'), value, allowed);
  }
}

/**
 * The networks in the flat layout. Neighbours may be listed in another order and levels be scaled
 * otherwise: the weights are rearranged so that every Q_n stays the function that it is (bit for bit
 * where the file is one of ours).
 *
 * @param links over which the LSMs of the file exchange messages, as indices
 * @throws InputError with the path in the file where servers, levels, neighbours or links differ
 */
export function weightsOf(
  layout: WeightLayout,
  networks: LocalNetworks,
  links: readonly Link[],
): Float64Array {
  checkScaled(layout);
  const { agents, observationSize } = networks;
  if (agents.length !== layout.agents.length) {
    const allowed = `${layout.agents.length} agents, one a server`;
    throw new InputError('networks.agents', agents.length, allowed);
  }
  if (observationSize !== layout.observationSize) {
    const allowed = String(layout.observationSize);
    throw new InputError('networks.observationSize', observationSize, allowed);
  }
  const ids = agents.map(({ id }) => id);
  agents.forEach((agent, n) => {
    checkScope(agent, layout.agents[n]!, n, ids);
  });
  checkLinks(neighbourLinks(layout.agents), links, ids);
  const weights = new Float64Array(layout.length);
  agents.forEach((agent, n) => {
    write(agent, layout.agents[n]!, observationSize, weights);
  });
  return weights;
}

function hiddenOf({ layers }: LocalNetwork): number[] {
  return layers.slice(0, -1).map(({ outputs }) => outputs);
}

function layersOf(agent: number): string {
  return `networks.agents[${agent}].layers`;
}

function checkScope(
  agent: LocalNetwork,
  wanted: AgentLayout,
  n: number,
  ids: readonly number[],
): void {
  const path = `networks.agents[${n}]`;
  if (agent.levels[0] !== wanted.levels[0]) {
    throw new InputError(`${path}.levels`, agent.levels[0], String(wanted.levels[0]));
  }
  const others = (scope: readonly number[]) => scope.slice(1).map((member) => ids[member]!);
  const [found, expected] = [others(agent.scope), others(wanted.scope)];
  if (ascending(found).join() !== ascending(expected).join()) {
    const allowed = expected.length > 0 ? `the ids ${expected.join(', ')}` : 'none';
    throw new InputError(`${path}.neighbours`, found, allowed);
  }
}

function checkLinks(wanted: readonly Link[], found: readonly Link[], ids: readonly number[]): void {
  const text = (links: readonly Link[]) =>
    links.map(([one, other]) => `${ids[one]}-${ids[other]}`).join(', ');
  if (text(wanted) === text(found)) return;
  throw new InputError('networks.links', text(found), `the links of the city: ${text(wanted)}`);
}

/** Writes one network, its decision inputs in the layout's order and scale. */
function write(
  agent: LocalNetwork,
  { scope, decisionScales, layers }: AgentLayout,
  observationSize: number,
  weights: Float64Array,
): void {
  layers.forEach(({ outputs, weightsOffset, biasesOffset }, depth) => {
    const layer = agent.layers[depth]!;
    weights.set(layer.weights, weightsOffset);
    weights.set(layer.biases, biasesOffset);
    if (depth > 0) return;
    scope.forEach((member, place) => {
      const from = agent.scope.indexOf(member);
      const scale = agent.decisionScales[from]! / decisionScales[place]!;
      const row = (observationSize + from) * outputs;
      const target = weightsOffset + (observationSize + place) * outputs;
      for (let j = 0; j < outputs; j += 1) weights[target + j] = layer.weights[row + j]! * scale;
    });
  });
}

function ascending(ids: readonly number[]): number[] {
  return [...ids].sort((a, b) => a - b);
}

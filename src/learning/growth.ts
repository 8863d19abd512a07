/**
 * What becomes of Q-networks when servers come and go. An LSM whose scope stays keeps every number.
 * Where the scope changes, the first layer keeps the rows that still have an input (observation, own
 * level, neighbours that stay) and draws those of new neighbours; nothing else changes.
 */
import { RandomStream } from '../random.ts';
import { decisionRows } from './decisionInput.ts';
import type { EngineState } from './engine.ts';
import { initialWeights } from './initialisation.ts';
import type { AgentLayout, WeightLayout } from './layout.ts';

/** A layout and the ids of its servers, in its order. */
export interface Generation {
  readonly layout: WeightLayout;
  readonly ids: readonly number[];
}

/** What became of the LSMs, by id. */
export interface GrowthReport {
  readonly joined: readonly number[];
  readonly left: readonly number[];
  /** With new or fewer inputs. */
  readonly changed: readonly number[];
  /** Bit for bit as before. */
  readonly untouched: readonly number[];
}

/** Ids of the servers of an LSM's scope: itself, then its neighbours. */
function scopeIds({ scope }: AgentLayout, ids: readonly number[]): number[] {
  return scope.map((place) => ids[place]!);
}

function hasSameScope(one: AgentLayout, before: Generation, other: AgentLayout, after: Generation) {
  const was = scopeIds(one, before.ids);
  const is = scopeIds(other, after.ids);
  return (
    was.length === is.length &&
    was.every((id, i) => id === is[i] && one.levels[i] === other.levels[i])
  );
}

/** What a change of servers means for every LSM. */
export function growthReport(before: Generation, after: Generation): GrowthReport {
  const stay = after.ids.filter((id) => before.ids.includes(id));
  const isSame = (id: number) =>
    hasSameScope(agentOf(before, id), before, agentOf(after, id), after);
  return {
    joined: after.ids.filter((id) => !before.ids.includes(id)),
    left: before.ids.filter((id) => !after.ids.includes(id)),
    changed: stay.filter((id) => !isSame(id)),
    untouched: stay.filter(isSame),
  };
}

function agentOf({ layout, ids }: Generation, id: number): AgentLayout {
  return layout.agents[ids.indexOf(id)]!;
}

/** Weights in the layout after the change. New ones depend on the seed and the ids alone. */
export function grownWeights(
  before: Generation,
  after: Generation,
  weights: Float64Array,
  seed: number,
): Float64Array {
  const grown = freshWeights(before, after, seed);
  carry(before, after, weights, grown);
  return grown;
}

/**
 * An engine's whole state after the change: target networks follow as the networks do, and the
 * moments of what is new are 0. The count of updates is everybody's and goes on.
 */
export function grownState(
  before: Generation,
  after: Generation,
  state: EngineState,
  seed: number,
): EngineState {
  const fresh = freshWeights(before, after, seed);
  const grown = (numbers: Float64Array, start: Float64Array) => {
    carry(before, after, numbers, start);
    return start;
  };
  return {
    weights: grown(state.weights, fresh.slice()),
    targetWeights: grown(state.targetWeights, fresh.slice()),
    firstMoments: grown(state.firstMoments, new Float64Array(fresh.length)),
    secondMoments: grown(state.secondMoments, new Float64Array(fresh.length)),
    updates: state.updates,
  };
}

/** First weights of every LSM, with the rows of joining neighbours from streams of their own. */
function freshWeights(before: Generation, after: Generation, seed: number): Float64Array {
  const { layout, ids } = after;
  const weights = initialWeights(layout, seed);
  layout.agents.forEach((agent, place) => {
    const own = ids[place]!;
    if (!before.ids.includes(own)) return;
    const [first] = agent.layers;
    const { inputs, outputs, weightsOffset } = first!;
    const bound = Math.sqrt((layout.activation === 'tanh' ? 3 : 6) / inputs);
    scopeRows(agent, layout.observationSize).forEach(({ start, count }, member) => {
      const neighbour = ids[agent.scope[member]!]!;
      // One stream a pair: who else comes or goes does not matter.
      const stream = new RandomStream(seed, 'newInputs', own * 65_537 + neighbour);
      for (let i = 0; i < count * outputs; i += 1) {
        weights[weightsOffset + start * outputs + i] = bound * (2 * stream.uniform() - 1);
      }
    });
  });
  return weights;
}

/** Copies everything that still has a place, for the LSMs of both generations. */
function carry(before: Generation, after: Generation, from: Float64Array, to: Float64Array) {
  after.layout.agents.forEach((agent, place) => {
    const formerPlace = before.ids.indexOf(after.ids[place]!);
    if (formerPlace < 0) return;
    const former = before.layout.agents[formerPlace]!;
    agent.layers.forEach((layer, depth) => {
      const old = former.layers[depth]!;
      const copy = (source: number, target: number, length: number) =>
        to.set(from.subarray(source, source + length), target);
      copy(old.biasesOffset, layer.biasesOffset, layer.outputs);
      if (depth > 0) {
        copy(old.weightsOffset, layer.weightsOffset, layer.inputs * layer.outputs);
        return;
      }
      const { observationSize } = after.layout;
      copy(old.weightsOffset, layer.weightsOffset, observationSize * layer.outputs);
      const rows = scopeRows(former, observationSize);
      const wasIn = scopeIds(former, before.ids);
      scopeRows(agent, observationSize).forEach(({ start, count }, member) => {
        const was = rows[wasIn.indexOf(after.ids[agent.scope[member]!]!)];
        if (!was || was.count !== count) return;
        const [source, target] = [was.start, start].map((row) => row * layer.outputs);
        copy(old.weightsOffset + source!, layer.weightsOffset + target!, count * layer.outputs);
      });
    });
  });
}

/** Rows of the first layer behind each member of the scope: one, or one a level where one-hot. */
function scopeRows(agent: AgentLayout, observationSize: number) {
  return decisionRows(agent).map((row, member) => {
    return { start: observationSize + row, count: agent.oneHot ? agent.levels[member]! : 1 };
  });
}

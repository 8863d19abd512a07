/** LSMs whose networks have the same shape: they are stacked and trained as one. */

import type { Minibatch } from '../../engine.ts';
import type { AgentLayout, LayerLayout, WeightLayout } from '../../layout.ts';

/** A members stacked in the order of the servers. */
export interface AgentGroup {
  /** Indices of the LSMs. */
  readonly members: readonly number[];
  /** K of each member of the scope, alike for all LSMs of the group. */
  readonly levels: readonly number[];
  readonly decisionScales: readonly number[];
  /** Offsets from the beginning of one LSM's parameters. */
  readonly layers: readonly LayerLayout[];
  /** Parameters of one LSM. */
  readonly length: number;
  /** Where each LSM's parameters stand in the flat layout. */
  readonly offsets: readonly number[];
}

/** Groups by the levels of the scope; all networks of a layout have the same hidden layers. */
export function agentGroups({ agents }: WeightLayout): AgentGroup[] {
  const byShape = new Map<string, number[]>();
  agents.forEach(({ levels }, index) => {
    const key = levels.join();
    byShape.set(key, [...(byShape.get(key) ?? []), index]);
  });
  return [...byShape.values()].map((members) => {
    const first = agents[members[0]!] as AgentLayout;
    return {
      members,
      levels: first.levels,
      decisionScales: first.decisionScales,
      layers: first.layers.map((layer) => ({
        ...layer,
        weightsOffset: layer.weightsOffset - first.offset,
        biasesOffset: layer.biasesOffset - first.offset,
      })),
      length: first.length,
      offsets: members.map((index) => agents[index]!.offset),
    };
  });
}

/** A group's parameters out of a flat array: A x length, in single precision. */
export function stacked({ offsets, length }: AgentGroup, flat: Float64Array): Float32Array {
  const out = new Float32Array(offsets.length * length);
  offsets.forEach((offset, row) => {
    out.set(flat.subarray(offset, offset + length), row * length);
  });
  return out;
}

/** Puts a group's parameters back to where they stand in a flat array. */
export function unstack(group: AgentGroup, rows: Float32Array, flat: Float64Array): void {
  const { offsets, length } = group;
  offsets.forEach((offset, row) => {
    flat.set(rows.subarray(row * length, (row + 1) * length), offset);
  });
}

/** The minibatches of a group, ready for its networks; a column of ones stands for the biases. */
export interface GroupBatch {
  readonly size: number;
  /** A x size x (observations + scope + 1). */
  readonly inputs: Float32Array;
  /** A x size, in network units. */
  readonly rewards: Float32Array;
  /** A x size x (observations + 1). */
  readonly nextObservations: Float32Array;
}

export function groupBatch(
  group: AgentGroup,
  batches: readonly Minibatch[],
  { observationSize, valueScale }: WeightLayout,
): GroupBatch {
  const { members, decisionScales } = group;
  const size = batches[members[0]!]!.size;
  const scope = decisionScales.length;
  const width = observationSize + scope + 1;
  const nextWidth = observationSize + 1;
  const inputs = new Float32Array(members.length * size * width).fill(1);
  const rewards = new Float32Array(members.length * size);
  const nextObservations = new Float32Array(members.length * size * nextWidth).fill(1);
  members.forEach((index, row) => {
    const batch = batches[index]!;
    for (let sample = 0; sample < size; sample += 1) {
      const place = row * size + sample;
      const from = sample * observationSize;
      for (let i = 0; i < observationSize; i += 1) {
        inputs[place * width + i] = batch.observations[from + i]!;
        nextObservations[place * nextWidth + i] = batch.nextObservations[from + i]!;
      }
      for (let i = 0; i < scope; i += 1) {
        inputs[place * width + observationSize + i] =
          batch.decisions[sample * scope + i]! * decisionScales[i]!;
      }
      rewards[place] = batch.rewards[sample]! / valueScale;
    }
  });
  return { size, inputs, rewards, nextObservations };
}

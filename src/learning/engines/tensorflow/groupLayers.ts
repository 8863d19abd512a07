/** Layers of stacked networks, as they stand in the flat parameters. */
import { reshape, slice, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { AgentGroup } from './agentGroups.ts';

/**
 * One layer out of a group's parameters (A x length): A x (inputs + 1) x outputs. In the flat
 * layout the biases follow their weights, so they are the row that a column of ones picks up.
 */
export function layerMatrix(parameters: Tensor2D, group: AgentGroup, depth: number): Tensor3D {
  const { inputs, outputs, weightsOffset } = group.layers[depth]!;
  const agents = group.members.length;
  const flat = slice(parameters, [0, weightsOffset], [agents, (inputs + 1) * outputs]);
  return reshape(flat, [agents, inputs + 1, outputs]);
}

/** How steep a Q-network with one-hot levels can be, from the norms of its layers: certified, loose. */
import { slopeRange } from './activationBounds.ts';
import { decisionRows } from './decisionInput.ts';
import type { LocalNetwork, LocalNetworks } from './network.ts';

/** Covers the rounding of the sums below. */
const OUTWARD = 1 + 1e-9;

/**
 * No gradient over the scope's levels is longer, in reward units a level. With d the slopes of the
 * first layer's sums, the slope along a member is d' (w_(k+1) - w_k) on the piece from level k on:
 * at most |d| times the longest such difference; |d| is at most the product of the later layers'
 * Frobenius norms and of the activation's largest slopes.
 */
export function longestSlope(
  { layers, levels, oneHot }: LocalNetwork,
  { activation, observationSize, valueScale }: LocalNetworks,
): number {
  const { least, most } = slopeRange(activation);
  const steepest = Math.max(-least, most);
  const behind = layers.slice(1).reduce((product, { weights }) => {
    return product * steepest * Math.sqrt(weights.reduce((sum, each) => sum + each * each, 0));
  }, valueScale);
  const { outputs, weights } = layers[0]!;
  const rows = decisionRows({ levels, ...(oneHot ? { oneHot } : {}) });
  let squares = 0;
  levels.forEach((count, member) => {
    let longest = 0;
    for (let level = 0; level + 1 < count; level += 1) {
      const row = observationSize + rows[member]! + level;
      let square = 0;
      for (let unit = 0; unit < outputs; unit += 1) {
        const difference = weights[(row + 1) * outputs + unit]! - weights[row * outputs + unit]!;
        square += difference * difference;
      }
      longest = Math.max(longest, square);
    }
    squares += longest;
  });
  return OUTWARD * behind * Math.sqrt(squares);
}

/** Random Q-networks and observations for tests. */
import type { Activation } from '../../src/learning/configuration.ts';
import { RandomStream } from '../../src/random.ts';
import { gridLinks, scopesOf } from './objectives.ts';

export interface NetworksJson {
  format: string;
  version: number;
  activation: string;
  observationSize: number;
  valueScale: number;
  agents: {
    id: number;
    levels: number;
    neighbours: number[];
    decisionScales: number[];
    layers: { weights: number[][]; biases: number[] }[];
  }[];
  links?: number[][];
  extra?: Record<string, unknown>;
}

/** Networks on a grid as file data: mixed levels, ids in no order, each link's ends neighbours. */
export function randomNetworks(
  seed: number,
  rows: number,
  columns: number,
  activation: Activation = 'algebraicSilu',
  hidden: readonly number[] = [8, 32, 8],
): NetworksJson {
  const stream = new RandomStream(seed, 'initialisation');
  const count = rows * columns;
  const ids = Array.from({ length: count }, (_, n) => ((n * 7 + 3) % count) * 11 + 5);
  const levels = ids.map(() => 2 + stream.integer(3));
  const scopes = scopesOf(count, gridLinks(rows, columns));
  return {
    format: 'n2o-networks',
    version: 1,
    activation,
    observationSize: 5,
    valueScale: 30,
    agents: ids.map((id, n) => {
      const scope = scopes[n]!;
      const widths = [5 + scope.length, ...hidden, 1];
      return {
        id,
        levels: levels[n]!,
        neighbours: scope.slice(1).map((member) => ids[member]!),
        decisionScales: scope.map((member) => 1 / (levels[member]! - 1)),
        layers: widths.slice(1).map((outputs, depth) => {
          const bound = Math.sqrt(6 / widths[depth]!);
          const draw = (limit: number) => (2 * stream.uniform() - 1) * limit;
          return {
            weights: Array.from({ length: widths[depth]! }, () =>
              Array.from({ length: outputs }, () => draw(bound)),
            ),
            biases: Array.from({ length: outputs }, () => draw(0.3)),
          };
        }),
      };
    }),
  };
}

/** One row of five numbers from 0 to 1 for each of `count` agents, as file data. */
export function randomObservations(seed: number, count: number) {
  const stream = new RandomStream(seed, 'users');
  return {
    format: 'n2o-observations',
    version: 1,
    observations: Array.from({ length: count }, () =>
      Array.from({ length: 5 }, () => stream.uniform()),
    ),
  };
}

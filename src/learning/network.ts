/** Local Q-networks as plain data. Engines train them on the flat layout of layout.ts. */
import type { Activation } from './configuration.ts';
import type { DenseLayer } from './denseLayer.ts';

/**
 * Q_n of one LSM. Inputs, in this order: the observation, its own level, its neighbours' levels;
 * the i-th level enters as level * decisionScales[i], or one-hot. One output.
 */
export interface LocalNetwork {
  /** Id of the server. */
  readonly id: number;
  /** Indices (0..N-1) of the decisions it depends on: its own first, then neighbours ascending. */
  readonly scope: readonly number[];
  /** K of each member of the scope. */
  readonly levels: readonly number[];
  readonly decisionScales: readonly number[];
  /** Levels enter as K inputs each instead of one number; scales have no meaning then. */
  readonly oneHot?: true;
  /** Hidden layers, then the output layer; weights as [input][output], row-major. */
  readonly layers: readonly DenseLayer[];
}

/** The Q-networks of all LSMs. */
export interface LocalNetworks {
  /** After every layer but the last. */
  readonly activation: Activation;
  /** Numbers in one LSM's observation. */
  readonly observationSize: number;
  /** Network outputs times this are in reward units. */
  readonly valueScale: number;
  /** In the order of the servers' indices. */
  readonly agents: readonly LocalNetwork[];
}

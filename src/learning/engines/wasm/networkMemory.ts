/**
 * Q-networks laid out for the kernels of orchestration: the counterpart of assembly/network.ts and
 * of `Run` in assembly/iteration.ts. One layout serves all slots of the same networks.
 */
import { LARGEST_VALUE } from '../../../orchestration/objective.ts';
import { jointDecisions } from '../../../orchestration/problem.ts';
import { splitScope } from '../../jointValues.ts';
import type { LocalNetwork, LocalNetworks } from '../../network.ts';
import { Arena } from './arena.ts';
import type { Kernels } from './kernels.ts';

const NETWORK_BYTES = 92;
const LAYER_FIELDS = 8;
const RUN_BYTES = 52;

/** Bytes of this many float64, on whole vectors. */
const wholeRow = (count: number) => 16 * Math.ceil(count / 2);
/** Columns of a table's tail. */
const columnsOf = (count: number) => 4 * Math.ceil(count / 4);

/** Where one LSM's network stands. */
interface NetworkPlaces {
  readonly network: LocalNetwork;
  readonly place: number;
  readonly layersPlace: number;
  readonly levels: number;
  readonly scope: number;
  readonly scales: number;
  readonly observation: number;
  readonly base: number;
  readonly layers: readonly LayerPlaces[];
}

interface LayerPlaces {
  readonly weights: number;
  readonly biases: number;
  readonly transposed: number;
}

/** Room that all LSMs use in turn. */
interface Scratch {
  readonly alpha: number;
  readonly gradient: number;
  readonly inputs: number;
  readonly zeros: number;
  readonly shifted: number;
  readonly tail: number;
  readonly blockA: number;
  readonly blockB: number;
  /** Of each depth: values, slopes and errors. */
  readonly layers: readonly (readonly [number, number, number])[];
}

export class NetworkMemory {
  readonly networks: LocalNetworks;
  /** Entries of W that there is room for. */
  readonly entryRoom: number;
  readonly run: number;
  /** The two matrices of duals, as places and as views. */
  readonly dualPlaces: readonly [number, number];
  readonly duals: readonly [Float64Array, Float64Array];
  readonly anchors: Float64Array;
  readonly gradients: Float64Array;
  readonly copies: Float64Array;
  readonly columnStart: Int32Array;
  readonly row: Int32Array;
  readonly weight: Float64Array;
  /** Of the LSM in turn: levels asked for, and the gradient there. */
  readonly alpha: Float64Array;
  readonly gradient: Float64Array;
  readonly #kernels: Kernels;
  readonly #places: readonly NetworkPlaces[];
  readonly #scratch: Scratch;
  readonly #tablePlace: number;
  readonly #numbers: Float64Array;
  readonly #runScale: Float64Array;

  /**
   * Lays the networks out over whatever stood in the kernels' memory.
   *
   * @throws RangeError where there is not enough memory
   */
  constructor(kernels: Kernels, networks: LocalNetworks, entryRoom: number) {
    this.networks = networks;
    this.entryRoom = entryRoom;
    this.#kernels = kernels;
    const { agents, observationSize } = networks;
    const count = agents.length;
    const arena = new Arena(kernels);
    const start = arena.reserve(0);
    this.#places = agents.map((network) => reserveNetwork(network, observationSize, arena));
    this.#scratch = reserveScratch(agents, arena);
    const largest = agents.reduce((most, { levels }) => Math.max(most, jointDecisions(levels)), 0);
    this.#tablePlace = arena.reserve(8 * columnsOf(largest));
    this.run = arena.reserve(RUN_BYTES);
    const [networksPlace, columnStart] = [arena.reserve(4 * count), arena.reserve(4 * (count + 1))];
    const [row, weight] = [arena.reserve(4 * entryRoom), arena.reserve(8 * entryRoom)];
    const highest = arena.reserve(8 * count);
    const matrices = Array.from({ length: 5 }, () => arena.reserve(8 * count * count));
    const [anchors, gradients, copies] = matrices as [number, number, number];
    this.dualPlaces = [matrices[3]!, matrices[4]!];

    const buffer = arena.commit();
    // What is read beside a row is no number that stood there before: some are slow to add.
    new Uint8Array(buffer, start).fill(0);
    const matrix = (place: number) => new Float64Array(buffer, place, count * count);
    this.duals = [matrix(this.dualPlaces[0]), matrix(this.dualPlaces[1])];
    this.anchors = matrix(anchors);
    this.gradients = matrix(gradients);
    this.copies = matrix(copies);
    this.columnStart = new Int32Array(buffer, columnStart, count + 1);
    this.row = new Int32Array(buffer, row, entryRoom);
    this.weight = new Float64Array(buffer, weight, entryRoom);
    const members = Math.max(...agents.map(({ scope }) => scope.length));
    this.alpha = new Float64Array(buffer, this.#scratch.alpha, members);
    this.gradient = new Float64Array(buffer, this.#scratch.gradient, members);
    this.#numbers = new Float64Array(buffer);

    for (const places of this.#places) writeNetwork(buffer, networks, places, this.#scratch);
    this.#runScale = new Float64Array(buffer, this.run, 2);
    this.#runScale[1] = LARGEST_VALUE;
    const runFields = [count, networksPlace, columnStart, row, weight, highest];
    const fields = [...runFields, anchors, gradients, copies];
    new Int32Array(buffer, this.run + 16, fields.length).set(fields);
    const places = this.#places.map(({ place }) => place);
    new Int32Array(buffer, networksPlace, count).set(places);
    const most = agents.map(({ levels }) => levels[0]! - 1);
    new Float64Array(buffer, highest, count).set(most);
  }

  /** Takes up the weights as they are now, and the observations of a slot. */
  load(observations: Float64Array): void {
    const numbers = this.#numbers;
    const { observationSize } = this.networks;
    this.#places.forEach(({ network, place, observation, layers }, n) => {
      layers.forEach(({ weights, biases }, depth) => {
        numbers.set(network.layers[depth]!.weights, weights / 8);
        numbers.set(network.layers[depth]!.biases, biases / 8);
      });
      const first = n * observationSize;
      for (let i = 0; i < observationSize; i += 1) {
        numbers[observation / 8 + i] = observations[first + i]!;
      }
      this.#kernels.prepareNetwork(place);
    });
  }

  set gradientScale(scale: number) {
    this.#runScale[0] = scale;
  }

  /** Q_n at `alpha`, which the caller has written; `differentiate` writes `gradient` too. */
  value(n: number): number {
    return this.#kernels.levelValue(this.#places[n]!.place);
  }

  differentiate(n: number): number {
    return this.#kernels.levelGradient(this.#places[n]!.place);
  }

  table(n: number): Float64Array {
    const { network, place } = this.#places[n]!;
    this.#kernels.decisionTable(place, this.#tablePlace);
    const first = this.#tablePlace / 8;
    return this.#numbers.slice(first, first + jointDecisions(network.levels));
  }
}

function reserveNetwork(
  network: LocalNetwork,
  observationSize: number,
  arena: Arena,
): NetworkPlaces {
  const members = network.scope.length;
  return {
    network,
    place: arena.reserve(NETWORK_BYTES),
    layersPlace: arena.reserve(4 * LAYER_FIELDS * network.layers.length),
    levels: arena.reserve(4 * members),
    scope: arena.reserve(4 * members),
    scales: arena.reserve(8 * members),
    observation: arena.reserve(8 * observationSize),
    base: arena.reserve(wholeRow(network.layers[0]!.outputs)),
    layers: network.layers.map(({ inputs, outputs }, depth) => ({
      weights: arena.reserve(8 * inputs * outputs),
      biases: arena.reserve(wholeRow(outputs)),
      transposed: arena.reserve(outputs * wholeRow(depth === 0 ? members : inputs)),
    })),
  };
}

function reserveScratch(agents: readonly LocalNetwork[], arena: Arena): Scratch {
  const most = (of: (agent: LocalNetwork) => number) => Math.max(...agents.map(of));
  const members = wholeRow(most(({ scope }) => scope.length));
  const widest = most(({ layers }) => Math.max(...layers.map(({ outputs }) => outputs)));
  const depth = most(({ layers }) => layers.length);
  const tail = most(({ levels, layers }) => {
    return layers[0]!.outputs * columnsOf(splitScope(levels).tailCount);
  });
  const row = () => arena.reserve(wholeRow(widest));
  return {
    alpha: arena.reserve(members),
    gradient: arena.reserve(members),
    inputs: arena.reserve(members),
    zeros: arena.reserve(Math.max(members, wholeRow(widest))),
    shifted: row(),
    tail: arena.reserve(8 * tail),
    blockA: arena.reserve(32 * widest),
    blockB: arena.reserve(32 * widest),
    layers: Array.from({ length: depth }, () => [row(), row(), row()] as const),
  };
}

function writeNetwork(
  buffer: ArrayBuffer,
  { activation, observationSize, valueScale }: LocalNetworks,
  places: NetworkPlaces,
  scratch: Scratch,
): void {
  const { network, place, layersPlace } = places;
  const { scope, levels, decisionScales, layers } = network;
  const { headMembers, tailCount } = splitScope(levels);
  const heads = jointDecisions(levels.slice(0, headMembers));
  const shape = [activation === 'relu' ? 1 : 0, observationSize, scope.length, headMembers, heads];
  const { alpha, gradient, inputs, zeros, shifted, tail, blockA, blockB } = scratch;
  const fields = [
    ...[...shape, tailCount, layers.length, layersPlace],
    ...[places.levels, places.scope, places.scales, places.observation, places.base],
    ...[alpha, gradient, inputs, zeros, shifted, tail, blockA, blockB],
  ];
  const layerFields = layers.flatMap(({ inputs, outputs }, depth) => {
    const { weights, biases, transposed } = places.layers[depth]!;
    return [inputs, outputs, weights, biases, transposed, ...scratch.layers[depth]!];
  });
  new Float64Array(buffer, place, 1)[0] = valueScale;
  new Int32Array(buffer, place + 8, fields.length).set(fields);
  new Int32Array(buffer, layersPlace, layerFields.length).set(layerFields);
  new Int32Array(buffer, places.levels, levels.length).set(levels);
  new Int32Array(buffer, places.scope, scope.length).set(scope);
  new Float64Array(buffer, places.scales, decisionScales.length).set(decisionScales);
}

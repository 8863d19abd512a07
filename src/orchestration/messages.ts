/**
 * What LSMs send to each other for one decision, over all links and both ways. Every number takes 8
 * bytes; a message is one transmission over one link, so that one to an LSM that is h hops away
 * counts h. A message that a failing link loses was sent, so it counts. Duals that are lost are
 * missed; everything else is sent again until it arrives, over links that fail as in the
 * iterations (by chance; cuts by hand belong to iterations).
 */
import { log } from '../elementary.ts';
import { RandomStream } from '../random.ts';
import { components, hopDistances, UNREACHABLE } from './graph.ts';
import { keptCoordinates, sharedCoordinates } from './horizon.ts';
import { transitions } from './linkProcess.ts';
import type { LocalObjective } from './objective.ts';
import type { OrchestrationOptions } from './options.ts';
import { type OrchestrationProblem, ownLevels } from './problem.ts';
import { sweepsOf } from './readOut.ts';

export const BYTES_PER_NUMBER = 8;
/** A message is given up after this many attempts (only links that never work take so many). */
const MOST_ATTEMPTS = 1000;

/** Counts of what was sent. */
export interface Traffic {
  readonly messages: number;
  readonly bytes: number;
}

type Graph = Pick<OrchestrationProblem, 'ids' | 'links'>;
type TrafficOptions = Pick<
  OrchestrationOptions,
  'anchor' | 'readOut' | 'failure' | 'linkModel' | 'burstLength' | 'seed'
>;
/** Who talks to whom, and about whom. */
type TrafficProblem = Graph & {
  readonly objectives: readonly Pick<LocalObjective, 'scope' | 'levels'>[];
};

/** One iteration of N2O: every LSM sends z_n (N numbers) to each of its links' other ends. */
export function iterationBytes({ ids, links }: Graph): number {
  return BYTES_PER_NUMBER * 2 * links.length * ids.length;
}

/** An LSM that has another one's decision in its scope, and the hops between them. */
interface Pair {
  readonly member: number;
  readonly hops: number;
}

/**
 * How often a message is sent over one link until it arrives, by one draw where links can fail: the
 * first attempt fails as any, one after a failed one as the links' model has it.
 */
export function attemptsOf(
  options: Pick<OrchestrationOptions, 'failure' | 'linkModel' | 'burstLength'>,
  retries: RandomStream,
): number {
  const { failure } = options;
  if (failure === 0) return 1;
  const draw = retries.uniform();
  if (draw >= failure) return 1;
  const [again] = transitions(options);
  if (again === 0) return 2;
  if (again === 1 || draw === 0) return MOST_ATTEMPTS;
  return Math.min(MOST_ATTEMPTS, 2 + Math.floor(log(draw / failure) / log(again)));
}

/** Counts what a run on one slot sends. What is sent again comes from a stream of its own. */
export class TrafficMeter {
  /** One iteration's duals: what both ends of a link keep, both ways. */
  readonly iteration: Traffic;
  readonly #options: TrafficOptions;
  readonly #levels: readonly number[];
  /** All pairs that a path of messages connects. */
  readonly #pairs: readonly Pair[];
  /** Links of a spanning tree, of each piece one. */
  readonly #tree: number;
  readonly #retries: RandomStream;
  #messages = 0;
  #numbers = 0;

  /** @param kept which coordinates each LSM keeps, N x N; null: all */
  constructor(
    { ids, objectives, links }: TrafficProblem,
    options: TrafficOptions,
    slot: number,
    kept: Uint8Array | null,
  ) {
    const count = ids.length;
    this.#options = options;
    this.#levels = ownLevels(objectives);
    const hops = hopDistances(count, links);
    this.#pairs = objectives.flatMap(({ scope }, n) =>
      scope
        .slice(1)
        .map((member) => ({ member, hops: hops[n * count + member]! }))
        .filter((pair) => pair.hops !== UNREACHABLE),
    );
    this.#tree = count - components(count, links).length;
    this.#retries = new RandomStream(options.seed, 'retries', slot);
    const shared = sharedCoordinates(kept, count, links);
    this.iteration = {
      messages: 2 * shared.filter((each) => each > 0).length,
      bytes: BYTES_PER_NUMBER * 2 * shared.reduce((sum, each) => sum + each, 0),
    };
  }

  /** Anchor `owners`: everyone tells its greedy level to all whose Q depends on it. */
  anchor(): Traffic {
    if (this.#options.anchor === 'owners') for (const pair of this.#pairs) this.#send(pair.hops, 1);
    return this.#take();
  }

  /**
   * Read-out `best`, an iteration: everyone tells its rounded level to all whose Q depends on it,
   * and the sum of all Q_n comes together up a spanning tree (a number over each of its links).
   */
  best(): Traffic {
    for (const pair of this.#pairs) this.#send(pair.hops, 1);
    this.#send(this.#tree, 1);
    return this.#take();
  }

  /**
   * Sweeps: first everyone tells its decision to all whose Q depends on it; in a sweep each of
   * these answers with K numbers (its Q at every level), and hears which one was taken.
   */
  sweeps(sweeps: number): Traffic {
    if (sweeps > 0) for (const pair of this.#pairs) this.#send(pair.hops, 1);
    for (let each = 0; each < sweeps; each++) {
      for (const { member, hops } of this.#pairs) {
        this.#send(hops, this.#levels[member]!);
        this.#send(hops, 1);
      }
    }
    return this.#take();
  }

  /** Sends so many numbers over so many links, over each until they arrive. */
  #send(hops: number, numbers: number): void {
    for (let hop = 0; hop < hops; hop++) {
      const attempts = attemptsOf(this.#options, this.#retries);
      this.#messages += attempts;
      this.#numbers += attempts * numbers;
    }
  }

  #take(): Traffic {
    const traffic = { messages: this.#messages, bytes: BYTES_PER_NUMBER * this.#numbers };
    this.#messages = 0;
    this.#numbers = 0;
    return traffic;
  }
}

/** What one decision of N2O sends on one slot, whatever the networks say. */
export function decisionTraffic(
  problem: TrafficProblem,
  options: OrchestrationOptions,
  slot = 0,
): Traffic {
  const scopes = problem.objectives.map(({ scope }) => scope);
  const kept = keptCoordinates(options.horizon, scopes, problem.links);
  const meter = new TrafficMeter(problem, options, slot, kept);
  const parts = [meter.anchor()];
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    parts.push(meter.iteration);
    if (options.readOut === 'best') parts.push(meter.best());
  }
  parts.push(meter.sweeps(sweepsOf(options)));
  return {
    messages: parts.reduce((sum, { messages }) => sum + messages, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

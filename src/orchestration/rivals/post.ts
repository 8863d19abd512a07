/**
 * How a rival's messages travel: over a shortest way of the message graph, hop by hop, through the
 * links as they work in an iteration. Counts what is sent, lost or not.
 */
import { RandomStream } from '../../random.ts';
import { neighboursOf } from '../graph.ts';
import { LinkProcess } from '../linkProcess.ts';
import { attemptsOf, BYTES_PER_NUMBER } from '../messages.ts';
import { buildMixing } from '../mixing.ts';
import type { OrchestrationOptions } from '../options.ts';
import type { Link } from '../problem.ts';
import type { RivalSetting } from './rival.ts';

/** What a rival of exchanges needs of its post. */
export interface Post {
  /** Begins the next iteration: other links fail. */
  next(): void;
  /** Sends numbers between two LSMs in this iteration; whether they arrived. */
  send(from: number, to: number, numbers: number): boolean;
}

/** A post that loses nothing and counts nothing. */
export const PERFECT_POST: Post = { next() {}, send: () => true };

/** The post of one rival on one slot. */
export class LinkPost implements Post {
  /** Transmissions over one link, one way, so far. */
  messages = 0;
  bytes = 0;
  readonly #process: LinkProcess;
  readonly #ways: Ways;
  readonly #failing: Uint8Array;
  readonly #retries: RandomStream;
  readonly #options: OrchestrationOptions;

  constructor({ problem, options, slot }: Pick<RivalSetting, 'problem' | 'options' | 'slot'>) {
    const { ids, links } = problem;
    this.#ways = waysOf(ids.length, links);
    this.#process = new LinkProcess(options, this.#ways.links, ids, slot);
    this.#failing = new Uint8Array(this.#ways.links.length);
    this.#retries = new RandomStream(options.seed, 'retries', slot);
    this.#options = options;
  }

  /** The links that can be used, in the order of `Mixing.links`. */
  get links(): readonly Link[] {
    return this.#ways.links;
  }

  next(): void {
    this.#failing.fill(0);
    for (const link of this.#process.next()) this.#failing[link] = 1;
  }

  /** Whether a link works in this iteration. */
  works(link: number): boolean {
    return this.#failing[link] === 0;
  }

  /** A message over one link in this iteration, one way. */
  sendOver(link: number, numbers: number): boolean {
    this.#count(numbers, 1);
    return this.works(link);
  }

  send(from: number, to: number, numbers: number): boolean {
    const way = this.#ways.between(from, to);
    if (!way) return false;
    return way.every((link) => this.sendOver(link, numbers));
  }

  /** Sends until it has arrived; every attempt counts. False where there is no way. */
  sendSurely(from: number, to: number, numbers: number): boolean {
    const way = this.#ways.between(from, to);
    if (!way) return false;
    for (let hop = 0; hop < way.length; hop += 1)
      this.#count(numbers, attemptsOf(this.#options, this.#retries));
    return true;
  }

  #count(numbers: number, times: number): void {
    this.messages += times;
    this.bytes += BYTES_PER_NUMBER * numbers * times;
  }
}

/** Shortest ways between LSMs, found when first asked for. */
interface Ways {
  readonly links: readonly Link[];
  /** Links from one to the other, in order; null between pieces. */
  between(from: number, to: number): readonly number[] | null;
}

/** Slot after slot asks for the ways of the same links. */
const known = new WeakMap<readonly Link[], Ways>();

function waysOf(count: number, links: readonly Link[]): Ways {
  const found = known.get(links);
  if (found) return found;
  const sorted = buildMixing('equation13', count, links).links;
  const neighbours = neighboursOf(count, sorted);
  const numbers = new Map(sorted.map(([m, n], link) => [m * count + n, link]));
  const linkOf = (m: number, n: number) => numbers.get(Math.min(m, n) * count + Math.max(m, n))!;
  const trees = new Map<number, Int32Array>();
  const ways = new Map<number, readonly number[] | null>();
  const treeTo = (root: number) => {
    const tree = trees.get(root) ?? towards(root, neighbours);
    trees.set(root, tree);
    return tree;
  };
  const between = (from: number, to: number): readonly number[] | null => {
    const key = from * count + to;
    const way = ways.get(key);
    if (way !== undefined) return way;
    const tree = treeTo(to);
    const made: number[] = [];
    for (let at = from; at !== to && tree[at]! >= 0; at = tree[at]!)
      made.push(linkOf(at, tree[at]!));
    const result = from === to || tree[from]! >= 0 ? made : null;
    ways.set(key, result);
    return result;
  };
  const made = { links: sorted, between };
  known.set(links, made);
  return made;
}

/** The next LSM on a shortest way to `root` from every other one; -1 where there is none. */
function towards(root: number, neighbours: readonly (readonly number[])[]): Int32Array {
  const next = new Int32Array(neighbours.length).fill(-1);
  const queue = [root];
  for (const n of queue) {
    for (const other of neighbours[n]!) {
      if (other === root || next[other] !== -1) continue;
      next[other] = n;
      queue.push(other);
    }
  }
  return next;
}

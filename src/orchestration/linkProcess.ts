/**
 * Which links fail in which iteration: by chance (on their own, or in bursts) and by hand. One draw
 * a link and iteration, so that everyone who runs over the same links in the same slot meets the
 * same failures in the same iteration.
 */
import { RandomStream } from '../random.ts';
import { InputError } from '../schema.ts';
import type { LinkCut, OrchestrationOptions } from './options.ts';
import type { Link } from './problem.ts';

/** What the links' behaviour depends on. */
export type LinkOptions = Pick<
  OrchestrationOptions,
  'failure' | 'linkModel' | 'burstLength' | 'seed' | 'cuts'
>;

/** A cut with its link as an index. */
interface PlacedCut {
  readonly link: number;
  readonly from: number;
  readonly to: number;
}

export class LinkProcess {
  /** Whether any link can fail, by chance or by hand. */
  readonly fails: boolean;
  readonly #links: number;
  readonly #cuts: readonly PlacedCut[];
  readonly #failure: number;
  /** Probability that a link that failed in the last iteration fails again, and one that did not. */
  readonly #again: number;
  readonly #anew: number;
  readonly #stream: RandomStream;
  readonly #down: Uint8Array;
  #tau = 0;

  /**
   * @param links undirected links as indices into `ids`, in the order of `Mixing.links`
   * @param slot which slot of a run this is: failures differ from slot to slot
   */
  constructor(options: LinkOptions, links: readonly Link[], ids: readonly number[], slot: number) {
    this.#links = links.length;
    this.#failure = options.failure;
    [this.#again, this.#anew] = transitions(options);
    this.#cuts = placeCuts(options.cuts, links, ids);
    this.#stream = new RandomStream(options.seed, 'links', slot);
    this.#down = new Uint8Array(links.length);
    this.fails = options.failure > 0 || this.#cuts.length > 0;
  }

  /** Failing links of the next iteration (the first is 1), as indices into the links, ascending. */
  next(): number[] {
    this.#tau++;
    const failing: number[] = [];
    if (!this.fails) return failing;
    if (this.#failure > 0) this.#draw();
    for (let link = 0; link < this.#links; link++) {
      if (this.#down[link] === 1 || this.#isCut(link)) failing.push(link);
    }
    return failing;
  }

  #draw(): void {
    for (let link = 0; link < this.#links; link++) {
      const down = this.#down[link] === 1;
      // The first iteration is drawn from the stationary law.
      const chance = this.#tau === 1 ? this.#failure : down ? this.#again : this.#anew;
      this.#down[link] = this.#stream.uniform() < chance ? 1 : 0;
    }
  }

  #isCut(link: number): boolean {
    return this.#cuts.some(
      (cut) => cut.link === link && cut.from <= this.#tau && this.#tau <= cut.to,
    );
  }
}

/**
 * Probabilities that a link fails after it failed, and after it did not: of a two-state chain (Gilbert-Elliott)
 * whose failures last `burstLength` iterations on average and hold a share `failure` of all time.
 */
export function transitions({
  failure,
  linkModel,
  burstLength,
}: Pick<LinkOptions, 'failure' | 'linkModel' | 'burstLength'>): [again: number, anew: number] {
  if (linkModel === 'independent' || failure === 0) return [failure, failure];
  return [1 - 1 / burstLength, failure / (1 - failure) / burstLength];
}

/** Cuts of links that exist; a pair that is not linked has nothing to cut. */
function placeCuts(
  cuts: LinkOptions['cuts'],
  links: readonly Link[],
  ids: readonly number[],
): PlacedCut[] {
  return cuts.flatMap((cut) => {
    const link = linkOf(cut, links, ids);
    return link < 0 ? [] : [{ link, from: cut.from, to: cut.to ?? Number.POSITIVE_INFINITY }];
  });
}

/** Index of the link of a cut, -1 where there is none. */
function linkOf({ link: [one, other] }: LinkCut, links: readonly Link[], ids: readonly number[]) {
  const m = ids.indexOf(one);
  const n = ids.indexOf(other);
  return links.findIndex(([a, b]) => (a === m && b === n) || (a === n && b === m));
}

/**
 * Refuses cuts of pairs that are not linked, where they can only be meant for other links.
 *
 * @throws InputError naming the cut
 */
export function checkCuts(
  cuts: LinkOptions['cuts'],
  links: readonly Link[],
  ids: readonly number[],
): void {
  cuts.forEach((cut, i) => {
    if (linkOf(cut, links, ids) >= 0) return;
    const known = links.map(([m, n]) => `${ids[m]}-${ids[n]}`);
    const some = known.length > 12 ? [...known.slice(0, 12), '...'] : known;
    const allowed = `ids of two linked LSMs: ${some.join(', ')}`;
    throw new InputError(`orchestration.cuts[${i}].link`, cut.link, allowed);
  });
}

/**
 * Links cut and messages dropped by hand: which iterations a link carries nothing in, and what
 * another click makes of that. A link's cuts are stretches of iterations, both ends included.
 */
import type { LinkCut } from '../../../orchestration/options.ts';

type Cuts = readonly LinkCut[];
/** A link by the ids of its ends, the smaller first. */
export type LinkIds = readonly [number, number];
/** Iterations from..to, both included; Infinity for to the end. */
type Stretch = readonly [from: number, to: number];

/** How a link fares in an iteration by hand: cut for good, its messages of that iteration dropped. */
export type HandState = 'carries' | 'cut' | 'dropped';

function isOf({ link }: LinkCut, [one, other]: LinkIds): boolean {
  return (link[0] === one && link[1] === other) || (link[0] === other && link[1] === one);
}

/** What was done by hand to a link in iteration `tau` (1..T). */
export function handState(cuts: Cuts, link: LinkIds, tau: number): HandState {
  const stretch = stretchesOf(cuts, link).find(([from, to]) => from <= tau && tau <= to);
  if (!stretch) return 'carries';
  return stretch[0] === stretch[1] ? 'dropped' : 'cut';
}

/** Cuts the link from an iteration on, to the end; mends it from there on where it is cut. */
export function toggleCut(cuts: Cuts, link: LinkIds, tau: number): LinkCut[] {
  return handState(cuts, link, tau) === 'cut'
    ? without(cuts, link, [tau, Number.POSITIVE_INFINITY])
    : withStretch(cuts, link, [tau, Number.POSITIVE_INFINITY]);
}

/** Drops what a link carries in one iteration, both ways; lets it through again where it is down. */
export function toggleDrop(cuts: Cuts, link: LinkIds, tau: number): LinkCut[] {
  return handState(cuts, link, tau) === 'carries'
    ? withStretch(cuts, link, [tau, tau])
    : without(cuts, link, [tau, tau]);
}

function withStretch(cuts: Cuts, link: LinkIds, added: Stretch): LinkCut[] {
  return replaced(cuts, link, [...stretchesOf(cuts, link), added]);
}

function without(cuts: Cuts, link: LinkIds, [from, to]: Stretch): LinkCut[] {
  const left = stretchesOf(cuts, link).flatMap(([start, end]): Stretch[] => [
    [start, Math.min(end, from - 1)],
    [Math.max(start, to + 1), end],
  ]);
  return replaced(cuts, link, left);
}

function stretchesOf(cuts: Cuts, link: LinkIds): Stretch[] {
  return cuts
    .filter((cut) => isOf(cut, link))
    .map(({ from, to = Number.POSITIVE_INFINITY }) => [from, to]);
}

/**
 * The cuts with this link's replaced by stretches in order, joined where they overlap: what was
 * dropped in neighbouring iterations was still dropped one by one.
 */
function replaced(cuts: Cuts, link: LinkIds, stretches: readonly Stretch[]): LinkCut[] {
  const joined: [number, number][] = [];
  const proper = stretches
    .filter(([from, to]) => from <= to && Number.isFinite(from))
    .sort((a, b) => a[0] - b[0]);
  for (const [from, to] of proper) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  const others = cuts.filter((cut) => !isOf(cut, link));
  return [
    ...others,
    ...joined.map(([from, to]): LinkCut => {
      const ends: LinkCut['link'] = [link[0], link[1]];
      return Number.isFinite(to) ? { link: ends, from, to } : { link: ends, from };
    }),
  ];
}

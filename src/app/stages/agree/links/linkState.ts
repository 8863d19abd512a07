/** What the links are while they are being chosen: pure, from the options and where servers stand. */
import { components, neighboursOf } from '../../../../orchestration/graph.ts';
import { buildMixing, type Mixing, mixingWithout } from '../../../../orchestration/mixing.ts';
import type { OrchestrationOptions } from '../../../../orchestration/options.ts';
import type { Link } from '../../../../orchestration/problem.ts';
import {
  type LinkGround,
  messageLinks,
  messagePlaces,
  type Places,
} from '../../../../orchestration/topologies.ts';
import type { AgreementTrace } from '../../../../workers/protocol.ts';

/** Options of the links, as chosen or as tried out while a hand is still on a control. */
export type LinkChoice = Pick<
  OrchestrationOptions,
  | 'topology'
  | 'gridReach'
  | 'reach'
  | 'places'
  | 'topologySeed'
  | 'pieces'
  | 'mixing'
  | 'failure'
  | 'linkModel'
  | 'burstLength'
  | 'cuts'
  | 'seed'
>;

export interface LinkState {
  readonly ids: readonly number[];
  readonly ground: LinkGround;
  /** Where the servers are drawn: message places of a geometric graph, else where they stand. */
  readonly places: Places;
  readonly mixing: Mixing;
  /** Links cut by hand in the iteration shown, as indices into `mixing.links`. */
  readonly down: readonly number[];
  /** W without the links that are down, N x N. */
  readonly matrix: Float64Array;
  /** Who hears whom, whatever was cut. */
  readonly neighbours: readonly (readonly number[])[];
  /** Pieces of the graph, whatever was cut, and of what is left of it. */
  readonly pieces: readonly (readonly number[])[];
  readonly piecesLeft: readonly (readonly number[])[];
}

/** Where the servers of a run stand, and who is in whose scope. */
export function groundOf({ layout, ids, neighbourLinks }: AgreementTrace): LinkGround {
  const index = new Map(ids.map((id, n) => [id, n]));
  const links = neighbourLinks.map(([one, other]): Link => {
    const ends = [index.get(one)!, index.get(other)!] as const;
    return ends[0] < ends[1] ? ends : [ends[1], ends[0]];
  });
  return { ...layout, neighbourLinks: links };
}

/** @param tau the iteration shown; cuts from 1 on count before it */
export function linkState(
  choice: LinkChoice,
  ground: LinkGround,
  ids: readonly number[],
  tau: number,
): LinkState {
  // Places that were listed for another number of servers say nothing of these.
  const lists = typeof choice.places !== 'string';
  const fits = !lists || choice.places.length === ground.count;
  const fitting = fits ? choice : { ...choice, places: 'servers' as const };
  const links = messageLinks(fitting, ground);
  const mixing = buildMixing(choice.mixing, ground.count, links);
  const down = mixing.links.flatMap(([m, n], link) =>
    isCut(choice.cuts, ids[m]!, ids[n]!, Math.max(1, tau)) ? [link] : [],
  );
  const out = new Set(down);
  return {
    ids,
    ground,
    places: messagePlaces(
      choice.topology === 'geometric' ? fitting : { ...choice, places: 'servers' },
      ground,
    ),
    mixing,
    down,
    matrix: mixingWithout(mixing, down),
    neighbours: neighboursOf(ground.count, mixing.links),
    pieces: components(ground.count, mixing.links),
    piecesLeft: components(
      ground.count,
      mixing.links.filter((_, link) => !out.has(link)),
    ),
  };
}

function isCut(cuts: LinkChoice['cuts'], one: number, other: number, tau: number): boolean {
  return cuts.some(
    ({ link: [a, b], from, to = Number.POSITIVE_INFINITY }) =>
      ((a === one && b === other) || (a === other && b === one)) && from <= tau && tau <= to,
  );
}

/** Iterations of mixing alone after which a tenth is left, at this factor each; null for never. */
export function iterationsToTenth(factor: number): number | null {
  if (factor >= 1 - 1e-9) return null;
  if (factor <= 0.1) return 1;
  return Math.ceil(Math.log(0.1) / Math.log(factor));
}

/** Places as options list them, one of them moved, inside the area and to a tenth of a metre. */
export function movedPlaces(
  { x, y }: Places,
  { width, height }: Pick<LinkGround, 'width' | 'height'>,
  server: number,
  to: { readonly x: number; readonly y: number },
): { x: number; y: number }[] {
  const within = (value: number, most: number) =>
    Math.round(10 * Math.min(most, Math.max(0, value))) / 10;
  return Array.from(x, (across, n) =>
    n === server ? { x: within(to.x, width), y: within(to.y, height) } : { x: across, y: y[n]! },
  );
}

/** Most that links of these bursts can fail: what follows a failure lasts at least one iteration. */
export function mostFailing({
  linkModel,
  burstLength,
}: Pick<LinkChoice, 'linkModel' | 'burstLength'>) {
  return linkModel === 'bursty' ? burstLength / (burstLength + 1) : 1;
}

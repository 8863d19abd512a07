/** How fast links mix, for links that nobody has run over yet. */
import { buildMixing, mixingWithout } from '../orchestration/mixing.ts';
import { secondEigenvalue, secondSingularValue } from '../orchestration/spectrum.ts';
import type { LinkSpectrum, LinksRequest } from './protocol.ts';

/** @throws InputError where a link is none */
export function linkSpectrum({
  mixing: kind,
  count,
  links,
  down,
  failure,
}: LinksRequest): LinkSpectrum {
  const mixing = buildMixing(kind, count, links);
  const matrix = mixingWithout(mixing, down);
  const cut = new Set(down);
  const working = mixing.links.map((_, link) => (cut.has(link) ? 0 : 1 - failure));
  return {
    secondSingularValue: secondSingularValue({ matrix, count }),
    secondEigenvalue: secondEigenvalue(mixing, working),
  };
}

/** Where LSMs stand, as far as message links can depend on it: those of a city, those of a file. */
import type { NetworksContent } from '../learning/networksFile.ts';
import { type LinkGround, squareGround } from '../orchestration/topologies.ts';
import { InputError } from '../schema.ts';
import { parseScenario, type Scenario, serverCount } from '../world/scenario.ts';
import { idsOf } from '../world/servers.ts';
import { buildTopology, type Topology } from '../world/topology.ts';

/** LSM n stands where server n does. */
export function cityGround(topology: Topology): LinkGround {
  const { count, links, x, y, width, height, rows, columns } = topology;
  return { count, neighbourLinks: links, x, y, width, height, rows, columns };
}

/**
 * The agents of a file stand where its `extra.scenario` says, by id; where it says nothing that fits
 * them, on a near-square grid.
 */
export function fileGround({ networks, links, extra }: NetworksContent): LinkGround {
  const ids = networks.agents.map(({ id }) => id);
  const count = ids.length;
  const scenario = readableScenario(extra?.scenario);
  if (scenario === null || serverCount(scenario) !== count) return squareGround(count, links);
  const known = idsOf(scenario);
  const places = ids.map((id) => known.indexOf(id));
  if (places.includes(-1)) return squareGround(count, links);
  const ground = cityGround(buildTopology(scenario));
  const { x, y } = ground;
  return {
    ...ground,
    neighbourLinks: links,
    x: places.map((place) => x[place]!),
    y: places.map((place) => y[place]!),
  };
}

/** What stands in `extra` is used where it can be, never refused. */
function readableScenario(value: unknown): Scenario | null {
  if (value === undefined) return null;
  try {
    return parseScenario(value);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

/** What stands still on the map of the city: servers, their hues, zones, and the scale. */
import type { Scenario, Zone } from '../../../world/scenario.ts';
import { levelsOf } from '../../../world/scenario.ts';
import { buildTopology, type Topology, zoneAt } from '../../../world/topology.ts';
import { serverColours } from '../../theme/serverColours.ts';

export interface ZoneArea {
  readonly zone: Zone;
  /** m from the upper left corner of the city. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface CityMap {
  readonly topology: Topology;
  readonly levels: readonly number[];
  /** Index of every server's hue in `palette.servers`. */
  readonly hues: readonly number[];
  readonly areas: readonly ZoneArea[];
  readonly coverageRadius: number;
  readonly spacing: number;
}

/** Lays out the map of a scenario. The first server stands at the upper left. */
export function buildCityMap(scenario: Scenario): CityMap {
  const topology = buildTopology(scenario);
  return {
    topology,
    levels: levelsOf(scenario),
    hues: serverColours(topology),
    areas: zoneAreas(scenario, topology),
    coverageRadius: scenario.coverageRadius,
    spacing: scenario.spacing,
  };
}

/** Rectangles of one zone each that cover the city. */
function zoneAreas(scenario: Scenario, { width, height, x, y, columns }: Topology): ZoneArea[] {
  const released = scenario.zones === 'released' && x.length === 4 && columns === 2;
  const servers = [...x.subarray(0, columns)];
  const rows = [...y].filter((_, server) => server % columns === 0);
  // The released regions of a 2 x 2 city are no cells: they end at 0.3 and 0.5 of its width.
  const across = released ? [0.3 * width, 0.5 * width] : midpoints(servers);
  const down = released ? [0.5 * height] : midpoints(rows);
  const areas: ZoneArea[] = [];
  for (const [top, bottom] of spans(down, height)) {
    for (const [left, right] of spans(across, width)) {
      const zone = zoneAt(scenario, (left + right) / 2, (top + bottom) / 2);
      const area = { zone, x: left, y: top, width: right - left, height: bottom - top };
      const beside = areas.at(-1);
      // Neighbouring pieces of one zone are one area.
      if (beside && beside.zone === zone && beside.y === top) {
        areas[areas.length - 1] = { ...beside, width: beside.width + area.width };
      } else {
        areas.push(area);
      }
    }
  }
  return areas;
}

function midpoints(places: readonly number[]): number[] {
  return places.slice(1).map((place, index) => (place + places[index]!) / 2);
}

function spans(breaks: readonly number[], end: number): (readonly [number, number])[] {
  const edges = [0, ...breaks, end];
  return edges.slice(1).map((edge, index) => [edges[index]!, edge] as const);
}

/** What stands still on the map of the city: servers, their hues, zones, and the scale. */
import type { Scenario, Zone } from '../../../world/scenario.ts';
import { levelsOf } from '../../../world/scenario.ts';
import { idsOf } from '../../../world/servers.ts';
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
  /** Id of every server. */
  readonly names: readonly number[];
  /** Index of every server's hue in `palette.servers`. */
  readonly hues: readonly number[];
  readonly areas: readonly ZoneArea[];
  readonly coverageRadius: number;
  /** m that every server's marks may take: the way to the nearest other server, a spacing at most. */
  readonly room: Float64Array;
}

/** Lays out the map of a scenario. The first server stands at the upper left. */
export function buildCityMap(scenario: Scenario): CityMap {
  const topology = buildTopology(scenario);
  return {
    topology,
    levels: levelsOf(scenario),
    names: idsOf(scenario),
    hues: serverColours(topology),
    areas: zoneAreas(scenario, topology),
    coverageRadius: scenario.coverageRadius,
    room: roomOf(topology, scenario.spacing),
  };
}

function roomOf({ count, x, y }: Topology, spacing: number): Float64Array {
  const room = new Float64Array(count).fill(spacing);
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < one; other++) {
      const distance = Math.hypot(x[one]! - x[other]!, y[one]! - y[other]!);
      room[one] = Math.min(room[one]!, distance);
      room[other] = Math.min(room[other]!, distance);
    }
  }
  return room;
}

/** Rectangles of one zone each that cover the city: cells of the ground, wherever servers stand. */
function zoneAreas(scenario: Scenario, { width, height, rows, columns }: Topology): ZoneArea[] {
  const released = scenario.zones === 'released' && rows === 2 && columns === 2;
  // The released regions of a 2 x 2 city are no cells: they end at 0.3 and 0.5 of its width.
  const across = released ? [0.3 * width, 0.5 * width] : cellBreaks(scenario, columns);
  const down = released ? [0.5 * height] : cellBreaks(scenario, rows);
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

/** Where one cell ends and the next begins: half way between their centres. */
function cellBreaks({ margin, spacing }: Scenario, cells: number): number[] {
  return Array.from({ length: cells - 1 }, (_, cell) => margin + (cell + 0.5) * spacing);
}

function spans(breaks: readonly number[], end: number): (readonly [number, number])[] {
  const edges = [0, ...breaks, end];
  return edges.slice(1).map((edge, index) => [edges[index]!, edge] as const);
}

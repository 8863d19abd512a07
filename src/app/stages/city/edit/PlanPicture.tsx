import { useMemo } from 'react';
import type { Scenario } from '../../../../world/scenario.ts';
import { buildTopology, sitesOf } from '../../../../world/topology.ts';
import { planNames } from '../../../planNames.ts';
import { serverColours } from '../../../theme/serverColours.ts';
import { formerServers } from './layout.ts';
import type { Preview } from './preview.ts';
import { toBox, type View } from './view.ts';

/** Rings around servers that run, where nothing is planned yet, by the size of a planned one. */
const AROUND = 1.7;

/**
 * Planned servers as dashed discs, with the links that they would have. While nothing is planned,
 * only rings that say that the servers can be taken.
 */
export function PlanPicture(props: {
  readonly running: Scenario;
  readonly planned: Scenario;
  readonly view: View;
  readonly preview: Preview | null;
  readonly isPlan: boolean;
  /** Whether the running servers stand on the same ground: then moves are drawn. */
  readonly showsOld: boolean;
}) {
  const { running, planned, view, preview, isPlan } = props;
  const topology = useMemo(() => buildTopology(planned), [planned]);
  const hues = useMemo(() => serverColours(topology), [topology]);
  const places = Array.from(topology.x, (x, server) => toBox(view, { x, y: topology.y[server]! }));
  const names = planNames(planned);
  const radius = serverRadius(planned.spacing * view.scale);
  const looked = preview?.server ?? -1;
  return (
    <svg className="layer edit-picture" aria-hidden="true">
      {preview ? (
        <circle
          className="edit-coverage"
          cx={places[looked]?.x}
          cy={places[looked]?.y}
          r={planned.coverageRadius * view.scale}
          style={{ color: `var(--server-${hues[looked]! + 1})` }}
        />
      ) : null}
      {topology.links.map(([one, other]) => {
        const isLooked = one === looked || other === looked;
        if (!isPlan && !isLooked) return null;
        return (
          <line
            key={`${one}-${other}`}
            className="edit-link"
            data-looked={isLooked}
            x1={places[one]!.x}
            y1={places[one]!.y}
            x2={places[other]!.x}
            y2={places[other]!.y}
          />
        );
      })}
      {isPlan && props.showsOld ? <Traces running={running} planned={planned} view={view} /> : null}
      {places.map(({ x, y }, server) => {
        const isLooked = server === looked;
        if (!isPlan && preview?.isGhost && !isLooked) return null;
        return (
          <g
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server
            key={server}
            className="edit-server"
            data-looked={isLooked}
            data-refused={isLooked && preview?.refusal !== null}
            data-filled={isPlan || isLooked}
            style={{ color: `var(--server-${hues[server]! + 1})` }}
          >
            <circle cx={x} cy={y} r={isPlan || isLooked ? radius : AROUND * radius} />
            {isPlan || isLooked ? (
              <text x={x} y={y} fontSize={Math.max(9, radius * 0.9)}>
                {names[server]}
              </text>
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/** From where each server that is moved stands in the running city; a cross for one that goes. */
function Traces(props: {
  readonly running: Scenario;
  readonly planned: Scenario;
  readonly view: View;
}) {
  const { running, planned, view } = props;
  const former = useMemo(() => formerServers(running, planned), [running, planned]);
  const sites = sitesOf(planned);
  return sitesOf(running).map((site, old) => {
    const server = former.indexOf(old);
    const now = sites[server];
    const from = toBox(view, site);
    if (!now) {
      return (
        <path
          // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server
          key={old}
          className="edit-gone"
          d={`M${from.x - 9} ${from.y - 9}l18 18m0 -18l-18 18`}
        />
      );
    }
    if (now.x === site.x && now.y === site.y) return null;
    const to = toBox(view, now);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the index is the server
      <g key={old} className="edit-trace">
        <circle cx={from.x} cy={from.y} r={3} />
        <line x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      </g>
    );
  });
}

/** Radius of a planned server, px, for servers this many px apart. */
function serverRadius(spacing: number): number {
  return Math.min(22, Math.max(9, spacing * 0.16));
}

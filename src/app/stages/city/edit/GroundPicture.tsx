import type { Scenario } from '../../../../world/scenario.ts';
import { cellArea, zonesOfCells } from './layout.ts';
import { toBox, type View } from './view.ts';

/** The planned ground, where it is not the one that runs: it covers the running city. */
export function GroundPicture({
  scenario,
  view,
}: {
  readonly scenario: Scenario;
  readonly view: View;
}) {
  return (
    <svg className="layer" aria-hidden="true">
      {zonesOfCells(scenario).map((zone, cell) => {
        const area = cellArea(scenario, cell);
        const corner = toBox(view, area);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the cell
            key={cell}
            className="edit-ground"
            data-zone={zone}
            x={corner.x}
            y={corner.y}
            width={area.width * view.scale + 0.5}
            height={area.height * view.scale + 0.5}
          />
        );
      })}
    </svg>
  );
}

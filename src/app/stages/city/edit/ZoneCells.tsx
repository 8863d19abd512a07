import { type PointerEvent, useRef, useState } from 'react';
import type { Scenario, Site, Zone } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { useRovingFocus } from '../../../components/useRovingFocus.ts';
import { applyEdit } from './edits.ts';
import { cellArea, cellsBetween, insideArea, withPainted, zonesOfCells } from './layout.ts';
import { cellByKey, placeUnder, toBox, type View } from './view.ts';

interface Stroke {
  readonly cells: ReadonlySet<number>;
  readonly last: Site;
}

/** The cells of the ground under a brush: a click or a stroke paints them, as Enter does. */
export function ZoneCells(props: {
  readonly scenario: Scenario;
  readonly view: View;
  readonly zone: Zone;
}) {
  const { scenario, view, zone } = props;
  const commands = useCommands();
  const stroke = useRef<Stroke>(null);
  const [painted, setPainted] = useState<ReadonlySet<number>>(new Set());
  const { rows, columns } = scenario;
  const zones = zonesOfCells(scenario);
  const { list, button } = useRovingFocus(zones.length, (key, cell) =>
    cellByKey(key, cell, rows, columns),
  );

  const paint = (cells: ReadonlySet<number>) => {
    const told = t('edit.painted', { count: cells.size, zone: t(`zone.${zone}`) });
    applyEdit(commands, withPainted(scenario, cells, zone), told);
  };
  const follow = (event: PointerEvent) => {
    const held = stroke.current;
    const box = list.current!.getBoundingClientRect();
    const place = insideArea(scenario, placeUnder(view, box, event));
    const added = cellsBetween(scenario, held?.last ?? place, place);
    const cells = new Set([...(held?.cells ?? []), ...added]);
    stroke.current = { cells, last: place };
    setPainted(cells);
  };
  const end = (isKept: boolean) => {
    const held = stroke.current;
    stroke.current = null;
    setPainted(new Set());
    if (held && isKept) paint(held.cells);
  };

  return (
    <fieldset
      ref={list}
      className="layer edit-cells"
      aria-label={t('edit.cells', { zone: t(`zone.${zone}`) })}
      data-arrows
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (stroke.current) follow(event);
      }}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
    >
      {zones.map((present, cell) => {
        const area = cellArea(scenario, cell);
        const corner = toBox(view, area);
        const [row, column] = [Math.floor(cell / columns) + 1, (cell % columns) + 1];
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the index is the cell
            key={cell}
            type="button"
            className="edit-cell"
            data-zone={painted.has(cell) ? zone : present}
            data-painted={painted.has(cell)}
            {...button(cell)}
            aria-label={t('edit.cell', { row, column, zone: t(`zone.${present}`) })}
            style={{
              left: corner.x,
              top: corner.y,
              width: area.width * view.scale,
              height: area.height * view.scale,
            }}
            // A click without a pointer: Enter, Space or a screen reader.
            onClick={(event) => {
              if (event.detail === 0) paint(new Set([cell]));
            }}
          />
        );
      })}
    </fieldset>
  );
}

import { type KeyboardEvent, useRef, useState } from 'react';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { useApp } from '../../store.ts';
import { neighbourByKey } from '../city/ServerButtons.tsx';
import { type GlyphMap, glyphCentre, glyphSize } from './geometry.ts';

/**
 * A button on every glyph for the keyboard: one is in the tab order, arrow keys go to the others,
 * Enter singles the server out. Pointers go through to the canvas, which serves them down to the cell.
 */
export function GlyphButtons(props: { readonly map: GlyphMap; readonly ids: readonly number[] }) {
  const { map, ids } = props;
  const commands = useCommands();
  const selected = useApp((state) => state.selected?.id ?? null);
  const [entry, setEntry] = useState(0);
  const list = useRef<HTMLFieldSetElement>(null);
  const { width, height } = glyphSize(map);

  const press = (event: KeyboardEvent, n: number) => {
    const next = neighbourByKey(event.key, n, map.rows, map.columns);
    if (next === null) return;
    event.preventDefault();
    const button = list.current?.children[next];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <fieldset
      ref={list}
      className="agree-servers"
      aria-label={t('agree.map.label', { count: ids.length })}
      data-arrows
    >
      {ids.map((id, n) => {
        const { x, y } = glyphCentre(map, n);
        return (
          <button
            key={id}
            type="button"
            tabIndex={n === Math.min(entry, ids.length - 1) ? 0 : -1}
            aria-pressed={id === selected}
            aria-label={t('agree.map.server', { id })}
            style={{ left: x, top: y, width: width + 12, height: height + 12 }}
            onFocus={() => {
              setEntry(n);
              commands.hover({ kind: 'server', id });
            }}
            onBlur={() => commands.hover(null)}
            onKeyDown={(event) => press(event, n)}
            onClick={() => commands.select(id === selected ? null : { kind: 'server', id })}
          />
        );
      })}
    </fieldset>
  );
}

import { t } from '../../catalogue/index.ts';
import { useRovingFocus } from '../../components/useRovingFocus.ts';
import { type GlyphMap, glyphCentre, glyphSize } from './geometry.ts';
import { rowOf } from './subject.ts';
import { neighbourInTable } from './table.ts';
import type { Focus } from './useFocus.ts';

/**
 * A button on every glyph for the keyboard: one is in the tab order, arrow keys go to the others,
 * Enter pins its numbers. Pointers go through to the canvas, which serves them down to the cell.
 */
export function GlyphButtons(props: {
  readonly map: GlyphMap;
  readonly ids: readonly number[];
  readonly focus: Focus;
}) {
  const { map, ids, focus } = props;
  const { width, height } = glyphSize(map);
  const pinned = rowOf(focus.pinned);
  const { list, button } = useRovingFocus(ids.length, (key, n) =>
    neighbourInTable(key, n, map.table),
  );
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
            {...button(n, () => focus.hover({ kind: 'server', server: n }))}
            aria-pressed={n === pinned}
            aria-label={t('agree.map.server', { id })}
            style={{ left: x, top: y, width: width + 12, height: height + 12 }}
            onBlur={() => focus.hover(null)}
            onClick={() => focus.pin({ kind: 'server', server: n })}
          />
        );
      })}
    </fieldset>
  );
}

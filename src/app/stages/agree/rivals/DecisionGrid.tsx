import type { AgreementTrace } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { levelColour } from '../../../theme/palette.ts';
import { usePalette } from '../../../theme/theme.ts';
import type { GlyphTable } from '../table.ts';

/** A joint decision, server by server in their places, marked where it is not the exact one. */
export function DecisionGrid(props: {
  readonly trace: AgreementTrace;
  readonly table: GlyphTable;
  readonly title: string;
  readonly decision: readonly number[];
}) {
  const { trace, table, title, decision } = props;
  const commands = useCommands();
  const palette = usePalette();
  const exact = 'decision' in trace.exact ? trace.exact.decision : null;
  const wrong = exact ? decision.filter((level, n) => level !== exact[n]).length : 0;
  return (
    <figure className="rivals-decision">
      <ul
        className="rivals-grid"
        aria-label={title}
        style={{
          width: `min(${Math.max(9.5, 1.7 * table.columns)}rem, ${table.columns > 6 ? 62 : 40}vw)`,
          gridTemplateColumns: `repeat(${table.columns}, minmax(0, 1fr))`,
        }}
      >
        {table.order.map((n) => {
          const id = trace.ids[n]!;
          const level = decision[n]!;
          const levels = trace.levels[n]!;
          const cell = table.cells[n]!;
          const best = exact?.[n];
          const differs = best !== undefined && best !== level;
          return (
            <li
              key={id}
              aria-label={
                best === undefined
                  ? t('rivals.decision.alone', { id, level })
                  : t('rivals.decision.label', { id, level, exact: best })
              }
              data-differs={differs || undefined}
              style={{
                gridRow: Math.floor(cell / table.columns) + 1,
                gridColumn: (cell % table.columns) + 1,
                background: levelColour(palette, level, levels),
                color: level === levels - 1 ? palette.surface : palette.text,
              }}
              onPointerEnter={() => commands.hover({ kind: 'server', id })}
              onPointerLeave={() => commands.hover(null)}
            >
              {level}
              {differs ? <small>{best}</small> : null}
            </li>
          );
        })}
      </ul>
      <figcaption>
        <strong>{title}</strong>
        <span>
          {exact === null
            ? t('rivals.decision.unknown')
            : wrong === 0
              ? t('rivals.decision.same')
              : t('rivals.decision.differs', { count: wrong, all: decision.length })}
        </span>
      </figcaption>
    </figure>
  );
}

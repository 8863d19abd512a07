import { useMemo, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { CHART_FONT, NUMBER_FONT } from '../../charts/axes.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { formatFixed } from '../../components/format.ts';
import type { Palette } from '../../theme/palette.ts';
import { textScale, usePalette } from '../../theme/theme.ts';
import { outlineCell, paintCell, paintNotKept, paintPull } from './cells.ts';
import { copiesAfter, isKept } from './copies.ts';
import type { Standing } from './inspectionParts.ts';
import type { GlyphTable } from './table.ts';

const KINDS = ['copy', 'dual', 'gradient'] as const;
type Vectors = Readonly<Record<(typeof KINDS)[number], ArrayLike<number>>>;

/**
 * What a server holds: its copy and its running sums after the last finished update, and its own
 * pulls in the one shown; as three glyphs, and as numbers.
 */
export function ServerVectors(props: {
  readonly trace: AgreementTrace;
  readonly table: GlyphTable;
  readonly standing: Standing;
  readonly server: number;
}) {
  const { trace, table, standing, server } = props;
  const { updates, tau } = standing;
  const palette = usePalette();
  const scale = textScale();
  const [width, setWidth] = useState(0);
  const vectors = useMemo(
    () => vectorsOf(trace, server, updates, tau),
    [trace, server, updates, tau],
  );
  const paint = useMemo<Paint>(
    () =>
      ({ context, width: room }) =>
        paintVectors(context, palette, { trace, table, server, vectors, room, scale }),
    [palette, trace, table, server, vectors, scale],
  );
  const id = trace.ids[server]!;
  return (
    <div className="agree-vectors-server">
      <PaintedCanvas
        style={{ height: heightOf(table, width, scale) }}
        role="img"
        aria-label={t('agree.server.vectors', { id })}
        paint={paint}
        onLayout={(next) => setWidth(next)}
      />
      <details className="agree-more">
        <summary>{t('agree.server.vectors.table')}</summary>
        <div className="agree-vectors">
          <table className="number">
            <thead>
              <tr>
                <th scope="col">{t('agree.server.vectors.about')}</th>
                {KINDS.map((kind) => (
                  <th key={kind} scope="col">
                    {t(`agree.server.vectors.${kind}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.order.map((about) => (
                <tr key={about}>
                  <th scope="row">{trace.ids[about]}</th>
                  {isKept(trace, server, about) ? (
                    KINDS.map((kind) => <td key={kind}>{formatFixed(vectors[kind][about]!, 3)}</td>)
                  ) : (
                    <td colSpan={3}>{t('agree.server.vectors.notKept')}</td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

/** Rows of a server: copy and dual after `updates` updates, gradient of iteration `tau`. */
function vectorsOf(trace: AgreementTrace, server: number, updates: number, tau: number): Vectors {
  const count = trace.ids.length;
  const row = (values: Float64Array | undefined) =>
    values ? values.subarray(server * count, (server + 1) * count) : new Float64Array(count);
  return {
    copy: row(copiesAfter(trace, updates)),
    dual: row(trace.iterations[updates - 1]?.duals),
    gradient: row(trace.iterations[tau - 1]?.gradients),
  };
}

const GAP = 14;
const HEADER = 19;
/** Cells at least this large have their number in them, px. */
const NUMBERED = 25;
const LARGEST = 44;

function cellOf({ rows, columns }: GlyphTable, room: number): number {
  return Math.max(0, Math.min((room - 2 * GAP) / 3 / columns, LARGEST, 150 / rows));
}

function heightOf(table: GlyphTable, room: number, scale: number): number {
  return HEADER * scale + table.rows * cellOf(table, room) + 4;
}

function paintVectors(
  context: CanvasRenderingContext2D,
  palette: Palette,
  scene: {
    readonly trace: AgreementTrace;
    readonly table: GlyphTable;
    readonly server: number;
    readonly vectors: Vectors;
    readonly room: number;
    readonly scale: number;
  },
): void {
  const { trace, table, server, vectors, room, scale } = scene;
  const cell = cellOf(table, room);
  const gap = cell < 6 ? 0 : Math.min(3, cell * 0.08);
  const side = cell - gap;
  const top = HEADER * scale;
  KINDS.forEach((kind, k) => {
    const left = k * ((room - 2 * GAP) / 3 + GAP);
    const values = vectors[kind];
    const strongest = Math.max(1e-12, ...Array.from(values, Math.abs));
    context.font = `500 ${12 * scale}px ${CHART_FONT}`;
    context.fillStyle = palette.textMuted;
    context.textAlign = 'left';
    context.textBaseline = 'top';
    context.fillText(t(`agree.server.vectors.${kind}`), left, 0);
    table.cells.forEach((place, about) => {
      const x = left + (place % table.columns) * cell;
      const y = top + Math.floor(place / table.columns) * cell;
      if (!isKept(trace, server, about)) {
        paintNotKept(context, palette, x, y, side, side);
        return;
      }
      const value = values[about]!;
      const levels = trace.levels[about]!;
      // Sums and pulls stand on empty cells: an arrow up asks for more, as on the map.
      paintCell(context, palette, kind === 'copy' ? value : 0, levels, x, y, side, side);
      const isNumbered = cell >= NUMBERED * scale;
      if (kind !== 'copy' && !isNumbered)
        paintPull(context, palette, -value / strongest, x, y, side);
      if (isNumbered) {
        const isDark = kind === 'copy' && value / (levels - 1) > 0.55;
        context.fillStyle = isDark ? palette.surfaceRaised : palette.text;
        context.font = `${value !== 0 && kind !== 'copy' ? 600 : 400} ${10.5 * scale}px ${NUMBER_FONT}`;
        context.textAlign = 'center';
        context.textBaseline = 'middle';
        context.fillText(shortNumber(value), x + side / 2, y + side / 2 + 0.5, side - 2);
      }
      if (about === server) outlineCell(context, palette.text, x, y, side, side, 1.5);
    });
  });
}

/** Three digits are enough for a glance. */
function shortNumber(value: number): string {
  const size = Math.abs(value);
  return formatFixed(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}
